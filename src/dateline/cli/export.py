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
    from dateline.archive import Archive, Query
    from dateline.record import Record

NAMES = ("jsonl", "csv", "parquet", "geojson", "plover", "cameo", "ninjs", "archive")
KINDS = ("quotations", "times", "places", "events", "sections")


@click.command()
@click.argument("form", metavar="FORMAT", type=click.Choice(NAMES))
@partial(page_options, required=False)
@archive_option
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="Write to FILE in place of standard output.")  # fmt: skip
@click.option("--kind", type=click.Choice(KINDS), default="events", show_default=True,
              help="Findings that csv and parquet list.")  # fmt: skip
@click.option(
    "--where",
    metavar="QUERY",
    help='Of an archive only what a search finds, as in "type:REQUEST after:2024-01-01"; see "dateline find".',
)
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
    where: str | None,
    everything: bool,
    archive: str | None,
    sources: tuple[str, ...],
    **options: Any,
) -> int:
    """Read each PAGE and write what was found, for other tools; without PAGE, what an archive holds.

    FORMAT is jsonl (whole records), csv or parquet (findings of one kind), geojson (places), plover (events, JSON
    Lines), cameo (events, tab-separated) or ninjs (news items, JSON Lines); docs/exports.md explains every column.
    FORMAT archive is everything that an archive holds, pages with their bytes too, for "dateline import".
    """
    from dateline.exports.formats import FORMATS, Options

    if form == "archive" and sources:
        raise click.UsageError("format archive takes no PAGE; it writes what --archive holds")
    if where is not None and (sources or form == "archive"):
        raise click.UsageError("--where chooses from an archive's records; leave out PAGE, or format archive")
    if form == "parquet" and out is None and sys.stdout.isatty():
        raise click.UsageError("Parquet is no text for a terminal; name a file with --out")
    query = None if where is None else _query(where)
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
            yield from FORMATS[form].write(records(), asked)
            return
        with opened(archive, make=False) as store:
            if form == "archive":
                from dateline.archive import dump

                yield from dump(store)
            else:
                found = store.records() if query is None else _found(store, query)
                yield from FORMATS[form].write(found, asked)

    if out is None:
        for piece in pieces():
            sys.stdout.buffer.write(piece)
        sys.stdout.buffer.flush()
        return 1 if failed else 0
    _write(out, pieces())
    if not obj["quiet"]:
        click.echo(f"wrote {out}", err=True)
    return 1 if failed else 0


def _query(words: str) -> Query:
    """Return a query, before anything is written."""
    from dateline.archive import parse_query

    return parse_query(words)


def _found(store: Archive, query: Query) -> Iterator[Record]:
    """Yield the records that a search finds, the oldest first."""
    cursor: str | None = None
    while True:
        page = store.records_page(query, limit=_AT_ONCE, cursor=cursor, order="oldest")
        yield from page.records
        cursor = page.cursor
        if cursor is None:
            return


_AT_ONCE = 100


def _write(out: Path, pieces: Iterator[bytes]) -> None:
    """Write a file whole: where that fails, what stood there before still does."""
    part = out.with_name(f".{out.name}.part")
    try:
        with part.open("wb") as file:
            file.writelines(pieces)
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)
