"""Finding, making, checking and migrating what an archive is in."""

from __future__ import annotations

from pathlib import Path

from dateline.archive.engines.migrating import migrate
from dateline.archive.engines.postgresql import SCHEMES, PostgresqlStore
from dateline.archive.engines.sqlite import SqliteStore
from dateline.archive.engines.stores import Store
from dateline.archive.search.indexing import Progress
from dateline.errors import ArchiveError

TIMEOUT_SECONDS = 10.0
"""How long a writer waits for another process to finish."""


def default_path() -> Path:
    """Return where an archive is kept if nobody says otherwise: in the user's data folder."""
    import platformdirs

    return platformdirs.user_data_path("dateline", appauthor=False) / "archive.sqlite"


def open_store(
    where: str | Path,
    *,
    timeout_seconds: float = TIMEOUT_SECONDS,
    make: bool = True,
    progress: Progress | None = None,
) -> Store:
    """Return the store of an archive, made (unless ``make`` is False) or migrated if need be.

    Raises ArchiveError where there is no archive, a newer one than this program knows, or one that can't be used.
    """
    if not make and not _is_postgresql(where) and not path_of(where).exists():
        raise ArchiveError(
            f"there is no archive {path_of(where)}; make one with dateline add, or name another with --archive",
            archive=str(where),
        )
    store = _store(where, timeout_seconds)
    try:
        with store.named():
            migrate(store, progress)
    except BaseException:
        store.close()
        raise
    return store


def _store(where: str | Path, timeout_seconds: float) -> Store:
    if _is_postgresql(where):
        return PostgresqlStore(str(where), timeout_seconds=timeout_seconds)
    return SqliteStore(path_of(where), timeout_seconds=timeout_seconds)


def _is_postgresql(where: str | Path) -> bool:
    return isinstance(where, str) and "://" in where and where.partition("://")[0] in SCHEMES


def path_of(where: str | Path) -> Path:
    """Return the file that is meant: a path, or an address of the form sqlite:///PATH.

    Raises ArchiveError for another kind of address.
    """
    if isinstance(where, str) and "://" in where:
        scheme, _, rest = where.partition("://")
        if scheme != "sqlite" or not rest.startswith("/") or len(rest) < 2:
            raise ArchiveError(
                f"{scheme}:// is no place for an archive; give the path of a file, sqlite:///PATH or "
                "postgresql+psycopg://USER@HOST/NAME",
                where=scheme,
            )
        return Path(rest[1:])
    return Path(where)
