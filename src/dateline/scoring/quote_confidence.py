"""Whether the confidence that quotations state is the share of them that gold has.

PolNeAR leaves out some of what was said, so every share here is a low estimate.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from dateline.scoring.gold import Line
from dateline.scoring.quotes import verdicts

_BINS = 10


class Bin(NamedTuple):
    """What was found with a confidence from ``least`` on, up to the next bin's."""

    least: float
    found: int
    stated: float
    """Mean of the confidences."""
    right: float
    """Share that gold has."""


def reliability(gold: Iterable[Line], predictions: Mapping[str, Line]) -> list[Bin]:
    """Return how often gold has what was predicted with like confidence (a reliability table), from the least sure up.

    Attributions without a confidence are left out.
    """
    found: dict[int, list[tuple[float, bool]]] = {}
    for attribution, right in _judged(gold, predictions):
        found.setdefault(min(int(attribution["confidence"] * _BINS), _BINS - 1), []).append(
            (attribution["confidence"], right)
        )
    return [
        Bin(number / _BINS, len(bin_), sum(c for c, _ in bin_) / len(bin_), sum(r for _, r in bin_) / len(bin_))
        for number, bin_ in sorted(found.items())
    ]


def surest(
    gold: Iterable[Line], predictions: Mapping[str, Line], precision: float
) -> tuple[float, float, float] | None:
    """Return the least confidence from which on gold has such a share of what was found, that share, and how much of
    all that was found is let through. None where no confidence does.
    """
    judged = sorted(((a["confidence"], right) for a, right in _judged(gold, predictions)), reverse=True)
    best = None
    right = 0
    for count, (confidence, verdict) in enumerate(judged, start=1):
        right += verdict
        last = count == len(judged) or judged[count][0] < confidence
        if last and right >= precision * count:
            best = (confidence, right / count, count / len(judged))
    return best


def let_through(
    gold: Iterable[Line], predictions: Mapping[str, Line], least: float
) -> tuple[float | None, float | None]:
    """Return the share of right ones among what was found with a confidence from ``least`` on, and how much of all
    that was found with a confidence this lets through. None where there is nothing.
    """
    judged = [(a["confidence"] >= least, right) for a, right in _judged(gold, predictions)]
    passed = [right for through, right in judged if through]
    if not judged:
        return None, None
    return (sum(passed) / len(passed) if passed else None), len(passed) / len(judged)


def _judged(gold: Iterable[Line], predictions: Mapping[str, Line]) -> Iterator[tuple[Mapping[str, Any], bool]]:
    for line in gold:
        sure = [a for a in predictions.get(line["id"], {}).get("attributions", ()) if a.get("confidence") is not None]
        sure = [a for a in sure if a["cue"] or a["content"]]
        yield from zip(sure, verdicts(line, {"attributions": sure}), strict=True)
