"""Pages, records and stories to keep: the smallest that show a behaviour."""

from __future__ import annotations

import msgspec

from dateline.archive import Archive
from dateline.record import (
    AlignedSpan,
    Copy,
    Family,
    Metadatum,
    Page,
    PublicationTime,
    Record,
    Span,
    Story,
    evidence,
)
from tests.writing import written


def captured(
    text: str,
    *,
    url: str | None = None,
    published: str | None = None,
    zone: str | None = None,
    section: str | None = None,
    fetched_at: str | None = None,
) -> tuple[Page, Record]:
    """A plain-text page and the record read from it."""
    record = written(text, published=published, url=url)
    article = record.article
    if section is not None:
        article = msgspec.structs.replace(
            article, sections=(Metadatum(value=section, source="meta", raw=section),), headline=Span(0, 3)
        )
    if zone is not None and published is not None:
        when = PublicationTime(value=published, precision="minute", source="given", raw=published, zone=zone)
        article = msgspec.structs.replace(article, published=when)
    page = Page(
        content=text.encode(),
        media_type="text/plain",
        encoding="utf-8",
        url=url,
        fetched_at=fetched_at,
        headers=(("content-type", "text/plain"), ("x-note", "ä"), ("x-note", "b")),
    )
    return page, msgspec.structs.replace(record, page=page.reference(), article=article)


def kept(archive: Archive, text: str, *, url: str | None = None, published: str | None = None) -> Record:
    """The record of a text, added to an archive."""
    page, record = captured(text, url=url, published=published)
    archive.add(page, record)
    return record


def story_of(name: str, *records: Record, latest: str | None = None) -> Story:
    """A story with each record as a family of its own, and a copy between the first two."""
    copies: tuple[Copy, ...] = ()
    if len(records) > 1:
        left, right = sorted(record.id for record in records[:2])
        copies = (
            Copy(
                id=f"copy-{left}-{right}",
                left=left,
                right=right,
                verdict="verbatim",
                left_in_right=1.0,
                right_in_left=1.0,
                aligned=(AlignedSpan(left=Span(0, 3), right=Span(0, 3)),),
                made_by="by-hand/1",
            ),
        )
    return Story(
        id=name,
        headline=evidence(records[0], Span(0, 3)) if records else None,
        families=tuple(Family(id=f"family-{record.id}", members=(record.id,)) for record in records),
        copies=copies,
        latest=latest,
        made_by="by-hand/1",
    )
