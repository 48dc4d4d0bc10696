"""dateline edition"""

from __future__ import annotations

import sys
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import click

from dateline.cli.archive import archive_option, opened
from dateline.cli.edition_options import readers_options
from dateline.errors import InputError


@click.group()
def command() -> None:
    """Build an edition from an archive, or write it as an e-mail."""


def _head_options(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in (
        click.option("--contact", default="", metavar="ADDRESS",
                     help="Whom to write to for a correction or to have pages left out."),
        click.option("--base", default="", metavar="URL", help="The address at which the edition will be found."),
        click.option("--title", default="Dateline", show_default=True, help="The name at its head."),
        archive_option,
    ):  # fmt: skip
        command = option(command)
    return command


@command.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
@_head_options
@click.option("--sections", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE",
              help="A table of the sections it has, in place of the usual ones.")  # fmt: skip
@readers_options
@click.option("--processes", type=click.IntRange(1, 64), default=2, show_default=True,
              help="How many draw pages at once, where there are many.")  # fmt: skip
@click.pass_obj
def build(
    obj: dict[str, bool],
    /,
    *,
    folder: Path,
    archive: str | None,
    title: str,
    contact: str,
    base: str,
    sections: Path | None,
    desk: bool,
    profile: Path | None,
    processes: int,
) -> None:
    """Write every page as a static file to DIR, with its forms for programs.

    Where DIR holds an edition, it is brought up to date: only pages that would come out otherwise are drawn
    again, and they are moved in when all of them are there.
    Feeds are written where --base says at which address the edition will be found: they can't do without.
    """
    from dateline.edition import build_edition
    from dateline.edition.interests import interests_of, read_profile
    from dateline.edition.outlets import read_outlets
    from dateline.resources.site_sections import read_views

    with opened(archive, make=False) as store:
        views = None if sections is None else read_views(sections)
        built = build_edition(
            store, folder, title=title, contact=contact, base=base, until=_now(), views=views,
            outlets=read_outlets(store, desk=desk),
            interests=None if profile is None else interests_of(read_profile(profile), store), processes=processes,
        )  # fmt: skip
    if not obj["quiet"]:
        click.echo(f"{built.pages:,} pages, {built.drawn:,} of them drawn anew", err=True)
        click.echo(f"open {folder / 'index.html'}")


@command.command()
@_head_options
@readers_options
@click.option("--since", metavar="DATE", help="Only stories with a report after this, as in 2016-12-10.")
@click.option("--from", "sender", default="dateline@localhost", show_default=True, metavar="ADDRESS")
@click.option("--to", "receiver", default="readers@localhost", show_default=True, metavar="ADDRESS")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="Write to FILE in place of standard output.")  # fmt: skip
@click.option("--smtp", envvar="DATELINE_SMTP", metavar="HOST[:PORT]",
              help="Send it through this server; user and password are read from DATELINE_SMTP_USER and "
                   "DATELINE_SMTP_PASSWORD.")  # fmt: skip
def mail(
    *,
    archive: str | None,
    title: str,
    contact: str,
    base: str,
    desk: bool,
    profile: Path | None,
    since: str | None,
    sender: str,
    receiver: str,
    out: Path | None,
    smtp: str | None,
) -> None:
    """Write the edition as an e-mail, in text and HTML; send it with --smtp."""
    from dateline.edition.archived import Archived
    from dateline.edition.interests import interests_of, read_profile
    from dateline.edition.lines import Source
    from dateline.edition.mail import edition_mail
    from dateline.edition.outlets import read_outlets
    from dateline.edition.ranking import moment, newest

    if since is not None and moment(since) is None:
        raise InputError(f"{since!r} is no day or time; give one like 2016-12-10")
    with opened(archive, make=False) as store:
        holdings = Archived(store, read_outlets(store, desk=desk))
        now = newest(holdings.recent_stories(), until=_now())
        address = base if not base or base.endswith("/") else f"{base}/"
        interests = None if profile is None else interests_of(read_profile(profile), store)
        source = Source(holdings, title=title, now=now, contact=contact, base=address, interests=interests)
        message = edition_mail(source, sender=sender, receiver=receiver, since=since)
    if smtp is not None:
        _send(message, smtp)
    elif out is not None:
        out.write_bytes(bytes(message))
    else:
        sys.stdout.buffer.write(bytes(message))


def _now() -> str:
    from datetime import UTC, datetime

    return datetime.now(UTC).isoformat()


def _send(message: EmailMessage, server: str) -> None:
    """Send a message; encrypted and signed in where a user is set, plain to a server that asks for neither."""
    import os
    import smtplib
    import ssl

    host, _, port = server.partition(":")
    if port and not port.isdecimal():
        raise InputError(f"{server!r} is no mail server; give a host, or a host and a port as in mail.example.org:587")
    user = os.environ.get("DATELINE_SMTP_USER")
    try:
        with smtplib.SMTP(host, int(port or 587 if user else port or 25), timeout=30) as connection:
            if user:
                connection.starttls(context=ssl.create_default_context())
                connection.login(user, os.environ.get("DATELINE_SMTP_PASSWORD", ""))
            connection.send_message(message)
    except smtplib.SMTPException as error:
        raise InputError(f"{server} did not take the mail ({error}); check server, user and addresses") from error
