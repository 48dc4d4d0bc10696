"""Fingerprints: a few word 5-grams of each article, the same ones wherever the passage stands.

Winnowing (Schleimer, Wilkerson and Aiken 2003): of every four neighbouring 5-grams the one with
the least hash is kept, so any shared run of eight words shares a fingerprint.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from dateline.stories.characters import Flags, Hashes
from dateline.stories.words import Reading

WINDOW = 4

_NONE = np.iinfo(np.uint64).max


class Fingerprints(NamedTuple):
    """Hashes kept of one article, each once, prose and quotations apart."""

    prose: Hashes
    quotations: Hashes
    within: Flags
    """For each 5-gram of the article whether it is all prose, in one block, and no furniture."""


def fingerprints(reading: Reading, furniture: Flags) -> Fingerprints:
    """Return the winnowed fingerprints of an article; runs of words that are ``furniture`` are left out."""
    prose, quoted = reading.prose_grams, reading.quoted_grams
    if furniture.any():
        prose, quoted = prose & ~furniture, quoted & ~furniture
    return Fingerprints(_winnowed(reading.grams, prose), _winnowed(reading.grams, quoted), prose)


def _winnowed(hashes: Hashes, kept: Flags) -> Hashes:
    if not kept.any():
        return np.empty(0, dtype=np.uint64)
    values = np.where(kept, hashes, _NONE)
    least = values
    for step in range(1, min(WINDOW, len(values))):
        least = np.minimum(least[:-1], values[step:])
    # The same value stands for every window that it is the least of.
    once = np.sort(least[_changes(least)])
    found: Hashes = once[_changes(once)]
    return found[:-1] if found[-1] == _NONE else found


def _changes(values: Hashes) -> Flags:
    """Say of each value whether another one follows it, or none."""
    changes = np.ones(len(values), dtype=np.bool_)
    np.not_equal(values[:-1], values[1:], out=changes[:-1])
    return changes
