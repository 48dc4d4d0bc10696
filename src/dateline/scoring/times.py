"""Scores for time expressions, after TempEval-3 (UzZaman et al., 2013).

Gold lines: ``{id, dct, text, timexes: [{start, end, text, type, value}]}``. Prediction lines:
``{id, timexes: [{start, end, type, value}]}``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from dateline.errors import GoldError
from dateline.record import RECORD_VERSION, Page, PublicationTime, Record, article_of_paragraphs, record_id
from dateline.scoring.gold import Figures, Line

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_EDGE = ",;:.!?\"')"
_NOT_A_DAY = "dct must be a day, YYYY-MM-DD, or a day and time"

Extent = tuple[int, int]


def record_of(gold: Line) -> Record:
    """Return a record of a gold line's text as it stands, published at its document creation time."""
    text, created = gold["text"], gold.get("dct") or ""
    published = None
    if created:
        if not _DAY.match(created):
            raise GoldError(f"document {gold['id']}: dct {created!r}; {_NOT_A_DAY}")
        published = PublicationTime(
            value=created, precision="day" if len(created) == 10 else "minute", source="given", raw=created
        )
    article = article_of_paragraphs(text, published=published, made_by="gold/1")
    page = Page(content=text.encode(), media_type="text/plain", encoding="utf-8", name=gold["id"])
    name = record_id(page.digest, gold["id"])
    return Record(version=RECORD_VERSION, id=name, page=page.reference(), article=article)


def prediction(record: Record, gold: Line) -> dict[str, Any]:
    """Return the record's time expressions as a prediction line for a gold line."""
    return {
        "id": gold["id"],
        "timexes": [
            {"start": time.span.start, "end": time.span.end, "type": time.type, "value": time.value or ""}
            for time in record.times
        ],
    }


def score(gold: Iterable[Line], predictions: Mapping[str, Line]) -> Figures:
    """Score predictions by id against gold lines; a document without a prediction counts as no output.

    ``strict_f1``: both ends equal, blanks and closing punctuation at the ends aside. ``relaxed_f1``:
    spans that overlap, one to one, the longest overlap first. ``type_f1`` and ``value_f1``: right
    attributes among relaxed matches, over all output and all gold. ``day_f1``: the same for values
    that name a day, first ten characters compared. Values are compared in upper case, else as they
    stand.
    """
    counts = dict.fromkeys(
        ("documents", "gold", "output", "strict", "relaxed", "type", "value", "both", "value_strict", "day"), 0
    )
    counts["gold_days"] = counts["output_days"] = 0
    for line in gold:
        found = predictions.get(str(line["id"]), {}).get("timexes", [])
        _count(line, found, counts)
    figures: Figures = {"documents": counts["documents"]}
    for name, key in (
        ("strict", "strict"), ("relaxed", "relaxed"), ("type", "type"), ("value", "value"),
        ("type_value", "both"), ("value_strict", "value_strict"),
    ):  # fmt: skip
        figures |= _rates(name, counts[key], counts["output"], counts["gold"])
    figures |= _rates("day", counts["day"], counts["output_days"], counts["gold_days"])
    figures["value_accuracy"] = _share(counts["value"], counts["relaxed"])
    figures["type_accuracy"] = _share(counts["type"], counts["relaxed"])
    return figures


def _count(line: Line, found: list[Mapping[str, Any]], counts: dict[str, int]) -> None:
    text = line["text"]
    output: dict[Extent, Mapping[str, Any]] = {}
    for time in found:
        extent = _trimmed(text, time["start"], time["end"])
        if extent[0] < extent[1]:
            output.setdefault(extent, time)
    extents = sorted(output)
    wanted = [(_trimmed(text, time["start"], time["end"]), time) for time in line["timexes"]]
    counts["documents"] += 1
    counts["gold"] += len(wanted)
    counts["output"] += len(extents)
    counts["strict"] += len({extent for extent, _ in wanted} & set(extents))
    counts["gold_days"] += sum(bool(_DAY.match(_upper(time["value"]))) for _, time in wanted)
    counts["output_days"] += sum(bool(_DAY.match(_upper(output[extent].get("value")))) for extent in extents)
    for index, other in _paired([extent for extent, _ in wanted], extents):
        extent, time = wanted[index]
        guess = output[extents[other]]
        same_type = _upper(time["type"]) == _upper(guess.get("type"))
        value, guessed = _upper(time["value"]), _upper(guess.get("value"))
        counts["relaxed"] += 1
        counts["type"] += same_type
        counts["value"] += value == guessed
        counts["both"] += same_type and value == guessed
        counts["value_strict"] += value == guessed and extent == extents[other]
        counts["day"] += bool(_DAY.match(value)) and value[:10] == guessed[:10]


def _paired(gold: list[Extent], output: list[Extent]) -> list[tuple[int, int]]:
    """Pair overlapping extents one to one: the longest overlap first, then the nearest ends, then the first."""
    overlaps = []
    for index, (start, end) in enumerate(gold):
        for other, (first, last) in enumerate(output):
            shared = min(end, last) - max(start, first)
            if shared > 0:
                overlaps.append((-shared, abs(start - first) + abs(end - last), index, other))
    pairs: list[tuple[int, int]] = []
    taken_gold: set[int] = set()
    taken_output: set[int] = set()
    for _, _, index, other in sorted(overlaps):
        if index not in taken_gold and other not in taken_output:
            taken_gold.add(index)
            taken_output.add(other)
            pairs.append((index, other))
    return pairs


def _trimmed(text: str, start: int, end: int) -> Extent:
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _EDGE):
        end -= 1
    return start, end


def _upper(value: str | None) -> str:
    return (value or "").strip().upper()


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _rates(name: str, right: int, output: int, gold: int) -> Figures:
    precision, recall = (right / output if output else 0.0), (right / gold if gold else 0.0)
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {f"{name}_precision": precision, f"{name}_recall": recall, f"{name}_f1": f1}
