"""Bringing an archive to the newest tables: by itself, in one transaction, when it is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from dateline.archive.schema import REVISION
from dateline.archive.search.indexing import Progress, reindex
from dateline.errors import ArchiveError

if TYPE_CHECKING:
    from alembic.config import Config

    from dateline.archive.engines.stores import Store

INDEXED = "0004"
"""The last migration that lays the index of records anew."""


def migrate(store: Store, progress: Progress | None = None) -> None:
    """Lay or renew the tables of an archive; of one that holds something the store first keeps a backup.

    Raises ArchiveError where a newer program wrote it.
    """
    with store.engine().connect() as connection:
        found = revision(connection)
    if found == REVISION:
        return
    if found is not None:
        _refuse_newer(found, store.label)
        store.keep_before_migration(found)
    with store.writing() as connection:
        found = revision(connection)  # again: another process may have been quicker
        if found != REVISION:
            _upgrade(connection)
            if found is not None and found < INDEXED:
                reindex(connection, store.words, progress)


def revision(connection: Connection) -> str | None:
    """Return the last migration that ran; None before the first."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


def _config() -> Config:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "dateline.archive:migrations")
    return config


def _refuse_newer(found: str, label: str) -> None:
    from alembic.script import ScriptDirectory

    known = {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}
    if found not in known:
        raise ArchiveError(
            f"archive {label} was written by a newer Dateline (revision {found}, and this one knows up to {REVISION}); "
            "update Dateline",
            archive=label,
            revision=found,
        )


def _upgrade(connection: Connection) -> None:
    from alembic import command

    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
