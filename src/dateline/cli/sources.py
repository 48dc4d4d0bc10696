"""dateline sources"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dateline.cli.archive import archive_option, opened
from dateline.cli.gathering import excerpt_option

if TYPE_CHECKING:
    from dateline.record.source import EntryState


@click.group(invoke_without_command=True)
@archive_option
@click.option("--json", "as_json", is_flag=True, help="Print a source a line, as JSON.")
@click.pass_context
def command(ctx: click.Context, /, *, archive: str | None, as_json: bool) -> None:
    """List the sources and how they do; export, set, pause, resume or remove them."""
    ctx.obj = {**ctx.obj, "archive": archive}
    if ctx.invoked_subcommand is not None:
        return
    import msgspec

    from dateline.archive import Sources

    with opened(archive, make=archive is None) as store:
        table = Sources(store)
        known = table.all()
        counts = {source.id: table.counts(source.id) for source in known}
    for source in known:
        if as_json:
            click.echo(msgspec.json.encode({**msgspec.to_builtins(source), "entries": counts[source.id]}))
            continue
        states = counts[source.id]
        kept = states.get("kept", 0) + states.get("text of the feed", 0)
        brought = f"{kept:,} of {sum(states.values()):,} pages"
        health = "paused" if source.paused else source.health
        show_health(source.url, source.title, health, source.says, source.mend, brought=brought)
        missing = [f"{number:,} {_MISSING[state]}" for state, number in states.items() if state in _MISSING]
        if missing:
            click.echo(f"    {', '.join(missing)}")
        rights = source.rights
        told = [rights.robots] if rights.robots else []
        if rights.tdm_reserved is not None:
            told.append(
                "text and data mining is reserved" if rights.tdm_reserved else "text and data mining is allowed"
            )
        if rights.training_allowed is not None:
            told.append(f"training of models is {'allowed' if rights.training_allowed else 'not allowed'}")
        if source.owner:
            told.append(f"owner: {source.owner}")
        if source.home:
            told.append(f"at home in {source.home}")
        if source.sections:
            told.append(f"about {', '.join(source.sections)}")
        if source.shown is not None:
            told.append("shown whole" if source.shown == "whole" else f"excerpts of {source.shown} words")
        if told:
            click.echo(f"    {'; '.join(told)}")
    if not known and not ctx.obj["quiet"]:
        click.echo("no sources yet; add one: dateline add https://…", err=True)


_MISSING: Mapping[EntryState, str] = {
    "listed": "to be fetched",
    "fetched": "to be read",
    "blocked": "blocked by robots.txt or the server",
    "failed": "given up",
    "gone": "taken down",
    "same page": "listed twice",
}


def show_health(url: str, title: str | None, health: str, says: str, mend: str | None, *, brought: str) -> None:
    """Print how a source does: a line, then what was seen and the next step where there is one."""
    name = f"{title}  {url}" if title else url
    click.echo(f"{health:<14}  {brought:>14}  {name}")
    if mend is not None:
        click.echo(f"    {says}; {mend}")


@command.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), required=False, metavar="[FILE]")
@click.pass_obj
def opml(obj: dict[str, str | None], /, *, file: Path | None) -> None:
    """Write the sources as an OPML list, for a feed reader, to FILE or standard output."""
    from dateline.archive import Sources
    from dateline.intake.opml import Outline, write_opml

    with opened(obj["archive"], make=obj["archive"] is None) as store:
        known = Sources(store).all()
    outlines = [
        Outline(url=s.url, title=s.title, site=s.site, section=s.sections[0] if s.sections else None) for s in known
    ]
    written = write_opml(outlines, title="Sources of Dateline")
    if file is None:
        click.echo(written.decode(), nl=False)
    else:
        file.write_bytes(written)


@command.command()
@click.argument("source")
@click.pass_obj
def remove(obj: dict[str, str | None], /, *, source: str) -> None:
    """Ask SOURCE (its address or title) no more and forget it; its pages stay."""
    from dateline.archive import Jobs, Sources

    with opened(obj["archive"], make=obj["archive"] is None) as store:
        found = Sources(store).named(source)
        Jobs(store).drop(found.id)
        Sources(store).remove(found.id)
    if not obj["quiet"]:
        click.echo(f"removed {found.url}; its pages stay", err=True)


@command.command(name="set")
@click.argument("source")
@excerpt_option
@click.option("--owner", metavar="NAME", help="Who owns it.")
@click.option("--home", metavar="PLACE", help="Where its publisher is at home.")
@click.pass_obj
def set_(obj: dict[str, Any], /, *, source: str, **said: Any) -> None:
    """Say something of SOURCE (its address or title): how much of its articles may be shown, its owner, its home.

    "--excerpt unsaid" takes back what was said.
    """
    from dateline.archive import Sources
    from dateline.gather.homes import home_row

    given = {name: None if value == "unsaid" else value for name, value in said.items() if value is not None}
    if not given:
        raise click.UsageError("say what to set: --excerpt, --owner or --home")
    home = given.get("home")
    if home is not None:
        home_row(home)  # refuses a place that is nowhere
    with opened(obj["archive"], make=obj["archive"] is None) as store:
        found = Sources(store).named(source)
        Sources(store).set(found.id, **given)
    if not obj["quiet"]:
        click.echo(f"set {', '.join(given)} of {found.url}".replace("shown", "excerpt"), err=True)


@command.command()
@click.argument("source")
@click.pass_obj
def pause(obj: dict[str, str | None], /, *, source: str) -> None:
    """Ask SOURCE (its address or title) no more until it is resumed."""
    _pause(obj, source, paused=True)


@command.command()
@click.argument("source")
@click.pass_obj
def resume(obj: dict[str, str | None], /, *, source: str) -> None:
    """Ask SOURCE (its address or title) again."""
    _pause(obj, source, paused=False)


def _pause(obj: dict[str, str | None], name: str, *, paused: bool) -> None:
    from dateline.archive import Jobs, Sources

    with opened(obj["archive"], make=obj["archive"] is None) as store:
        found = Sources(store).named(name)
        Sources(store).pause(found.id, paused=paused)
        if paused:
            Jobs(store).drop(found.id)
    if not obj["quiet"]:
        click.echo(f"{'paused' if paused else 'resumed'} {found.url}", err=True)
