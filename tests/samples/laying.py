"""Laying the sample pages as records by the plainest means, with the manifest's own fields.

What the article room finds is tested elsewhere: here the paragraphs are known, and only what joins
them is in question.
"""

from __future__ import annotations

import html
import re
from typing import Any

import msgspec

from dateline.record import (
    RECORD_VERSION,
    Article,
    Block,
    Dateline,
    Metadatum,
    Page,
    PublicationTime,
    Record,
    Role,
    Span,
    record_id,
    text_digest,
)
from tests.samples.manifest import content, encoding


def paragraphs(row: dict[str, Any]) -> list[str]:
    """The body's paragraphs as the page holds them, from the manifest's first to its last."""
    source = content(row).decode(encoding(row))
    if row["media_type"] == "text/plain":
        pieces = source.split("\n\n")
    else:
        opening = '<p class="css-p0">' if "css-p0" in source else "<p>"
        pieces = re.findall(f"{opening}(.*?)</p>", source, flags=re.DOTALL)
    words = [html.unescape(re.sub(r"<[^>]+>", "", piece)).strip() for piece in pieces]
    words = [w for w in words if w != "ADVERTISEMENT" and not w.startswith(("Read also", "You might also"))]
    return words[words.index(row["body_first"]) : words.index(row["body_last"]) + 1]


def correction(row: dict[str, Any]) -> str | None:
    """The page's correction note."""
    found = re.search(r'<p class="correction"><em>(.*?)</em>', content(row).decode(encoding(row)))
    return html.unescape(found[1]) if found else None


def laid(row: dict[str, Any]) -> Record:
    """A page as a record: headline, body, correction; dates, dateline, outlet and credit as the manifest has them."""
    pieces: list[tuple[Role, str]] = [("headline", row["headline"])]
    pieces += [("body", paragraph) for paragraph in paragraphs(row)]
    note = correction(row)
    if note is not None:
        pieces.append(("correction", note))
    text = "\n\n".join(words for _, words in pieces)
    blocks, start = [], 0
    for role, words in pieces:
        blocks.append(Block(role=role, span=Span(start, start + len(words))))
        start += len(words) + 2
    article = Article(
        text=text,
        digest=text_digest(text),
        blocks=tuple(blocks),
        headline=blocks[0].span,
        dateline=_dateline(text, row.get("dateline")),
        publisher=_stated(row["outlet"]),
        published=_time(row["published"]),
        modified=_time(row.get("modified")),
        sections=(_stated(row["section"]),) if row["section"] else (),
        agency_credit=_stated(row["agency_credit"]) if row.get("agency_credit") else None,
        completeness=row.get("completeness", "full"),
        made_by="by-hand/1",
    )
    page = Page(content=content(row), media_type=row["media_type"], encoding=encoding(row), url=row["url"])
    reference = msgspec.structs.replace(page.reference(), name=row["file"])
    return Record(version=RECORD_VERSION, id=record_id(page.digest, row["url"]), page=reference, article=article)


def _stated(value: str) -> Metadatum:
    return Metadatum(value=value, source="given", raw=value)


def _time(value: str | None) -> PublicationTime | None:
    if value is None:
        return None
    return PublicationTime(value=value, precision="day" if len(value) == 10 else "minute", source="given", raw=value)


def _dateline(text: str, words: str | None) -> Dateline | None:
    if words is None:
        return None
    start = text.index(words)
    place = re.match(r"[A-Z]+", words)
    agency = re.search(r"\(([^)]+)\)", words)
    date = re.search(r"March \d+", words)
    assert place is not None
    return Dateline(
        span=Span(start, start + len(words)),
        place=Span(start, start + place.end()),
        date=Span(start + date.start(), start + date.end()) if date else None,
        agency=Span(start + agency.start(1), start + agency.end(1)) if agency else None,
    )
