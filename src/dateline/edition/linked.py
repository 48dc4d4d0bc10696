"""Pages described in schema.org's terms (JSON-LD): others' articles are named, never claimed."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Any

import msgspec
from markupsafe import Markup

from dateline.edition.lines import Source
from dateline.edition.rows import ReportRow, Row, StatementRow, StoryRow, report_row
from dateline.record import Record, Story
from dateline.typesetting import href

MOST = 12
"""Items that a page describes: its first ones. The page as JSON has them all."""

_MACHINE = "https://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia"


def linked_data(source: Source, whole: Record | Story | None, rows: Iterable[Row]) -> Markup:
    """Return a page's description as JSON that can stand in a page; empty where there is nothing to describe."""
    described = _of_whole(source, whole) if whole is not None else _of_list(list(islice(rows, MOST)))
    if described is None:
        return Markup("")
    text = msgspec.json.encode({"@context": "https://schema.org", **described}).decode()
    for character, written in _UNSAFE.items():
        text = text.replace(character, written)
    return Markup(text)  # noqa: S704 - every character that markup could be made of is written as an escape of JSON


_UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029", "\x00": "\\u0000"}


def _of_whole(source: Source, whole: Record | Story) -> dict[str, Any]:
    if isinstance(whole, Record):
        return {"@type": "WebPage", "mainEntity": _article(report_row(whole))}
    reports = [source.records[family.representative] for family in whole.families[:MOST]]
    return _known(
        {
            "@type": "CreativeWork",
            "headline": whole.headline.words if whole.headline else None,
            "isBasedOn": [_article(report_row(record)) for record in reports],
            "citation": [address for record in reports if (address := href(record.page.url))],
            "digitalSourceType": _MACHINE,
        }
    )


def _of_list(rows: list[Row]) -> dict[str, Any] | None:
    items = [
        {"@type": "ListItem", "position": position, "item": item}
        for position, row in enumerate(rows, start=1)
        if (item := _item(row)) is not None
    ]
    return {"@type": "ItemList", "itemListElement": items} if items else None


def _item(row: Row) -> dict[str, Any] | None:
    match row:
        case StoryRow():
            return _known(
                {
                    "@type": "CreativeWork",
                    "headline": row.headline,
                    "abstract": row.words,
                    "isBasedOn": list(row.based_on),
                    "citation": row.address,
                    "digitalSourceType": _MACHINE,
                }
            )
        case StatementRow():
            return _known(
                {
                    "@type": "Quotation",
                    "text": row.words,
                    "spokenByCharacter": {"@type": "Person", "name": row.speaker},
                    "isPartOf": _article(row),
                    "url": row.address,
                }
            )
        case ReportRow():
            return _article(row)
        case _:
            return None


def _article(row: Row) -> dict[str, Any]:
    return _known(
        {
            "@type": "NewsArticle",
            "headline": row.headline if isinstance(row, ReportRow) else None,
            "url": row.address.partition("#:~:")[0] if row.address else None,
            "datePublished": row.published,
            "publisher": {"@type": "Organization", "name": row.publisher} if row.publisher else None,
        }
    )


def _known(about: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in about.items() if value not in (None, "", [])}
