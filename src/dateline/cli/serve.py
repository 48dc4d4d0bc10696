"""dateline serve"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dateline.cli.archive import archive_option, opened
from dateline.cli.edition_options import readers_options

if TYPE_CHECKING:
    from dateline.edition.interests import Profile


@click.command()
@archive_option
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes a free one.")
@click.option("--name", "names", multiple=True, metavar="NAME",
              help="A host name that readers use for this site; may be given several times.")  # fmt: skip
@click.option("--title", default="Dateline", show_default=True, help="The name at its head.")
@click.option("--contact", default="", metavar="ADDRESS",
              help="Whom to write to for a correction or to have pages left out.")  # fmt: skip
@readers_options
def command(
    *,
    archive: str | None,
    host: str,
    port: int,
    names: tuple[str, ...],
    title: str,
    contact: str,
    desk: bool,
    profile: Path | None,
) -> None:
    """Show the archive as a news site, drawn as it is asked for; nothing is written.

    Only this machine can reach it unless --host says otherwise.
    """
    from dateline.edition.interests import read_profile

    preferred = None if profile is None else read_profile(profile)
    show_site(archive, host=host, port=port, names=names, title=title, contact=contact, desk=desk, profile=preferred)


def show_site(
    archive: str | None,
    *,
    host: str,
    port: int,
    title: str,
    contact: str,
    desk: bool,
    profile: Profile | None,
    names: tuple[str, ...] = (),
) -> None:
    """Serve the archive until a signal ends it. Raises ArchiveError where there is none."""
    from datetime import UTC, datetime

    import uvicorn

    from dateline.serve import Site, make_app
    from dateline.serve.app import LOOPBACK, listening_at

    with opened(archive, make=False) as store:
        site = Site(
            store,
            title=title,
            contact=contact,
            desk=desk,
            profile=profile,
            clock=lambda: datetime.now(UTC).isoformat(),
        )
        written = f"[{host}]" if ":" in host else host
        app = make_app(site, hosts=(*LOOPBACK, written, *names))
        with listening_at(host, port) as listening:
            click.echo(f"serving at http://{written}:{listening.getsockname()[1]}/ (stop with Ctrl-C)")
            config = uvicorn.Config(app, log_level="warning", server_header=False, lifespan="off")
            uvicorn.Server(config).run(sockets=[listening])
