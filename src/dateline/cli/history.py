"""dateline history"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import click
import msgspec

from dateline.cli.archive import archive_option, opened

if TYPE_CHECKING:
    from dateline.archive import Archive, Change
    from dateline.record import Record, StoryChange


@click.command()
@click.argument("what", metavar="ADDRESS|STORY")
@archive_option
@click.option("--json", "as_json", is_flag=True, help="Print a version or a change a line, as JSON.")
def command(*, what: str, archive: str | None, as_json: bool) -> int:
    """Show what changed: the versions of a page by its ADDRESS, or how STORY (its id) came to be what it is.

    Of two versions of a page it shows the sentences that came, went, or were changed; of a story, which reports came
    when, and which other story it was merged with or split from.
    """
    from dateline.archive import StoryLog

    with opened(archive, make=False) as store:
        changes = StoryLog(store).history(what)
        if changes:
            _show_story(store, what, changes, as_json=as_json)
        else:
            _show_page(store, what, as_json=as_json)
    return 0


def _show_page(store: Archive, address: str, *, as_json: bool) -> None:
    from dateline.errors import InputError
    from dateline.intake.canonical import canonical

    records = _versions(store, address) or _versions(store, canonical(address))
    if not records:
        raise InputError(
            f"the archive {store.label} holds no page and no story {address}; dateline find shows addresses"
        )
    if not as_json:
        click.echo(f"{records[0].page.url}  {len(records)} version{'s' if len(records) > 1 else ''}")
        _show_version(records[0], "first kept")
    for old, new in pairwise(records):
        found = store.changes(old.id, new.id)
        if as_json:
            click.echo(msgspec.json.encode(found))
            continue
        _show_version(new, "changed" if found.changes or found.headline_changed else "the same words")
        for change in found.changes:
            _show_change(change)


def _versions(store: Archive, address: str) -> list[Record]:
    """Return the records of an address in the order in which its pages were captured."""
    found = store.records(url=address)
    return sorted(found, key=lambda record: (record.page.fetched_at or "", record.id))


def _show_version(record: Record, what: str) -> None:
    when = record.page.fetched_at or "at no known time"
    click.echo(f"{when}  {what:<14}  {record.headline or '(no headline)'}  {record.id}")


def _show_change(change: Change) -> None:
    for sign, passage in (("-", change.old), ("+", change.new)):
        if passage is not None:
            click.echo(f"    {sign} {' '.join(passage.words.split())}")
    if change.numbers_gone or change.numbers_new:
        before, after = (", ".join(numbers) or "none" for numbers in (change.numbers_gone, change.numbers_new))
        click.echo(f"      numbers: {before} before, {after} now")


def _show_story(store: Archive, story: str, changes: tuple[StoryChange, ...], *, as_json: bool) -> None:
    for change in changes:
        if as_json:
            click.echo(msgspec.json.encode(change))
            continue
        click.echo(f"{change.at}  {_in_words(change, story)}")
        for move in change.moves:
            record = store.record(move.record)
            sign = "+" if move.target == story else "-"
            click.echo(f"    {sign} {record.headline or '(no headline)'}  {record.page.url or record.id}")
    if not as_json:
        last = {move.record: move.target for change in changes for move in change.moves}
        now = sum(target == story for target in last.values())
        says = f": {now:,} report{'s' if now > 1 else ''} now" if now else f" is at rest: {_heir(changes, story)}"
        click.echo(f"{story}{says}")


def _heir(changes: tuple[StoryChange, ...], story: str) -> str:
    other = next((change.story for change in reversed(changes) if change.source == story), None)
    return f"its reports are in {other}" if other else "its reports are no articles any more"


def _in_words(change: StoryChange, story: str) -> str:
    if change.type in {"opened", "grown", "renewed"}:
        return change.type
    if change.story == story:
        return {"merged": f"took in all of {change.source}", "split": f"split off from {change.source}"}.get(
            change.type, f"took over from {change.source}"
        )
    return {"merged": f"merged into {change.story}", "split": f"split: these became {change.story}"}.get(
        change.type, f"gave to {change.story}"
    )
