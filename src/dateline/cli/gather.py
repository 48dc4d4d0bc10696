"""dateline gather"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from dateline.cli.gathering import counted, gather_options, log_option, means_of, settings_of

if TYPE_CHECKING:
    from dateline.gather import Summary
    from dateline.gather.rounds import Progress


@click.command()
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@gather_options
@log_option
@click.option("--replay", is_flag=True, help="Then cluster all stories anew, of everything that the archive holds.")
@click.option("--json", "as_json", is_flag=True, help="Print what came of it as one JSON object.")
@click.pass_obj
def command(
    obj: dict[str, bool],
    /,
    *,
    sources: tuple[str, ...],
    log_format: str | None,
    replay: bool,
    as_json: bool,
    **options: Any,
) -> int:
    """Ask every source once, or each SOURCE (its address or title); fetch, read and join what is new.

    The exit code is 1 where a source could not be asked.
    """
    import msgspec

    from dateline.gather import gather
    from dateline.gather.events import show_events

    if log_format is not None:
        show_events("json" if log_format == "json" else "text")
    with means_of(settings_of(**options)) as means:
        only = [means.sources.named(name) for name in sources] or None
        if not means.sources.all() and not replay:
            raise click.UsageError("no source to ask; add one: dateline add https://…")
        with _bar(shown=not obj["quiet"] and log_format is None) as progress:
            summary = gather(means, only=only, replay=replay, progress=progress)
    if as_json:
        click.echo(msgspec.json.encode(summary))
    else:
        _show(summary, quiet=obj["quiet"])
    return 1 if any(source.failures for source in summary.sources) else 0


@contextmanager
def _bar(*, shown: bool) -> Iterator[Callable[[Progress], None] | None]:
    """Give what shows progress, on a terminal that a person watches."""
    if not shown or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("Gathering"), BarColumn(), MofNCompleteColumn(), TextColumn("read"))
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("gather", total=None)
        yield lambda now: bar.update(task, completed=now.done, total=now.done + now.open)


def _show(summary: Summary, *, quiet: bool) -> None:
    from dateline.cli.sources import show_health

    for source in summary.sources:
        brought = counted(source.kept, "page", "pages")
        show_health(source.url, source.title, source.health, source.says, source.mend, brought=brought)
    if not quiet:
        later = f"; {counted(summary.waiting, 'job waits', 'jobs wait')} for later" if summary.waiting else ""
        dead = f"; {counted(summary.dead, 'was', 'were')} given up (dateline jobs --failed)" if summary.dead else ""
        pages = counted(summary.counted.get("read", 0), "page", "pages")
        click.echo(f"{pages} read, {counted(summary.stories, 'story', 'stories')}{later}{dead}", err=True)
