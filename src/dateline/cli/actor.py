"""dateline actor"""

from __future__ import annotations

import json
from datetime import datetime

import click


@click.command()
@click.argument("phrase")
@click.option("--on", "day", metavar="DATE", type=click.DateTime(["%Y-%m-%d"]),
              help="The day that decides who held an office, as in 2016-12-10.")  # fmt: skip
@click.option("--context", metavar="WORDS", help="Words around the phrase; what is taken from them is inferred.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(phrase: str, *, day: datetime | None, context: str | None, as_json: bool) -> None:
    """Say whom a phrase such as "French police" names: country and sectors; unknown stays unknown.

    Without --on, an office that has an end is told as inferred: whether it was held is not known.
    """
    from dateline.events import find_actor
    from dateline.intake import page_from_bytes
    from dateline.pipeline import default_pipeline
    from dateline.record import PlaceReference, PublicationTime, Span, article_of_paragraphs

    phrase = phrase.strip()
    if not phrase:
        raise click.BadParameter("it is empty; give a name or a description", param_hint="PHRASE")
    text = phrase if not context else f"{phrase}\n\n{context.strip()}"
    published = None
    if day is not None:
        on = day.date().isoformat()
        published = PublicationTime(value=on, precision="day", source="given", raw=on)
    # Laid as one paragraph: two words alone would be taken for a section or a name.
    article = article_of_paragraphs(text, published=published, made_by="command/1")
    record = default_pipeline().only(PlaceReference).annotate(page_from_bytes(text.encode()), article)
    who = find_actor(record, context=Span(len(phrase) + 2, len(text)) if context else None)
    sectors = [sector for sector in who.sectors if sector != "UNK"]
    if as_json:
        found = {
            "phrase": phrase,
            "on": None if published is None else published.value,
            "country": who.country,
            "sectors": sectors,
            "inferred": who.inferred,
            "because": [{"says": d.says, "words": d.span.of(text)} for d in who.decisions],
        }
        click.echo(json.dumps(found, ensure_ascii=False))
        return
    because: dict[str, str] = {d.says.split()[0]: d.span.of(text) for d in who.decisions}
    for name, value in (("country", who.country), ("sectors", ", ".join(sectors))):
        words = f"  “{because[name.removesuffix('s')]}”" if value and name.removesuffix("s") in because else ""
        click.echo(f"{name}  {value or 'unknown'}{words}")
    if who.inferred:
        click.echo("inferred from more than the words themselves")
