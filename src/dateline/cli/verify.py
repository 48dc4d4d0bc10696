"""dateline verify"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from dateline.cli.archive import opened
from dateline.errors import InputError


@click.command()
@click.argument("where", metavar="DIR|URL|ARCHIVE")
@click.option("--allow-private", is_flag=True, help="Fetch from addresses of one's own network too.")
@click.pass_obj
def command(obj: dict[str, bool], /, *, where: str, allow_private: bool) -> int:
    """Check every line of an edition against its evidence.

    DIR is a folder that an edition was built in, URL the address where one is kept. Of an ARCHIVE the edition is
    built as it would be now, and checked. The exit code is 1 where a line does not hold.
    """
    from dateline.edition import verify_edition

    with _at_hand(where, allow_private=allow_private) as folder:
        problems = verify_edition(folder)
    for problem in problems:
        click.echo(str(problem))
    if not problems and not obj["quiet"]:
        click.echo(f"{where}: every line holds")
    return 1 if problems else 0


@contextmanager
def _at_hand(where: str, *, allow_private: bool) -> Iterator[Path]:
    if Path(where).is_dir():
        yield Path(where)
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "edition"
        if where.startswith(("http://", "https://")):
            from dateline.edition.fetching import copy_edition
            from dateline.intake.fetching import fetch

            copy_edition(where, folder, lambda url: fetch(url, allow_private=allow_private, accept="*/*").content)
        elif Path(where).is_file():
            from dateline.edition import build_edition
            from dateline.edition.outlets import read_outlets

            with opened(where, make=False) as store:
                build_edition(store, folder, outlets=read_outlets(store))
        else:
            raise InputError(f"{where} is no folder, archive or address of an edition; name one of them")
        yield folder
