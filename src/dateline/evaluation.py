"""The pipeline over gold data: what Dateline finds where the answer is known.

The figures themselves are worked out in ``scoring``; this module only reads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, Literal

import msgspec

from dateline.errors import DatelineError, GoldError
from dateline.events import find_actor, shipped_voter
from dateline.pipeline import Pipeline, default_pipeline, page_of
from dateline.record import (
    RECORD_VERSION,
    Annotation,
    Article,
    Classification,
    Entity,
    Event,
    Metadatum,
    Page,
    PlaceReference,
    PublicationTime,
    Quotation,
    Record,
    Span,
    TimeExpression,
    article_of_paragraphs,
)
from dateline.scoring import pairs
from dateline.scoring.gold import Figures, Line, pair_id, read_lines
from dateline.stories import agency_style, find_copies, find_stories

FINDINGS: dict[str, tuple[type[Annotation | Classification], ...]] = {
    "article": (),
    "names": (Entity,),
    "quotes": (Quotation,),
    "speakers": (Quotation,),
    "times": (TimeExpression,),
    "places": (PlaceReference,),
    "events": (Event,),
    "sections": (Classification,),
}
"""What each task scores: only the parts that it needs are run."""

TOGETHER = ("stories", "copies", "origin", "wire")
"""Tasks whose documents are read together: from their words alone, without grammar."""

TASKS = (*FINDINGS, *TOGETHER)

_SETS = {"actors": "actors", "ipe": "police"}
"""Sets of the benchmark of events that ask something else than the others, and who scores them."""

ACTORS_AS_OF = "2025-06-30"
"""The day that gold calls today, for the offices that are held then: a fixed one, so that figures stay the same."""


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
        gold = [{**line, "text": text_of[line["id"]]} for line in gold if line["id"] in text_of]
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
    scoring = _scorer(task, gold)
    parts = pipeline or default_pipeline()
    if scoring.__name__ == "dateline.scoring.actors":
        reader = parts.only(PlaceReference)
        return {line["id"]: _read_actor(reader, scoring, line) for line in each(gold)}
    reader = parts.only(*FINDINGS[task])
    if scoring.__name__ == "dateline.scoring.police":
        gold = [{**line, "text": scoring.text_of(line)} for line in gold]
    found = {}
    for line in each(gold):
        try:
            if task == "article":
                record = _read_page(reader, scoring, line, folder)
            elif task == "sections":
                record = reader.annotate(_page_of_text(_laid(line), line), _titled(line))
            else:
                record = _read_text(reader, line)
        except KeyError as error:
            raise GoldError(f"gold document {line['id']} has no field {error}; see the task's README") from error
        except DatelineError as error:
            found[line["id"]] = {"id": line["id"], "error": str(error)}
            continue
        found[line["id"]] = {"id": line["id"]} | scoring.prediction(record, line)
        if task == "events" and line.get("set") == "plv":
            found[line["id"]] |= pairs.prediction(record, line, shipped_voter())
    return found


def score(task: str, gold: Sequence[Line], found: Mapping[str, Line]) -> Figures:
    """Return the figures of a task for what ``predict`` has found."""
    figures: Figures = _scorer(task, gold).score(gold, found)
    return figures | pairs.score(gold, found) if _has_pairs(gold) else figures


def _scorer(task: str, gold: Sequence[Line]) -> ModuleType:
    """The benchmark of events is of several sets, each with a question of its own; a line says which it is of."""
    name = str(gold[0].get("set")) if task == "events" and gold else task
    return import_module(f"dateline.scoring.{_SETS.get(name, task)}")


def _has_pairs(gold: Sequence[Line]) -> bool:
    return bool(gold) and gold[0].get("set") == "plv"


def _read_actor(reader: Pipeline, scoring: Any, line: Line) -> dict[str, Any]:
    """Say who the phrase of a line is; the words around it stand after it, in a paragraph of their own."""
    phrase, around = line["text"].strip(), line.get("context", "").strip()
    record = _read_text(
        reader,
        {"text": f"{phrase}\n\n{around}" if around else phrase, "date": scoring.day_of(line, today=ACTORS_AS_OF)},
    )
    context = Span(len(phrase) + 2, len(record.text)) if around else None
    who = find_actor(record, context=context)
    return {"id": line["id"], "code": who.country or "", "sector": who.sectors[0] if who.sectors else ""}


def _read_page(reader: Pipeline, scoring: Any, line: Line, folder: Path) -> Record:
    content, url = scoring.page_of(line, folder)
    return reader.read(page_of(content, url=url))


def _read_text(reader: Pipeline, line: Mapping[str, Any]) -> Record:
    """Read a gold text exactly as it stands: offsets are those of the gold."""
    text = line["text"]
    article = article_of_paragraphs(text, published=_published(line), made_by="given/1")
    return reader.annotate(_page_of_text(text, line), article)


def _page_of_text(text: str, line: Line) -> Page:
    return Page(
        content=text.encode("utf-8", "surrogatepass"), media_type="text/plain", encoding="utf-8", url=line.get("url")
    )


def _published(line: Mapping[str, Any]) -> PublicationTime | None:
    given = line.get("dct") or line.get("date") or line.get("publication_date")
    if not isinstance(given, str) or not given:
        return None
    precision: Literal["day", "second"] = "day" if len(given) <= len("2016-12-10") else "second"
    return PublicationTime(value=given, precision=precision, source="given", raw=given)


def predict_together(
    task: str, gold: Sequence[Line], documents: Sequence[Line] | None = None
) -> dict[str, dict[str, Any]]:
    """Return what Dateline finds among documents that are read together, by id, as the task's scorer reads it.

    ``documents`` are those that the gold lines speak of; None where the gold lines are the documents.
    For ``origin`` a document's origin is the article of another outlet that it shares most with, unless that
    one was found to have taken it from the document. What an outlet says twice is its own.

    Raises GoldError for a document without a text.
    """
    records = articles(gold if documents is None else documents)
    if task == "stories":
        return {each: {"id": each, "story": story.id} for story in find_stories(records) for each in story.records}
    if task == "wire":
        styles = {record.id: agency_style(record) for record in records}
        return {
            each: {"id": each, "likelihood": 0.0 if style is None else style.likelihood, "grade": style and style.grade}
            for each, style in styles.items()
        }
    copies = [copy for copy in find_copies(records) if copy.verdict != "shares-quotations"]
    if task == "copies":
        pairs = (
            {"id": pair_id(copy.left, copy.right), "a": copy.left, "b": copy.right, "verdict": copy.verdict}
            for copy in copies
        )
        return {pair["id"]: pair for pair in pairs}
    origins: dict[str, dict[str, Any]] = {line["id"]: {"id": line["id"], "origin": None, "share": 0.0} for line in gold}
    outlets = {record.id: record.article.publisher for record in records}
    for copy in copies:
        if outlets[copy.left] is not None and outlets[copy.left] == outlets[copy.right]:
            continue
        share = max(copy.left_in_right, copy.right_in_left)
        for one, other in ((copy.left, copy.right), (copy.right, copy.left)):
            if one in origins and copy.origin != one and share > origins[one]["share"]:
                origins[one] |= {"origin": other, "share": share}
    return origins


def articles(lines: Iterable[Line]) -> list[Record]:
    """Return a record, under the document's own id, for each line with a text. Raises GoldError for one without."""
    return [_article(line) for line in lines]


def _article(line: Line) -> Record:
    """Return a record, under the document's own id, of its title and text."""
    try:
        article = _titled(line)
    except KeyError as error:
        raise GoldError(f"document {line['id']} has no text; name the file of texts with --texts") from error
    source = line.get("source") or ""
    if source:
        article = msgspec.structs.replace(article, publisher=Metadatum(value=source, raw=source, source="given"))
    page = _page_of_text(article.text, line)
    return Record(version=RECORD_VERSION, id=line["id"], page=page.reference(), article=article)


def _laid(line: Line) -> str:
    title, text = line.get("title") or "", line["text"]
    return f"{title}\n\n{text}" if title else str(text)


def _titled(line: Line) -> Article:
    """Return the article of a document's title, if it has one, and text."""
    article = article_of_paragraphs(_laid(line), published=_published(line), made_by="given/1")
    if line.get("title"):
        blocks = (msgspec.structs.replace(article.blocks[0], role="headline"), *article.blocks[1:])
        article = msgspec.structs.replace(article, blocks=blocks, headline=blocks[0].span)
    return article
