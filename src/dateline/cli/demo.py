"""dateline demo"""

from __future__ import annotations

import shutil
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dateline.cli.pages import with_progress
from dateline.errors import InputError

if TYPE_CHECKING:
    from dateline.record import Record, Story


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default="demo", metavar="[DIR]")
@click.pass_obj
def command(obj: dict[str, bool], /, *, folder: Path) -> None:
    """Read the sample pages into a fresh archive, and build an edition of them.

    Everything is written to DIR (by default "demo"), which is emptied first if an earlier demo made it.
    """
    import msgspec

    from dateline.archive import Archive
    from dateline.edition import build_edition
    from dateline.pipeline import default_pipeline, page_of
    from dateline.stories import find_stories

    samples = _samples()
    _emptied(folder)
    pipeline = default_pipeline()
    rows = [msgspec.json.decode(line) for line in (samples / "manifest.jsonl").read_bytes().splitlines()]
    with Archive.open(folder / "archive.sqlite") as archive:
        for row in with_progress(rows, quiet=obj["quiet"]):
            page = page_of(samples / "pages" / row["file"], url=row["url"])
            archive.add(page, pipeline.read(page))
        records = list(archive.records())
        stories = find_stories(records)
        archive.put_stories(stories)
        build_edition(archive, folder / "edition", title="The Dateline Sample")
    if not obj["quiet"]:
        _show(records, stories)
        _show_front(records, stories)
    click.echo(f"open {(folder / 'edition' / 'index.html').resolve().as_uri()}")
    click.echo(f"or   dateline serve --archive {folder / 'archive.sqlite'}   (with search and filters)")


def _samples() -> Path:
    """Return the sample pages: inside an installed package, or beside the source."""
    for place in (Path(str(files("dateline"))) / "samples", Path(__file__).parents[3] / "samples"):
        if (place / "manifest.jsonl").is_file():
            return place
    raise InputError("the sample pages are not in this install; get them with the source of Dateline")


def _show_front(records: list[Record], stories: list[Story]) -> None:
    """Print the head of the front page: what a reader meets first."""
    import textwrap

    from dateline.edition.holdings import Held
    from dateline.edition.lines import Source
    from dateline.edition.phrases import reports_in_words
    from dateline.edition.ranking import newest
    from dateline.typesetting.wording import title_of

    source = Source(Held(records, stories), title="The Dateline Sample", now=newest(stories))
    click.echo(f"\n{source.title}\n")
    for story in source.ranked()[:_ON_TERMINAL]:
        headline = story.headline.words if story.headline else title_of(source.records[story.records[0]])
        click.echo(textwrap.fill(headline, 78, initial_indent="  ", subsequent_indent="  "))
        if story.lead is not None:
            click.echo(textwrap.fill(" ".join(story.lead.words.split()), 78, initial_indent="    ",
                                     subsequent_indent="    "))  # fmt: skip
        click.echo(f"    {reports_in_words(story)}{', accounts differ' if story.contradictions else ''}\n")


_ON_TERMINAL = 3
_MARK = ".dateline-demo"


def _emptied(folder: Path) -> None:
    if folder.exists():
        if any(folder.iterdir()) and not (folder / _MARK).is_file():
            raise InputError(f"{folder} holds something that no demo made; name another folder")
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    (folder / _MARK).touch()


def _show(records: list[Record], stories: list[Story]) -> None:
    from rich.console import Console
    from rich.table import Table

    number_of = {record: number for number, story in enumerate(stories, start=1) for record in story.records}
    console = Console()
    counted = ("Quotes", "Events", "Places", "Story")
    widths = {"Section": 10, "Date": 10} | {name: len(name) for name in counted}
    table = Table(box=None, padding=(0, 1, 0, 0), header_style="dim")
    left = min(console.width, 120) - sum(width + 1 for width in widths.values()) - 1
    table.add_column("Headline", width=max(20, left), no_wrap=True, overflow="ellipsis")
    for name, width in widths.items():
        right = name in counted
        table.add_column(name, width=width, justify="right" if right else "left", no_wrap=True, overflow="ellipsis")
    for record in sorted(records, key=lambda r: (number_of.get(r.id, 0), r.article.published is None)):
        article = record.article
        table.add_row(
            record.headline or "–",
            article.sections[0].value if article.sections else "–",
            article.published.day if article.published else "no date",
            str(len(record.statements)),
            str(len(record.events)),
            str(sum(reference.place is not None for reference in record.places)),
            str(number_of.get(record.id, "–")),
        )
    console.print(table)
    independent = sum(story.independent_reports for story in stories)
    copies = sum(story.copied_reports for story in stories)
    console.print(f"{len(records)} pages, {len(stories)} stories: {independent} independent reports, {copies} copies")
