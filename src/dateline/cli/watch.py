"""dateline watch"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from dateline.cli.archive import archive_option, opened
from dateline.cli.find import show_results

if TYPE_CHECKING:
    from dateline.archive import Results, Watches


@click.group()
def command() -> None:
    """Keep queries under a name, and see what they find that is new."""


@command.command()
@click.argument("name")
@click.argument("query", nargs=-1, required=True)
@archive_option
@click.pass_obj
def add(obj: dict[str, bool], /, *, name: str, query: tuple[str, ...], archive: str | None) -> None:
    """Keep QUERY, as dateline find reads it, under NAME."""
    from dateline.archive import Watches
    from dateline.cli.find import joined

    with opened(archive, make=False) as store:
        watch = Watches(store).add(name, joined(query))
    if not obj["quiet"]:
        click.echo(f"watching {watch.name}: {watch.query}", err=True)


@command.command(name="list")
@archive_option
@click.option("--json", "as_json", is_flag=True, help="One list a line, as JSON.")
def list_(*, archive: str | None, as_json: bool) -> None:
    """List them with their queries."""
    import json

    from dateline.archive import Watches

    with opened(archive, make=False) as store:
        watches = Watches(store).all()
    width = max((len(watch.name) for watch in watches), default=0)
    for watch in watches:
        if as_json:
            click.echo(json.dumps({"name": watch.name, "query": watch.query}, ensure_ascii=False))
        else:
            click.echo(f"{watch.name.ljust(width)}  {watch.query}")


@command.command()
@click.argument("name")
@archive_option
@click.option("--since", metavar="DATE", help="All matches published since then, seen before or not.")
@click.option("--keep", is_flag=True, help="Let them count as new the next time too.")
@click.option("--json", "as_json", is_flag=True, help="One result a line, as JSON.")
@click.option("--csv", "as_csv", is_flag=True, help="One result a row.")
@click.pass_obj
def show(
    obj: dict[str, bool],
    /,
    *,
    name: str,
    archive: str | None,
    since: str | None,
    keep: bool,
    as_json: bool,
    as_csv: bool,
) -> None:
    """Show what NAME finds that came into the archive since it was last shown, newest first."""
    from dateline.archive import Watches

    with opened(archive, make=False) as store:
        watches = Watches(store)
        count = watches.count()
        shown = show_results(_pages(watches, name, since), as_json=as_json, as_csv=as_csv, quiet=True)
        if since is None and not keep:
            watches.mark_seen(name, count)
    if not shown and not obj["quiet"]:
        click.echo("nothing new" if since is None else "nothing found", err=True)


def _pages(watches: Watches, name: str, since: str | None) -> Iterator[Results]:
    cursor = None
    while True:
        page = watches.matches(name, new=since is None, since=since, limit=100, cursor=cursor)
        yield page
        cursor = page.cursor
        if cursor is None:
            return


@command.command()
@click.argument("name")
@archive_option
@click.pass_obj
def remove(obj: dict[str, bool], /, *, name: str, archive: str | None) -> None:
    """Forget NAME."""
    from dateline.archive import Watches

    with opened(archive, make=False) as store:
        Watches(store).remove(name)
    if not obj["quiet"]:
        click.echo(f"no longer watching {name}", err=True)
