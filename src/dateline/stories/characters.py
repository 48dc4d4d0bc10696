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
Flags: TypeAlias = NDArray[np.bool_]

INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff"
_JOINS = re.compile(rf"[{INVISIBLE}\u0300-\u036f]")
"""Characters that carry a word on and are no part of it: invisible ones, and accents set apart."""

_UNKNOWN, _APART, _MARK, _LETTER, _JOINER = range(5)
MARKS = '“”„‟«»"\n'
"""Characters at which a quotation may open or close."""
_ENDS = '.!?:\n“"'
"""Characters after which a capital tells nothing: a sentence or a quotation may open there."""
_CODES = 0x110000
_POWERS = 64
"""Powers of the hash's base that differ, a power of two: a word's characters beyond that many reuse the first ones."""
_BASE = 0x100000001B3
_MASK = (1 << 64) - 1


class Words(NamedTuple):
    """The words of a text, column by column, in reading order."""

    hashes: Hashes
    """Equal for words that fold to the same: the same on every machine and every run."""
    starts: Places
    ends: Places
    capital: Flags
    """Whether it is written with a capital."""
    opens: Flags
    """Whether a sentence, a line or a quotation may open with it: its capital then tells nothing."""
    marks: Places
    """Offsets of the text's quotation marks and line ends."""


class _Table:
    """What each character is, folds to and counts for."""

    def __init__(self) -> None:
        # Pages of zeros take no memory until they are written to: only the scripts that are met cost.
        self._kind = np.zeros(_CODES, dtype=np.uint8)
        self._hash = np.zeros(_CODES, dtype=np.uint64)
        self._length = np.zeros(_CODES, dtype=np.int32)
        self._capital = np.zeros(_CODES, dtype=np.bool_)
        self._ends = np.zeros(_CODES, dtype=np.bool_)
        self._ends[[ord(end) for end in _ENDS]] = True
        self._powers = np.array([pow(_BASE, n, 1 << 64) for n in range(_POWERS)], dtype=np.uint64)

    def words(self, text: str) -> Words:
        # Three line ends before it: what stands before a word can then be looked at unasked.
        padded = np.frombuffer(f"\n\n\n{text}".encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.intp)
        codes = padded[3:]
        kind = self._kind.take(codes)
        if not kind.all():
            for code in np.unique(codes[kind == _UNKNOWN]).tolist():
                self._learn(code)
            kind = self._kind.take(codes)
        starts, ends = _stretches(kind)
        marks = np.flatnonzero(kind == _MARK)
        if not len(starts):
            none = np.empty(0, dtype=np.bool_)
            return Words(np.empty(0, dtype=np.uint64), starts, ends, none, none, marks)
        # How far into its word, folded, each character stands; what stands before the first word counts for nothing.
        first = int(starts[0])
        codes = codes[first:]
        length = self._length.take(codes)
        before = np.cumsum(length, dtype=np.int32)
        before -= length
        places = starts - first
        before -= np.repeat(before[places], np.diff(places, append=len(codes)))
        before &= _POWERS - 1
        single = self._hash.take(codes)
        single *= self._powers.take(before)
        hashes = np.add.reduceat(single, places)
        hashes ^= hashes >> np.uint64(31)
        return Words(
            hashes * np.uint64(0x9E3779B97F4A7C15),
            starts,
            ends,
            self._capital[codes[places]],
            self._opens(padded, starts),
            marks,
        )

    def _opens(self, padded: NDArray[np.intp], starts: Places) -> Flags:
        """Say of each word whether one of the three characters before it ends a sentence, only marks between."""
        three, two, one = (padded[starts + place] for place in range(3))
        found: Flags = self._kind[three] != _LETTER
        for codes in (two, one):
            found = self._ends[codes] | ((self._kind[codes] != _LETTER) & found)
        return found

    def _learn(self, code: int) -> None:
        character = chr(code)
        if _JOINS.match(character):
            self._kind[code] = _JOINER
            return
        if not character.isalnum():
            self._kind[code] = _MARK if character in MARKS else _APART
            return
        folded = fold(character)
        value = 0
        for place, each in enumerate(folded):
            value += (ord(each) + 0x9E3779B97F4A7C15) * pow(_BASE, place, 1 << 64)
        self._kind[code], self._hash[code], self._length[code] = _LETTER, value & _MASK, len(folded)
        self._capital[code] = character.isupper()


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


def held(values: Hashes, known: Hashes) -> Flags:
    """Say of each value whether it is one of the known ones, which ascend."""
    if not len(known):
        return np.zeros(len(values), dtype=np.bool_)
    rank = np.minimum(np.searchsorted(known, values), len(known) - 1)
    held: Flags = known[rank] == values
    return held


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """Return a word as it is compared: no case, no accents, no invisible characters."""
    return folded(word)


_PLAIN = str.maketrans(
    {**dict.fromkeys("“”„‟«»", '"'), **dict.fromkeys("‘’", "'"), **dict.fromkeys("–—", "-"), "…": "..."}
)
"""Marks that set most texts apart from ASCII, whose letters are quick to fold."""


def folded(text: str) -> str:
    """Return a longer text as its words are compared."""
    if text.isascii() or (text := text.translate(_PLAIN)).isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text)
    kept = "".join(c for c in decomposed if c.isascii() or unicodedata.category(c) not in {"Mn", "Cf"})
    return kept.casefold()
