"""Fingerprints: a few word 5-grams of each article, the same ones wherever the passage stands.

Winnowing (Schleimer, Wilkerson and Aiken 2003): of every four neighbouring 5-grams the one with
the least hash is kept, so any shared run of eight words shares a fingerprint.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from dateline.stories.words import Reading

SIZE = 5
WINDOW = 4

_NONE = np.iinfo(np.uint64).max


class Fingerprints(NamedTuple):
    """Hashes kept of one article, each once, prose and quotations apart."""

    prose: tuple[int, ...]
    quotations: tuple[int, ...]
    within: NDArray[np.bool_]
    """For each 5-gram of the article whether it is all prose, in one block."""


def fingerprints(reading: Reading, hashes: NDArray[np.uint64]) -> Fingerprints:
    """Return the winnowed fingerprints of an article's words, of the hashes of its 5-grams.

    No 5-gram crosses a block or a quotation's edge.
    """
    if not len(hashes):
        return Fingerprints((), (), np.zeros(0, dtype=np.bool_))
    blocks = np.array(reading.blocks)
    within = blocks[: len(hashes)] == blocks[SIZE - 1 :]
    inside = np.convolve(np.array(reading.quoted, dtype=np.int64), np.ones(SIZE, dtype=np.int64), "valid")
    prose = within & (inside == 0)
    return Fingerprints(
        _winnowed(np.where(prose, hashes, _NONE)),
        _winnowed(np.where(within & (inside == SIZE), hashes, _NONE)),
        prose,
    )


def grams(words: tuple[str, ...], size: int) -> NDArray[np.uint64]:
    """Return the hash of every run of ``size`` words: the same on every machine and every run."""
    count = len(words) - size + 1
    if count <= 0:
        return np.empty(0, dtype=np.uint64)
    single = np.fromiter((_hash(word) for word in words), dtype=np.uint64, count=len(words))
    total = np.zeros(count, dtype=np.uint64)
    for place in range(size):
        total = total * np.uint64(0x9E3779B97F4A7C15) + single[place : place + count]
    mixed: NDArray[np.uint64] = total ^ (total >> np.uint64(29))
    return mixed * np.uint64(0xBF58476D1CE4E5B9)


def _winnowed(hashes: NDArray[np.uint64]) -> tuple[int, ...]:
    width = min(WINDOW, len(hashes))
    least = np.lib.stride_tricks.sliding_window_view(hashes, width).min(axis=1)
    return tuple(int(value) for value in np.unique(least) if value != _NONE)


@lru_cache(maxsize=1 << 16)
def _hash(word: str) -> int:
    data = word.encode()
    return crc32(data) << 32 | crc32(data, 0x5BD1E995)
