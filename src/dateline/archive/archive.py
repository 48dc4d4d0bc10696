"""The archive: pages as fetched, the records read from them, and the stories they make."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import Any, Self

import msgspec
from sqlalchemy import Connection, Engine, Row, delete, func, select

from dateline.archive import schema
from dateline.archive.hits import DamagedError, Results, hits_of
from dateline.archive.opening import TIMEOUT_SECONDS, failures_named, open_engine, path_of, sqlite_engine
from dateline.archive.packing import unpack
from dateline.archive.protocol import Counts
from dateline.archive.query import Order, Query
from dateline.archive.query_parsing import parse_query
from dateline.archive.rows import page_of_row, reference_of_row
from dateline.archive.searching import WordIndex, find_numbers
from dateline.archive.times import moment
from dateline.archive.words_sqlite import SqliteWords
from dateline.archive.writing import put_page, put_record, put_story, refuse_foreign, refuse_strangers, refuse_twice
from dateline.errors import ArchiveError, RecordError
from dateline.record import Copy, Page, PageReference, Record, Story

_BATCH = 50
"""Rows that are read at once while records are handed out one by one."""


class Archive:
    """Pages, records and stories in one file. Fits ``Reader``; a context manager.

    Each change is one transaction: after a crash either all of it is there or nothing. May be used
    from several threads and, after a fork, from several processes; writers wait for one another.
    Every method raises ArchiveError where the file is locked for too long, full, or damaged.
    """

    def __init__(self, path: Path, engine: Engine, *, timeout_seconds: float) -> None:
        self.path = path
        self._engine = engine
        self._process = os.getpid()
        self._timeout_seconds = timeout_seconds
        self._words: WordIndex = SqliteWords()

    @classmethod
    def open(cls, where: str | Path, *, timeout_seconds: float = TIMEOUT_SECONDS) -> Archive:
        """Open the archive in a file, or make it; an older one is migrated.

        ``where`` is a path or sqlite:///PATH. ``timeout_seconds`` is how long to wait for another
        process that writes. Raises ArchiveError where the file is something else, or newer.
        """
        path = path_of(where)
        return cls(path, open_engine(path, timeout_seconds=timeout_seconds), timeout_seconds=timeout_seconds)

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def add(self, page: Page, record: Record) -> None:
        """Keep a page and the record read from it.

        Adding the same again changes nothing. The same page read anew replaces the record, and
        what reading decides about the page (its type and encoding); bytes, headers and time stay as
        first captured. Raises InputError where the record is of another page.
        """
        refuse_foreign(page, record)
        with self._writing() as connection:
            put_page(connection, page, record.id)
            put_record(connection, self._words, record)

    def put_stories(self, stories: Iterable[Story]) -> None:
        """Replace all stories by these.

        Raises ArchiveError where one names a record that the archive does not hold, InputError
        where an id is given twice; the old ones then stay.
        """
        given = tuple(stories)
        refuse_twice("story", (story.id for story in given))
        for story in given:
            refuse_twice(f"story {story.id}: record", story.records)
        with self._writing() as connection:
            connection.execute(delete(schema.stories))
            for story in given:
                refuse_strangers(connection, story, str(self.path))
                put_story(connection, story)

    def revision(self) -> tuple[int, ...]:
        """Return numbers that differ whenever the archive has changed: cheap enough to ask at every request."""
        found: list[int] = []
        for path in (self.path, self.path.with_name(f"{self.path.name}-wal")):
            try:
                state = path.stat()
            except FileNotFoundError:
                continue
            found += [state.st_mtime_ns, state.st_size]
        return tuple(found)

    def counts(self) -> Counts:
        """Return how much there is."""
        with self._reading() as connection:
            count = {
                name: connection.execute(select(func.count()).select_from(table)).scalar_one()
                for name, table in (
                    ("pages", schema.pages),
                    ("records", schema.records),
                    ("stories", schema.stories),
                    ("copies", schema.copies),
                )
            }
        return Counts(**count)

    def page(self, digest: str) -> Page:
        """Return the page with these bytes; the one captured first where several addresses gave them."""
        first = select(schema.pages.c.id).where(schema.pages.c.digest == digest)
        order = (schema.pages.c.fetched_at.is_(None), schema.pages.c.fetched_at, schema.pages.c.id)
        with self._reading() as connection:
            found = connection.execute(first.order_by(*order).limit(1)).scalar()
        if found is None:
            raise self._absent("page", digest)
        return self.page_of(found)

    def page_of(self, record_id: str) -> Page:
        """Return the page that a record was read from, as it was first captured."""
        joined = select(schema.pages, schema.contents.c.packed, schema.contents.c.size_bytes).join(schema.contents)
        with self._reading() as connection:
            row = connection.execute(joined.where(schema.pages.c.id == record_id)).first()
        if row is None:
            raise self._absent("page of record", record_id)
        try:
            page = page_of_row(row)
        except (ValueError, msgspec.ValidationError) as error:
            raise self._damaged("page", row.digest, error) from error
        if page.digest != row.digest:
            raise self._damaged("page", row.digest, f"its bytes have the digest {page.digest[:12]}…")
        return page

    def versions(self, url: str) -> tuple[PageReference, ...]:
        """Return what was captured at an address, each text once, in the order of capture; undated ones last."""
        order = (schema.pages.c.fetched_at.is_(None), schema.pages.c.fetched_at, schema.pages.c.id)
        query = select(schema.pages, schema.contents.c.size_bytes).join(schema.contents)
        with self._reading() as connection:
            rows = connection.execute(query.where(schema.pages.c.url == url).order_by(*order)).all()
        return tuple(reference_of_row(row) for row in rows)

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
        with self._reading() as connection:
            addresses = connection.execute(several).scalars().all()
            query = select(columns.url, columns.id).where(columns.url.in_(addresses)).order_by(columns.number)
            rows = connection.execute(query).all()
        found: dict[str, list[str]] = {address: [] for address in addresses}
        for row in rows:
            found[row.url].append(row.id)
        return tuple(tuple(group) for group in found.values())

    def record(self, record_id: str) -> Record:
        """Return a record, checked like any other."""
        with self._reading() as connection:
            row = connection.execute(select(schema.records).where(schema.records.c.id == record_id)).first()
        if row is None:
            raise self._absent("record", record_id)
        return self._record(row)

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
        return self._each_record(query.execution_options(yield_per=_BATCH))

    def _each_record(self, query: Any) -> Iterator[Record]:
        with self._reading() as connection:
            for row in connection.execute(query):
                yield self._record(row)

    def stories(self) -> Iterator[Story]:
        """Yield the stories, the one with the latest report first, then by id; undated ones last."""
        with self._reading() as connection:
            for row in connection.execute(_in_order(select(schema.stories)).execution_options(yield_per=_BATCH)):
                yield self._story(row)

    def story(self, story_id: str) -> Story:
        """Return a story."""
        with self._reading() as connection:
            row = connection.execute(select(schema.stories).where(schema.stories.c.id == story_id)).first()
        if row is None:
            raise self._absent("story", story_id)
        return self._story(row)

    def stories_of(self, record_id: str) -> tuple[Story, ...]:
        """Return the stories that a record belongs to, in the order of ``stories``."""
        mine = select(schema.story_members.c.story).where(schema.story_members.c.record == record_id)
        with self._reading() as connection:
            self._refuse_absent(connection, record_id)
            rows = connection.execute(_in_order(select(schema.stories).where(schema.stories.c.id.in_(mine)))).all()
        return tuple(self._story(row) for row in rows)

    def copies_of(self, record_id: str) -> tuple[Copy, ...]:
        """Return the copies that a record has a side in, by id."""
        columns = schema.copies.c
        query = select(columns.id, columns.json).where((columns.left == record_id) | (columns.right == record_id))
        with self._reading() as connection:
            self._refuse_absent(connection, record_id)
            rows = connection.execute(query.distinct().order_by(columns.id)).all()
        try:
            return tuple(msgspec.json.decode(row.json, type=Copy) for row in rows)
        except msgspec.DecodeError as error:
            raise self._damaged("copies of record", record_id, error) from error

    def find(
        self, query: Query | str, *, limit: int = 20, cursor: str | None = None, order: Order = "newest"
    ) -> Results:
        """Find records, a page at a time; a string is read by ``parse_query``.

        By time of publication, undated ones last ("newest") or first ("oldest"); or those that hold
        most of the words first ("best"), on one page only. ``cursor`` is that of the page before: the
        next page goes on where that one ended, whatever was added meanwhile. Raises QueryError for a
        query, a limit or a cursor that can't be used.
        """
        asked = parse_query(query) if isinstance(query, str) else query
        with self._reading() as connection:
            found = find_numbers(connection, self._words, asked, limit=limit, cursor=cursor, order=order)
            try:
                return Results(hits=hits_of(connection, asked, found), cursor=found.cursor)
            except DamagedError as error:
                raise self._damaged("record", error.record, error) from error

    def backup(self, path: str | Path) -> None:
        """Write the archive as it stands to a new file; others may go on reading and writing.

        Raises ArchiveError where the file exists already or can't be written whole.
        """
        target = Path(path)
        part = target.with_name(f".{target.name}.{os.getpid()}.part")
        if target.exists():
            raise ArchiveError(f"{target} exists already; give a new name for the backup", path=str(target))
        try:
            with failures_named(target), closing(self._connected().raw_connection()) as connection:
                # Past SQLAlchemy, which would begin a transaction: SQLite copies only outside of one.
                connection.cursor().execute("VACUUM INTO ?", (str(part),))
            with failures_named(target):
                part.rename(target)
        finally:
            part.unlink(missing_ok=True)

    def reading(self) -> AbstractContextManager[Connection]:
        """Return a transaction that reads, for the modules that keep other tables of the archive."""
        return self._reading()

    def writing(self) -> AbstractContextManager[Connection]:
        """Return a transaction that writes, for the same."""
        return self._writing()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with failures_named(self.path), self._connected().connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with (
            failures_named(self.path),
            self._connected().connect().execution_options(writes=True) as connection,
            connection.begin(),
        ):
            yield connection

    def _connected(self) -> Engine:
        """Return the engine of this process: SQLite's connections don't survive a fork."""
        if self._process != os.getpid():
            self._engine.dispose(close=False)
            self._engine = sqlite_engine(self.path, timeout_seconds=self._timeout_seconds)
            self._process = os.getpid()
        return self._engine

    def _record(self, row: Row[Any]) -> Record:
        try:
            record = Record.from_json(unpack(row.packed, row.size_bytes))
        except (RecordError, ValueError) as error:
            raise self._damaged("record", row.id, error) from error
        if (record.id, record.article.digest) != (row.id, row.article_digest):
            raise self._damaged("record", row.id, f"it is record {record.id} of another text")
        return record

    def _story(self, row: Row[Any]) -> Story:
        try:
            story = msgspec.json.decode(unpack(row.packed, row.size_bytes), type=Story)
        except (msgspec.DecodeError, RecordError, ValueError) as error:
            raise self._damaged("story", row.id, error) from error
        if story.id != row.id:
            raise self._damaged("story", row.id, f"it is story {story.id}")
        return story

    def _refuse_absent(self, connection: Connection, record_id: str) -> None:
        if connection.execute(select(schema.records.c.id).where(schema.records.c.id == record_id)).first() is None:
            raise self._absent("record", record_id)

    def _absent(self, what: str, key: str) -> ArchiveError:
        return ArchiveError(f"{what} {key} is not in archive {self.path}; add its page first", id=key, absent=True)

    def _damaged(self, what: str, key: str, why: object) -> ArchiveError:
        return ArchiveError(
            f"{what} {key} in archive {self.path} is damaged ({why}); add its page again or restore a backup", id=key
        )


def _in_order(query: Any) -> Any:
    columns = schema.stories.c
    return query.order_by(columns.latest_at.is_(None), columns.latest_at.desc(), columns.id)
