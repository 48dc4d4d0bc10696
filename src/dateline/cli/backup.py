"""dateline backup"""

from __future__ import annotations

from pathlib import Path

import click

from dateline.cli.archive import archive_option, opened


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@archive_option
@click.pass_obj
def command(obj: dict[str, bool], /, *, file: Path, archive: str | None) -> None:
    """Write all of an archive to FILE, while others read and write it.

    FILE is an archive itself, in SQLite whatever the archive is on: --archive FILE opens it.
    """
    from dateline.archive import backup

    with opened(archive, make=False) as store:
        backup(store, file)
        counts = store.counts()
    if not obj["quiet"]:
        click.echo(f"{counts.records} records, {counts.stories} stories kept in {file}", err=True)
