"""dateline verify"""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="DIR")
@click.pass_obj
def command(obj: dict[str, bool], /, *, folder: Path) -> int:
    """Check every line of the edition in DIR against its evidence.

    The exit code is 1 where a line does not hold.
    """
    from dateline.edition import verify_edition

    problems = verify_edition(folder)
    for problem in problems:
        click.echo(str(problem))
    if not problems and not obj["quiet"]:
        click.echo(f"{folder}: every line holds")
    return 1 if problems else 0
