"""Alignment: the runs of equal words in two articles."""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dateline.record import AlignedSpan, Span
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


class Matches(NamedTuple):
    """Which runs of words of one side stand on the other."""

    places: Places
    """Those of the left side, ascending."""
    order: Places
    """Places of the right side, equal runs together, ascending."""
    firsts: Places
    lasts: Places
    """For each place of the left side where its equals start and end in ``order``."""


def matches(ours: Hashes, theirs: Hashes) -> Matches:
    """Find equal hashes."""
    # Sorted by hash and place in one: the last bits of a hash, which are as many as a place needs, are told apart
    # by nobody. Words are compared one by one afterwards.
    bits = np.uint64(len(theirs).bit_length())
    keyed = np.sort((theirs >> bits << bits) | np.arange(len(theirs), dtype=np.uint64))
    ranked, sought = keyed >> bits, ours >> bits
    firsts = ranked.searchsorted(sought)
    known = ranked.take(firsts, mode="clip") == sought if len(ranked) else np.zeros(len(sought), dtype=np.bool_)
    places = known.nonzero()[0]
    lasts = ranked.searchsorted(sought[places], side="right")
    order = (keyed & ((np.uint64(1) << bits) - np.uint64(1))).astype(np.int64)
    return Matches(places, order, firsts[places], lasts)


def align(left: Reading, right: Reading, found: Matches, size: int) -> list[Run]:
    """Return runs of at least ``size`` equal words, in the left article's order; none crosses a block.

    ``found`` are the ``matches`` of each side's runs of ``size`` words (see ``grams``).

    Greedy from left to right, the longest run at each place, so moved paragraphs are found and a
    word of the left article is in one run at most.
    """
    places = found.places.tolist()
    limits, firsts, lasts = left.limits[found.places].tolist(), found.firsts.tolist(), found.lasts.tolist()
    runs: list[Run] = []
    number = 0
    while number < len(places):
        at, limit = places[number], limits[number]
        if at + size <= limit:
            best, place = 0, 0
            for start in found.order[firsts[number] : min(lasts[number], firsts[number] + _PLACES)].tolist():
                length = _length(left, right, at, start, limit)
                if length > best:
                    best, place = length, start
            if best >= size:
                runs.append(Run(at, place, best))
                number = bisect_left(places, at + best, number + 1)
                continue
        number += 1
    return runs


def aligned_spans(left: Reading, right: Reading, runs: list[Run]) -> tuple[AlignedSpan, ...]:
    """Return the runs as spans: both sides re-slice to equal folded words."""
    columns = _columns(runs)
    lasts = columns[:, 2] - 1
    edges = (
        left.starts[columns[:, 0]],
        left.ends[columns[:, 0] + lasts],
        right.starts[columns[:, 1]],
        right.ends[columns[:, 1] + lasts],
    )
    return tuple(
        AlignedSpan(left=Span(start, end), right=Span(their_start, their_end))
        for start, end, their_start, their_end in zip(*(edge.tolist() for edge in edges), strict=True)
    )


class Covered(NamedTuple):
    """The words of some runs, one side beside the other."""

    left: Places
    right: Places
    after: Places
    """How many words of its run follow each."""


def covered(runs: list[Run]) -> Covered:
    """Return the places of the words that the runs cover."""
    columns = _columns(runs)
    lengths = columns[:, 2]
    ends = lengths.cumsum()
    steps = np.arange(int(lengths.sum()))
    firsts = ends - lengths
    left, right, end = (values.repeat(lengths) for values in (columns[:, 0] - firsts, columns[:, 1] - firsts, ends - 1))
    return Covered(left + steps, right + steps, end - steps)


def shared(left: Reading, right: Reading, words: Covered) -> Shared:
    """Count the words that runs cover."""
    # What is quoted on either side is a quotation: one outlet's block quote is another's “…”.
    prose = ~(left.quoted[words.left] | right.quoted[words.right])
    taken: NDArray[np.bool_] = np.zeros(right.size, dtype=np.bool_)
    taken[words.right[prose]] = True
    left_prose = int(np.count_nonzero(prose))
    return Shared(left_prose, int(np.count_nonzero(taken)), len(prose) - left_prose)


def _columns(runs: list[Run]) -> Places:
    return np.array(runs, dtype=np.int64).reshape(-1, 3)


def _length(left: Reading, right: Reading, at: int, place: int, limit: int) -> int:
    most = min(limit - at, int(right.limits[place]) - place)
    differ = left.hashes[at : at + most] != right.hashes[place : place + most]
    first = int(differ.argmax())
    return first if differ[first] else most
