"""dateline stories"""

from __future__ import annotations

from typing import Any

import click
import msgspec

from dateline.cli.pages import page_options, read_pages


@click.command()
@page_options
@click.option("--json", "as_json", is_flag=True, help="Print one story a line.")
@click.pass_obj
def command(obj: dict[str, bool], /, *, as_json: bool, **options: Any) -> int:
    """Group pages into stories, with copies folded and independent reports counted."""
    from dateline.cli.terminal import show_stories
    from dateline.stories import find_stories

    results = list(read_pages(quiet=obj["quiet"], **options))
    records = [result.record for result in results if result.record is not None]
    stories = find_stories(records)
    if as_json:
        for story in stories:
            click.echo(msgspec.json.encode(story))
    else:
        sources = {result.record.id: result.source for result in results if result.record is not None}
        show_stories(stories, {record.id: record for record in records}, sources)
    return 1 if len(records) < len(results) else 0
