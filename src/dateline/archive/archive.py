"""The archive: pages as fetched, the records read from them, and the stories they make."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Self

from sqlalchemy import Connection, bindparam, delete, func, select

from dateline.archive import schema
from dateline.archive.changes import Changes, changes
from dateline.archive.engines.opening import TIMEOUT_SECONDS, open_store
from dateline.archive.engines.stores import Store
from dateline.archive.paging import RecordsPage, StoriesPage, in_order, story_cursor, story_position
from dateline.archive.protocol import Counts
from dateline.archive.rows import (
    copy_of_row,
    damaged,
    each_row,
    page_of_row,
    record_of_row,
    reference_of_row,
    story_of_row,
)
from dateline.archive.search.finding import find_numbers
from dateline.archive.search.hits import DamagedError, Results, hits_of
from dateline.archive.search.parsing import parse_query
from dateline.archive.search.query import Order, Query
from dateline.archive.story_log import forget_changes
from dateline.archive.times import moment
from dateline.archive.writing import put_page, put_record, put_story, refuse_foreign, refuse_strangers, refuse_twice
from dateline.errors import ArchiveError
from dateline.record import Copy, Page, PageReference, Record, Story

# What a page of the site asks for dozens of times is put together once.
_RECORD = select(schema.records).where(schema.records.c.id == bindparam("key"))
_KNOWN = select(schema.records.c.id).where(schema.records.c.id == bindparam("key"))
_STORY = select(schema.stories).where(schema.stories.c.id == bindparam("key"))
_STORIES_OF = in_order(
    select(schema.stories).where(
        schema.stories.c.id.in_(
            select(schema.story_members.c.story).where(schema.story_members.c.record == bindparam("key"))
        )
    )
)

_ORDER_OF_CAPTURE = (schema.pages.c.fetched_at.is_(None), schema.pages.c.fetched_at, schema.pages.c.id)


class Archive:
    """Pages, records and stories in one database. Fits ``Reader``; a context manager.

    Each change is one transaction: after a crash either all of it is there or nothing. May be used
    from several threads and, after a fork, from several processes; writers wait for one another.
    Every method raises ArchiveError where the archive is locked for too long, full, or damaged.
    """

    def __init__(self, store: Store) -> None:
        self.store = store

    @classmethod
    def open(cls, where: str | Path, *, timeout_seconds: float = TIMEOUT_SECONDS, make: bool = True) -> Archive:
        """Open an archive, or (unless ``make`` is False) make it; an older one is migrated.

        ``where`` is a path, sqlite:///PATH or postgresql+psycopg://USER@HOST/NAME. ``timeout_seconds``
        is how long to wait for another process that writes. Raises ArchiveError where there is something
        else, or a newer archive. Before a file is migrated it is copied to NAME.before-REVISION.sqlite;
        in PostgreSQL the migration is one transaction.
        """
        return cls(open_store(where, timeout_seconds=timeout_seconds, make=make))

    @property
    def label(self) -> str:
        """Where it is: the path of its file, or its address without the password."""
        return self.store.label

    def close(self) -> None:
        """Let go of the database."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def reading(self) -> AbstractContextManager[Connection]:
        """Return a transaction that reads, for the modules that keep other tables of the archive."""
        return self.store.reading()

    def writing(self) -> AbstractContextManager[Connection]:
        """Return a transaction that writes, for the same."""
        return self.store.writing()

    def add(self, page: Page, record: Record) -> None:
        """Keep a page and the record read from it.

        Adding the same again changes nothing. The same page read anew replaces the record, and
        what reading decides about the page (its type and encoding); bytes, headers and time stay as
        first captured. Raises InputError where the record is of another page.
        """
        refuse_foreign(page, record)
        with self.writing() as connection:
            put_page(connection, page, record.id)
            put_record(connection, self.store.words, record)

    def put_stories(self, stories: Iterable[Story]) -> None:
        """Replace all stories by these; the log of their changes begins anew (see ``StoryLog``).

        Raises ArchiveError where one names a record that the archive does not hold, InputError
        where an id is given twice; the old ones then stay.
        """
        given = tuple(stories)
        refuse_twice("story", (story.id for story in given))
        for story in given:
            refuse_twice(f"story {story.id}: record", story.records)
        with self.writing() as connection:
            connection.execute(delete(schema.stories))
            forget_changes(connection)
            for story in given:
                refuse_strangers(connection, story, self.label)
                put_story(connection, story)

    def revision(self) -> tuple[int, ...]:
        """Return numbers that differ whenever the archive has changed: cheap enough to ask at every request."""
        return self.store.revision()

    def counts(self) -> Counts:
        """Return how much there is."""
        tables = (schema.pages, schema.records, schema.stories, schema.copies)
        with self.reading() as connection:
            counted = (connection.execute(select(func.count()).select_from(t)).scalar_one() for t in tables)
            return Counts(**{table.name: count for table, count in zip(tables, counted, strict=True)})

    def page(self, digest: str) -> Page:
        """Return the page with these bytes; the one captured first where several addresses gave them."""
        first = select(schema.pages.c.id).where(schema.pages.c.digest == digest)
        with self.reading() as connection:
            found = connection.execute(first.order_by(*_ORDER_OF_CAPTURE).limit(1)).scalar()
        if found is None:
            raise self._absent("page", digest)
        return self.page_of(found)

    def page_of(self, record_id: str) -> Page:
        """Return the page that a record was read from, as it was first captured."""
        joined = select(schema.pages, schema.contents.c.packed, schema.contents.c.size_bytes).join(schema.contents)
        with self.reading() as connection:
            row = connection.execute(joined.where(schema.pages.c.id == record_id)).first()
        if row is None:
            raise self._absent("page of record", record_id)
        return page_of_row(row, self.label)

    def versions(self, url: str) -> tuple[PageReference, ...]:
        """Return what was captured at an address, each text once, in the order of capture; undated ones last.

        ``record_id(version.digest, version.url)`` is the id of a version's record.
        """
        query = select(schema.pages, schema.contents.c.size_bytes).join(schema.contents)
        with self.reading() as connection:
            rows = connection.execute(query.where(schema.pages.c.url == url).order_by(*_ORDER_OF_CAPTURE)).all()
        return tuple(reference_of_row(row) for row in rows)

    def changes(self, old: str, new: str) -> Changes:
        """Return what a record says that an older one does not, and the other way round; see ``Changes``."""
        return changes(self.record(old), self.record(new))

    def changed(self, *, limit: int = 100) -> tuple[tuple[str, ...], ...]:
        """Return the ids of the records of each address that gave more than one text, those published last first."""
        columns = schema.records.c
        several = (
            select(columns.url)
            .where(columns.url.is_not(None))
            .group_by(columns.url)
            .having(func.count(columns.article_digest.distinct()) > 1)
            .order_by(func.max(columns.number).desc())
            .limit(limit)
        )
        with self.reading() as connection:
            addresses = connection.execute(several).scalars().all()
            query = select(columns.url, columns.id).where(columns.url.in_(addresses)).order_by(columns.number)
            rows = connection.execute(query).all()
        found: dict[str, list[str]] = {address: [] for address in addresses}
        for row in rows:
            found[row.url].append(row.id)
        return tuple(tuple(group) for group in found.values())

    def record(self, record_id: str) -> Record:
        """Return a record, checked like any other."""
        with self.reading() as connection:
            row = connection.execute(_RECORD, {"key": record_id}).first()
        if row is None:
            raise self._absent("record", record_id)
        return record_of_row(row, self.label)

    def records(
        self, *, section: str | None = None, since: str | None = None, until: str | None = None, url: str | None = None
    ) -> Iterator[Record]:
        """Yield records by time of publication, then id; undated ones last.

        ``since`` is included, ``until`` is not: ISO 8601 days or times, in UTC where they name no
        zone; with either, undated records are left out. One record is in memory at a time, and
        what is added meanwhile is not seen. Raises InputError for a time that is none.
        """
        columns = schema.records.c
        query = select(schema.records)
        if section is not None:
            query = query.where(columns.section == section)
        if url is not None:
            query = query.where(columns.url == url)
        if since is not None:
            query = query.where(columns.published_at >= moment(since))
        if until is not None:
            query = query.where(columns.published_at < moment(until))
        query = query.order_by(columns.published_at.is_(None), columns.published_at, columns.id)
        return self._each_record(query)

    def record_digests(self) -> Iterator[tuple[str, str]]:
        """Yield the id of each record, in order, with a digest of it as it is kept: another one once it is reread."""
        columns = schema.records.c
        with self.reading() as connection:
            for row in each_row(connection, select(columns.id, columns.packed).order_by(columns.id), batch=1000):
                yield row.id, hashlib.blake2b(row.packed, digest_size=16).hexdigest()

    def _each_record(self, query: Any) -> Iterator[Record]:
        with self.reading() as connection:
            for row in each_row(connection, query):
                yield record_of_row(row, self.label)

    def records_page(
        self, query: Query | None = None, *, limit: int = 20, cursor: str | None = None, order: Order = "newest"
    ) -> RecordsPage:
        """Return whole records, a page at a time, as ``find`` finds them; all of them for no query."""
        asked = Query() if query is None else query
        columns = schema.records.c
        with self.reading() as connection:
            found = find_numbers(connection, self.store.words, asked, limit=limit, cursor=cursor, order=order)
            rows = connection.execute(select(schema.records).where(columns.number.in_(list(found.scores)))).all()
        by_number = {row.number: row for row in rows}
        records = tuple(record_of_row(by_number[number], self.label) for number in found.scores)
        return RecordsPage(records=records, cursor=found.cursor)

    def stories(self) -> Iterator[Story]:
        """Yield the stories, the one with the latest report first, then by id; undated ones last."""
        with self.reading() as connection:
            for row in each_row(connection, in_order(select(schema.stories))):
                yield story_of_row(row, self.label)

    def stories_page(self, *, limit: int = 20, cursor: str | None = None) -> StoriesPage:
        """Return stories a page at a time, in the order of ``stories``; ``cursor`` is that of the page before.

        Raises QueryError for a limit or a cursor that can't be used.
        """
        query = in_order(select(schema.stories)).where(*story_position(cursor, limit)).limit(limit + 1)
        with self.reading() as connection:
            rows = connection.execute(query).all()
        stories = tuple(story_of_row(row, self.label) for row in rows[:limit])
        return StoriesPage(stories=stories, cursor=story_cursor(rows[limit - 1]) if len(rows) > limit else None)

    def story(self, story_id: str) -> Story:
        """Return a story."""
        with self.reading() as connection:
            row = connection.execute(_STORY, {"key": story_id}).first()
        if row is None:
            raise self._absent("story", story_id)
        return story_of_row(row, self.label)

    def stories_of(self, record_id: str) -> tuple[Story, ...]:
        """Return the stories that a record belongs to, in the order of ``stories``."""
        with self.reading() as connection:
            self._refuse_absent(connection, record_id)
            rows = connection.execute(_STORIES_OF, {"key": record_id}).all()
        return tuple(story_of_row(row, self.label) for row in rows)

    def copies_of(self, record_id: str) -> tuple[Copy, ...]:
        """Return the copies that a record has a side in, by id."""
        columns = schema.copies.c
        query = select(columns.id, columns.json).where((columns.left == record_id) | (columns.right == record_id))
        with self.reading() as connection:
            self._refuse_absent(connection, record_id)
            rows = connection.execute(query.distinct().order_by(columns.id)).all()
        return tuple(copy_of_row(row, self.label) for row in rows)

    def find(
        self,
        query: Query | str,
        *,
        limit: int = 20,
        cursor: str | None = None,
        order: Order = "newest",
        added_after: int | None = None,
    ) -> Results:
        """Find records, a page at a time; a string is read by ``parse_query``.

        By time of publication, undated ones last ("newest") or first ("oldest"); or those that hold
        most of the words first ("best"), on one page only. ``cursor`` is that of the page before: the
        next page goes on where that one ended, whatever was added meanwhile. ``added_after``: only what
        was kept or read anew after that count (see ``Watches``). Raises QueryError for a query, a limit
        or a cursor that can't be used.
        """
        asked = parse_query(query) if isinstance(query, str) else query
        with self.reading() as connection:
            found = find_numbers(
                connection,
                self.store.words,
                asked,
                limit=limit,
                cursor=cursor,
                order=order,
                added_after=added_after,
            )
            try:
                return Results(hits=hits_of(connection, asked, found), cursor=found.cursor)
            except DamagedError as error:
                raise damaged("record", error.record, self.label, error) from error

    def _refuse_absent(self, connection: Connection, record_id: str) -> None:
        if connection.execute(_KNOWN, {"key": record_id}).first() is None:
            raise self._absent("record", record_id)

    def _absent(self, what: str, key: str) -> ArchiveError:
        return ArchiveError(f"{what} {key} is not in archive {self.label}; add its page first", id=key, absent=True)
