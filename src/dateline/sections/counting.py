"""The terms of a text: how often each is there, and which words it is first."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate, chain, islice
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from dateline.record import Span
from dateline.sections.terms import WORD
from dateline.sections.vocabulary import NONE, Numbers, Vocabulary

_WORD_CHARACTERS = 60
"""Characters that are looked at for each word that is read: bounds a text of one endless word."""


_FIRST = np.zeros(1, np.intp)


class Counts(NamedTuple):
    """Rows of terms in the order in which they are met, how often each counts, and at which place it is met."""

    rows: Numbers
    times: npt.NDArray[np.float32]
    places: Numbers
    """Two a word: its own term, and its pair with the word before it."""


class _Stretch(NamedTuple):
    """A stretch that was read."""

    first: int
    """The place of its first word among all that were read."""
    span: Span
    chunks: Sequence[tuple[int, ...]]
    """The numbers of the words of each chunk between blanks."""


class Reader:
    """Reads the stretches of one text, word by word."""

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        self._text = text
        self._vocabulary = vocabulary
        self._numbers: list[int] = []
        """Of the words of all stretches, with NONE after each stretch: no pair spans two."""
        self._weights: list[int] = []
        self._stretches: list[_Stretch] = []

    def read(self, span: Span, *, weight: int, most: int) -> int:
        """Read a stretch, ``most`` words at most, each counted so many times; return how many words were read."""
        span = Span(span.start, min(span.end, span.start + most * _WORD_CHARACTERS))
        found = self._vocabulary.numbers_of(self._text[span.start : span.end].split())
        numbers = list(chain.from_iterable(found))[:most]
        self._stretches.append(_Stretch(len(self._numbers), span, found))
        self._numbers += numbers
        self._numbers.append(NONE)
        self._weights += [weight] * (len(numbers) + 1)
        return len(numbers)

    def counts(self) -> Counts:
        """Return the terms of what was read."""
        numbers = np.array(self._numbers, np.intp)
        rows = np.empty(2 * len(numbers), np.intp)
        rows[0::2] = self._vocabulary.rows_of_words(numbers)
        rows[1::2] = self._vocabulary.rows_of_pairs(numbers)
        places = (rows != NONE).nonzero()[0]
        if not len(places):
            return Counts(places, np.zeros(0, np.float32), places)
        order = rows[places].argsort(kind="stable")
        sorted_rows = rows[places[order]]
        new = np.concatenate((_FIRST, (sorted_rows[1:] != sorted_rows[:-1]).nonzero()[0] + 1))
        times = np.add.reduceat(np.array(self._weights, np.float32)[places[order] >> 1], new)
        met = order[new].argsort()
        return Counts(sorted_rows[new[met]], times[met], places[order[new[met]]])

    def spans(self, places: Sequence[int]) -> list[Span]:
        """Return the words that stand at some places of ``Counts``."""
        words = [((place >> 1) - (place & 1), place >> 1) for place in places]
        spans = self._spans_of_words({word for pair in words for word in pair})
        return [Span(spans[first].start, spans[last].end) for first, last in words]

    def _spans_of_words(self, wanted: set[int]) -> dict[int, Span]:
        found: dict[int, Span] = {}
        starts = [stretch.first for stretch in self._stretches]
        by_stretch: dict[int, list[int]] = {}
        for word in sorted(wanted):
            by_stretch.setdefault(bisect_right(starts, word) - 1, []).append(word)
        for number, words in by_stretch.items():
            first, span, chunks = self._stretches[number]
            past = list(accumulate(map(len, chunks)))  # words up to the end of each chunk
            rest, chunk = self._text[span.start : span.end].lstrip(), 0
            for word in words:
                ahead = bisect_right(past, word - first) - chunk
                if ahead:  # splitting at blanks is the fastest way to so many chunks ahead
                    rest, chunk = rest.split(None, ahead)[-1], chunk + ahead
                before = word - first - (past[chunk - 1] if chunk else 0)
                match = next(islice(WORD.finditer(rest), before, None))
                start = span.end - len(rest)
                found[word] = Span(start + match.start(), start + match.end())
        return found
