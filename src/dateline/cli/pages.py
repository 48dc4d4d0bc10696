"""What the commands that read pages share: the arguments, the progress bar, a bad page beside the good ones."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any, NamedTuple, TypeVar

import click

from dateline.cli.main import told
from dateline.errors import DatelineError
from dateline.record import Page, Record

T = TypeVar("T")


class Result(NamedTuple):
    """What became of one page: a record, or an error."""

    source: str
    page: Page | None
    record: Record | None
    error: DatelineError | OSError | None


def page_options(command: Callable[..., Any], *, required: bool = True) -> Callable[..., Any]:
    """Add the arguments and options of every command that reads pages; ``required``: at least one page."""
    for option in (
        click.option("--limit-bytes", type=click.IntRange(min=1), default=10_000_000, show_default=True,
                     help="Largest page that is read."),
        click.option("--allow-private", is_flag=True, help="Fetch from addresses of one's own network too."),
        click.option("--one-source", is_flag=True,
                     help="The pages come from one source: take off lines that recur in its scraped texts, "
                          "and read place names from where it is at home."),
        click.option("--published-zone", metavar="ZONE", help='The publisher\'s clock, as in "Europe/Paris".'),
        click.option("--published", metavar="DATE", help="When it was published, where the page does not say: "
                                                         "2016-12-10 or 2016-12-10T14:03+01:00."),
        click.argument("sources", metavar="PAGE...", nargs=-1, required=required),
    ):  # fmt: skip
        command = option(command)
    return command


def read_pages(
    sources: Sequence[str],
    *,
    quiet: bool,
    published: str | None,
    published_zone: str | None,
    allow_private: bool,
    limit_bytes: int,
    one_source: bool = False,
) -> Iterator[Result]:
    """Read pages in the order given; one that can't be read is told on standard error and yielded with its error."""
    from dateline.pipeline import default_pipeline, page_of, pipeline_for_source

    known = _pages(sources, allow_private=allow_private, limit_bytes=limit_bytes) if one_source else {}
    pipeline = pipeline_for_source(known.values()) if one_source else default_pipeline()
    for source in with_progress(sources, quiet=quiet):
        page = None
        try:
            page = known.get(source) or page_of(source, allow_private=allow_private, limit_bytes=limit_bytes)
            record = pipeline.read(page, published=published, zone=published_zone)
        except (DatelineError, OSError) as error:
            click.echo(f"dateline: {source}: {told(error).removeprefix(f'{source}: ')}", err=True)
            yield Result(source, page, None, error)
        else:
            yield Result(source, page, record, None)


def _pages(sources: Sequence[str], *, allow_private: bool, limit_bytes: int) -> dict[str, Page]:
    """Return the pages that can be read; the others are told when they are read again."""
    from dateline.pipeline import page_of

    found = {}
    for source in sources:
        with suppress(DatelineError, OSError):
            found[source] = page_of(source, allow_private=allow_private, limit_bytes=limit_bytes)
    return found


def with_progress(items: Iterable[T], *, quiet: bool) -> Iterator[T]:
    """Yield the items, with a bar on standard error where a person is watching."""
    if quiet or (isinstance(items, Sequence) and len(items) < 2) or not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(items, description="Reading", console=Console(stderr=True), transient=True)
