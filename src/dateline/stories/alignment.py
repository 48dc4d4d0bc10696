"""Alignment: the runs of equal words in two articles."""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dateline.record import AlignedSpan
from dateline.stories.characters import Hashes, Places
from dateline.stories.words import Reading

_PLACES = 8
"""Places looked at for one run of words: a phrase said more often is no anchor."""


class Run(NamedTuple):
    """Equal words: ``length`` of them from ``left`` on one side and from ``right`` on the other."""

    left: int
    right: int
    length: int


class Shared(NamedTuple):
    """How much of each side stands in the other, in words."""

    left_prose: int
    right_prose: int
    quoted: int
    """Words of the runs that one side or both have between quotation marks."""


def align(left: Reading, right: Reading, ours: Hashes, theirs: Hashes, size: int) -> list[Run]:
    """Return runs of at least ``size`` equal words, in the left article's order; none crosses a block.

    Ours and theirs are the hashes of each side's runs of ``size`` words (see ``grams``).

    Greedy from left to right, the longest run at each place, so moved paragraphs are found and a
    word of the left article is in one run at most.
    """
    order = np.argsort(theirs, kind="stable")
    ranked = theirs[order]
    first = np.searchsorted(ranked, ours)
    known = first < len(ranked)
    known[known] = ranked[first[known]] == ours[known]
    places = np.flatnonzero(known).tolist()
    runs: list[Run] = []
    number = 0
    while number < len(places):
        at = places[number]
        number += 1
        if at + size > left.limits[at]:
            continue
        rank, best, place = int(first[at]), 0, 0
        for found in order[rank : rank + _PLACES].tolist():
            if theirs[found] != ours[at]:
                break
            length = _length(left, right, at, found)
            if length > best:
                best, place = length, found
        if best >= size:
            runs.append(Run(at, place, best))
            number = bisect_left(places, at + best, number)
    return runs


def aligned_spans(left: Reading, right: Reading, runs: list[Run]) -> tuple[AlignedSpan, ...]:
    """Return the runs as spans: both sides re-slice to equal folded words."""
    return tuple(
        AlignedSpan(
            left=left.span(run.left, run.left + run.length),
            right=right.span(run.right, run.right + run.length),
        )
        for run in runs
    )


def shared(left: Reading, right: Reading, runs: list[Run]) -> Shared:
    """Count the words that the runs cover."""
    ours, theirs = covered(runs)
    # What is quoted on either side is a quotation: one outlet's block quote is another's “…”.
    prose = ~(left.quoted[ours] | right.quoted[theirs])
    taken: NDArray[np.bool_] = np.zeros(right.size, dtype=np.bool_)
    taken[theirs[prose]] = True
    left_prose = int(np.count_nonzero(prose))
    return Shared(left_prose, int(np.count_nonzero(taken)), len(ours) - left_prose)


def covered(runs: list[Run], short: int = 0) -> tuple[Places, Places]:
    """Return the places of the runs on the left and on the right, one beside the other, each run ``short`` by that."""
    columns = np.array(runs, dtype=np.int64).reshape(-1, 3)
    lengths = columns[:, 2] - short
    steps = np.arange(int(lengths.sum())) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    return np.repeat(columns[:, 0], lengths) + steps, np.repeat(columns[:, 1], lengths) + steps


def _length(left: Reading, right: Reading, at: int, place: int) -> int:
    limit = int(min(left.limits[at] - at, right.limits[place] - place))
    differ = left.hashes[at : at + limit] != right.hashes[place : place + limit]
    first = int(differ.argmax())
    return first if differ[first] else limit
