"""Speakers who are told by a pronoun, a short name or a description, against whom a reader says they are.

The gold holds no text: offsets into PolNeAR train, with the digest of each text (docs/speaker-guideline.md).
A row is right where the speaker's entity has a mention on the antecedent's name, and where the gold has no
antecedent, nobody. Its two halves were drawn before anything was tuned: ``tune`` was looked at, ``held_out`` not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from dateline.errors import GoldError
from dateline.record import Entity, Record, Span, text_digest
from dateline.scoring.gold import Figures, Line

HALVES = ("tune", "held_out")
KINDS = ("pronoun", "name", "description")


def prediction(record: Record, gold: Line) -> dict[str, Any]:
    """Return the line that is scored: for each row, whether a quotation has that speaker, and the entity's mentions.

    Raises GoldError where the text is not the one that was read for the gold.
    """
    if text_digest(record.text) != gold["text_sha256"]:
        raise GoldError(
            f"text of {gold['id']} is not the one that the gold was made on (digest {gold['text_sha256'][:12]}…); "
            "give polnear_train.jsonl of PolNeAR 1.0.0 with --texts",
            document=gold["id"],
        )
    speakers = [q.speaker for q in record.quotations if q.speaker is not None]
    rows = []
    for row in gold["rows"]:
        source = Span(*row["source"])
        here = [speaker for speaker in speakers if speaker.span.overlaps(source)]
        here.sort(key=lambda speaker: (speaker.span != source, len(speaker.span)))
        entity = None if not here or here[0].entity is None else record.by_id[here[0].entity]
        rows.append({"found": bool(here), "mentions": _names(record, entity) if isinstance(entity, Entity) else []})
    return {"id": gold["id"], "rows": rows}


def score(gold: Iterable[Line], predictions: Mapping[str, Line]) -> Figures:
    """Return by half the share of rows that are right, from 0 to 1; None where there is nothing to count.

    ``found``: rows whose words are a quotation's speaker. ``resolved``: of the rows with an antecedent, those
    resolved to it, found or not; ``resolved_of_found``: of the found ones. ``precision``: of the speakers that
    were given an entity, those given the right one. ``unattributed``: of the found rows without an antecedent, those
    left without one.
    """
    count: Counter[str] = Counter()
    for line in gold:
        rows = predictions.get(line["id"], {}).get("rows") or [{"found": False, "mentions": []}] * len(line["rows"])
        for row, found in zip(line["rows"], rows, strict=True):
            count.update(_verdict(f"{line['half']}_", row, found))
    figures: Figures = {}
    for half in HALVES:
        part = {name.removeprefix(f"{half}_"): n for name, n in count.items() if name.startswith(f"{half}_")}
        n = Counter(part)
        figures[f"{half}_rows"] = n["rows"]
        figures[f"{half}_found"] = _share(n["found"], n["rows"])
        figures[f"{half}_resolved"] = _share(n["right"], n["known"])
        figures[f"{half}_resolved_of_found"] = _share(n["right"], n["known_found"])
        for kind in KINDS:
            figures[f"{half}_{kind}_resolved"] = _share(n[f"{kind}_right"], n[f"{kind}_known"])
            figures[f"{half}_{kind}_resolved_of_found"] = _share(n[f"{kind}_right"], n[f"{kind}_known_found"])
        figures[f"{half}_precision"] = _share(n["right"], n["answered"])
        figures[f"{half}_unattributed"] = _share(n["silent"], n["unknown_found"])
    return figures


def is_right(row: Mapping[str, Any], found: Mapping[str, Any]) -> bool:
    """Say whether a row's speaker is the one that the gold names; never where the gold names nobody."""
    if row["antecedent"] is None:
        return False
    start, end = row["antecedent"]
    return any(first < end and start < last for first, last in found["mentions"])


def _verdict(half: str, row: Mapping[str, Any], found: Mapping[str, Any]) -> Counter[str]:
    kind, known, right = row["kind"], row["antecedent"] is not None, is_right(row, found)
    answered = bool(found["mentions"])
    here = bool(found["found"])
    names = {
        "rows": True,
        "found": here,
        "known": known,
        "known_found": known and here,
        "right": right,
        "answered": answered,
        "unknown_found": not known and here,
        "silent": not known and here and not answered,
        f"{kind}_known": known,
        f"{kind}_known_found": known and here,
        f"{kind}_right": right,
    }
    return Counter({half + name: int(value) for name, value in names.items()})


def _names(record: Record, entity: Entity) -> list[list[int]]:
    mentions = (record.by_id[mention] for mention in entity.mentions)
    return [[m.extent.start, m.extent.end] for m in mentions if getattr(m, "form", None) == "name"]


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
