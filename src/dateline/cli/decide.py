"""dateline decide"""

from __future__ import annotations

import getpass
from typing import TYPE_CHECKING, Literal

import click

from dateline.cli.archive import archive_option, opened

if TYPE_CHECKING:
    from dateline.archive import Archive


@click.command()
@click.argument("verdict", type=click.Choice(["together", "apart"]))
@click.argument("left", metavar="ONE")
@click.argument("right", metavar="OTHER")
@archive_option
@click.option("--by", metavar="NAME", help="Who decides; by default the user of this machine.")
@click.option("--why", metavar="TEXT", default="", help="The reason, for those who come after.")
@click.pass_obj
def command(
    obj: dict[str, bool],
    /,
    *,
    verdict: Literal["together", "apart"],
    left: str,
    right: str,
    archive: str | None,
    by: str | None,
    why: str,
) -> None:
    """Decide that ONE and OTHER are one story, or that they are not: no clustering goes against it.

    ONE and OTHER are ids of stories, or addresses or ids of pages. Of two decisions on the same pages the later one
    stands. Copies of one text stay one report, whatever is decided.
    """
    from datetime import UTC, datetime

    from dateline.archive import StoryLog
    from dateline.gather.storyteller import Storyteller
    from dateline.record import StoryDecision

    now = datetime.now(UTC)
    with opened(archive, make=False) as store:
        decision = StoryDecision(
            type=verdict,
            left=_records(store, left),
            right=_records(store, right),
            by=by or getpass.getuser(),
            at=now.isoformat(timespec="seconds"),
            why=why,
        )
        StoryLog(store).decide(decision)
        outcome = Storyteller(store).join(now, replay="window")
    if not obj["quiet"]:
        told = {"merged": "merged", "split": "split", "moved": "moved reports between"}
        changed = [change for change in outcome.changes if change.type in told]
        for change in changed:
            click.echo(f"{told[change.type]}: {change.source}, {change.story}", err=True)
        if not changed:
            click.echo("decided; the stories stand as they were", err=True)


def _records(store: Archive, what: str) -> tuple[str, ...]:
    """Return the records that are meant: those of a story, the newest of an address, or one by its id."""
    from dateline.archive import Pages
    from dateline.errors import ArchiveError

    if what.startswith("story-"):
        return store.story(what).records
    if "://" in what:
        newest = Pages(store).newest_record(what, other_than="")
        if newest is None:
            raise ArchiveError(f"no page of {what} is in archive {store.label}; dateline find shows addresses")
        return (newest,)
    return (store.record(what).id,)
