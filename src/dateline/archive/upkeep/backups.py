"""A backup is one SQLite archive, whatever engine the archive is on; and an archive is restored from one."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from dateline.archive.archive import Archive
from dateline.archive.engines.failures import failures_named
from dateline.archive.engines.opening import path_of
from dateline.archive.engines.postgresql import SCHEMES
from dateline.archive.upkeep.dumping import dump, load
from dateline.errors import ArchiveError


def backup(archive: Archive, path: str | Path) -> None:
    """Write an archive as it stands to a new file; others may go on reading and writing.

    Raises ArchiveError where the file exists already or can't be written whole; nothing is left of it then.
    """
    target = Path(path)
    if target.exists():
        raise ArchiveError(f"{target} exists already; give a new name for the backup", path=str(target))
    if archive.store.copy_to(target):
        return
    part = target.with_name(f".{target.name}.{os.getpid()}.new")
    try:
        with Archive.open(part) as copy:
            with closing(dump(archive)) as lines:
                load(copy, lines)
            copy.store.copy_to(target)
    finally:
        _forget(part)


def restore(path: str | Path, where: str | Path) -> Path | None:
    """Make an archive of a backup; one of an older Dateline is migrated.

    An archive that is in the file ``where`` is first moved aside: the path that it has then is returned.
    A PostgreSQL database must hold no pages yet. Raises ArchiveError where the backup is none or is
    damaged; what was there then stays.
    """
    source = Path(path)
    if not source.is_file():
        raise ArchiveError(f"there is no backup {source}; give the file that dateline backup wrote", path=str(source))
    if isinstance(where, str) and where.partition("://")[0] in SCHEMES:
        part = source.with_name(f".{source.name}.{os.getpid()}.part")
        try:
            with _copied(source, part) as copy, Archive.open(where) as archive, closing(dump(copy)) as lines:
                load(archive, lines)
        finally:
            _forget(part)
        return None
    target = path_of(where)
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with failures_named(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            _copied(source, part).close()
            aside = _moved_aside(target)
            part.rename(target)
    finally:
        _forget(part)
    return aside


def _copied(source: Path, part: Path) -> Archive:
    """Open a copy of a backup, migrated if need be: a backup itself is never written."""
    with failures_named(source), closing(sqlite3.connect(f"file:{quote(str(source))}?mode=ro", uri=True)) as connection:
        connection.execute("VACUUM INTO ?", (str(part),))
    try:
        return Archive.open(part)
    except ArchiveError as error:
        raise ArchiveError(str(error).replace(str(part), str(source)), **error.facts) from error


def _moved_aside(target: Path) -> Path | None:
    if not target.exists():
        return None
    with Archive.open(target):
        pass  # that it is an archive, and that the last one to close it takes its log away
    if target.with_name(f"{target.name}-wal").exists():
        raise ArchiveError(
            f"archive {target} is used by another process; stop that one before it is replaced", archive=str(target)
        )
    number = 1
    while (aside := target.with_name(f"{target.stem}.before-restore-{number}{target.suffix}")).exists():
        number += 1
    return target.rename(aside)


def _forget(part: Path) -> None:
    for beside in ("", "-wal", "-shm"):
        part.with_name(part.name + beside).unlink(missing_ok=True)
