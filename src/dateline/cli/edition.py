"""dateline edition"""

from __future__ import annotations

from pathlib import Path

import click

from dateline.cli.archive import archive_option, opened


@click.group()
def command() -> None:
    """Build an edition from an archive."""


@command.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
@archive_option
@click.option("--title", default="Dateline", show_default=True, help="The name at its head.")
@click.pass_obj
def build(obj: dict[str, bool], /, *, folder: Path, archive: str | None, title: str) -> None:
    """Write front page, sections, stories and articles as static files to DIR."""
    from dateline.edition import build_edition

    with opened(archive) as store:
        build_edition(store, folder, title=title)
    if not obj["quiet"]:
        click.echo(f"open {folder / 'index.html'}")
