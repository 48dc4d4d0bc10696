"""An archive in one SQLite file."""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import closing
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event

from dateline.archive.engines.failures import failures_named
from dateline.archive.engines.stores import Store
from dateline.archive.search.words_sqlite import SqliteWords
from dateline.errors import ArchiveError

APPLICATION_ID = 0x44544C4E
"""Marks an SQLite file as an archive: "DTLN" at byte 68 of the file."""

_CACHE_KIB = 32_768
"""Of each connection: the upper levels of all indexes of some 100,000 records."""

_PAGE_BYTES = 8192
"""Packed records and pages have some kilobytes: in pages of 4,096 bytes a third of the file stayed empty."""

_MAGIC = b"SQLite format 3\x00"


class SqliteStore(Store):
    """Fits ``Store``: write-ahead log, foreign keys, full synchronisation."""

    words = SqliteWords()

    def __init__(self, path: Path, *, timeout_seconds: float) -> None:
        super().__init__(timeout_seconds=timeout_seconds)
        self.path = path
        self.label = str(path)
        with self.named():
            _refuse_other_files(path)
            path.parent.mkdir(parents=True, exist_ok=True)

    def new_engine(self) -> Engine:
        """Return an engine whose transactions begin when they say so, and write at once if they will."""
        timeout = self.timeout_seconds
        engine = create_engine(URL.create("sqlite", database=str(self.path)), connect_args={"timeout": timeout})

        @event.listens_for(engine, "connect")
        def prepare(connection: sqlite3.Connection, _: object) -> None:
            # The driver's own transactions start late and leave DDL outside; "begin" below takes over.
            connection.isolation_level = None
            connection.execute(f"PRAGMA page_size = {_PAGE_BYTES}")  # heeded by a new file only
            if connection.execute("PRAGMA application_id").fetchone() != (APPLICATION_ID,):
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            _use_wal(connection, timeout)
            connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
            connection.execute("PRAGMA foreign_keys = ON")
            # FULL: what was added is still there after a power cut, not only after a crash.
            connection.execute("PRAGMA synchronous = FULL")

        @event.listens_for(engine, "begin")
        def begin(connection: Connection) -> None:
            # A writer that starts as a reader can't wait its turn: SQLite refuses it at once.
            writes = connection.get_execution_options().get("writes", False)
            connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

        return engine

    def wait_turn(self, connection: Connection) -> None:
        """Do nothing: BEGIN IMMEDIATE has waited."""

    def keep_before_migration(self, found: str) -> None:
        """Copy the file to NAME.before-REVISION.sqlite beside it; one that is there already is kept."""
        kept = self.path.with_name(f"{self.path.stem}.before-{found}{self.path.suffix}")
        if not kept.exists():
            self.copy_to(kept)

    def copy_to(self, path: Path) -> bool:
        """Write the archive as it stands to a new file; others may go on reading and writing."""
        part = path.with_name(f".{path.name}.{os.getpid()}.part")
        try:
            with failures_named(path), closing(self.engine().raw_connection()) as connection:
                # Past SQLAlchemy, which would begin a transaction: SQLite copies only outside of one.
                connection.cursor().execute("VACUUM INTO ?", (str(part),))
                part.rename(path)
        finally:
            part.unlink(missing_ok=True)
        return True

    def revision(self) -> tuple[int, ...]:
        """Return when the file and its log were written last, and their sizes."""
        found: list[int] = []
        for path in (self.path, self.path.with_name(f"{self.path.name}-wal")):
            try:
                state = path.stat()
            except FileNotFoundError:
                continue
            found += [state.st_mtime_ns, state.st_size]
        return tuple(found)


def _refuse_other_files(path: Path) -> None:
    if path.is_dir():
        raise ArchiveError(f"{path} is a folder; give the path of a file", path=str(path))
    if not path.exists():
        return
    with path.open("rb") as file:
        head = file.read(100)
    if head and (not head.startswith(_MAGIC) or int.from_bytes(head[68:72]) != APPLICATION_ID):
        what = "an SQLite file of another program" if head.startswith(_MAGIC) else "no SQLite file"
        raise ArchiveError(f"{path} is not an archive but {what}; give another path", path=str(path))


def _use_wal(connection: sqlite3.Connection, timeout_seconds: float) -> None:
    """Switch to the write-ahead log; SQLite does not wait here by itself while another process does the same."""
    ends = time.monotonic() + timeout_seconds
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError:
            if time.monotonic() > ends:
                raise
            time.sleep(0.02)
