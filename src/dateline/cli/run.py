"""dateline run"""

from __future__ import annotations

import sys
from typing import Any

import click

from dateline.cli.gathering import gather_options, log_option, settings_of


@click.command()
@gather_options
@log_option
@click.option("--workers", type=click.IntRange(min=1, max=64), default=1, show_default=True,
              help="Processes that fetch and read; each holds the models.")  # fmt: skip
def command(*, workers: int, log_format: str | None, **options: Any) -> None:
    """Gather for ever: ask each source when it is due, fetch, read and join.

    SIGTERM or Ctrl-C stops it: what is at work is finished first. Killed outright, it loses nothing: the next run
    goes on where this one was.
    """
    from dateline.gather import run
    from dateline.gather.events import show_events
    from dateline.pipeline import default_pipeline

    form = log_format or ("text" if sys.stderr.isatty() else "json")
    show_events("json" if form == "json" else "text")
    run(
        settings_of(**options),
        default_pipeline,
        workers=workers,
        log_format="json" if form == "json" else "text",
    )
