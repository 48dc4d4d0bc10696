"""Finding, making, checking and migrating the file that an archive is in."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.exc import DBAPIError

from dateline.archive.indexing import reindex
from dateline.archive.schema import REVISION
from dateline.archive.words_sqlite import SqliteWords
from dateline.errors import ArchiveError

APPLICATION_ID = 0x44544C4E
"""Marks an SQLite file as an archive: "DTLN" at byte 68 of the file."""

TIMEOUT_SECONDS = 10.0
"""How long a writer waits for another process to finish."""

_MAGIC = b"SQLite format 3\x00"


def default_path() -> Path:
    """Return where an archive is kept if nobody says otherwise: in the user's data folder."""
    import platformdirs

    return platformdirs.user_data_path("dateline", appauthor=False) / "archive.sqlite"


def path_of(where: str | Path) -> Path:
    """Return the file that is meant: a path, or an address of the form sqlite:///PATH.

    Raises ArchiveError for another kind of address.
    """
    if isinstance(where, str) and "://" in where:
        scheme, _, rest = where.partition("://")
        if scheme != "sqlite" or not rest.startswith("/") or len(rest) < 2:
            raise ArchiveError(
                f"{scheme}:// is no place for an archive; give the path of a file, or sqlite:///PATH", where=scheme
            )
        return Path(rest[1:])
    return Path(where)


def open_engine(path: Path, *, timeout_seconds: float = TIMEOUT_SECONDS) -> Engine:
    """Return an engine on the archive in a file, made or migrated if need be.

    Raises ArchiveError where the file is no archive, is newer than this program, or can't be used.
    """
    with failures_named(path):
        _refuse_other_files(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        engine = sqlite_engine(path, timeout_seconds=timeout_seconds)
        try:
            _migrate(engine, path)
        except BaseException:
            engine.dispose()
            raise
    return engine


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


def sqlite_engine(path: Path, *, timeout_seconds: float) -> Engine:
    """Return an engine whose transactions begin when they say so, and write at once if they will."""
    engine = create_engine(URL.create("sqlite", database=str(path)), connect_args={"timeout": timeout_seconds})

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _: object) -> None:
        # The driver's own transactions start late and leave DDL outside; "begin" below takes over.
        connection.isolation_level = None
        if connection.execute("PRAGMA application_id").fetchone() != (APPLICATION_ID,):
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        _use_wal(connection, timeout_seconds)
        connection.execute("PRAGMA foreign_keys = ON")
        # FULL: what was added is still there after a power cut, not only after a crash.
        connection.execute("PRAGMA synchronous = FULL")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A writer that starts as a reader can't wait its turn: SQLite refuses it at once.
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


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


def _migrate(engine: Engine, path: Path) -> None:
    with engine.connect() as connection:
        if revision(connection) == REVISION:
            return
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        found = revision(connection)  # again: another process may have been quicker
        if found != REVISION:
            _upgrade(connection, found, path)


def revision(connection: Connection) -> str | None:
    """Return the last migration that ran; None before the first."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


def _upgrade(connection: Connection, found: str | None, path: Path) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", "dateline.archive:migrations")
    config.attributes["connection"] = connection
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if found is not None and found not in known:
        raise ArchiveError(
            f"archive {path} was written by a newer Dateline (revision {found}, and this one knows up to {REVISION}); "
            "update Dateline",
            path=str(path),
            revision=found,
        )
    command.upgrade(config, "head")
    reindex(connection, SqliteWords())


@contextmanager
def failures_named(path: Path) -> Iterator[None]:
    """Turn what the database or the file system says into an ArchiveError with the mend."""
    try:
        yield
    except DBAPIError as error:
        raise _named(path, str(error.orig)) from error
    except (sqlite3.Error, OSError) as error:
        if isinstance(error, OSError):
            raise _named(path, (error.strerror or str(error)).lower()) from error
        raise _named(path, str(error)) from error


_MENDS = (
    ("locked", "is being written by another process; try again when it has finished"),
    ("full", "has no room on its disk; free some and try again, nothing was changed"),
    ("readonly", "can't be written; allow writing to the file and its folder"),
    ("read-only", "can't be written; allow writing to the file and its folder"),
    ("permission denied", "can't be opened; allow reading and writing the file and its folder"),
    ("unable to open", "can't be opened; check that its folder is there and may be written"),
    ("malformed", "is damaged; restore it from a backup"),
    ("not a database", "is damaged; restore it from a backup"),
)


def _named(path: Path, reason: str) -> ArchiveError:
    what = next((what for sign, what in _MENDS if sign in reason), "can't be used; check the file and its disk")
    return ArchiveError(f"archive {path} {what} ({reason})", path=str(path), reason=reason)
