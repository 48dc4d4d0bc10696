"""Fingerprints: a few word 5-grams of each article, the same ones wherever the passage stands.

Winnowing (Schleimer, Wilkerson and Aiken 2003): of every four neighbouring 5-grams the one with
the least hash is kept, so any shared run of eight words shares a fingerprint.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from dateline.stories.characters import Flags, Hashes
from dateline.stories.words import Reading

WINDOW = 4

_NONE = np.iinfo(np.uint64).max
_GAP = np.full(WINDOW - 1, _NONE, dtype=np.uint64)
_OUT = np.ones(WINDOW - 1, dtype=np.bool_)
TOGETHER = 32
"""Articles that are winnowed in one go."""


class Fingerprints(NamedTuple):
    """Hashes kept of one article, each once, prose and quotations apart."""

    prose: Hashes
    quotations: Hashes
    within: Flags
    """For each 5-gram of the article whether it is all prose, in one block, and no furniture."""


def all_fingerprints(
    readings: Sequence[Reading], furniture: Sequence[Flags | None] | None = None
) -> list[Fingerprints]:
    """Return the winnowed fingerprints of each article; its runs of words that are ``furniture`` are left out."""
    found: list[Fingerprints] = []
    for first in range(0, len(readings), TOGETHER):
        some = readings[first : first + TOGETHER]
        grams = [reading.grams for reading in some]
        prose = [reading.prose_grams for reading in some]
        quoted = [reading.quoted_grams for reading in some]
        for number, marked in enumerate((furniture or ())[first : first + TOGETHER]):
            if marked is not None:
                prose[number], quoted[number] = prose[number] & ~marked, quoted[number] & ~marked
        found += map(Fingerprints, _winnowed(grams, prose), _winnowed(grams, quoted), prose)
    return found


def _winnowed(texts: Sequence[Hashes], kept: Sequence[Flags]) -> list[Hashes]:
    """Return the least values of the windows of each text, each once, ascending."""
    # Laid end to end with gaps between, of which none is kept: what no window of a text keeps is put out of its reach.
    values = np.concatenate([*(part for text in texts for part in (text, _GAP)), _GAP])
    values[np.concatenate([*(part for flags in kept for part in (~flags, _OUT)), _OUT])] = _NONE
    pairs = np.minimum(values[:-1], values[1:])
    least = np.minimum(pairs[:-2], pairs[2:])
    sizes = np.array(list(map(len, texts)), dtype=np.int64)
    starts = (sizes + WINDOW - 1).cumsum() - sizes - (WINDOW - 1)
    # A text shorter than a window is one window. The others end with their last word.
    ends = starts + np.maximum(sizes - (WINDOW - 1), np.minimum(sizes, 1))
    beyond = np.minimum(ends[:, None] + np.arange(2 * (WINDOW - 1)), (starts + sizes + WINDOW - 2)[:, None])
    least[beyond] = _NONE
    # The same value stands for every window that it is the least of.
    places = ((least[:-1] != least[1:]) & (least[:-1] != _NONE)).nonzero()[0]
    found = least[places]
    edges = places.searchsorted(np.append(starts, len(least)))
    return [_distinct(found[start:end]) for start, end in pairwise(edges.tolist())]


def _distinct(values: Hashes) -> Hashes:
    ranked = np.sort(values)
    again = ranked[1:] == ranked[:-1]
    return np.append(ranked[:1], ranked[1:][~again]) if again.any() else ranked
