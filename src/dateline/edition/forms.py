"""Every page as data: JSON, CSV, feeds, GeoJSON, OPML, from the rows that the page was drawn from."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any, NamedTuple

import msgspec

from dateline.edition.feeds import Channel, atom, json_feed, opml, rss
from dateline.edition.lines import Source
from dateline.edition.ranking import moment
from dateline.edition.rows import EventRow, PlaceRow, ReportRow, Row, StatementRow, StoryRow, place_row
from dateline.edition.views import View
from dateline.record import Story


class Form(NamedTuple):
    """One form of a page."""

    name: str
    suffix: str
    """In place of a page's ".html"."""
    media_type: str
    feed: bool = False


FORMS = (
    Form("RSS", ".rss", "application/rss+xml", feed=True),
    Form("Atom", ".atom", "application/atom+xml", feed=True),
    Form("JSON Feed", ".feed.json", "application/feed+json", feed=True),
    Form("JSON", ".json", "application/json"),
    Form("CSV", ".csv", "text/csv"),
    Form("GeoJSON", ".geojson", "application/geo+json"),
    Form("OPML", ".opml", "text/x-opml"),
)

_FEEDS = {"front.html", "speaker.html", "place.html", "source.html", "events.html", "search.html"}
_LISTS = _FEEDS | {"stories.html", "sources.html", "corrections.html"}
_POINTS = {"events.html", "place.html", "story.html"}
_TABLE = {
    ".json": _LISTS | {"story.html", "article.html"},
    ".csv": _LISTS,
    ".rss": _FEEDS,
    ".atom": _FEEDS,
    ".feed.json": _FEEDS,
    ".geojson": _POINTS,
    ".opml": {"sources.html"},
}


ROWS: dict[str, type[Row]] = {
    "front.html": StoryRow,
    "stories.html": StoryRow,
    "speaker.html": StatementRow,
    "place.html": PlaceRow,
    "events.html": EventRow,
    "source.html": ReportRow,
    "sources.html": ReportRow,
    "corrections.html": ReportRow,
    "search.html": ReportRow,
}
"""What each list page lists."""


def forms_of(view: View, *, feeds: bool) -> list[Form]:
    """Return the forms that a page has; feeds need absolute addresses, so not every edition has them."""
    return [form for form in FORMS if view.template in _TABLE[form.suffix] and (feeds or not form.feed)]


def form_path(view: View, form: Form) -> str:
    """Return where a form of a page is."""
    return view.path.removesuffix(".html") + form.suffix


def page_of_form(path: str) -> tuple[str, Form] | None:
    """Return the page that a path is a form of, and which form; None for what is none."""
    # ".feed.json" before ".json"
    for form in sorted(FORMS, key=lambda each: -len(each.suffix)):
        if path.endswith(form.suffix):
            return path.removesuffix(form.suffix) + ".html", form
    return None


def written(source: Source, view: View, form: Form, *, base: str) -> bytes:
    """Return a page in one of its forms. ``base`` is the edition's address, with a slash at its end."""
    rows = list(view.rows())
    if form.feed:
        query = f"?{view.query}" if view.query else ""
        title = (
            f"{source.said(view.title)}" if view.path == "index.html" else f"{source.title}: {source.said(view.title)}"
        )
        channel = Channel(title, base, view.path + query, form_path(view, form) + query, _latest(rows))
        return {".rss": rss, ".atom": atom, ".feed.json": json_feed}[form.suffix](channel, rows)
    match form.suffix:
        case ".json":
            return _json(source, view, rows)
        case ".csv":
            return _csv(ROWS[view.template], rows)
        case ".geojson":
            return _points(_points_of(source, view.whole) if isinstance(view.whole, Story) else rows)
        case _:
            return opml(source.title, rows)


def _latest(rows: list[Row]) -> str | None:
    """Return the time of the newest row; None where none is dated."""
    dated = [(when, entry.dated) for row in rows if (when := moment((entry := row.entry()).dated)) is not None]
    return max(dated, default=(None, None))[1]


def _json(source: Source, view: View, rows: list[Row]) -> bytes:
    if view.whole is not None:
        return msgspec.json.encode(view.whole)
    following = None if view.next is None else view.next.removesuffix(".html") + ".json"
    return msgspec.json.encode({"title": source.said(view.title), "page": view.path, "next": following, "items": rows})


def _csv(kind: type[Row], rows: list[Row]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(kind.__struct_fields__)
    for row in rows:
        writer.writerow([_cell(getattr(row, name)) for name in kind.__struct_fields__])
    return out.getvalue().encode("utf-8", "replace")


def _cell(value: Any) -> object:
    if isinstance(value, tuple):
        return " | ".join(value)
    return "" if value is None else value


def _points_of(source: Source, story: Story) -> list[Row]:
    found: list[Row] = []
    for located in source.places(story):
        record = source.records[located.record]
        reference = next(each for each in record.places if each.id == located.reference)
        found.append(place_row(record, reference, located.place))
    return found


def _points(rows: Iterable[Row]) -> bytes:
    """Return the rows that have a place as points (RFC 7946): longitude first."""
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [row.longitude, row.latitude]},
            "properties": row,
        }
        for row in rows
        if isinstance(row, (EventRow, PlaceRow)) and row.latitude is not None
    ]
    return msgspec.json.encode({"type": "FeatureCollection", "features": features})
