"""dateline schema"""

from __future__ import annotations

import click


@click.command()
@click.argument("noun", type=click.Choice(["record", "story"]), default="record")
def command(noun: str) -> None:
    """Print the JSON Schema of a record, or of a story."""
    from dateline.record.schema import json_schema

    click.echo(json_schema(noun), nl=False)
