"""Likely pairs: which reports are worth comparing, and how alike they are."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import chain, pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dateline.stories.characters import Places
from dateline.stories.terms import ONE, Subject, Vector

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

SURE = 0.22
"""Cosine of the words of two reports from which on they are surely of one story, as far as words can tell."""
OPENINGS = 8
"""Words, names among them, that the openings of two reports share from which on they are that too."""


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


def is_sure(pair: Pair, one: Report, other: Report) -> bool:
    """Say whether two reports are surely of one story: told in like words, or opened with the same ones.

    A corpus in which every report has partners never asks this. Among pages of every kind a likeness of .15 is
    that of two pages that name the same firm or the same feast: of 259 pages of one week, read by eye, 26 pairs
    were joined, 17 of them surely wrongly; with these limits, chosen there, 9 and none (of 477 others 42, then
    26). Mean B-cubed F1 on the dev sets of bench/stories is .925 with and without.
    """
    return pair.likeness > 0 and (pair.words >= SURE or shared_openings(one.about, other.about) >= OPENINGS)


def shared_openings(one: Subject, other: Subject) -> int:
    """Return how many telling words the openings of two reports share."""
    return len(one.lead & other.lead) + len(one.kind & other.kind)


def gap(one: Report, other: Report) -> int | None:
    """Return the days between the news of two reports; None where one is not dated."""
    return None if one.day is None or other.day is None else abs((one.day - other.day).days)


def fade(days: int | None) -> float:
    """Return what is left of a likeness when so many days lie between; all of it where that is not known."""
    return 1.0 if days is None or days < APART else math.exp((1 - days) / FADE)


def likely_pairs(reports: Sequence[Report]) -> list[Pair]:
    """Return the pairs that share one of their heaviest words, in order.

    Two reports can't be of one event, and are vetoed, where their openings share no name: twin events (same kind,
    other people or place) are all that TF-IDF joins wrongly on ECB+ (research 3a). A vetoed pair is told of where
    it may be one of twins.
    """
    known = sorted({word for each in reports for word in chain(each.vector, each.about.lead, each.about.kind)})
    numbers = {word: number for number, word in enumerate(known)}
    words = _Rows([report.vector for report in reports], numbers)
    firsts, others = _sharing(*words.heaviest(), len(reports))
    openings = _Rows([_opening(report.about) for report in reports], numbers)
    named = np.array([bool(report.about.lead) for report in reports], dtype=np.bool_)
    alike = np.zeros(len(firsts), dtype=np.int64)
    apart = np.zeros(len(firsts), dtype=np.bool_)
    told = np.ones(len(firsts), dtype=np.bool_)
    edges = np.searchsorted(firsts, np.arange(len(reports) + 1)).tolist()
    for one, (start, end) in enumerate(pairwise(edges)):
        if start < end:
            near = others[start:end]
            shared = openings.products(one, near)
            vetoed = (shared % _KINDS == 0) & named[near] & named[one]
            apart[start:end] = vetoed
            told[start:end] = ~vetoed | (shared >= KIND * _KINDS**2)
            alike[start:end] = words.products(one, near)
    firsts, others, apart = firsts[told], others[told], apart[told]
    cosines = alike[told] / (ONE * ONE)
    likeness = np.where(apart, 0.0, cosines * _fades(reports, firsts, others))
    return list(map(Pair, firsts.tolist(), others.tolist(), cosines.tolist(), likeness.tolist()))


_KINDS = 1 << 20
"""Weight of a word of the kind beside a name of 1: of the products of two openings, whose words are fewer, the first
bits count the names that they share, and the last ones the other words."""


def _opening(about: Subject) -> dict[str, int]:
    return dict.fromkeys(about.lead, 1) | dict.fromkeys(about.kind, _KINDS)


class _Rows:
    """Weights of words, a row for each report, end to end: one row is multiplied with many others at once."""

    def __init__(self, rows: Sequence[Mapping[str, int]], numbers: Mapping[str, int]) -> None:
        self.sizes = np.array(list(map(len, rows)), dtype=np.int64)
        self._starts = self.sizes.cumsum() - self.sizes
        count = int(self.sizes.sum())
        self._words = np.fromiter(map(numbers.__getitem__, chain.from_iterable(rows)), dtype=np.int64, count=count)
        weights = chain.from_iterable(row.values() for row in rows)
        self._weights = np.fromiter(weights, dtype=np.int64, count=count)
        self._dense = np.zeros(len(numbers), dtype=np.int64)

    def products(self, one: int, others: Places) -> Places:
        """Return the inner product of a row with each of some others. Of whole numbers: their order is nothing."""
        own = slice(int(self._starts[one]), int(self._starts[one] + self.sizes[one]))
        self._dense[self._words[own]] = self._weights[own]
        sizes = self.sizes[others]
        ends = sizes.cumsum()
        places = (self._starts[others] - (ends - sizes)).repeat(sizes) + np.arange(int(sizes.sum()))
        sums = np.zeros(len(places) + 1, dtype=np.int64)
        np.cumsum(self._dense[self._words[places]] * self._weights[places], out=sums[1:])
        self._dense[self._words[own]] = 0
        found: Places = sums[ends] - sums[ends - sizes]
        return found

    def heaviest(self) -> tuple[Places, Places]:
        """Return the ``KEYS`` heaviest words of each row, and which row each is of, as ``keys`` does."""
        rows = np.arange(len(self.sizes)).repeat(self.sizes)
        order = np.lexsort((self._words, -self._weights, rows))
        rank = np.arange(len(order)) - self._starts.repeat(self.sizes)
        chosen = order[rank < KEYS]
        return self._words[chosen], rows[chosen]


def _fades(reports: Sequence[Report], firsts: Places, others: Places) -> NDArray[np.float64]:
    days = np.array([0 if report.day is None else report.day.toordinal() for report in reports], dtype=np.int64)
    one, other = days[firsts], days[others]
    gaps, places = np.unique(np.where((one == 0) | (other == 0), 0, abs(one - other)), return_inverse=True)
    return np.array([fade(days) for days in gaps.tolist()], dtype=np.float64)[places]


def keys(vector: Vector) -> list[str]:
    """Return a report's heaviest words, heaviest first; of two that weigh the same the one that sorts first."""
    return sorted(vector, key=lambda word: (-vector[word], word))[:KEYS]


def _sharing(words: Places, holders: Places, count: int) -> tuple[Places, Places]:
    """Return which two of so many holders share a word, the earlier ones and the later ones, ascending."""
    order = np.argsort(words, kind="stable")
    words, holders = words[order], holders[order]
    telling = np.bincount(words)[words] <= COMMON if len(words) else np.zeros(0, dtype=np.bool_)
    words, holders = words[telling], holders[telling]
    found = [np.zeros(0, dtype=np.int64)]
    firsts = np.arange(len(words))
    for step in range(1, COMMON):
        firsts = firsts[: np.searchsorted(firsts, len(words) - step)]
        firsts = firsts[words[firsts] == words[firsts + step]]
        if not len(firsts):
            break
        found.append(holders[firsts] * count + holders[firsts + step])
    pairs = np.sort(np.concatenate(found))
    return np.divmod(pairs[np.diff(pairs, prepend=-1) > 0], max(1, count))
