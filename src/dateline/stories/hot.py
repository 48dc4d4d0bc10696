"""What is kept of the articles of the last days: enough to say which story a new one is most like.

About one KiB an article: its words as numbers, whom it opens with, the day of its news.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from dateline.stories.characters import Places
from dateline.stories.grouping import JOIN, LOOSE
from dateline.stories.pairs import COMMON, OPENINGS, SURE, fade, keys
from dateline.stories.postings import Postings, Values
from dateline.stories.terms import ONE, Terms, unit
from dateline.stories.vocabulary import Vocabulary

NEAREST = 256
"""Reports that a new one is measured against, the latest of those that share a key word."""


class _Report:
    """One report: a family's first article, or a copy, which is kept by its number alone.

    Its words stand as bytes: an array of its own would cost as much again as what it holds.
    """

    __slots__ = ("day", "named", "opening", "record", "story", "weights", "words")

    def __init__(self, record: str) -> None:
        self.record = record
        self.story: str | None = None
        self.day: int | None = None
        self.words = b""
        """Numbers of its words, four bytes each."""
        self.weights = b""
        """Their weights, two bytes each."""
        self.opening = b""
        """The telling words of its opening, four bytes each: twice the number of a name, and of another one more."""
        self.named = False
        """Whether there is a name among them."""


class _Story:
    """A story's reports in the window: how many, and their likenesses summed, each pair twice and each to itself."""

    __slots__ = ("size", "within")

    def __init__(self) -> None:
        self.size = 0
        self.within = 0.0


