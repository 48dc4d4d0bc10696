"""An archive in a PostgreSQL database, 15 or newer."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, make_url, text
from sqlalchemy.exc import ArgumentError

from dateline.archive.engines.stores import Store
from dateline.archive.search.words_postgresql import PostgresqlWords
from dateline.errors import ArchiveError

OLDEST = 15
"""The oldest release that is tested."""

_TURN = 0x44544C4E
"""The advisory lock that writers of one database wait for."""

SCHEMES = ("postgresql", "postgresql+psycopg")


class PostgresqlStore(Store):
    """Fits ``Store``. Writers wait for one another by a lock of their own; readers wait for nobody."""

    words = PostgresqlWords()
    # Readers that ask twice see the same archive both times.
    reads = {"isolation_level": "REPEATABLE READ"}  # noqa: RUF012 (never changed)

    def __init__(self, where: str, *, timeout_seconds: float) -> None:
        super().__init__(timeout_seconds=timeout_seconds)
        self.url = _url(where)
        self.label = self.url.render_as_string(hide_password=True)
        try:
            import psycopg  # noqa: F401 (an extra; only whether it is there)
        except ImportError as error:
            raise ArchiveError(
                f'archive {self.label} needs psycopg, which is not installed; run pip install "dateline[postgresql]"',
                archive=self.label,
            ) from error
        try:
            with self.named(), self.engine().connect() as connection:
                self._refuse_others(connection)
        except BaseException:
            self.close()
            raise

    def _refuse_others(self, connection: Connection) -> None:
        release = int((connection.dialect.server_version_info or (0,))[0])
        if release < OLDEST:
            raise ArchiveError(
                f"archive {self.label} is on PostgreSQL {release}; use {OLDEST} or newer", archive=self.label
            )
        encoding = connection.execute(text("SHOW server_encoding")).scalar_one()
        if encoding != "UTF8":
            raise ArchiveError(
                f"archive {self.label} is in a database with the encoding {encoding}; make one with UTF8",
                archive=self.label,
            )

    def new_engine(self) -> Engine:
        """Return an engine."""
        return create_engine(self.url, connect_args={"connect_timeout": max(1, round(self.timeout_seconds))})

    def wait_turn(self, connection: Connection) -> None:
        """Wait for the lock of writers; it is let go with the transaction."""
        milliseconds = max(1, round(self.timeout_seconds * 1000))
        connection.execute(text(f"SET LOCAL lock_timeout = {milliseconds}"))
        connection.execute(text("SELECT pg_advisory_xact_lock(:turn)"), {"turn": _TURN})

    def keep_before_migration(self, found: str) -> None:
        """Do nothing: a migration is one transaction here, tables and all, and a copy is the server's to keep."""

    def copy_to(self, path: Path) -> bool:
        """Say that PostgreSQL's own files are no backup that an archive can be opened from."""
        return False

    def revision(self) -> tuple[int, ...]:
        """Return where the server's log ends: others that write to the same server move it too."""
        with self.reading() as connection:
            end = connection.execute(text("SELECT pg_current_wal_insert_lsn()::text")).scalar_one()
        return tuple(int(part, 16) for part in str(end).split("/"))


def _url(where: str) -> URL:
    try:
        return make_url(where).set(drivername="postgresql+psycopg")
    except (ArgumentError, ValueError) as error:
        scheme = where.partition("://")[0]
        raise ArchiveError(
            f"{scheme}:// is followed by no address of a database; give {scheme}://USER@HOST/NAME", where=scheme
        ) from error
