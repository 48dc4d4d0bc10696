"""dateline run"""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import Any

import click

from dateline.cli.edition_options import readers_options
from dateline.cli.gathering import gather_options, log_option, settings_of


@click.command()
@gather_options
@log_option
@click.option("--workers", type=click.IntRange(min=1, max=64), default=1, show_default=True,
              help="Processes that fetch and read; each holds the models.")  # fmt: skip
@click.option("--no-web", is_flag=True, help="Do not show the archive as a news site meanwhile.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address that the site listens at.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="And the port.")
@click.option("--title", default="Dateline", show_default=True, help="The name at the site's head.")
@readers_options
def command(
    *,
    workers: int,
    log_format: str | None,
    no_web: bool,
    host: str,
    port: int,
    title: str,
    desk: bool,
    profile: Path | None,
    **options: Any,
) -> None:
    """Gather for ever, and show the archive as a news site: ask each source when it is due, fetch, read and join.

    SIGTERM or Ctrl-C stops it: what is at work is finished first. Killed outright, it loses nothing: the next run
    goes on where this one was.
    """
    from dateline.cli.serve import show_site
    from dateline.edition.interests import read_profile
    from dateline.gather import run
    from dateline.gather.events import show_events
    from dateline.pipeline import default_pipeline

    form = log_format or ("text" if sys.stderr.isatty() else "json")
    show_events("json" if form == "json" else "text")
    services = []
    if not no_web:
        _refuse_taken(host, port)
        services.append(
            partial(
                show_site, options["archive"], host=host, port=port, title=title, contact=options["contact"] or "",
                desk=desk, profile=None if profile is None else read_profile(profile),
            )
        )  # fmt: skip
    run(
        settings_of(**options),
        default_pipeline,
        workers=workers,
        services=services,
        log_format="json" if form == "json" else "text",
    )


def _refuse_taken(host: str, port: int) -> None:
    """Raise UsageError where something listens there already: told once, not at every restart of the site."""
    import socket

    try:
        socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET).close()
    except OSError as error:
        raise click.UsageError(
            f"the site can't listen at {host}, port {port} ({(error.strerror or str(error)).lower()}); "
            "give another --port, or --no-web"
        ) from error
