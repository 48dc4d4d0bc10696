"""Write predictions for a benchmark of articles, each page read by the model that never saw its site.

    python tools/measure_article.py BENCH OUT.jsonl --fold-models FOLDER   (from train_blocks.py)
    python tools/measure_article.py BENCH OUT.jsonl --plain --fold-models FOLDER   (from train_lines.py)

The scorer beside the benchmark reads OUT.jsonl; --score prints the figures and --figures FILE writes them.
Without fold models the shipped model reads every page.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path
from typing import Any

from article_pages import encoding_of

from dateline.article import ArticleLayouter
from dateline.article.line_features import LINE_NAMES
from dateline.article.model import of_file
from dateline.record import RECORD_VERSION, Page, Record, record_id
from dateline.scoring.article import page_of, prediction, score
from dateline.scoring.gold import Figures, read_lines, read_predictions


def main() -> None:
    """Read every page and write its prediction."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("bench", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--fold-models", type=Path)
    parser.add_argument("--plain", action="store_true", help="read the plain-text track")
    parser.add_argument(
        "--score", action="store_true", help="print all figures, as they are and with doubted gold left out"
    )
    parser.add_argument("--figures", type=Path, help="write the same figures as JSON")
    arguments = parser.parse_args()
    layouters: dict[str, ArticleLayouter] = {}
    if arguments.fold_models:
        for file in sorted(arguments.fold_models.glob("*.json")):
            data = file.read_bytes()
            layouter = (
                ArticleLayouter(lines=of_file(data, LINE_NAMES)) if arguments.plain else ArticleLayouter(of_file(data))
            )
            layouters |= dict.fromkeys(file.with_suffix(".ids").read_text(encoding="utf-8").split("\n"), layouter)
    shipped = None if layouters else ArticleLayouter()
    pages, spent = 0, 0.0
    with arguments.out.open("w", encoding="utf-8") as out:
        for line in read_lines(arguments.bench / ("plain.dev.jsonl" if arguments.plain else "dev.jsonl")):
            content, url = page_of(line, arguments.bench)
            page = Page(
                content=content, url=url, media_type="text/plain" if arguments.plain else "text/html",
                encoding="utf-8" if arguments.plain else encoding_of(content),
            )  # fmt: skip
            started = time.process_time()
            article = (shipped or layouters[line["id"]])(page)
            spent += time.process_time() - started
            record = Record(
                version=RECORD_VERSION, id=record_id(page.digest, url), page=page.reference(), article=article
            )
            out.write(json.dumps(prediction(record, line)) + "\n")
            pages += 1
    print(f"{pages} pages, {1000 * spent / pages:.1f} ms of CPU a page")
    if arguments.score or arguments.figures:
        raw, sure = figures_of(arguments.bench, read_predictions(arguments.out))
        for name, value in raw.items():
            columns = [f"{v:.3f}" if isinstance(v, float) else str(v) for v in (value, sure.get(name))]
            print(f"{name:32}{columns[0]:>10}{columns[1]:>10}")
        if arguments.figures:
            merge_figures(arguments.figures, "plain" if arguments.plain else "html", raw, sure)


def merge_figures(file: Path, track: str, raw: Figures, sure: Figures) -> None:
    """Write a track's figures into the file of both, each page's site withheld from the model that read it."""
    known = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    known[track] = {name: [_short(value), _short(sure.get(name))] for name, value in raw.items()}
    known = {"columns": ["all pages", "without doubted gold"], **dict(sorted(known.items()))}
    file.write_text(json.dumps(known, indent=1) + "\n", encoding="utf-8")


def _short(value: float | None) -> float | None:
    return round(value, 4) if isinstance(value, float) else value


def figures_of(bench: Path, predictions: dict[str, dict[str, Any]]) -> tuple[Figures, Figures]:
    """Return the figures of the pages that have a prediction: all, and those whose gold nobody doubts."""
    gold = [line for line in read_lines(bench / "dev.jsonl") if line["id"] in predictions]
    kinds: dict[str, set[str]] = {}
    for doubt in read_lines(bench / "doubts.dev.jsonl"):
        kinds.setdefault(doubt["id"], set()).add(doubt["kind"])
    kept = [
        line | {"date": None} if "date_year" in kinds.get(line["id"], ()) else line
        for line in gold
        if not kinds.get(line["id"], set()) - {"date_year"}
    ]
    return score(gold, predictions), score(kept, predictions)


if __name__ == "__main__":
    main()
