"""dateline add"""

from __future__ import annotations

from typing import Any

import click

from dateline.cli.archive import archive_option, opened
from dateline.cli.pages import page_options, read_pages


@click.command()
@page_options
@archive_option
@click.pass_obj
def command(obj: dict[str, bool], /, *, archive: str | None, **options: Any) -> int:
    """Read each PAGE into an archive, and join its stories anew.

    The page is kept as it was fetched, beside its record. A page that is there already is read again, not doubled.
    """
    from dateline.stories import find_stories

    failed = added = 0
    with opened(archive) as store:
        for result in read_pages(quiet=obj["quiet"], **options):
            if result.record is None or result.page is None:
                failed += 1
                continue
            store.add(result.page, result.record)
            added += 1
        stories = find_stories(list(store.records()))
        store.put_stories(stories)
        if not obj["quiet"]:
            click.echo(f"{added} pages read, {failed} not; {len(stories)} stories", err=True)
    return 1 if failed else 0
