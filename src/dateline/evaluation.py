"""The pipeline over gold data: what Dateline finds where the answer is known.

The figures themselves are worked out in ``scoring``; this module only reads.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from dateline.errors import DatelineError, GoldError
from dateline.pipeline import Pipeline, default_pipeline, page_of
from dateline.record import (
    Annotation,
    Event,
    Page,
    PlaceReference,
    PublicationTime,
    Quotation,
    Record,
    TimeExpression,
    article_of_paragraphs,
)
from dateline.scoring.gold import Line, read_lines

FINDINGS: dict[str, tuple[type[Annotation], ...]] = {
    "article": (),
    "quotes": (Quotation,),
    "speakers": (Quotation,),
    "times": (TimeExpression,),
    "places": (PlaceReference,),
    "events": (Event,),
}
"""What each task scores: only the parts that it needs are run."""


def read_gold(path: Path, *, skip: Path | None = None, texts: Path | None = None) -> list[dict[str, Any]]:
    """Return the gold documents of a JSON Lines file.

    ``skip`` names a file of doubts (id, kind): those documents are left out, save where only the year
    of the date is doubted. ``texts`` names a file of texts (id, text) to read in place of the pages;
    documents without one are left out.

    Raises GoldError for a line that is no document.
    """
    gold = list(read_lines(path))
    if skip is not None:
        doubted = {line["id"] for line in read_lines(skip) if line.get("kind") != "date_year"}
        gold = [line for line in gold if line["id"] not in doubted]
    if texts is not None:
        text_of = {line["id"]: line.get("text", "") for line in read_lines(texts)}
        gold = [line | {"text": text_of[line["id"]]} for line in gold if line["id"] in text_of]
    return gold


def predict(
    task: str,
    gold: Sequence[Line],
    folder: Path,
    *,
    pipeline: Pipeline | None = None,
    each: Callable[[Sequence[Line]], Sequence[Line]] = lambda lines: lines,
) -> dict[str, dict[str, Any]]:
    """Return what Dateline finds for each gold document, by id, as the task's scorer reads it.

    ``folder`` is where the gold file lies: pages that it names are read from there. ``each`` may wrap
    the documents, to show progress. A page that can't be read is predicted empty.

    Raises GoldError for a document without the fields that the task needs.
    """
    scoring = import_module(f"dateline.scoring.{task}")
    reader = (pipeline or default_pipeline()).only(*FINDINGS[task])
    found = {}
    for line in each(gold):
        try:
            record = _read_page(reader, scoring, line, folder) if task == "article" else _read_text(reader, line)
        except KeyError as error:
            raise GoldError(f"gold document {line['id']} has no field {error}; see the task's README") from error
        except DatelineError as error:
            found[line["id"]] = {"id": line["id"], "error": str(error)}
            continue
        found[line["id"]] = {"id": line["id"]} | scoring.prediction(record, line)
    return found


def _read_page(reader: Pipeline, scoring: Any, line: Line, folder: Path) -> Record:
    content, url = scoring.page_of(line, folder)
    return reader.read(page_of(content, url=url))


def _read_text(reader: Pipeline, line: Mapping[str, Any]) -> Record:
    """Read a gold text exactly as it stands: offsets are those of the gold."""
    text = line["text"]
    day = line.get("dct") or line.get("date") or line.get("publication_date")
    published = None
    if isinstance(day, str) and day:
        published = PublicationTime(
            value=day, precision="day" if len(day) <= len("2016-12-10") else "second", source="given", raw=day
        )
    page = Page(
        content=text.encode("utf-8", "surrogatepass"), media_type="text/plain", encoding="utf-8", url=line.get("url")
    )
    return reader.annotate(page, article_of_paragraphs(text, published=published, made_by="given/1"))
