"""Overlap: what two texts share, and what that makes of them."""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np

from dateline.record import AlignedSpan, Record
from dateline.stories.alignment import Covered, Run, align, aligned_spans, covered, matches, shared
from dateline.stories.characters import Flags
from dateline.stories.fingerprints import Fingerprints
from dateline.stories.words import SIZE, Reading, grams

Verdict = Literal["verbatim", "cut", "extended", "rewritten", "shares-quotations", "shares-passage"]

MIN_PROSE = 20
"""Prose words on the shorter side: with fewer, what is shared is a notice, not a report."""
ONE_SIDED = 0.25
"""What prose counts that the other side has between quotation marks: mostly one page sets a quotation without marks,
sometimes the other one quotes the article itself. This, TAKEN and PASSAGE were chosen on bench/stories copies dev: F
of copies is .978 and of copies and passages .964; where all of it passed for quotation, .973 and .959.
"""
COPIED = 0.5
"""Share of one side's prose 5-grams that makes it a copy: the label's own threshold on that set."""
TAKEN = 0.55
"""Share of them that does so wherever they stand: of pairs that share quotations none has so much."""
WHOLE = 0.8
PASSAGE = 0.13
"""Share that makes it a borrowed passage. Precision is 1, and no pair that shares only quotations is called reuse."""
RETOLD = 0.5
"""Share in runs of three words that makes it a rewrite, where runs of five cover at least PASSAGE: all 50
rewritten dispatches of bench/stories origin dev are found."""
RETOLD_PROSE = 70
"""Prose words on the shorter side of a rewrite: in fewer, three words in a row are chance."""
QUOTED = 8
"""Shared quoted words that are worth telling."""


class Text(NamedTuple):
    """An article as it is compared."""

    record: Record
    reading: Reading
    furniture: Flags | None
    """Which of its 5-grams are furniture; None where none is."""
    prints: Fingerprints


class Overlap(NamedTuple):
    """What a left and a right text share."""

    verdict: Verdict
    left_in_right: float
    right_in_left: float
    """Share of each side's prose words that stand in the other."""
    left_grams: float
    right_grams: float
    """Share of its prose 5-grams, those that stand between quotation marks there counted in part."""
    aligned: tuple[AlignedSpan, ...]


def overlap(left: Text, right: Text) -> Overlap | None:
    """Return what two texts share; None where that is nothing worth telling."""
    runs = align(left.reading, right.reading, matches(left.reading.grams, right.reading.grams), SIZE)
    if left.furniture is not None or right.furniture is not None:
        runs = [run for run in runs if _tells(left, right, run)]
    words = covered(runs)
    both = shared(left.reading, right.reading, words)
    left_in_right = both.left_prose / max(1, left.reading.prose)
    right_in_left = both.right_prose / max(1, right.reading.prose)
    shares = _shares(left.prints, right.prints, words)
    verdict: Verdict | None = None
    if min(left.reading.prose, right.reading.prose) >= MIN_PROSE:
        verdict = _verdict(*shares)
        if verdict in {None, "shares-passage"} and max(left_in_right, right_in_left) >= PASSAGE:
            verdict = "rewritten" if _retold(left.reading, right.reading) >= RETOLD else verdict
    if verdict is None and both.quoted < QUOTED:
        return None
    aligned = aligned_spans(left.reading, right.reading, runs)
    return Overlap(
        verdict or "shares-quotations", left_in_right, right_in_left, shares[0].grams, shares[1].grams, aligned
    )


def _tells(left: Text, right: Text, run: Run) -> bool:
    """Say whether a run is more than furniture of one side."""
    count = run.length - SIZE + 1
    sides = ((left.furniture, run.left), (right.furniture, run.right))
    return not any(marked is not None and marked[start : start + count].all() for marked, start in sides)


class _Share(NamedTuple):
    """Share of one side's prose 5-grams that stand in the other: stricter than that of its words."""

    grams: float
    """Those that are a quotation there counted in part."""
    anywhere: float


def _shares(left: Fingerprints, right: Fingerprints, words: Covered) -> tuple[_Share, _Share]:
    whole = words.after >= SIZE - 1
    ours, theirs = words.left[whole], words.right[whole]
    ours_plain, theirs_plain = left.within[ours], right.within[theirs]
    both = ours_plain & theirs_plain
    # A 5-gram of the right side may stand in several runs.
    taken = np.zeros((2, len(right.within)), dtype=np.bool_)
    taken[0, theirs[both]] = True
    taken[1, theirs[theirs_plain]] = True
    return _share(both, ours_plain, left.within), _share(taken[0], taken[1], right.within)


def _share(prose: Flags, anywhere: Flags, within: Flags) -> _Share:
    plain, every, size = (int(np.count_nonzero(flags)) for flags in (prose, anywhere, within))
    return _Share((plain + ONE_SIDED * (every - plain)) / max(1, size), every / max(1, size))


def _verdict(left: _Share, right: _Share) -> Verdict | None:
    """Return what two texts are that share prose; None where it is too little."""
    if min(left.grams, right.grams) >= WHOLE:
        return "verbatim"
    if max(left.grams, right.grams) >= COPIED or max(left.anywhere, right.anywhere) >= TAKEN:
        return "cut" if right.grams > left.grams else "extended"
    return "shares-passage" if max(left.grams, right.grams) >= PASSAGE else None


def _retold(left: Reading, right: Reading) -> float:
    """Return the larger share of prose that stands in runs of three words or more; of too little prose it is 0."""
    if min(left.prose, right.prose) < RETOLD_PROSE:
        return 0.0
    found = matches(grams(left.hashes, 3), grams(right.hashes, 3))
    # No word of the left is in two runs, so either side has at most as many in them as the left may have.
    known = np.zeros(left.size + 2, dtype=np.bool_)
    for step in range(3):
        known[found.places + step] = True
    if np.count_nonzero(known) < RETOLD * min(left.prose, right.prose):
        return 0.0
    both = shared(left, right, covered(align(left, right, found, 3)))
    return max(both.left_prose / left.prose, both.right_prose / right.prose)
