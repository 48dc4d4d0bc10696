"""dateline data"""

from __future__ import annotations

import json
from typing import NamedTuple

import click


class Row(NamedTuple):
    """One line of the listing."""

    name: str
    version: str
    licence: str
    digest: str
    source: str


@click.group()
def command() -> None:
    """List or verify the tables, weights and models that Dateline stands on."""


@command.command(name="list")
@click.option("--json", "as_json", is_flag=True, help="One of them a line, as JSON.")
def list_(*, as_json: bool) -> None:
    """List them: name, version, licence, digest (SHA-256), source."""
    rows = _rows()
    if as_json:
        for row in rows:
            click.echo(json.dumps(row._asdict(), ensure_ascii=False))
        return
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    for row in rows:
        cells = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=False))
        click.echo(f"{cells}  {row.digest[:12]}  {row.source}")


@command.command()
@click.pass_obj
def verify(obj: dict[str, bool], /) -> int:
    """Work out every digest again. The exit code is 1 where one is not the manifest's."""
    from dateline.errors import ModelError
    from dateline.resources.parsing import SpacyParser, spacy_model
    from dateline.resources.shipped import damage

    found = damage()
    try:
        spacy_model()
        found[SpacyParser.DISTRIBUTION] = []
    except ModelError as error:
        found[SpacyParser.DISTRIBUTION] = [str(error)]
    for name, problems in found.items():
        for problem in problems:
            click.echo(f"{name}: {problem}")
    bad = sum(map(bool, found.values()))
    if not bad and not obj["quiet"]:
        click.echo(f"all {len(_rows())} hold")
    return 1 if bad else 0


def _rows() -> list[Row]:
    from dateline.resources.parsing import SPACY_DIGEST, SpacyParser
    from dateline.resources.shipped import shipped

    rows = [Row(each.name, each.version, each.licence, each.digest, each.source) for each in shipped()]
    source = f"{SpacyParser.MODEL} by Explosion, installed as {SpacyParser.DISTRIBUTION}"
    return [*rows, Row(SpacyParser.DISTRIBUTION, SpacyParser.VERSION, "MIT", SPACY_DIGEST, source)]
