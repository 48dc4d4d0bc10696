"""Scores for what police did, sentence by sentence (IndiaPoliceEvents): KILL, ARREST, FORCE, FAIL, ANY_ACTION.

Gold lines: ``{id, sents: [[text, [label…]]…]}``. Prediction lines: ``{id, labels: [[label…]…]}``, one list a
sentence. Figures are shares, 0 to 1, over sentences.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from dateline.record import Event, Record
from dateline.scoring.gold import Figures, Line

LABELS = ("KILL", "ARREST", "FORCE", "FAIL", "ANY_ACTION")

_KILLING = frozenset({"kill", "killing"})
_UNDONE = frozenset({"denied", "failed"})
_TOLD = frozenset({"actual", "reported"})
_GAP = "\n\n"


def text_of(line: Line) -> str:
    """Return the sentences of a gold line as one text, a paragraph each: they come apart from each other."""
    return _GAP.join(sentence for sentence, _ in line["sents"])


def prediction(record: Record, gold: Line) -> dict[str, Any]:
    """Return the labels that the record's events give each sentence of the gold text.

    An arrest without an actor is taken for one by police; of all else police must be an actor.
    """
    starts, at = [], 0
    for sentence, _ in gold["sents"]:
        starts.append(at)
        at += len(sentence) + len(_GAP)
    found: list[set[str]] = [set() for _ in starts]
    killed: set[int] = set()
    for event in record.events:
        number = bisect_right(starts, event.trigger.start) - 1
        found[number] |= _labels(event)
        if _is_killing(event) and not event.actors:
            killed.add(number)
    for number in killed:
        if "FORCE" in found[number]:  # "two were killed when police fired"
            found[number].add("KILL")
    return {"id": gold["id"], "labels": [sorted(labels) for labels in found]}


def _is_killing(event: Event) -> bool:
    word = (event.rule or "").split(".")[0]
    return event.type == "ASSAULT" and event.status in _TOLD and word in _KILLING


def _labels(event: Event) -> set[str]:
    by_police = any("COP" in actor.sectors for actor in event.actors)
    if event.status in _UNDONE:
        return {"FAIL"} if by_police else set()
    if event.status not in _TOLD:
        return {"ANY_ACTION"} if by_police else set()
    if event.type == "COERCE" and event.mode == "arrest" and (by_police or not event.actors):
        return {"ARREST", "ANY_ACTION"}
    if not by_police:
        return set()
    found = {"ANY_ACTION"}
    if event.type == "ASSAULT":
        found.add("FORCE")
        if _is_killing(event):
            found.add("KILL")
    return found


def score(gold: Iterable[Line], predictions: Mapping[str, Line]) -> Figures:
    """Score predictions by id: precision, recall and F1 of each label; a missing prediction has none."""
    right: Counter[str] = Counter()
    output: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    documents = sentences = 0
    for line in gold:
        documents += 1
        labels = predictions.get(str(line["id"]), {}).get("labels") or []
        for number, (_, said) in enumerate(line["sents"]):
            sentences += 1
            here, there = set(said), set(labels[number]) if number < len(labels) else set()
            wanted.update(here)
            output.update(there)
            right.update(here & there)
    figures: Figures = {"documents": documents, "sentences": sentences}
    for label in LABELS:
        precision = right[label] / output[label] if output[label] else 0.0
        recall = right[label] / wanted[label] if wanted[label] else 0.0
        name = label.lower()
        figures[f"{name}_precision"], figures[f"{name}_recall"] = precision, recall
        figures[f"{name}_f1"] = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return figures
