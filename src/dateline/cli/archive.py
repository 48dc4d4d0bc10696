"""What the commands that open an archive share."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from dateline.archive import Archive


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

    return Archive.open(default_path() if where is None else where, make=make)
