"""The terms that have weights: the number of each word's term, and the rows of pairs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise, repeat

from dateline.sections.terms import term_of

NONE = -1
"""The number of a word that no term knows, and the row of what has none."""

_REMEMBERED = 100_000
"""Words whose numbers are kept at hand."""


class Vocabulary:
    """Terms by row: single words, and pairs with a blank between.

    A word's number is the row of its term. Words that stand in pairs alone are numbered after the rows.
    """

    def __init__(self, terms: Sequence[str]) -> None:
        self.rows = len(terms)
        numbers = {term: row for row, term in enumerate(terms) if " " not in term}
        self._pairs: dict[tuple[int, int], int] = {}
        for row, term in enumerate(terms):
            first, _, second = term.partition(" ")
            if second:
                pair = [numbers.setdefault(word, self.rows + len(numbers)) for word in (first, second)]
                self._pairs[pair[0], pair[1]] = row
        self._words = _Words(numbers)

    def numbers_of(self, words: Iterable[str]) -> list[int]:
        """Return the number of each word; NONE for one that no term knows."""
        return list(map(self._words.__getitem__, words))

    def pairs_of(self, numbers: Sequence[int]) -> list[int]:
        """Return the row of each word's pair with the word after it; NONE where it has none."""
        return list(map(self._pairs.get, pairwise(numbers), repeat(NONE)))


class _Words(dict[str, int]):
    """The numbers of words as they are written, by those of their terms; filled as words are met."""

    def __init__(self, numbers: dict[str, int]) -> None:
        super().__init__()
        self._numbers = numbers

    def __missing__(self, word: str) -> int:
        number = self._numbers.get(term_of(word), NONE)
        if len(self) >= _REMEMBERED:
            self.clear()
        self[word] = number
        return number
