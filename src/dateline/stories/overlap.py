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
COPIED = 0.5
"""Share of one side's prose 5-grams that makes it a copy: the label's own threshold in bench/stories copies,
where verbatim, cut and extended have precision .976 and recall .969 on dev."""
WHOLE = 0.8
PASSAGE = 0.12
"""Share that makes it a borrowed passage. At .15, the label's own, recall of copies and passages is .02 lower on
that set, at .11 no higher; precision stays 1 and no pair that shares only quotations is called reuse."""
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
    """Share of its prose 5-grams; 0 where too few words are shared to look at it."""
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
    left_grams, right_grams = 0.0, 0.0
    verdict: Verdict | None = "shares-quotations" if both.quoted >= QUOTED else None
    if min(left.reading.prose, right.reading.prose) >= MIN_PROSE and max(left_in_right, right_in_left) >= PASSAGE:
        left_grams, right_grams = _shares(left.prints, right.prints, words)
        verdict = _verdict(left.reading, right.reading, left_grams, right_grams) or verdict
    if verdict is None:
        return None
    aligned = aligned_spans(left.reading, right.reading, runs)
    return Overlap(verdict, left_in_right, right_in_left, left_grams, right_grams, aligned)


def _tells(left: Text, right: Text, run: Run) -> bool:
    """Say whether a run is more than furniture of one side."""
    count = run.length - SIZE + 1
    sides = ((left.furniture, run.left), (right.furniture, run.right))
    return not any(marked is not None and marked[start : start + count].all() for marked, start in sides)


def _shares(left: Fingerprints, right: Fingerprints, words: Covered) -> tuple[float, float]:
    """Return the share of each side's prose 5-grams that the runs cover: stricter than that of its words.

    What stands between quotation marks on either side is a quotation, marks or none on the other.
    """
    whole = words.after >= SIZE - 1
    ours, theirs = words.left[whole], words.right[whole]
    both = left.within[ours] & right.within[theirs]
    taken = np.zeros(len(right.within), dtype=np.bool_)
    taken[theirs[both]] = True
    counts = (int(np.count_nonzero(each)) for each in (both, left.within, taken, right.within))
    ours_shared, ours_all, theirs_shared, theirs_all = counts
    return ours_shared / max(1, ours_all), theirs_shared / max(1, theirs_all)


def _verdict(left: Reading, right: Reading, left_share: float, right_share: float) -> Verdict | None:
    """Return what two texts are that share prose; None where it is too little."""
    if min(left_share, right_share) >= WHOLE:
        return "verbatim"
    if max(left_share, right_share) >= COPIED:
        return "cut" if right_share > left_share else "extended"
    if min(left.prose, right.prose) >= RETOLD_PROSE and _retold(left, right) >= RETOLD:
        return "rewritten"
    return "shares-passage" if max(left_share, right_share) >= PASSAGE else None


def _retold(left: Reading, right: Reading) -> float:
    """Return the larger share of prose that stands in runs of three words or more."""
    found = matches(grams(left.hashes, 3), grams(right.hashes, 3))
    # No word of the left is in two runs, so either side has at most as many in them as the left may have.
    known = np.zeros(left.size + 2, dtype=np.bool_)
    for step in range(3):
        known[found.places + step] = True
    if np.count_nonzero(known) < RETOLD * min(left.prose, right.prose):
        return 0.0
    both = shared(left, right, covered(align(left, right, found, 3)))
    return max(both.left_prose / left.prose, both.right_prose / right.prose)
