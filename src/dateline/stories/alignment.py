"""Alignment: the runs of equal words in two articles."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from dateline.record import AlignedSpan
from dateline.stories.words import Reading

Values: TypeAlias = NDArray[np.uint64]

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


def align(left: Reading, right: Reading, left_values: Values, right_values: Values, size: int) -> list[Run]:
    """Return runs of at least ``size`` equal words, in the left article's order; none crosses a block.

    The values are the hashes of each side's runs of ``size`` words (see ``grams``).

    Greedy from left to right, the longest run at each place, so moved paragraphs are found and a
    word of the left article is in one run at most.
    """
    places: dict[int, list[int]] = {}
    for place in np.flatnonzero(np.isin(right_values, left_values)).tolist():
        found = places.setdefault(int(right_values[place]), [])
        if len(found) < _PLACES and right.blocks[place] == right.blocks[place + size - 1]:
            found.append(place)
    runs: list[Run] = []
    end = 0
    for at in np.flatnonzero(np.isin(left_values, right_values)).tolist():
        if at < end:
            continue
        lengths = [(_length(left, right, at, place), -place) for place in places[int(left_values[at])]]
        best, place = max(lengths, default=(0, 0))
        if best >= size:
            runs.append(Run(at, -place, best))
            end = at + best
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
    taken = bytearray(len(right.words))
    left_prose = quoted = 0
    for run in runs:
        for step in range(run.length):
            # What is quoted on either side is a quotation: one outlet's block quote is another's “…”.
            if left.quoted[run.left + step] or right.quoted[run.right + step]:
                quoted += 1
            else:
                left_prose += 1
                taken[run.right + step] = 1
    return Shared(left_prose, sum(taken), quoted)


def _length(left: Reading, right: Reading, at: int, place: int) -> int:
    length = 0
    limit = min(len(left.words) - at, len(right.words) - place)
    left_block, right_block = left.blocks[at], right.blocks[place]
    while (
        length < limit
        and left.words[at + length] == right.words[place + length]
        and left.blocks[at + length] == left_block
        and right.blocks[place + length] == right_block
    ):
        length += 1
    return length
