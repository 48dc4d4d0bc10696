"""dateline evaluate"""

from __future__ import annotations

import json
from pathlib import Path

import click

from dateline.cli.pages import with_progress

TASKS = ("article", "quotes", "speakers", "times", "places", "events", "sections", "stories", "copies", "origin")
"""Those of evaluation.TASKS, which --help does not import."""


@click.command()
@click.argument("task", type=click.Choice(TASKS))
@click.argument("gold", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--predictions", type=click.Path(dir_okay=False, path_type=Path), metavar="OUT",
              help="Write what was compared, one line a document.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@click.option("--skip", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="DOUBTS",
              help="Leave out the documents that this file doubts.")  # fmt: skip
@click.option("--texts", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="TEXTS",
              help="Texts (id, text): in place of pages, or those that copies and origin speak of.")  # fmt: skip
@click.option("--limit", type=click.IntRange(min=1), help="Only the first so many documents.")
@click.pass_obj
def command(
    obj: dict[str, bool],
    /,
    *,
    task: str,
    gold: Path,
    predictions: Path | None,
    as_json: bool,
    skip: Path | None,
    texts: Path | None,
    limit: int | None,
) -> None:
    """Score TASK against the gold data in GOLD (JSON Lines).

    The formats are those of the benchmarks that docs/evaluation.md names.
    """
    from dateline.evaluation import TOGETHER, predict, predict_together, read_gold, score

    together = task in TOGETHER
    lines = read_gold(gold, skip=skip, texts=None if together else texts)[:limit]
    if together:
        found = predict_together(task, lines, None if texts is None else read_gold(texts))
    else:
        found = predict(task, lines, gold.parent, each=lambda every: list(with_progress(every, quiet=obj["quiet"])))
    if predictions is not None:
        with predictions.open("w", encoding="utf-8") as file:
            for line in found.values():
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
    figures = score(task, lines, found)
    if as_json:
        click.echo(json.dumps(figures))
        return
    width = max(map(len, figures), default=0)
    for name, value in figures.items():
        click.echo(
            f"{name:<{width}}  {'–' if value is None else format(value, '.4f' if isinstance(value, float) else 'd')}"
        )
