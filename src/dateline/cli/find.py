"""dateline find"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from dateline.cli.archive import archive_option, opened

if TYPE_CHECKING:
    from dateline.archive import Archive, Hit, Order, Results

COLUMNS = [
    "record",
    "published",
    "publisher",
    "url",
    "headline",
    "sentence_start",
    "sentence_end",
    "sentence",
    "words",
    "score",
]
"""Of --csv; ``words`` are the places that match, as start:end with a space between."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would take a cell for a formula by."""


@click.command()
@click.argument("query", nargs=-1, required=True)
@archive_option
@click.option("--limit", type=click.IntRange(1, 1000), default=10, show_default=True, help="Results on a page.")
@click.option("--order", type=click.Choice(["newest", "oldest", "best"]), default="newest", show_default=True,
              help="best: those that hold most of the words first, on one page.")  # fmt: skip
@click.option("--cursor", metavar="CURSOR", help="Go on after an earlier page.")
@click.option("--all", "everything", is_flag=True, help="All pages, one after the other.")
@click.option("--json", "as_json", is_flag=True, help="One result a line, as JSON.")
@click.option("--csv", "as_csv", is_flag=True, help="One result a row.")
@click.pass_obj
def command(
    obj: dict[str, bool],
    /,
    *,
    query: tuple[str, ...],
    archive: str | None,
    limit: int,
    order: Order,
    cursor: str | None,
    everything: bool,
    as_json: bool,
    as_csv: bool,
) -> None:
    """Find articles in an archive by words, speakers, events, places and times.

    \b
    dateline find ceasefire '"safe passage"' evacuat* -football
    dateline find speaker:Kerry about:Aleppo after:2016-12-01
    dateline find type:REQUEST actor:USA near:Geneva~50km

    All that is given must hold. Fields: section source speaker about actor recipient type status place near box
    after before story language; docs/commands.md explains each. Put -- before a query that begins with a dash.
    """
    with opened(archive, make=False) as store:
        pages = _pages(store, joined(query), limit, cursor, order, everything=everything)
        show_results(pages, as_json=as_json, as_csv=as_csv, quiet=obj["quiet"])


def joined(query: tuple[str, ...]) -> str:
    """Return the arguments of a command line as one query."""
    return " ".join(map(_quoted, query))


def _quoted(word: str) -> str:
    """Return an argument as the query has it: the shell took the marks from around words with spaces."""
    field, colon, value = word.partition(":")
    if '"' in word or not any(character.isspace() for character in word):
        return word
    return f'{field}:"{value}"' if colon and field.isalpha() else word


def _pages(
    store: Archive, query: str, limit: int, cursor: str | None, order: Order, *, everything: bool
) -> Iterator[Results]:
    while True:
        page = store.find(query, limit=limit, cursor=cursor, order=order)
        yield page
        cursor = page.cursor
        if cursor is None or not everything:
            return


def show_results(pages: Iterator[Results], *, as_json: bool, as_csv: bool, quiet: bool) -> int:
    """Print results as they come: as JSON Lines, as CSV, or for a reader. Return how many."""
    writer = csv.writer(sys.stdout, lineterminator="\n") if as_csv else None
    if writer is not None:
        writer.writerow(COLUMNS)
    shown, cursor = 0, None
    for page in pages:
        for hit in page:
            if writer is not None:
                writer.writerow([_cell(value) for value in _row(hit)])
            elif as_json:
                _json(hit)
            else:
                from dateline.cli.terminal.hits import show_hit

                show_hit(hit)
        shown += len(page)
        cursor = page.cursor
    if not quiet:
        if shown == 0:
            click.echo("nothing found", err=True)
        if cursor is not None:
            click.echo(f"more: --cursor {cursor}, or --all", err=True)
    return shown


def _json(hit: Hit) -> None:
    import msgspec

    click.echo(json.dumps(msgspec.to_builtins(hit), ensure_ascii=False))


def _row(hit: Hit) -> tuple[object, ...]:
    sentence = hit.sentence
    return (
        hit.record,
        hit.published,
        hit.publisher,
        hit.url,
        hit.headline,
        sentence.span.start if sentence else None,
        sentence.span.end if sentence else None,
        sentence.words if sentence else None,
        " ".join(f"{span.start}:{span.end}" for span in hit.words),
        hit.score,
    )


def _cell(value: object) -> object:
    # An apostrophe before it keeps a spreadsheet from running somebody else's words.
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