class HotReports:
    """The reports of the window, by number in the order of their coming."""

    def __init__(self) -> None:
        self.first = 0
        """Number of the first report that is in the window."""
        self._reports: list[_Report] = []
        self._stories: dict[str, _Story] = {}
        self._vocabulary = Vocabulary()
        self._told = 0
        self._holders = Postings()
        """Which reports have which key word."""
        self._keys = _NONE
        """Those of the report that came last, until it is settled."""
        self._likeness: dict[str, float] = {}
        self._sure: set[str] = set()
        """Stories with a report that the last one is surely of one story with (see ``pairs.is_sure``)."""
        self._dense = np.zeros(1 << 10, dtype=np.int64)

    def __len__(self) -> int:
        return len(self._reports)

    def record(self, number: int) -> str | None:
        """Return the record of a number; None for one that left the window."""
        return self._reports[number - self.first].record if number >= self.first else None

    def add(self, record: str, told: Terms | None, day: date | None) -> int:
        """Keep an article and return its number; ``told`` is None for a copy, which adds nothing to its story."""
        report = _Report(record)
        self._reports.append(report)
        self._keys = _NONE
        if told is not None and told.counts:
            report.day = None if day is None else day.toordinal()
            numbers = self._vocabulary.learn(told)
            self._told += 1
            names = self._vocabulary.names(told, numbers)
            vector = unit(told.counts, names, self._vocabulary.rarity(numbers, self._told))
            report.words = _array([numbers[word] for word in vector]).tobytes()
            report.weights = np.array(list(vector.values()), dtype=np.uint16).tobytes()
            opening = [2 * numbers[word] + (word not in names) for word in told.opening if word in numbers]
            report.opening = _array(opening).tobytes()
            report.named = not names.isdisjoint(told.opening)
            self._keys = _array([numbers[word] for word in keys(vector)])
        return self.first + len(self._reports) - 1

    def likeliest(self, number: int, *, apart: frozenset[str]) -> str | None:
        """Return the story that a report is most like; None where it is like none enough."""
        self.measure(number)
        best, chosen = JOIN, None
        for story, total in sorted(self._likeness.items()):
            group = self._stories[story]
            value = total * group.size ** (LOOSE - 1) * group.within ** (-LOOSE / 2)
            if value >= best and story in self._sure and story not in apart:
                best, chosen = value, story
        return chosen

    def settle(self, number: int, story: str) -> None:
        """Count the report that came last to the story it was placed in."""
        report = self._reports[number - self.first]
        report.story = story
        if not report.words:
            return
        group = self._stories.setdefault(story, _Story())
        group.size += 1
        group.within += 1 + 2 * self._likeness.get(story, 0.0)
        self._holders.add(number, self._keys)

    def forget(self, first: int) -> None:
        """Forget the reports before a number."""
        if first <= self.first:
            return
        gone = [report for report in self._reports[: first - self.first] if report.words]
        del self._reports[: first - self.first]
        self.first = first
        self._told -= len(gone)
        self._vocabulary.forget(_numbers([report.words]) for report in gone)
        self._holders.forget(first)
        for report in gone:
            group = self._stories.get(report.story or "")
            if group is not None and report.story is not None:
                # Which likenesses were its own is not kept: what is left keeps its looseness.
                group.within *= (group.size - 1) / group.size
                group.size -= 1
                if not group.size:
                    del self._stories[report.story]

    def measure(self, number: int) -> None:
        """Sum up the likeness of the report that came last to each story of those that came before it."""
        self._likeness = {}
        self._sure = set()
        report = self._reports[number - self.first]
        near = self._holders.holders(self._keys, COMMON)[-NEAREST:].tolist() if report.words else []
        others = [self._reports[each - self.first] for each in near if each >= self.first]
        told = [
            (other, story, names + kinds)
            for other, (names, kinds) in zip(others, self._shared(report, others), strict=True)
            # Openings that share no name are not of one event.
            if (story := other.story) is not None and (names or not (report.named and other.named))
        ]
        totals = self._products(report, [other for other, _, _ in told])
        for (other, story, shared), total in zip(told, totals, strict=True):
            alike = total / (ONE * ONE)
            days = None if report.day is None or other.day is None else abs(report.day - other.day)
            self._likeness[story] = self._likeness.get(story, 0.0) + alike * fade(days)
            if alike >= SURE or shared >= OPENINGS:
                self._sure.add(story)

    def _shared(self, report: _Report, others: Sequence[_Report]) -> Iterable[tuple[int, int]]:
        """Return how many names, and how many other words, a report's opening shares with that of each of others."""
        own = _numbers([report.opening])
        kinds, names = np.divmod(
            self._sums(own, np.where(own & 1, _KIND, 1), [other.opening for other in others]), _KIND
        )
        return zip(names.tolist(), kinds.tolist(), strict=True)

    def _products(self, report: _Report, others: Sequence[_Report]) -> list[int]:
        """Return the inner products of a report's words, so weighted, with those of others."""
        own, weights = _numbers([report.words]), _weights([report.weights])
        theirs = _weights(other.weights for other in others)
        products: list[int] = self._sums(own, weights, [other.words for other in others], theirs).tolist()
        return products

    def _sums(
        self,
        own: Values,
        values: NDArray[np.int64] | NDArray[np.uint16],
        others: Sequence[bytes],
        weights: NDArray[np.uint16] | None = None,
    ) -> Places:
        """Return for each of others the sum of the values of those words that it has, times its weights of them."""
        if len(self._dense) < 2 * len(self._vocabulary):
            self._dense = np.zeros(4 * len(self._vocabulary), dtype=np.int64)
        self._dense[own] = values
        found = self._dense.take(_numbers(others))
        self._dense[own] = 0
        if weights is not None:
            found *= weights
        sizes = np.array(list(map(len, others)), dtype=np.int64) // _WIDTH
        filled = sizes > 0
        sums = np.zeros(len(others), dtype=np.int64)
        if len(found):
            sums[filled] = np.add.reduceat(found, (sizes.cumsum() - sizes)[filled])
        return sums


_KIND = 1 << 32
"""What a word of an opening that is no name counts beside a name, so that one sum counts both."""
_NONE: Values = np.zeros(0, dtype=np.uint32)
_WIDTH = _NONE.itemsize


def _array(numbers: Sequence[int]) -> Values:
    return np.array(numbers, dtype=np.uint32)


def _numbers(rows: Iterable[bytes]) -> Values:
    return np.frombuffer(b"".join(rows), dtype=np.uint32)


def _weights(rows: Iterable[bytes]) -> NDArray[np.uint16]:
    return np.frombuffer(b"".join(rows), dtype=np.uint16)
