"""dateline restore"""

from __future__ import annotations

from pathlib import Path

import click

from dateline.cli.archive import archive_option, opened


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@archive_option
@click.pass_obj
def command(obj: dict[str, bool], /, *, file: Path, archive: str | None) -> None:
    """Make the archive what FILE, a backup, holds.

    The archive that is there is moved aside, not deleted. A PostgreSQL database must be empty.
    """
    from dateline.archive import default_path, restore

    aside = restore(file, default_path() if archive is None else archive)
    with opened(archive) as store:
        counts, label = store.counts(), store.label
    if not obj["quiet"]:
        click.echo(f"{counts.records} records, {counts.stories} stories restored to {label}", err=True)
        if aside is not None:
            click.echo(f"what was there is now {aside}", err=True)
