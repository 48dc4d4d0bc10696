"""What the commands that open an archive share."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from dateline.archive import Archive

TOLD_SECONDS = 5.0
"""Between two lines of something that takes long."""


def archive_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --archive."""
    option = click.option(
        "--archive",
        metavar="PATH|URL",
        envvar="DATELINE_ARCHIVE",
        help="The archive: a file or postgresql+psycopg://USER@HOST/NAME; by default a file in the user's data folder.",
    )
    return option(command)


def opened(where: str | None, *, make: bool = True) -> Archive:
    """Open the archive at a path, or the user's own; with ``make`` False one that is not there is an error."""
    from dateline.archive import Archive, default_path

    return Archive.open(default_path() if where is None else where, make=make, progress=index_progress())


def index_progress() -> Callable[[int, int], None]:
    """Return what tells on standard error how far the index of an archive is, where it takes long."""
    context = click.get_current_context(silent=True)
    quiet = context is not None and isinstance(context.obj, dict) and context.obj.get("quiet", False)
    told = time.monotonic()

    def tell(done: int, total: int) -> None:
        nonlocal told
        if not quiet and time.monotonic() - told >= TOLD_SECONDS:
            told = time.monotonic()
            click.echo(f"making the archive's index anew: {done:,} of {total:,} records", err=True)

    return tell
