"""dateline export"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dateline.cli.pages import page_options, read_pages

if TYPE_CHECKING:
    from dateline.record import Record

NAMES = ("jsonl", "csv", "geojson", "plover", "cameo")
KINDS = ("quotations", "times", "places", "events", "sections")


@click.command()
@click.argument("form", metavar="FORMAT", type=click.Choice(NAMES))
@page_options
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="Write to FILE in place of standard output.")  # fmt: skip
@click.option("--kind", type=click.Choice(KINDS), default="events", show_default=True,
              help="Findings that csv lists.")  # fmt: skip
@click.option("--all", "everything", is_flag=True,
              help="cameo: events that did not take place too, each with its status.")  # fmt: skip
@click.pass_obj
def command(
    obj: dict[str, bool], /, *, form: str, out: Path | None, kind: Any, everything: bool, **options: Any
) -> int:
    """Read each PAGE and write what was found, for other tools.

    FORMAT is jsonl (whole records), csv (findings of one kind), geojson (places), plover (events, JSON Lines)
    or cameo (events, tab-separated). docs/exports.md explains every column.
    """
    from dateline.exports.formats import FORMATS, Options

    failed = False

    def records() -> Iterator[Record]:
        nonlocal failed
        for result in read_pages(quiet=obj["quiet"], **options):
            if result.record is None:
                failed = True
            else:
                yield result.record

    pieces = FORMATS[form].write(records(), Options(kind=kind, everything=everything))
    if out is None:
        stream = sys.stdout
        for piece in pieces:
            stream.write(piece)
        return 1 if failed else 0
    with out.open("w", encoding="utf-8", newline="") as file:
        for piece in pieces:
            file.write(piece)
    if not obj["quiet"]:
        click.echo(f"wrote {out}", err=True)
    return 1 if failed else 0
