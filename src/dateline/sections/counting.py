"""The terms of a text: how often each is there, and which words it is first."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from itertools import groupby, islice
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from dateline.record import Span
from dateline.sections.terms import WORD
from dateline.sections.vocabulary import NONE, Vocabulary

_WORD_CHARACTERS = 60
"""Characters that are looked at for each word that is read: bounds a text of one endless word."""


class Counts(NamedTuple):
    """Rows of terms, words before pairs and each in the order in which they are met, and how often each counts."""

    rows: npt.NDArray[np.intp]
    times: npt.NDArray[np.float32]


class _Stretch(NamedTuple):
    """A stretch that was read."""

    first: int
    """The place of its first word among all that were read."""
    span: Span
    weight: int


class Reader:
    """Reads the stretches of one text, word by word."""

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        self._text = text
        self._vocabulary = vocabulary
        self._numbers: list[int] = []
        """Of the words of all stretches, with NONE after each stretch: no pair spans two."""
        self._pairs: list[int] = []
        """The row of each word's pair with the next, once counted."""
        self._stretches: list[_Stretch] = []

    def read(self, span: Span, *, weight: int, most: int) -> int:
        """Read a stretch, ``most`` words at most, each counted so many times; return how many words were read."""
        span = Span(span.start, min(span.end, span.start + most * _WORD_CHARACTERS))
        first = len(self._numbers)
        self._numbers += self._vocabulary.numbers_of(WORD.findall(self._text, span.start, span.end)[:most])
        self._stretches.append(_Stretch(first, span, weight))
        read = len(self._numbers) - first
        self._numbers.append(NONE)
        return read

    def counts(self) -> Counts:
        """Return the terms of what was read."""
        self._pairs = self._vocabulary.pairs_of(self._numbers)
        times = Counter(self._numbers)
        times.update(self._pairs)
        for stretch, end in zip(self._stretches, self._ends(), strict=True):
            for _ in range(stretch.weight - 1):
                times.update(self._numbers[stretch.first : end])
                times.update(self._pairs[stretch.first : end])
        rows = np.fromiter(times, np.intp, len(times))
        known = (rows != NONE) & (rows < self._vocabulary.rows)
        return Counts(rows[known], np.fromiter(times.values(), np.float32, len(times))[known])

    def _ends(self) -> list[int]:
        return [*(stretch.first for stretch in self._stretches[1:]), len(self._numbers)]

    def spans(self, rows: Iterable[int], most: int) -> tuple[Span, ...]:
        """Return the words that the first few of some rows were first met in, in reading order.

        A row whose words are shown for one before it is passed over.
        """
        shown: set[int] = set()
        stretches: list[tuple[int, int]] = []
        for row in rows:
            words = self._words_of(row)
            if shown.isdisjoint(words):
                shown.update(words)
                stretches.append((words[0], words[-1]))
                if len(stretches) == most:
                    break
        spans = self._spans_of(sorted(shown))
        return tuple(Span(spans[first].start, spans[last].end) for first, last in sorted(stretches))

    def _words_of(self, row: int) -> range:
        try:
            return range(at := self._numbers.index(row), at + 1)
        except ValueError:  # a pair
            return range(at := self._pairs.index(row), at + 2)

    def _spans_of(self, places: Iterable[int]) -> dict[int, Span]:
        found: dict[int, Span] = {}
        starts = [stretch.first for stretch in self._stretches]
        for number, words in groupby(places, key=lambda place: bisect_right(starts, place) - 1):
            first, span, _ = self._stretches[number]
            matches, past = WORD.finditer(self._text, span.start, span.end), first
            for word in words:
                match = next(islice(matches, word - past, None))
                found[word], past = Span(*match.span()), word + 1
        return found
