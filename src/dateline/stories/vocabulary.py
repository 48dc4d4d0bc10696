"""The words of the articles of the last days as numbers, with what is known of each."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from dateline.stories.terms import STANDS_ALONE, Terms

_SPREAD, _WITHIN, _SMALL, _CAPITAL = range(4)


class Vocabulary:
    """Words by number: in how many reports of the window each stands, and how it was written."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._free: list[int] = []
        """Numbers of words that stand in no report any more."""
        self._counts = np.zeros((4, 1 << 12), dtype=np.uint32)
        """For each number: reports that have the word, and reports so far that write it in each way (see Terms)."""

    def __len__(self) -> int:
        """Return how many numbers there are, those that are free too."""
        return len(self._numbers) + len(self._free)

    def learn(self, told: Terms) -> dict[str, int]:
        """Count a report's words; return their numbers."""
        numbers = {word: self._number(word) for word in told.counts}
        if len(self) > self._counts.shape[1]:
            self._counts = np.pad(self._counts, ((0, 0), (0, len(self))))
        for row, written in (
            (_SPREAD, told.counts),
            (_WITHIN, told.within),
            (_SMALL, told.small),
            (_CAPITAL, told.capital),
        ):
            self._counts[row, [numbers[word] for word in written]] += 1
        return numbers

    def names(self, told: Terms, numbers: Mapping[str, int]) -> frozenset[str]:
        """Return a report's words that are names, as far as the reports so far tell (see ``terms.subjects``)."""
        words = list(told.capital)
        _, within, small, capital = self._counts[:, [numbers[word] for word in words]]
        proper = (within > small) | ((capital >= STANDS_ALONE) & (small == 0))
        return told.stated | {word for word, is_name in zip(words, proper.tolist(), strict=True) if is_name}

    def rarity(self, numbers: Mapping[str, int], total: int) -> dict[str, float]:
        """Return how rare each word is among so many reports."""
        spread = self._counts[_SPREAD, list(numbers.values())].tolist()
        return {word: math.log(1 + total / count) for word, count in zip(numbers, spread, strict=True)}

    def forget(self, reports: Iterable[NDArray[np.uint32]]) -> None:
        """Take back the words of reports that leave, and free the numbers of words that stand in none, now and then."""
        for numbers in reports:
            self._counts[_SPREAD, numbers] -= 1
        spread = self._counts[_SPREAD].tolist()
        gone = [(word, number) for word, number in self._numbers.items() if not spread[number]]
        if len(gone) * 2 > len(self._numbers):
            for word, number in gone:
                del self._numbers[word]
                self._free.append(number)
            self._counts[:, [number for _, number in gone]] = 0

    def _number(self, word: str) -> int:
        number = self._numbers.get(word)
        if number is None:
            number = self._numbers[word] = self._free.pop() if self._free else len(self._numbers)
        return number
