"""Fingerprints: a few word 5-grams of each article, the same ones wherever the passage stands.

Winnowing (Schleimer, Wilkerson and Aiken 2003): of every four neighbouring 5-grams the one with
the least hash is kept, so any shared run of eight words shares a fingerprint.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dateline.stories.characters import Hashes
from dateline.stories.words import Reading

SIZE = 5
WINDOW = 4

_NONE = np.iinfo(np.uint64).max


class Fingerprints(NamedTuple):
    """Hashes kept of one article, each once, prose and quotations apart."""

    prose: Hashes
    quotations: Hashes
    within: NDArray[np.bool_]
    """For each 5-gram of the article whether it is all prose, in one block, and no furniture."""


def grams(reading: Reading, size: int) -> Hashes:
    """Return the hash of every run of ``size`` words, in reading order."""
    count = max(0, reading.size - size + 1)
    total = np.zeros(count, dtype=np.uint64)
    for place in range(size):
        total = total * np.uint64(0x9E3779B97F4A7C15) + reading.hashes[place : place + count]
    total ^= total >> np.uint64(29)
    total *= np.uint64(0xBF58476D1CE4E5B9)
    return total


def fingerprints(reading: Reading, hashes: Hashes, furniture: NDArray[np.bool_]) -> Fingerprints:
    """Return the winnowed fingerprints of an article's words, of the hashes of its 5-grams.

    No 5-gram crosses a block or a quotation's edge; those of ``furniture`` are left out.
    """
    count = len(hashes)
    within = (reading.blocks[:count] == reading.blocks[SIZE - 1 :]) & ~furniture
    sums = np.concatenate(([0], np.cumsum(reading.quoted)))
    inside = sums[SIZE:] - sums[:-SIZE] if count else np.zeros(0, dtype=np.int64)
    prose = within & (inside == 0)
    return Fingerprints(_winnowed(hashes, prose), _winnowed(hashes, within & (inside == SIZE)), prose)


def _winnowed(hashes: Hashes, kept: NDArray[np.bool_]) -> Hashes:
    if not kept.any():
        return np.empty(0, dtype=np.uint64)
    values = np.where(kept, hashes, _NONE)
    least = values
    for step in range(1, min(WINDOW, len(values))):
        least = np.minimum(least[:-1], values[step:])
    least = np.sort(least)
    # The same value stands for every window that it is the least of.
    kept_once: Hashes = least[np.append(least[:-1] != least[1:], True) & (least != _NONE)]
    return kept_once
