"""What is kept of the articles of the last days: enough to say which story a new one is most like.

About two KiB an article: its words as numbers, its key words, whom it opens with, the day of its news.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from datetime import date

import numpy as np
from numpy.typing import NDArray

from dateline.stories.grouping import JOIN, LOOSE
from dateline.stories.pairs import COMMON, fade, keys
from dateline.stories.terms import ONE, STANDS_ALONE, Terms, unit

NEAREST = 256
"""Reports that a new one is measured against, the latest of those that share a key word."""


class _Report:
    """One report: a family's first article, or a copy, which is kept by its number alone."""

    __slots__ = ("day", "keys", "lead", "record", "story", "terms", "weights")

    def __init__(self, record: str) -> None:
        self.record = record
        self.story: str | None = None
        self.day: int | None = None
        self.lead: tuple[int, ...] = ()
        self.keys: tuple[int, ...] = ()
        self.terms: NDArray[np.uint32] | None = None
        self.weights: NDArray[np.uint16] | None = None


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
        self._reports: dict[int, _Report] = {}
        self._next = 0
        self._stories: dict[str, _Story] = {}
        self._words: dict[str, int] = {}
        self._places = 0
        """How many numbers were given to words."""
        self._spread: Counter[int] = Counter()
        """In how many reports of the window each word stands."""
        self._within: Counter[str] = Counter()
        self._small: Counter[str] = Counter()
        self._capital: Counter[str] = Counter()
        self._told = 0
        self._holders: dict[int, list[int]] = {}
        self._likeness: dict[str, float] = {}
        self._dense = np.zeros(1 << 10, dtype=np.float64)

    def __len__(self) -> int:
        return len(self._reports)

    def record(self, number: int) -> str | None:
        """Return the record of a number; None for one that left the window."""
        report = self._reports.get(number)
        return None if report is None else report.record

    def add(self, record: str, told: Terms | None, day: date | None) -> int:
        """Keep an article and return its number; ``told`` is None for a copy, which adds nothing to its story."""
        number, self._next = self._next, self._next + 1
        report = self._reports[number] = _Report(record)
        if told is None:
            return number
        report.day = None if day is None else day.toordinal()
        self._within.update(told.within)
        self._small.update(told.small)
        self._capital.update(told.capital)
        words = {word: self._place(word) for word in told.counts}
        self._spread.update(words.values())
        self._told += 1
        names = told.stated | frozenset(word for word in told.capital if self._proper(word))
        rarity = {word: math.log(1 + self._told / self._spread[place]) for word, place in words.items()}
        vector = unit(told.counts, names, rarity)
        report.lead = tuple(words[word] for word in told.opening & names if word in words)
        report.terms = np.fromiter((words[word] for word in vector), dtype=np.uint32, count=len(vector))
        report.weights = np.fromiter(vector.values(), dtype=np.uint16, count=len(vector))
        report.keys = tuple(words[word] for word in keys(vector))
        return number

    def likeliest(self, number: int, *, apart: frozenset[str]) -> str | None:
        """Return the story that a report is most like; None where it is like none enough."""
        self.measure(number)
        best, chosen = JOIN, None
        for story, total in sorted(self._likeness.items()):
            group = self._stories[story]
            value = total * group.size ** (LOOSE - 1) * group.within ** (-LOOSE / 2)
            if value >= best and story not in apart:
                best, chosen = value, story
        return chosen

    def settle(self, number: int, story: str) -> None:
        """Count a report to the story it was placed in."""
        report = self._reports[number]
        report.story = story
        if report.terms is None:
            return
        group = self._stories.setdefault(story, _Story())
        group.size += 1
        group.within += 1 + 2 * self._likeness.get(story, 0.0)
        for key in report.keys:
            self._holders.setdefault(key, []).append(number)

    def forget(self, first: int) -> None:
        """Forget the reports before a number."""
        if first <= self.first:
            return
        for number in range(self.first, first):
            report = self._reports.pop(number, None)
            if report is not None and report.terms is not None:
                self._leave(report)
        for key, holders in list(self._holders.items()):
            kept = [number for number in holders if number >= first]
            if kept:
                self._holders[key] = kept
            else:
                del self._holders[key]
        self.first = first
        self._sweep()

    def _leave(self, report: _Report) -> None:
        if report.terms is not None:
            self._spread.subtract(report.terms.tolist())
            self._told -= 1
        group = self._stories.get(report.story or "")
        if group is not None and report.story is not None:
            # Which likenesses were its own is not kept: what is left keeps its looseness.
            group.within *= (group.size - 1) / group.size
            group.size -= 1
            if not group.size:
                del self._stories[report.story]

    def _sweep(self) -> None:
        """Forget the words that stand in no report any more; numbers of words are never given twice."""
        self._spread = +self._spread
        gone = [word for word, place in self._words.items() if place not in self._spread]
        if len(gone) * 2 > len(self._words):
            for word in gone:
                del self._words[word]
                for counter in (self._within, self._small, self._capital):
                    del counter[word]

    def _place(self, word: str) -> int:
        place = self._words.get(word)
        if place is None:
            place = self._words[word] = self._places
            self._places += 1
        return place

    def _proper(self, word: str) -> bool:
        """Say whether a word is a name, as far as the reports so far tell (see ``terms.subjects``)."""
        small = self._small[word]
        return self._within[word] > small or (self._capital[word] >= STANDS_ALONE and not small)

    def measure(self, number: int) -> None:
        """Sum up a report's likeness to each story of those that came before it."""
        self._likeness = {}
        report = self._reports[number]
        others = [(each, other) for each, other in self._near(report) if not _vetoed(report, other)]
        if not others or report.terms is None or report.weights is None:
            return
        if len(self._dense) < self._places:
            self._dense = np.zeros(2 * self._places, dtype=np.float64)
        dense = self._dense
        dense[report.terms] = report.weights
        terms = np.concatenate([other.terms for _, other in others if other.terms is not None])
        weights = np.concatenate([other.weights for _, other in others if other.weights is not None])
        sizes = [0 if other.terms is None else len(other.terms) for _, other in others]
        starts = np.cumsum([0, *sizes[:-1]])
        # Whole numbers below 2 to the power of 53: the sum does not hang on their order.
        words = np.add.reduceat(dense[terms] * weights, starts) / (ONE * ONE)
        dense[report.terms] = 0.0
        for (_, other), alike in zip(others, words.tolist(), strict=True):
            if other.story is not None:
                days = None if report.day is None or other.day is None else abs(report.day - other.day)
                self._likeness[other.story] = self._likeness.get(other.story, 0.0) + alike * fade(days)

    def _near(self, report: _Report) -> Iterable[tuple[int, _Report]]:
        found: set[int] = set()
        for key in report.keys:
            holders = self._holders.get(key, ())
            if len(holders) <= COMMON:
                found.update(holders)
        return [(number, self._reports[number]) for number in sorted(found)[-NEAREST:] if number in self._reports]


def _vetoed(one: _Report, other: _Report) -> bool:
    return bool(one.lead and other.lead) and set(one.lead).isdisjoint(other.lead)
