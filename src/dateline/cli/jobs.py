"""dateline jobs"""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from dateline.cli.archive import archive_option, opened

if TYPE_CHECKING:
    from dateline.archive import Job


@click.command()
@archive_option
@click.option("--failed", is_flag=True, help="List only those that were given up, with the reason.")
@click.option("--retry", is_flag=True, help="Try again what was given up: all, or that of --number.")
@click.option("--number", type=int, metavar="N", help="One job, by the number that the listing gives.")
@click.option("--limit", type=click.IntRange(min=1), default=50, show_default=True, help="How many are listed.")
@click.option("--json", "as_json", is_flag=True, help="Print a job a line, as JSON.")
@click.pass_obj
def command(
    obj: dict[str, bool],
    /,
    *,
    archive: str | None,
    failed: bool,
    retry: bool,
    number: int | None,
    limit: int,
    as_json: bool,
) -> int:
    """Show what waits to be done and what was given up; or have that tried again."""
    import msgspec

    from dateline.archive import Jobs, Sources

    with opened(archive, make=archive is None) as store:
        jobs = Jobs(store)
        if retry:
            revived = jobs.revive(number=number, now=time.time())
            if not obj["quiet"]:
                click.echo(f"{revived} given up before, tried again now", err=True)
            return 0 if revived or number is None else 1
        found = jobs.listed(state="dead" if failed else None, limit=limit)
        if number is not None:
            found = [job for job in found if job.number == number]
        if as_json:
            for job in found:
                click.echo(msgspec.json.encode(job._asdict()))
            return 0
        counts = jobs.counts()
        addresses = {source.id: source.url for source in Sources(store).all()}
    now = time.time()
    for job in found:
        click.echo(f"{job.number:>6}  {job.kind:<6}{_when(job.state, job.due_at, now):<16}{_what(job, addresses)}")
        if job.reason:
            click.echo(f"{'':>8}{job.reason}")
    if not obj["quiet"]:
        names = {"waiting": "wait", "leased": "are at work", "dead": "were given up"}
        parts = [
            f"{sum(n for (_, state), n in counts.items() if state == which):,} {name}" for which, name in names.items()
        ]
        click.echo(", ".join(parts), err=True)
    return 0


def _what(job: Job, addresses: Mapping[str, str]) -> str:
    """Return what a job is about, for a reader: of a source its address, of a part of one the part's."""
    source, _, part = job.key.partition(" ")
    return part or addresses.get(source, job.key)


def _when(state: str, due_at: float, now: float) -> str:
    if state != "waiting":
        return "at work" if state == "leased" else "given up"
    seconds = due_at - now
    if seconds <= 0:
        return "due"
    for size, unit in ((86_400, "d"), (3_600, "h"), (60, "min")):
        if seconds >= size:
            return f"in {seconds / size:.0f} {unit}"
    return f"at {datetime.fromtimestamp(due_at, UTC).astimezone():%H:%M:%S}"
