"""The terms that have weights: the number of each word's term, and the rows of pairs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import numpy as np
import numpy.typing as npt

from dateline.sections.terms import WORD, term_of

NONE = -1
"""The number of a word that no term knows, and the row of what has none."""

_REMEMBERED = 100_000
"""Chunks whose numbers are kept at hand."""
_LONGEST = 60
"""Characters of a chunk that is kept: what is longer is hardly seen twice."""

Numbers = npt.NDArray[np.intp]


class Vocabulary:
    """Terms by row: single words, and pairs with a blank between.

    A word's number is the row of its term. Words that stand in pairs alone are numbered after the rows.
    """

    def __init__(self, terms: Sequence[str]) -> None:
        self._rows = len(terms)
        self._numbers = {term: row for row, term in enumerate(terms) if " " not in term}
        keys: list[tuple[int, int]] = []
        for row, term in enumerate(terms):
            first, _, second = term.partition(" ")
            if second:
                keys.append((self._number(first) << 32 | self._number(second), row))
        self._keys, self._pairs = np.array(sorted(keys), dtype=np.int64).reshape(-1, 2).T
        self._chunks: dict[str, tuple[int, ...]] = {}

    def _number(self, term: str) -> int:
        return self._numbers.setdefault(term, self._rows + len(self._numbers))

    def numbers_of(self, chunks: Sequence[str]) -> list[tuple[int, ...]]:
        """Return the numbers of the words in each chunk, which holds no blanks; NONE for a word that no term knows."""
        known = list(map(self._chunks.get, chunks))
        if None in known:
            return [
                self._read(chunk) if numbers is None else numbers for chunk, numbers in zip(chunks, known, strict=True)
            ]
        return cast("list[tuple[int, ...]]", known)

    def _read(self, chunk: str) -> tuple[int, ...]:
        numbers = tuple(self._numbers.get(term_of(word), NONE) for word in WORD.findall(chunk))
        if len(chunk) <= _LONGEST:
            if len(self._chunks) == _REMEMBERED:
                self._chunks.clear()
            self._chunks[chunk] = numbers
        return numbers

    def rows_of_words(self, numbers: Numbers) -> Numbers:
        """Return the row of each word's own term; NONE where it has none."""
        return np.where(numbers < self._rows, numbers, NONE)

    def rows_of_pairs(self, numbers: Numbers) -> Numbers:
        """Return the row of each word's pair with the word before it; NONE where it has none, as the first has."""
        rows = np.full(len(numbers), NONE)
        before, after = numbers[:-1], numbers[1:]
        at = ((before | after) >= 0).nonzero()[0]
        keys = before[at] << 32 | after[at]
        if len(self._keys):
            places = self._keys.searchsorted(keys)
            known = self._keys.take(places, mode="clip") == keys
            rows[at[known] + 1] = self._pairs[places[known]]
        return rows
