"""dateline export"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dateline.cli.archive import archive_option, opened
from dateline.cli.pages import page_options, read_pages

if TYPE_CHECKING:
    from dateline.record import Record

NAMES = ("jsonl", "csv", "geojson", "plover", "cameo", "ninjs", "archive")
KINDS = ("quotations", "times", "places", "events", "sections")


@click.command()
@click.argument("form", metavar="FORMAT", type=click.Choice(NAMES))
@partial(page_options, required=False)
@archive_option
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="Write to FILE in place of standard output.")  # fmt: skip
@click.option("--kind", type=click.Choice(KINDS), default="events", show_default=True,
              help="Findings that csv lists.")  # fmt: skip
@click.option("--all", "everything", is_flag=True,
              help="cameo: events that did not take place too, each with its status.")  # fmt: skip
@click.pass_obj
def command(
    obj: dict[str, bool],
    /,
    *,
    form: str,
    out: Path | None,
    kind: Any,
    everything: bool,
    archive: str | None,
    sources: tuple[str, ...],
    **options: Any,
) -> int:
    """Read each PAGE and write what was found, for other tools; without PAGE, what an archive holds.

    FORMAT is jsonl (whole records), csv (findings of one kind), geojson (places), plover (events, JSON Lines)
    or cameo (events, tab-separated); docs/exports.md explains every column. FORMAT archive is everything that an
    archive holds, pages with their bytes too, for "dateline import".
    """
    from dateline.exports.formats import FORMATS, Options

    failed = False

    def records() -> Iterator[Record]:
        nonlocal failed
        for result in read_pages(sources, quiet=obj["quiet"], **options):
            if result.record is None:
                failed = True
            else:
                yield result.record

    def pieces() -> Iterator[bytes]:
        asked = Options(kind=kind, everything=everything)
        if sources:
            yield from map(str.encode, FORMATS[form].write(records(), asked))
            return
        with opened(archive, make=False) as store:
            if form == "archive":
                from dateline.archive import dump

                yield from dump(store)
            else:
                yield from map(str.encode, FORMATS[form].write(store.records(), asked))

    if form == "archive" and sources:
        raise click.UsageError("format archive takes no PAGE; it writes what --archive holds")
    if out is None:
        for piece in pieces():
            sys.stdout.buffer.write(piece)
        sys.stdout.buffer.flush()
        return 1 if failed else 0
    with out.open("wb") as file:
        file.writelines(pieces())
    if not obj["quiet"]:
        click.echo(f"wrote {out}", err=True)
    return 1 if failed else 0
