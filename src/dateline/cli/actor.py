"""dateline actor"""

from __future__ import annotations

import json

import click


@click.command()
@click.argument("phrase")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(phrase: str, *, as_json: bool) -> None:
    """Say whom a phrase such as "French police" names: country and sectors; unknown stays unknown."""
    from dateline.events import find_actor
    from dateline.intake import page_from_bytes
    from dateline.pipeline import default_pipeline
    from dateline.record import article_of_paragraphs
    from dateline.resources.parsing import SpacyParser

    # Laid as one paragraph: two words alone would be taken for a section or a name.
    article = article_of_paragraphs(phrase, made_by="command/1")
    record = default_pipeline().annotate(page_from_bytes(phrase.encode()), article)
    who = find_actor(record, SpacyParser())
    found = {
        "phrase": phrase,
        "words": None if who is None else who.span.of(record.text),
        "country": None if who is None else who.country,
        "sectors": [] if who is None else list(who.sectors),
        "inferred": who is not None and who.inferred,
    }
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False))
        return
    country, sectors = found["country"] or "unknown", who.sectors if who is not None else ()
    click.echo(f"country  {country}\nsectors  {', '.join(sectors) or 'unknown'}")
