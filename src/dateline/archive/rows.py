"""Rows of the tables as pages again."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import Row

from dateline.archive.packing import unpack
from dateline.record import Page, PageReference


def page_of_row(row: Row[Any]) -> Page:
    """Return the page. Raises ValueError or ValidationError where the row is damaged."""
    return Page(
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
