"""Checking all that an archive holds: every hash, every span, every reference, and the index."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

import msgspec
from sqlalchemy import Connection, select, text

from dateline.archive import schema
from dateline.archive.archive import Archive
from dateline.archive.gathering.tables import jobs
from dateline.archive.rows import copy_of_row, each_row, page_of_row, record_of_row, story_of_row
from dateline.archive.search.indexing import TABLES, Progress, index_of, reindex
from dateline.archive.search.parsing import parse_query
from dateline.errors import ArchiveError, QueryError
from dateline.record import Evidence, Record, Story, StoryChange, record_id

_REMEMBERED = 256
"""Records of stories that are in memory at once."""


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """Something that does not hold: where, and what."""

    where: str
    says: str


def check(archive: Archive) -> Iterator[Fault]:
    """Yield everything that does not hold, as the archive stands now; nothing where all is well.

    The database's own structure, the digest of every page and text, every span, that what a record, story,
    copy or line of evidence names is there and has those words, and that the index says what the records say.
    """
    with archive.reading() as connection:
        yield from _database(connection)
        yield from _pages(connection, archive.label)
        yield from _records(archive, connection)
        yield from _stories(archive, connection)
        yield from _story_log(connection)
        for row in connection.execute(select(schema.watches)):
            try:
                parse_query(row.query)
            except QueryError as error:
                yield Fault(where=f"watch list {row.name}", says=str(error))


def renew_index(archive: Archive, progress: Progress | None = None) -> None:
    """Make the index of an archive anew from its records. Raises ArchiveError for a damaged one."""
    with archive.writing() as connection:
        reindex(connection, archive.store.words, progress)


def _database(connection: Connection) -> Iterator[Fault]:
    if connection.dialect.name != "sqlite":
        return  # PostgreSQL keeps its keys itself, and checks its files with pg_amcheck
    for (says,) in connection.execute(text("PRAGMA integrity_check(100)")):
        if says != "ok":
            yield Fault(where="database", says=says)
    for table, row, parent, _ in connection.execute(text("PRAGMA foreign_key_check")):
        yield Fault(where=f"table {table}, row {row}", says=f"names something that {parent} does not hold")


def _pages(connection: Connection, label: str) -> Iterator[Fault]:
    joined = select(schema.pages, schema.contents.c.packed, schema.contents.c.size_bytes).join(schema.contents)
    for row in each_row(connection, joined):
        where = f"page {row.id} ({row.url or row.name or 'no address'})"
        try:
            page_of_row(row, label)
        except ArchiveError as error:
            yield Fault(where=where, says=str(error))
        if record_id(row.digest, row.url) != row.id:
            yield Fault(where=where, says="its id is not that of its address and digest")
    read = select(schema.records.c.id)
    to_read = select(jobs.c.key).where(jobs.c.kind == "read")
    unread = select(schema.pages.c.id, schema.pages.c.url).where(
        schema.pages.c.id.not_in(read), schema.pages.c.id.not_in(to_read)
    )
    for key, url in connection.execute(unread):
        yield Fault(where=f"page {key} ({url or 'no address'})", says="no record was read from it; add it again")


def _records(archive: Archive, connection: Connection) -> Iterator[Fault]:
    index = archive.store.words
    indexed = index.numbers(connection)
    for row in each_row(connection, select(schema.records)):
        where = f"record {row.id} ({row.url or 'no address'})"
        indexed.discard(row.number)
        try:
            record = record_of_row(row, archive.label)
        except ArchiveError as error:
            yield Fault(where=where, says=str(error))
            continue
        if record_id(record.page.digest, record.page.url) != row.id:
            yield Fault(where=where, says="it is the record of another page")
        fields, tables = index_of(record)
        try:
            same = index.kept(connection, row.number) == fields
        except ValueError as error:
            same = False
            yield Fault(where=where, says=f"its words in the index are damaged ({error})")
        for table, rows in zip(TABLES, tables, strict=True):
            kept = connection.execute(select(table).where(table.c.number == row.number).order_by(table.c.position))
            same = same and [dict(each._mapping) for each in kept] == [{"number": row.number, **each} for each in rows]  # noqa: SLF001 (SQLAlchemy's public name)
        if not same:
            yield Fault(where=where, says="the index does not say what it says; run dateline check --index")
    for number in sorted(indexed):
        yield Fault(where=f"index, number {number}", says="there is no such record; run dateline check --index")


def _stories(archive: Archive, connection: Connection) -> Iterator[Fault]:
    @lru_cache(_REMEMBERED)
    def record(key: str) -> Record | None:
        row = connection.execute(select(schema.records).where(schema.records.c.id == key)).first()
        try:
            return None if row is None else record_of_row(row, archive.label)
        except ArchiveError:
            return None  # told with the record

    for row in each_row(connection, select(schema.stories)):
        where = f"story {row.id}"
        try:
            story = story_of_row(row, archive.label)
        except ArchiveError as error:
            yield Fault(where=where, says=str(error))
            continue
        yield from (Fault(where=where, says=says) for says in _story(story, record))
        members = select(schema.story_members.c.record).where(schema.story_members.c.story == row.id)
        if set(connection.scalars(members)) != set(story.records):
            yield Fault(where=where, says="its table of members says otherwise")
        copies = connection.execute(select(schema.copies).where(schema.copies.c.story == row.id)).all()
        try:
            same = {copy_of_row(copy, archive.label).id for copy in copies} == {copy.id for copy in story.copies}
        except ArchiveError as error:
            yield Fault(where=where, says=str(error))
        else:
            if not same:
                yield Fault(where=where, says="its table of copies says otherwise")


def _story_log(connection: Connection) -> Iterator[Fault]:
    """Yield where the log of changes, played from its beginning, leaves a record elsewhere than it is."""
    story_of: dict[str, str | None] = {}
    for row in each_row(connection, select(schema.story_changes.c.json).order_by(schema.story_changes.c.number)):
        change = msgspec.json.decode(row.json, type=StoryChange)
        story_of.update((move.record, move.target) for move in change.moves)
    if not story_of:
        return
    for record, story in connection.execute(select(schema.story_members.c.record, schema.story_members.c.story)):
        if story_of.pop(record, None) != story:
            yield Fault(where=f"story {story}", says=f"the log of changes does not put record {record} there")
    for record, told in story_of.items():
        if told is not None:
            yield Fault(where=f"story {told}", says=f"the log of changes puts record {record} there, and it is not")


def _story(story: Story, record: Callable[[str], Record | None]) -> Iterator[str]:
    for name in story.records:
        if record(name) is None:
            yield f"its record {name} is not there or damaged"
    for evidence in _evidence(story):
        found = record(evidence.record)
        if found is not None and not evidence.holds(found):
            yield f"record {evidence.record} does not have the words {evidence.words[:60]!r} at {evidence.span.start}"
    for copy in story.copies:
        left, right = record(copy.left), record(copy.right)
        for aligned in copy.aligned if left and right else ():
            if left and right and (aligned.left.end > len(left.text) or aligned.right.end > len(right.text)):
                yield f"copy {copy.id} has spans outside its texts"
                break


def _evidence(story: Story) -> Iterator[Evidence]:
    yield from filter(None, (story.headline, story.lead))
    for claim in story.claims:
        yield from claim.reports
    for entry in story.timeline:
        yield entry.evidence
