"""Likely pairs: which reports are worth comparing, and how alike they are."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dateline.stories.terms import Subject, Vector, similarity

KEYS = 16
"""Heaviest words of a report by which its likely partners are looked up."""
COMMON = 400
"""Reports that a word may key: beyond that many it tells nothing apart, and costs."""
FADE = 1.5
"""Days in which the likeness of reports falls to 1/e, from the second day between their news on."""
APART = 2
"""Days from which on later news of the same thing is a follow-up, unless it is told in much the same words."""
KIND = 4
"""Telling words, names apart, that the openings of two twins share ("fire", "warehouse", "killed", "injured")."""


class Report(NamedTuple):
    """One family as the grouping sees it."""

    about: Subject
    vector: Vector
    day: date | None


class Pair(NamedTuple):
    """Two reports by their places, the earlier first, and how near they are."""

    one: int
    other: int
    words: float
    """The cosine of their words."""
    likeness: float
    """That, less with the days between their news; 0 for a pair that is vetoed."""


def gap(one: Report, other: Report) -> int | None:
    """Return the days between the news of two reports; None where one is not dated."""
    return None if one.day is None or other.day is None else abs((one.day - other.day).days)


def vetoed(one: Report, other: Report) -> bool:
    """Say whether two reports can't be of one event, since their openings share no name.

    Twin events (same kind, other people or place) are all that TF-IDF joins wrongly on ECB+ (research 3a).
    """
    return bool(one.about.lead and other.about.lead) and one.about.lead.isdisjoint(other.about.lead)


def fade(days: int | None) -> float:
    """Return what is left of a likeness when so many days lie between; all of it where that is not known."""
    return 1.0 if days is None or days < APART else math.exp((1 - days) / FADE)


def likely_pairs(reports: Sequence[Report]) -> list[Pair]:
    """Return the pairs that share one of their heaviest words, in order.

    A vetoed pair is told of where it may be one of twins.
    """
    found = []
    for one, other in _places(reports).tolist():
        left, right = reports[one], reports[other]
        if not vetoed(left, right):
            words = similarity(left.vector, right.vector)
            found.append(Pair(one, other, words, words * fade(gap(left, right))))
        elif len(left.about.kind & right.about.kind) >= KIND:
            found.append(Pair(one, other, similarity(left.vector, right.vector), 0.0))
    return found


def keys(vector: Vector) -> list[str]:
    """Return a report's heaviest words, heaviest first; of two that weigh the same the one that sorts first."""
    return sorted(vector, key=lambda word: (-vector[word], word))[:KEYS]


def _places(reports: Sequence[Report]) -> NDArray[np.int64]:
    """Return the places of reports that share a key, a pair a row, ascending."""
    numbers: dict[str, int] = {}
    rows = [[numbers.setdefault(word, len(numbers)) for word in keys(report.vector)] for report in reports]
    words = np.array([word for row in rows for word in row], dtype=np.int64)
    holders = np.repeat(np.arange(len(reports)), list(map(len, rows)))
    order = np.argsort(words, kind="stable")
    words, holders = words[order], holders[order]
    telling = np.bincount(words, minlength=len(numbers))[words] <= COMMON if len(words) else np.zeros(0, dtype=np.bool_)
    words, holders = words[telling], holders[telling]
    found = [np.zeros(0, dtype=np.int64)]
    firsts = np.arange(len(words))
    for step in range(1, COMMON):
        firsts = firsts[: np.searchsorted(firsts, len(words) - step)]
        firsts = firsts[words[firsts] == words[firsts + step]]
        if not len(firsts):
            break
        found.append(holders[firsts] * len(reports) + holders[firsts + step])
    pairs = np.unique(np.concatenate(found))
    return np.stack(np.divmod(pairs, max(1, len(reports))), axis=1)
