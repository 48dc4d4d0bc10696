"""Finding the records that a query asks for, a page at a time: the same statements on every engine."""

from __future__ import annotations

import re
from typing import Any, Protocol, cast, get_args

import msgspec
from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Table,
    exists,
    literal,
    or_,
    select,
)

from dateline.archive import schema
from dateline.archive.search.asking import Asked, asked
from dateline.archive.search.facets import Fields
from dateline.archive.search.geometry import chord_squared, unit_vector
from dateline.archive.search.numbering import DATED, first_number
from dateline.archive.search.query import Box, Near, Order, Query, Words
from dateline.errors import QueryError

MOST_HITS = 1_000
"""Hits on one page."""

MOST_SCORED = 20_000
"""Records that "best" chooses among: the newest that hold the words. A score takes three microseconds."""

_CURSOR = re.compile(r"(newest|oldest)-(\d{1,19})")


class WordIndex(Protocol):
    """What an engine does in its own way: keeping the words of records and finding them."""

    source: FromClause
    number: ColumnElement[int]
    """The record's number in ``source``."""

    def put(self, connection: Connection, number: int, fields: Fields) -> None:
        """Index the words of a record."""

    def remove(self, connection: Connection, number: int) -> None:
        """Take the words of a record out of the index."""

    def clear(self, connection: Connection) -> None:
        """Take out everything."""

    def kept(self, connection: Connection, number: int) -> Fields | None:
        """Return the words as they were indexed; None where there are none. Raises ValueError for damaged ones."""

    def numbers(self, connection: Connection) -> set[int]:
        """Return the numbers of all records in the index."""

    def matches(self, wanted: list[Asked]) -> list[ColumnElement[bool]]:
        """Return the conditions on ``source``; one of them at least is not negated."""

    def holds_none(self, number: ColumnElement[int], wanted: list[Asked]) -> list[ColumnElement[bool]]:
        """Return the conditions that a record of that number holds none of these words."""

    def score(self, wanted: list[Asked]) -> ColumnElement[float]:
        """Return how well a record fits, larger is better."""


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """Numbers of records on one page, in order, each with its score; and where the next page begins."""

    scores: dict[int, float | None]
    cursor: str | None


def find_numbers(
    connection: Connection,
    index: WordIndex,
    query: Query,
    *,
    limit: int,
    cursor: str | None,
    order: Order,
    added_after: int | None = None,
) -> Found:
    """Return one page of what a query finds. ``added_after``: only records kept after that count of changes.

    Raises QueryError for a limit or a cursor that can't be used.
    """
    if not 1 <= limit <= MOST_HITS:
        raise QueryError(f"{limit} hits can't be asked for; ask for 1 to {MOST_HITS}", part=str(limit))
    if order not in get_args(Order):
        raise QueryError(f"there is no order {order!r}; orders are {', '.join(get_args(Order))}", part=str(order))
    wanted = asked(query)
    worded = any(not each.negated for each in wanted)
    number = index.number if worded else cast("ColumnElement[int]", schema.records.c.number)
    conditions = [
        *(index.matches(wanted) if worded else index.holds_none(number, wanted)),
        *_findings(number, query),
        *_of_record(number, query, added_after),
        *_after(number, cursor, order),
    ]
    score = index.score(wanted) if worded and order == "best" else None
    columns: list[ColumnElement[Any]] = [number.label("number")]
    orders: list[ColumnElement[Any]] = [number.asc() if order == "oldest" else number.desc()]
    if score is not None:
        columns.append(score.label("score"))
        orders.insert(0, score.desc())
    statement = select(*columns).select_from(index.source if worded else schema.records).where(*conditions)
    if score is not None:
        newest = select(number).select_from(index.source).where(*conditions).order_by(number.desc())
        last = connection.execute(newest.offset(MOST_SCORED).limit(1)).scalar()
        statement = statement if last is None else statement.where(number > last)
    rows = connection.execute(statement.order_by(*orders).limit(limit + 1)).all()
    scores = {row.number: None if score is None else row.score for row in rows[:limit]}
    more = len(rows) > limit and order != "best"
    return Found(scores=scores, cursor=f"{order}-{rows[limit - 1].number}" if more else None)


def _after(number: ColumnElement[int], cursor: str | None, order: Order) -> list[ColumnElement[bool]]:
    if cursor is None:
        return []
    match = _CURSOR.fullmatch(cursor)
    if match is None or match[1] != order or int(match[2]) >= 1 << 63:
        raise QueryError(
            f"{cursor!r} is not where a page in this order ends; give the cursor that came with the page before",
            part=cursor,
        )
    last = int(match[2])
    return [number > last if order == "oldest" else number < last]


def _of_record(number: ColumnElement[int], query: Query, added_after: int | None) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if query.after is not None:
        conditions.append(number >= first_number(query.after))
    if query.before is not None:
        conditions += [number < first_number(query.before), number >= DATED]
    columns = schema.records.c
    if query.story is not None:
        members = select(columns.number).join(schema.story_members, schema.story_members.c.record == columns.id)
        conditions.append(number.in_(members.where(schema.story_members.c.story == query.story)))
    if added_after is not None:
        conditions.append(number.in_(select(columns.number).where(columns.added > added_after)))
    return conditions


def _findings(number: ColumnElement[int], query: Query) -> list[ColumnElement[bool]]:
    """Return what must hold of one quotation, one event and one place; the word index knows the record only."""
    return [
        exists().where(table.c.number == number, *conditions)
        for table, conditions in finding_conditions(query)
        if len(conditions) > 1 or (table is schema.places and query.place is None)
    ]


def finding_conditions(query: Query) -> list[tuple[Table, list[ColumnElement[bool]]]]:
    """Return for each table of findings that a query asks about what a row of it must be."""
    quotations, events, places = schema.quotations.c, schema.events.c, schema.places.c
    found: list[tuple[Table, list[ColumnElement[bool]]]] = [
        (schema.quotations, [*_holds(quotations.speaker, query.speaker), *_holds(quotations.about, query.about)]),
        (
            schema.events,
            [
                *([events.type.in_(query.type)] if query.type else []),
                *([events.status.in_(query.status)] if query.status else []),
                *_holds(events.actor, query.actor),
                *_holds(events.recipient, query.recipient),
            ],
        ),
        (schema.places, [*_holds(places.names, query.place), *_near(query.near), *_inside(query.box)]),
    ]
    return [(table, conditions) for table, conditions in found if conditions]


def _holds(column: ColumnElement[str], words: Words | None) -> list[ColumnElement[bool]]:
    if words is None:
        return []
    # Folded words hold neither % nor _.
    return [column.like(f"% {' '.join(words.folded)}{'' if words.prefix else ' '}%")]


def _near(near: Near | None) -> list[ColumnElement[bool]]:
    if near is None:
        return []
    away = [
        (column - literal(value)) * (column - literal(value))
        for column, value in zip(
            (schema.places.c.x, schema.places.c.y, schema.places.c.z),
            unit_vector(near.latitude, near.longitude),
            strict=True,
        )
    ]
    return [sum(away[1:], away[0]) <= chord_squared(near.km)]


def _inside(box: Box | None) -> list[ColumnElement[bool]]:
    if box is None:
        return []
    longitude = schema.places.c.longitude
    across = (longitude >= box.west, longitude <= box.east)
    return [
        schema.places.c.latitude.between(box.south, box.north),
        or_(*across) if box.west > box.east else across[0] & across[1],
    ]
