"""Rows of the tables as pages, records and stories again; what is damaged is not handed out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, Select

from dateline.archive.packing import unpack
from dateline.errors import ArchiveError, RecordError
from dateline.record import Copy, Page, PageReference, Record, Story

_BATCH = 50
"""Rows that are in memory at once."""


def each_row(connection: Connection, query: Select[Any], *, batch: int = _BATCH) -> Iterator[Row[Any]]:
    """Yield the rows of a long answer one by one; the server lets go of it when the last is taken or none is wanted.

    ``batch`` is how many are in memory at once.
    """
    with connection.execute(query.execution_options(yield_per=batch)) as rows:
        yield from rows


def damaged(what: str, key: str, label: str, why: object) -> ArchiveError:
    """Return the error for something that is not what was kept."""
    return ArchiveError(
        f"{what} {key} in archive {label} is damaged ({why}); add its page again or restore a backup", id=key
    )


def page_of_row(row: Row[Any], label: str) -> Page:
    """Return the page. Raises ArchiveError where it is damaged or has another digest."""
    try:
        page = Page(
            content=unpack(row.packed, row.size_bytes),
            media_type=row.media_type,
            encoding=row.encoding,
            encoding_source=row.encoding_source,
            url=row.url,
            final_url=row.final_url,
            name=row.name,
            headers=msgspec.json.decode(row.headers, type=tuple[tuple[str, str], ...]),
            fetched_at=row.fetched_at,
        )
    except ValueError as error:
        raise damaged("page", row.digest, label, error) from error
    if page.digest != row.digest:
        raise damaged("page", row.digest, label, f"its bytes have the digest {page.digest[:12]}…")
    return page


def reference_of_row(row: Row[Any]) -> PageReference:
    """Return the page without its bytes and headers."""
    return PageReference(
        digest=row.digest,
        media_type=row.media_type,
        encoding=row.encoding,
        encoding_source=row.encoding_source,
        size_bytes=row.size_bytes,
        url=row.url,
        final_url=row.final_url,
        name=row.name,
        fetched_at=row.fetched_at,
    )


def record_of_row(row: Row[Any], label: str) -> Record:
    """Return the record. Raises ArchiveError where it is damaged, or does not hold together."""
    try:
        record = Record.from_json(unpack(row.packed, row.size_bytes))
    except (RecordError, ValueError) as error:
        raise damaged("record", row.id, label, error) from error
    if (record.id, record.article.digest) != (row.id, row.article_digest):
        raise damaged("record", row.id, label, f"it is record {record.id} of another text")
    return record


def story_of_row(row: Row[Any], label: str) -> Story:
    """Return the story. Raises ArchiveError where it is damaged."""
    try:
        story = msgspec.json.decode(unpack(row.packed, row.size_bytes), type=Story)
    except (RecordError, ValueError) as error:
        raise damaged("story", row.id, label, error) from error
    if story.id != row.id:
        raise damaged("story", row.id, label, f"it is story {story.id}")
    return story


def copy_of_row(row: Row[Any, Any], label: str) -> Copy:
    """Return the copy. Raises ArchiveError where it is damaged."""
    try:
        return msgspec.json.decode(row.json, type=Copy)
    except ValueError as error:
        raise damaged("copy", row.id, label, error) from error
