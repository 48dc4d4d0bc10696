"""What differs between the databases that an archive may be in."""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine

from dateline.archive.engines.failures import failures_named
from dateline.archive.search.finding import WordIndex


class Store(ABC):
    """A database that holds an archive. Its connections don't survive a fork, so a child makes its own."""

    label: str
    """What messages call it; no password."""
    words: WordIndex

    def __init__(self, *, timeout_seconds: float) -> None:
        self.timeout_seconds = timeout_seconds
        self._engine: Engine | None = None
        self._process = os.getpid()

    def engine(self) -> Engine:
        """Return the engine of this process."""
        if self._engine is not None and self._process != os.getpid():
            self._engine.dispose(close=False)
            self._engine = None
        if self._engine is None:
            self._engine = self.new_engine()
            self._process = os.getpid()
        return self._engine

    def close(self) -> None:
        """Let go of all connections."""
        if self._engine is not None:
            self._engine.dispose()

    def named(self) -> AbstractContextManager[None]:
        """Turn what the database says inside into an ArchiveError with the mend."""
        return failures_named(self.label)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Open a transaction that sees the archive as it stands now, whatever others write."""
        with self.named(), self.engine().connect().execution_options(**self.reads) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Open a transaction that waits its turn among writers, and is kept whole or not at all."""
        with self.named(), self.engine().connect().execution_options(writes=True) as connection, connection.begin():
            self.wait_turn(connection)
            yield connection

    reads: dict[str, str] = {}  # noqa: RUF012 (never changed)
    """Options of a connection that only reads."""

    @abstractmethod
    def new_engine(self) -> Engine:
        """Return an engine that is set up for this database."""

    @abstractmethod
    def wait_turn(self, connection: Connection) -> None:
        """Wait until no other writer is at work, for ``timeout_seconds`` at most."""

    @abstractmethod
    def keep_before_migration(self, found: str) -> None:
        """Keep the archive as it is, at that revision, before its tables are changed."""

    @abstractmethod
    def copy_to(self, path: Path) -> bool:
        """Write the whole database to a new file in its own form; False where that is not the form of a backup."""

    @abstractmethod
    def revision(self) -> tuple[int, ...]:
        """Return numbers that differ whenever something was written."""
