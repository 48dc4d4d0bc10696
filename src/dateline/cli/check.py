"""dateline check"""

from __future__ import annotations

import json

import click

from dateline.cli.archive import archive_option, index_progress, opened


@click.command()
@archive_option
@click.option("--index", "renew", is_flag=True, help="Make the index anew first: it holds nothing of its own.")
@click.option("--json", "as_json", is_flag=True, help="One fault a line, as JSON.")
@click.pass_obj
def command(obj: dict[str, bool], /, *, archive: str | None, renew: bool, as_json: bool) -> int:
    """Check every hash, span and reference of an archive, and its index. Exit code 1 where something does not hold."""
    from dateline.archive import check, renew_index

    with opened(archive, make=False) as store:
        if renew:
            renew_index(store, index_progress())
        counts = store.counts()
        faults = 0
        for fault in check(store):
            faults += 1
            if as_json:
                click.echo(json.dumps({"where": fault.where, "says": fault.says}, ensure_ascii=False))
            else:
                click.echo(f"{fault.where}: {fault.says}")
    if not obj["quiet"]:
        found = f"{faults} faults" if faults != 1 else "1 fault"
        held = f"{counts.pages} pages, {counts.records} records, {counts.stories} stories"
        click.echo(f"{held}: {found if faults else 'all hold'}", err=True)
    return 1 if faults else 0
