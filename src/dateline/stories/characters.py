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

_KNOWN, _MARK, _LETTER, _JOINER, _CAPITAL, _ENDS, _UNEVEN = (1 << bit for bit in range(7))
"""What a character may be, a bit each. One that makes no word and is no mark is merely known; one that is uneven folds
to several characters or none."""
_IN_WORD = _LETTER | _JOINER
MARKS = '“”„‟«»"\n'
"""Characters at which a quotation may open or close."""
_CLOSERS = '.!?:\n“"'
"""Characters after which a capital tells nothing: a sentence or a quotation may open there."""
_CODES = 0x110000
_BASE = 0x100000001B3
"""Base of the hash, a polynomial of a word's characters. Odd, so that it has an inverse."""
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
        self._traits = np.zeros(_CODES, dtype=np.uint8)
        self._hash = np.zeros(_CODES, dtype=np.uint64)
        self._length = np.zeros(_CODES, dtype=np.uint8)
        self._powers = self._inverses = np.ones(1, dtype=np.uint64)

    def words(self, text: str) -> Words:
        # Three line ends before it: what stands before a word can then be looked at unasked. One after it ends a word.
        padded = np.frombuffer(f"\n\n\n{text}\n".encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.intp)
        traits = self._traits.take(padded)
        if not traits.all():
            for code in np.unique(padded[traits == 0]).tolist():
                self._learn(code)
            traits = self._traits.take(padded)
        starts, ends = _stretches(traits)
        return Words(
            self._hashes(padded, traits, starts, ends),
            starts - 3,
            ends - 3,
            traits[starts] & _CAPITAL != 0,
            _opens(traits, starts),
            (traits[3:-1] & _MARK).nonzero()[0],
        )

    def _hashes(self, padded: NDArray[np.intp], traits: NDArray[np.uint8], starts: Places, ends: Places) -> Hashes:
        """Return the hash of each word: the sum of its characters' values, each times a power of the base by its place.

        Summed up over the whole text, each character at its place there: what stands between two sums is divided by
        the power at which the word starts. So a word's hash is that of the word alone.
        """
        values = self._hash.take(padded)
        if (traits & _UNEVEN).any():
            lengths = self._length.take(padded)
            places = lengths.cumsum(dtype=np.int64)
            self._grow(int(places[-1]) + 1)
            places -= lengths
            values *= self._powers.take(places)
            inverses = self._inverses[places[starts]]
        else:
            self._grow(len(padded))
            values *= self._powers[: len(padded)]
            inverses = self._inverses[starts]
        sums = values.cumsum()
        hashes: Hashes = (sums[ends - 1] - sums[starts - 1]) * inverses
        hashes ^= hashes >> np.uint64(31)
        hashes *= np.uint64(0x9E3779B97F4A7C15)
        return hashes

    def _grow(self, count: int) -> None:
        """Keep so many powers of the base at least, and of its inverse."""
        if len(self._powers) < count:
            count = 1 << count.bit_length()
            self._powers, self._inverses = _powers(_BASE, count), _powers(pow(_BASE, -1, 1 << 64), count)

    def _learn(self, code: int) -> None:
        character = chr(code)
        traits = _KNOWN | (_MARK if character in MARKS else 0) | (_ENDS if character in _CLOSERS else 0)
        length = 1
        if _JOINS.match(character):
            traits |= _JOINER | _UNEVEN
            length = 0
        elif character.isalnum():
            folded = fold(character)
            value = 0
            for place, each in enumerate(folded):
                value += (ord(each) + 0x9E3779B97F4A7C15) * pow(_BASE, place, 1 << 64)
            self._hash[code], length = value & _MASK, len(folded)
            traits |= _LETTER | (_CAPITAL if character.isupper() else 0) | (_UNEVEN if length != 1 else 0)
        self._traits[code], self._length[code] = traits, length


def _powers(base: int, count: int) -> Hashes:
    powers = np.full(count, base, dtype=np.uint64)
    powers[0] = 1
    found: Hashes = powers.cumprod()
    return found


def _opens(traits: NDArray[np.uint8], starts: Places) -> Flags:
    """Say of each word whether one of the three characters before it ends a sentence, only marks between."""
    three, two, one = (traits[starts - before] for before in (3, 2, 1))
    found: Flags = three & _LETTER == 0
    for before in (two, one):
        found = (before & _ENDS != 0) | ((before & _LETTER == 0) & found)
    return found


def _stretches(traits: NDArray[np.uint8]) -> tuple[Places, Places]:
    """Return where words start and end: letters and what joins them, from a letter on."""
    inside = traits & _IN_WORD != 0
    edges = (inside[1:] != inside[:-1]).nonzero()[0] + 1
    starts, ends = edges[::2], edges[1::2]
    if (traits[starts] & _JOINER).any():
        # One place beyond the text, so that a stretch without a letter starts after its end.
        letters = np.append((traits & _LETTER).nonzero()[0], len(traits))
        starts = letters[letters.searchsorted(starts)]
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
    # Most values are none of them, as their first bits tell at once.
    first = np.zeros(1 << _FIRST_BITS, dtype=np.bool_)
    first[_first_bits(known)] = True
    found = first[_first_bits(values)]
    likely = found.nonzero()[0]
    sought = values[likely]
    found[likely] = known.take(known.searchsorted(sought), mode="clip") == sought
    return found


_FIRST_BITS = 14


def _first_bits(values: Hashes) -> Places:
    return (values >> np.uint64(64 - _FIRST_BITS)).astype(np.int64)


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
