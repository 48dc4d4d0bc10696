"""The site described for programs: OpenAPI 3.1, from the very types that it writes."""

from __future__ import annotations

import inspect
from typing import Any, get_args

import msgspec

from dateline.edition.holdings import Filter
from dateline.edition.rows import EventRow, PlaceRow, ReportRow, StatementRow, StoryRow
from dateline.record import EventStatus, EventType, Record, Story

_LISTS: tuple[tuple[str, str, type[msgspec.Struct]], ...] = (
    ("index", "Stories in the order of the front page, or only those newer than a time", StoryRow),
    ("sections/{key}", "Stories of a section", StoryRow),
    ("stories", "All recent stories", StoryRow),
    ("speakers/{key}", "What was said by people of one name", StatementRow),
    ("places/{key}", "Where a place is named", PlaceRow),
    ("events", "Who did what to whom, by filter", EventRow),
    ("sources", "Who published the reports", ReportRow),
    ("sources/{key}", "Reports of a source", ReportRow),
    ("corrections", "Pages that changed after they were captured", ReportRow),
    ("search", "Records that hold what is asked for", ReportRow),
    ("watch/{key}", "What a watch list finds", ReportRow),
)
_FEEDS = {name for name, _, _ in _LISTS} - {"stories", "sources", "corrections"}
_POINTS = {"events", "places/{key}"}
LONGEST_KEY = 200
LONGEST_ASKED = 400
"""Characters of a key, and of a field of a question: a form lets readers write no more."""
_FIELDS = {
    "index": ("since",),
    "events": Filter._fields,
    "search": ("q", "cursor"),
    "watch/{key}": ("cursor",),
}
_ALLOWED = {"type": get_args(EventType), "status": get_args(EventStatus)}
_ASKS_ARCHIVE = {"search", "watch/{key}"}
"""Lists whose questions are a language of their own: not every string is one."""


def openapi(title: str) -> bytes:
    """Return the description as JSON."""
    kinds = list(dict.fromkeys([row for _, _, row in _LISTS] + [Record, Story]))
    _, components = msgspec.json.schema_components(kinds, ref_template="#/components/schemas/{name}")
    for schema in components.values():
        if "description" in schema:
            schema["description"] = inspect.cleandoc(schema["description"])
    paths: dict[str, Any] = {}
    for name, says, row in _LISTS:
        paths[f"/{name}.json"] = {"get": _operation(name, says, "application/json", _page_of(row))}
        paths[f"/{name}.csv"] = {"get": _operation(name, f"{says}, as a table", "text/csv", {"type": "string"})}
        if name in _FEEDS:
            for suffix, media_type in (("rss", "rss+xml"), ("atom", "atom+xml"), ("feed.json", "feed+json")):
                kind = {"type": "object"} if suffix == "feed.json" else {"type": "string"}
                operation = _operation(name, f"{says}, as a feed", f"application/{media_type}", kind)
                paths[f"/{name}.{suffix}"] = {"get": operation}
        if name in _POINTS:
            operation = _operation(name, f"{says}, as points", "application/geo+json", {"type": "object"})
            paths[f"/{name}.geojson"] = {"get": operation}
    for name, says, noun in (("stories", "A story whole", "Story"), ("articles", "A record whole", "Record")):
        reference = {"$ref": f"#/components/schemas/{noun}"}
        operation = _operation(f"{name}/{{key}}", says, "application/json", reference)
        paths[f"/{name}/{{key}}.json"] = {"get": operation}
    points = _operation("stories/{key}", "Where a story is, as points", "application/geo+json", {"type": "object"})
    paths["/stories/{key}.geojson"] = {"get": points}
    outlines = _operation("sources", "Who published the reports, for feed readers", "text/x-opml", {"type": "string"})
    paths["/sources.opml"] = {"get": outlines}
    numbers = _operation("metrics", "Numbers of the archive and of gathering", "text/plain", {"type": "string"})
    paths["/metrics"] = {"get": numbers}
    return msgspec.json.encode(
        {
            "openapi": "3.1.0",
            "info": {
                "title": title,
                "version": "1",
                "description": "Read-only. Every row names the words it stands on.",
            },
            "paths": paths,
            "components": {"schemas": components},
        }
    )


def _page_of(row: type[msgspec.Struct]) -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["title", "page", "next", "items"],
        "properties": {
            "title": {"type": "string"},
            "page": {"type": "string"},
            "next": {"type": ["string", "null"]},
            "items": {"type": "array", "items": {"$ref": f"#/components/schemas/{row.__name__}"}},
        },
    }


def _operation(name: str, says: str, media_type: str, schema: dict[str, Any]) -> dict[str, Any]:
    parameters = []
    if "{key}" in name:
        key = {"type": "string", "minLength": 1, "maxLength": LONGEST_KEY}
        parameters.append({"name": "key", "in": "path", "required": True, "schema": key})
    for field in _FIELDS.get(name, ()):
        kind: dict[str, Any] = {"type": "string", "maxLength": LONGEST_ASKED}
        if field in _ALLOWED:
            kind["enum"] = ["", *_ALLOWED[field]]
        parameters.append({"name": field, "in": "query", "required": False, "schema": kind})
    told = {code: says for code, says in _REFUSALS.items() if code != "400" or name in _ASKS_ARCHIVE}
    return {
        "summary": says,
        "parameters": parameters,
        "responses": {
            "200": {"description": says, "content": {media_type: {"schema": schema}}},
            **{code: {"description": why, "content": _SAID[code]} for code, why in told.items()},
        },
    }


_REFUSALS = {
    "400": "The question can't be read; the page says why",
    "404": "Nothing of that name",
    "414": "The address is too long",
    "421": "The site does not answer to the name that it was asked under",
    "503": "The archive can't be read just now",
}
_PAGE: dict[str, Any] = {"text/html": {"schema": {"type": "string"}}}
_PLAIN: dict[str, Any] = {"text/plain": {"schema": {"type": "string"}}}
_SAID = {"400": _PAGE, "404": _PAGE, "414": _PLAIN, "421": _PLAIN, "503": _PLAIN}
