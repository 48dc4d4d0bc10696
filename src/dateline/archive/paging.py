"""Pages of records and of stories, each with where the next one begins."""

from __future__ import annotations

import re
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Row, Select, and_, or_

from dateline.archive import schema
from dateline.archive.search.finding import MOST_HITS
from dateline.errors import QueryError
from dateline.record import Record, Story

_CURSOR = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)?/(\S{1,200})")


class RecordsPage(msgspec.Struct, frozen=True, kw_only=True):
    """Some records, and where the next page begins; None after the last."""

    records: tuple[Record, ...]
    cursor: str | None = None


class StoriesPage(msgspec.Struct, frozen=True, kw_only=True):
    """Some stories, and where the next page begins; None after the last."""

    stories: tuple[Story, ...]
    cursor: str | None = None


def in_order(query: Select[Any]) -> Select[Any]:
    """Put stories in order: the one with the latest report first, then by id; undated ones last."""
    columns = schema.stories.c
    return query.order_by(columns.latest_at.is_(None), columns.latest_at.desc(), columns.id)


def story_cursor(row: Row[Any]) -> str:
    """Return the cursor of a page that ends with this story."""
    return f"{row.latest_at or ''}/{row.id}"


def story_position(cursor: str | None, limit: int) -> list[ColumnElement[bool]]:
    """Return the conditions on stories after a cursor. Raises QueryError for one that is none, or a limit."""
    if not 1 <= limit <= MOST_HITS:
        raise QueryError(f"{limit} stories can't be asked for; ask for 1 to {MOST_HITS}", part=str(limit))
    if cursor is None:
        return []
    match = _CURSOR.fullmatch(cursor)
    if match is None:
        raise QueryError(
            f"{cursor!r} is not where a page ends; give the cursor that came with the page before", part=cursor
        )
    columns, when, story = schema.stories.c, match[1], match[2]
    if when is None:
        return [columns.latest_at.is_(None), columns.id > story]
    return [
        or_(columns.latest_at < when, and_(columns.latest_at == when, columns.id > story), columns.latest_at.is_(None))
    ]
