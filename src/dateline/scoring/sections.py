"""Sections against gold: the rows of the benchmark's own scorer, worked out the same way."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from dateline.record import Record
from dateline.scoring.gold import Figures, Line

COVERAGES = (1.0, 0.9, 0.8, 0.7, 0.5)
"""Shares of the documents, the surest first, of which the accuracy is given."""
BINS = 10


def prediction(record: Record, line: Line) -> dict[str, Any]:  # noqa: ARG001 - every scorer is called alike
    """Return the likeliest topic of the text and its confidence: gold texts have no page that states one.

    Given for every text that can be weighed, also where the record says unsorted, so that coverage is measured.
    """
    heard = [section for section in record.sections if section.voice == "text"]
    best = max(heard, key=lambda section: section.confidence or 0.0, default=None)
    if best is None:
        return {"section": None}
    return {"section": best.code, "confidence": best.confidence}


def score(gold: Sequence[Line], found: Mapping[str, Line]) -> Figures:
    """Return accuracy, macro F1, mean of sets, accuracy at coverages, calibration error, and F1 of each topic.

    A line may name topics that would do as well (``also``): an answer that is one of them counts as the wanted one.
    No answer counts as wrong. ``macro_f1`` is over the topics that occur in gold. ``ece`` is the mean gap
    between confidence and accuracy over ten equal bins of the answered.
    """
    given = [found.get(line["id"], {}).get("section") for line in gold]
    wanted = [
        str(answer if answer in line.get("also", ()) else line["section"])
        for line, answer in zip(gold, given, strict=True)
    ]
    sure = [found.get(line["id"], {}).get("confidence") for line in gold]
    right = [w == g for w, g in zip(wanted, given, strict=True)]
    by_topic = _f1(wanted, given)
    by_set: dict[str, list[bool]] = defaultdict(list)
    for line, ok in zip(gold, right, strict=True):
        by_set[str(line.get("set", "all"))].append(ok)
    sets = {name: sum(oks) / len(oks) for name, oks in sorted(by_set.items())}
    figures: Figures = {
        "documents": len(gold),
        "answered": sum(g is not None for g in given),
        "accuracy": _share(right),
        "macro_f1": sum(by_topic.values()) / len(by_topic) if by_topic else None,
        "mean_of_sets": sum(sets.values()) / len(sets) if sets else None,
    }
    figures |= _at_coverages(gold, given, sure, right)
    figures["ece"] = _ece(sure, right)
    figures |= {f"accuracy_{name}": value for name, value in sets.items()}
    return figures | {f"f1_{code}": value for code, value in by_topic.items()}


def _share(right: Sequence[bool]) -> float | None:
    return sum(right) / len(right) if right else None


def _f1(wanted: Sequence[str], given: Sequence[str | None]) -> dict[str, float]:
    hits = Counter(w for w, g in zip(wanted, given, strict=True) if w == g)
    asked, answered = Counter(wanted), Counter(g for g in given if g is not None)
    return {code: 2 * hits[code] / (asked[code] + answered[code]) for code in sorted(asked)}


def _at_coverages(
    gold: Sequence[Line], given: Sequence[str | None], sure: Sequence[float | None], right: Sequence[bool]
) -> Figures:
    """Return the accuracy of the surest share; ties by id, the unanswered last."""
    order = sorted(
        range(len(gold)), key=lambda i: (given[i] is None, sure[i] is None, -(sure[i] or 0.0), str(gold[i]["id"]))
    )
    return {
        f"accuracy_at_{coverage:g}": _share([right[i] for i in order[: max(1, round(coverage * len(order)))]])
        for coverage in COVERAGES
    }


def _ece(sure: Sequence[float | None], right: Sequence[bool]) -> float | None:
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for confidence, ok in zip(sure, right, strict=True):
        if confidence is not None:
            bins[min(BINS - 1, int(confidence * BINS))].append((confidence, ok))
    answered = sum(map(len, bins.values()))
    if not answered:
        return None
    gaps = (abs(sum(c for c, _ in inside) - sum(ok for _, ok in inside)) for inside in bins.values())
    return sum(gaps) / answered
