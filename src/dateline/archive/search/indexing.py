"""Keeping the index of a record: its number, its words, its findings as rows."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from dateline.archive import schema
from dateline.archive.rows import record_of_row
from dateline.archive.search.facets import Fields, Row, event_rows, fields_of, place_rows, quotation_rows
from dateline.archive.search.finding import WordIndex
from dateline.archive.search.numbering import number_of
from dateline.archive.times import published_at
from dateline.record import Record

Progress = Callable[[int, int], None]
"""Is told how many records are indexed, and how many there are."""

TABLES = (schema.quotations, schema.events, schema.places)

_TAKEN = select(schema.records.c.id).where(
    schema.records.c.number == bindparam("place"), schema.records.c.id != bindparam("key")
)
_ROW = select(schema.records).where(schema.records.c.id == bindparam("key"))
_RENUMBER = update(schema.records).where(schema.records.c.id == bindparam("key")).values(number=bindparam("own"))


def index_of(record: Record) -> tuple[Fields, list[list[Row]]]:
    """Return a record's words by field, and its rows in each of TABLES."""
    quotations, events, places = quotation_rows(record), event_rows(record), place_rows(record)
    return fields_of(record, quotations, events, places), [quotations, events, places]


def put_index(connection: Connection, index: WordIndex, number: int, record: Record) -> None:
    """Index a record that has no index yet."""
    fields, tables = index_of(record)
    index.put(connection, number, fields)
    for table, rows in zip(TABLES, tables, strict=True):
        if rows:
            connection.execute(insert(table), [{"number": number, **row} for row in rows])


def remove_index(connection: Connection, index: WordIndex, number: int) -> None:
    """Take a record out of the index."""
    index.remove(connection, number)
    for table in TABLES:
        connection.execute(delete(table).where(table.c.number == number))


def free_number(connection: Connection, published_at: str | None, record_id: str) -> int:
    """Return the number that a record is kept under: its own, or the next one that no other record has."""
    number = number_of(published_at, record_id)
    while connection.execute(_TAKEN, {"place": number, "key": record_id}).first() is not None:
        number += 1
    return number


def reindex(connection: Connection, index: WordIndex, progress: Progress | None = None) -> None:
    """Index every record anew: some 4 ms each. Raises ArchiveError for a damaged one."""
    columns = schema.records.c
    index.clear(connection)
    for table in TABLES:
        connection.execute(delete(table))
    ids = connection.scalars(select(columns.id).order_by(columns.added, columns.id)).all()
    for done, record_id in enumerate(ids):
        if progress is not None:
            progress(done, len(ids))
        row = connection.execute(_ROW, {"key": record_id}).one()
        record = record_of_row(row, "to be indexed")
        number = free_number(connection, published_at(record.article.published), record_id)
        if number != row.number:
            connection.execute(_RENUMBER, {"key": record_id, "own": number})
        put_index(connection, index, number, record)
