"""Alignment: the runs of equal words in two articles."""

from __future__ import annotations

from typing import NamedTuple

from dateline.record import AlignedSpan
from dateline.stories.fingerprints import grams
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
    """Quoted words of the left side."""


def align(left: Reading, right: Reading, size: int) -> list[Run]:
    """Return runs of at least ``size`` equal words, in the left article's order; none crosses a block.

    Greedy from left to right, the longest run at each place, so moved paragraphs are found and a
    word of the left article is in one run at most.
    """
    places: dict[int, list[int]] = {}
    for place, value in enumerate(grams(right.words, size).tolist()):
        found = places.setdefault(value, [])
        if len(found) < _PLACES and right.blocks[place] == right.blocks[place + size - 1]:
            found.append(place)
    runs: list[Run] = []
    values = grams(left.words, size).tolist()
    at = 0
    while at < len(values):
        best = max((_length(left, right, at, place) for place in places.get(values[at], ())), default=0)
        if best < size:
            at += 1
            continue
        where = next(p for p in places[values[at]] if _length(left, right, at, p) == best)
        runs.append(Run(at, where, best))
        at += best
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
        taken[run.right : run.right + run.length] = b"\x01" * run.length
        inside = sum(left.quoted[run.left : run.left + run.length])
        quoted += inside
        left_prose += run.length - inside
    right_prose = sum(1 for place, hit in enumerate(taken) if hit and not right.quoted[place])
    return Shared(left_prose, right_prose, quoted)


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
