"""dateline import"""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path

import click

from dateline.cli.archive import archive_option, opened


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, allow_dash=True, path_type=Path))
@archive_option
@click.pass_obj
def command(obj: dict[str, bool], /, *, file: Path, archive: str | None) -> None:
    """Take everything that "dateline export archive" wrote to FILE into an empty archive, on either engine.

    All of it is taken, or after an error nothing. FILE - is standard input.
    """
    from dateline.archive import load

    with nullcontext(sys.stdin.buffer) if str(file) == "-" else file.open("rb") as lines, opened(archive) as store:
        load(store, lines)
        counts, label = store.counts(), store.label
    if not obj["quiet"]:
        click.echo(f"{counts.records} records, {counts.stories} stories imported into {label}", err=True)
