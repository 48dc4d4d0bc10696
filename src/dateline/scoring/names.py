"""Names and who is who: mentions by span and type, and which of them are of the same person or thing.

Gold lines have ``text`` and ``names``: span, type (person, organisation, place, group) and ``entity``, a label within
the article. Only mentions by name are scored; those of other types ("Storm Ultan", "Sunday") are left out. A mention
is right where its first and last character and its type are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any

from dateline.record import Record
from dateline.scoring.gold import Figures, Line

TYPES = ("person", "organisation", "place", "group")


def prediction(record: Record, gold: Line) -> dict[str, Any]:
    """Return the line that is scored: the record's names, each with its entity; None where it has none."""
    names = []
    for mention in record.mentions:
        if mention.form == "name" and mention.type in TYPES:
            entity = record.entity_of_mention.get(mention.id)
            span = [mention.span.start, mention.span.end]
            names.append({"span": span, "type": mention.type, "entity": None if entity is None else entity.id})
    return {"id": gold["id"], "names": names}


def score(gold: Iterable[Line], predictions: Mapping[str, Line]) -> Figures:
    """Return precision, recall and F1 from 0 to 1, of all names and by type; None where there is nothing to count.

    ``span_f1``: whatever the type. ``same``: of pairs of mentions of one article, those that are of one entity.
    """
    count: Counter[str] = Counter()
    for line in gold:
        count.update(_count(line["names"], predictions.get(line["id"], {}).get("names", [])))
    figures: Figures = {"names": count["names_gold"]}
    for name in ("names", *TYPES, "span", "same"):
        right, found, wanted = count[f"{name}_right"], count[f"{name}_found"], count[f"{name}_gold"]
        figures[f"{name}_precision"] = _share(right, found)
        figures[f"{name}_recall"] = _share(right, wanted)
        figures[f"{name}_f1"] = _share(2 * right, found + wanted)
    return figures


def _count(gold: Sequence[Mapping[str, Any]], found: Sequence[Mapping[str, Any]]) -> Counter[str]:
    count: Counter[str] = Counter()
    sides = (("gold", gold), ("found", found))
    for side, names in sides:
        for name in names:
            count.update([f"names_{side}", f"span_{side}", f"{name['type']}_{side}"])
    for _, type_ in _typed(gold) & _typed(found):
        count.update(["names_right", f"{type_}_right"])
    count["span_right"] = len({span for span, _ in _typed(gold)} & {span for span, _ in _typed(found)})
    wanted, linked = _pairs(gold), _pairs(found)
    count.update({"same_gold": len(wanted), "same_found": len(linked), "same_right": len(wanted & linked)})
    return count


def _typed(names: Iterable[Mapping[str, Any]]) -> set[tuple[tuple[int, int], str]]:
    return {((name["span"][0], name["span"][1]), name["type"]) for name in names}


def _pairs(names: Iterable[Mapping[str, Any]]) -> set[tuple[tuple[int, int], tuple[int, int]]]:
    """Return the pairs of mentions that are of one entity."""
    members: dict[str, list[tuple[int, int]]] = {}
    for name in names:
        if name["entity"] is not None:
            members.setdefault(name["entity"], []).append((name["span"][0], name["span"][1]))
    return {pair for spans in members.values() for pair in combinations(sorted(spans), 2)}


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
