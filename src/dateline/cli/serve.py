"""dateline serve"""

from __future__ import annotations

from pathlib import Path

import click

from dateline.cli.archive import archive_option, opened


@click.command()
@archive_option
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes a free one.")
@click.option("--name", "names", multiple=True, metavar="NAME",
              help="A host name that readers use for this site; may be given several times.")  # fmt: skip
@click.option("--title", default="Dateline", show_default=True, help="The name at its head.")
@click.option("--contact", default="", metavar="ADDRESS",
              help="Whom to write to for a correction or to have pages left out.")  # fmt: skip
@click.option("--profile", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE",
              help="Sections, places and watch lists that its order prefers.")  # fmt: skip
@click.option("--desk", is_flag=True, help="Show every text whole, for the editors themselves.")
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
    from datetime import UTC, datetime

    import uvicorn

    from dateline.edition.interests import read_profile
    from dateline.serve import Site, make_app
    from dateline.serve.app import LOOPBACK, listening_at

    with opened(archive, make=False) as store:
        preferred = None if profile is None else read_profile(profile)
        site = Site(
            store,
            title=title,
            contact=contact,
            desk=desk,
            profile=preferred,
            clock=lambda: datetime.now(UTC).isoformat(),
        )
        written = f"[{host}]" if ":" in host else host
        app = make_app(site, hosts=(*LOOPBACK, written, *names))
        with listening_at(host, port) as listening:
            click.echo(f"serving at http://{written}:{listening.getsockname()[1]}/ (stop with Ctrl-C)")
            config = uvicorn.Config(app, log_level="warning", server_header=False, lifespan="off")
            uvicorn.Server(config).run(sockets=[listening])
