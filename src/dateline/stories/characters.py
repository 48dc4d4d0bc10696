"""Words of a text as numbers: where each one stands, and a hash of it as it is compared.

Every character has a row in a table, filled when it is first met: whether it makes words, and what it
folds to. So a text is read as arrays, and no word is touched by itself.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

Hashes: TypeAlias = NDArray[np.uint64]
Places: TypeAlias = NDArray[np.int64]

INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff"
_JOINS = re.compile(rf"[{INVISIBLE}\u0300-\u036f]")
"""Characters that carry a word on and are no part of it: invisible ones, and accents set apart."""

_UNKNOWN, _APART, _LETTER, _JOINER = range(4)
_CODES = 0x110000
_POWERS = 64
"""Powers of the hash's base that differ: a word's characters beyond that many reuse the first ones."""
_BASE = 0x100000001B3
_MASK = (1 << 64) - 1


class Words(NamedTuple):
    """The words of a text, column by column, in reading order."""

    hashes: Hashes
    """Equal for words that fold to the same: the same on every machine and every run."""
    starts: Places
    ends: Places


class _Table:
    """What each character is, folds to and counts for."""

    def __init__(self) -> None:
        # Pages of zeros take no memory until they are written to: only the scripts that are met cost.
        self._kind = np.zeros(_CODES, dtype=np.uint8)
        self._hash = np.zeros(_CODES, dtype=np.uint64)
        self._length = np.zeros(_CODES, dtype=np.int64)
        self._powers = np.array([pow(_BASE, n, 1 << 64) for n in range(_POWERS)], dtype=np.uint64)

    def words(self, text: str) -> Words:
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        kind = self._kind[codes]
        if not kind.all():
            for code in np.unique(codes[kind == _UNKNOWN]).tolist():
                self._learn(code)
            kind = self._kind[codes]
        starts, ends = _stretches(kind)
        if not len(starts):
            return Words(np.empty(0, dtype=np.uint64), starts, ends)
        # How far into its word, folded, each character stands; what stands before the first word counts for nothing.
        length = self._length[codes]
        before = np.cumsum(length) - length
        within = before[starts[0] :] - np.repeat(before[starts], np.diff(starts, append=len(codes)))
        single = self._hash[codes[starts[0] :]] * self._powers[within % _POWERS]
        hashes = np.add.reduceat(single, starts - starts[0])
        hashes ^= hashes >> np.uint64(31)
        return Words(hashes * np.uint64(0x9E3779B97F4A7C15), starts, ends)

    def _learn(self, code: int) -> None:
        character = chr(code)
        if _JOINS.match(character):
            self._kind[code] = _JOINER
            return
        if not character.isalnum():
            self._kind[code] = _APART
            return
        folded = fold(character)
        value = 0
        for place, each in enumerate(folded):
            value += (ord(each) + 0x9E3779B97F4A7C15) * pow(_BASE, place, 1 << 64)
        self._kind[code], self._hash[code], self._length[code] = _LETTER, value & _MASK, len(folded)


def _stretches(kind: NDArray[np.uint8]) -> tuple[Places, Places]:
    """Return where words start and end: letters and what joins them, from a letter on."""
    inside = kind >= _LETTER
    edges = np.flatnonzero(np.diff(inside, prepend=False, append=False))
    starts, ends = edges[::2], edges[1::2]
    if (kind[starts] == _JOINER).any():
        # One place beyond the text, so that a stretch without a letter starts after its end.
        letters = np.append(np.flatnonzero(kind == _LETTER), len(kind))
        starts = letters[np.searchsorted(letters, starts)]
        kept = starts < ends
        starts, ends = starts[kept], ends[kept]
    return starts, ends


@lru_cache(maxsize=1)
def _table() -> _Table:
    return _Table()


def words_of(text: str) -> Words:
    """Return the words of a text as numbers."""
    return _table().words(text)


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """Return a word as it is compared: no case, no accents, no invisible characters."""
    return folded(word)


def folded(text: str) -> str:
    """Return a longer text as its words are compared."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text)
    kept = "".join(c for c in decomposed if c.isascii() or unicodedata.category(c) not in {"Mn", "Cf"})
    return kept.casefold()
