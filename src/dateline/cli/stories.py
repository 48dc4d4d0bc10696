"""dateline stories"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
import msgspec

from dateline.cli.pages import page_options, read_pages


@click.command()
@page_options
@click.option("--json", "as_json", is_flag=True, help="Print one story a line; with --since what is new in each.")
@click.option("--html", "html_file", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="Write the stories as one self-contained page.")  # fmt: skip
@click.option("--since", metavar="TIME",
              help="Tell what is new since then: reports, claims, figures that changed; 2016-12-10 or "
                   "2016-12-10T14:03+01:00.")  # fmt: skip
@click.pass_obj
def command(
    obj: dict[str, bool], /, *, as_json: bool, html_file: Path | None, since: str | None, **options: Any
) -> int:
    """Group pages into stories, with copies folded and independent reports counted."""
    from dateline.stories import find_news, find_stories

    if since is not None:
        # A time that is none is told before any page is read.
        find_news([], {}, since)
    results = list(read_pages(quiet=obj["quiet"], **options))
    records = {result.record.id: result.record for result in results if result.record is not None}
    stories = find_stories(list(records.values()))
    news = [] if since is None else find_news(stories, records, since)
    if as_json:
        for story in stories if since is None else news:
            click.echo(msgspec.json.encode(story))
    elif html_file is None:
        from dateline.cli.terminal.stories import show_stories

        sources = {result.record.id: result.source for result in results if result.record is not None}
        show_stories(stories, records, sources, news=None if since is None else news)
    if html_file is not None:
        from dateline.exports import stories_html

        html_file.write_text(stories_html(stories, records, news=news, since=since), encoding="utf-8")
        if not obj["quiet"]:
            click.echo(f"wrote {html_file}", err=True)
    return 1 if any(result.record is None for result in results) else 0
