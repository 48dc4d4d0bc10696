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
@click.option(
    "--sections",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="A table of the sections it has, in place of the usual ones.",
)
@click.pass_obj
def build(obj: dict[str, bool], /, *, folder: Path, archive: str | None, title: str, sections: Path | None) -> None:
    """Write front page, sections, stories and articles as static files to DIR."""
    from dateline.edition import build_edition
    from dateline.resources.site_sections import read_views

    with opened(archive) as store:
        build_edition(store, folder, title=title, views=None if sections is None else read_views(sections))
    if not obj["quiet"]:
        click.echo(f"open {folder / 'index.html'}")
