"""Why reports are one story, or are not: what was measured between the nearest of them, in words."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Literal, NamedTuple

from dateline.record import Evidence, Family, Feature, Join, Reason, Record, evidence
from dateline.stories.grouping import JOIN, Constraints, first_of
from dateline.stories.links import Told
from dateline.stories.pairs import APART, Pair, Report, gap, is_sure
from dateline.stories.terms import written
from dateline.stories.words import Reading

REFUSED = 3
"""Refusals told of one story, the nearest first."""
NAMED = 4
"""Names that a reason tells."""
FARTHEST = 14.0
"""Days beyond which it makes no difference how many they are."""


Measured = Literal["likeness", "words", "names", "days"]


class Joiner(NamedTuple):
    """What is known of some reports when their stories are made."""

    families: Sequence[Family]
    reports: Sequence[Report]
    pairs: Sequence[Pair]
    decided: Constraints
    told: Callable[[str], tuple[Record, Reading]]
    """The record of an id, and its words."""

    def joins(self, stories: Sequence[Told]) -> dict[str, tuple[Join, ...]]:
        """Return for each story why its reports were joined, each to the nearest, and which near ones were refused."""
        story_of = {report: story.id for story in stories for report in story.reports}
        inside: dict[str, list[Pair]] = {story.id: [] for story in stories}
        across: dict[str, list[Pair]] = {story.id: [] for story in stories}
        for pair in self.pairs:
            one, other = story_of[pair.one], story_of[pair.other]
            if one == other:
                if pair.likeness > 0:
                    inside[one].append(pair)
            elif pair.words >= JOIN:
                across[one].append(pair)
                across[other].append(pair)
        return {
            story.id: (
                *(self._join(pair) for pair in self._tree(story, inside[story.id])),
                *(self._refusal(pair, story_of, story.id) for pair in _nearest(across[story.id])),
            )
            for story in stories
        }

    def _tree(self, story: Told, pairs: Iterable[Pair]) -> list[Pair]:
        """Return the nearest pairs that hold the story together, and what an editor joined where none do."""
        first = {report: report for report in story.reports}
        found: list[Pair] = []
        by_hand = [
            Pair(min(each), max(each), 0.0, 0.0) for each in self.decided.together if {*each} <= {*story.reports}
        ]
        for pair in (*sorted(pairs, key=lambda pair: (-pair.likeness, pair.one, pair.other)), *by_hand):
            one, other = first_of(first, pair.one), first_of(first, pair.other)
            if len(found) == len(story.reports) - 1:
                break
            if one != other:
                first[max(one, other)] = min(one, other)
                found.append(pair)
        return found

    def _join(self, pair: Pair) -> Join:
        by_hand = (pair.one, pair.other) in self.decided.together or (pair.other, pair.one) in self.decided.together
        says = ["an editor joined them"] if by_hand else []
        names, shown = self._names(pair)
        if names:
            says.append(f"both open with {', '.join(names)}")
        if pair.words:
            says.append(f"their words are alike in {round(100 * pair.words)} of 100 parts")
        apart = gap(self.reports[pair.one], self.reports[pair.other])
        if apart is not None:
            says.append("their news is of the same day" if apart == 0 else f"their news is {_days(apart)} apart")
        return self._told(pair, (pair.one, pair.other), says, shown, joined=True, by_hand=by_hand)

    def _refusal(self, pair: Pair, story_of: dict[int, str], story: str) -> Join:
        sides = (pair.one, pair.other) if story_of[pair.one] == story else (pair.other, pair.one)
        apart = gap(self.reports[pair.one], self.reports[pair.other])
        by_hand = (pair.one, pair.other) in self.decided.apart
        if by_hand:
            says = "an editor keeps them apart"
        elif pair.likeness == 0:
            says = "alike in kind, but their openings share no name"
        elif apart is not None and apart >= APART:
            says = f"their news is {_days(apart)} apart"
        elif not is_sure(pair, self.reports[pair.one], self.reports[pair.other]):
            says = "too little alike to be surely of one story"
        else:
            says = "near, but with the other reports of their stories not alike enough, or about others"
        return self._told(pair, sides, [says], (), joined=False, by_hand=by_hand)

    def _told(
        self,
        pair: Pair,
        sides: tuple[int, int],
        says: list[str],
        shown: tuple[Evidence, ...],
        *,
        joined: bool,
        by_hand: bool,
    ) -> Join:
        one, other = (self.reports[side] for side in sides)
        measured = measures(pair, one, other)
        return Join(
            left=self.families[sides[0]].id,
            right=self.families[sides[1]].id,
            joined=joined,
            features=tuple(Feature(name=name, value=round(value, 4)) for name, value in measured),
            reasons=tuple(Reason(says=each) for each in says),
            evidence=shown,
            by_hand=by_hand,
            confidence=None if by_hand else confidence(dict(measured)),
        )

    def _names(self, pair: Pair) -> tuple[list[str], tuple[Evidence, ...]]:
        """Return the names that both sides open with, as the first one writes them, and where each side has one."""
        common = self.reports[pair.one].about.lead & self.reports[pair.other].about.lead
        if not common:
            return [], ()
        names: list[str] = []
        shown = []
        for number in (pair.one, pair.other):
            record, reading = self.told(self.families[number].representative)
            spans = written(reading, common, NAMED)
            names = names or list(dict.fromkeys(span.of(record.text) for span in spans))
            shown += [evidence(record, span) for span in spans[:1]]
        return names, tuple(shown)


def measures(pair: Pair, one: Report, other: Report) -> list[tuple[Measured, float]]:
    """Return what is known of a pair by name; days only where both sides are dated."""
    found: list[tuple[Measured, float]] = [
        ("likeness", pair.likeness),
        ("words", pair.words),
        ("names", float(len(one.about.lead & other.about.lead))),
    ]
    days = gap(one, other)
    return found if days is None else [*found, ("days", float(days))]


COLUMNS = ("bias", "likeness", "words", "names", "days", "undated")


def columns(measured: Mapping[Measured, float]) -> tuple[float, ...]:
    """Return what was measured as the weights know it, in the order of ``COLUMNS``."""
    days = measured.get("days")
    return (
        1.0,
        math.sqrt(measured["likeness"]),
        math.sqrt(measured["words"]),
        math.log1p(measured["names"]),
        0.0 if days is None else math.log1p(min(days, FARTHEST)),
        float(days is None),
    )


def confidence(measured: Mapping[Measured, float]) -> float:
    """Return how often two reports that measure so are of one event (tools/train_stories.py)."""
    total = sum(_weights()[name] * value for name, value in zip(COLUMNS, columns(measured), strict=True))
    return round(1 / (1 + math.exp(-total)), 3)


@lru_cache(maxsize=1)
def _weights() -> dict[str, float]:
    source = files("dateline.resources").joinpath("data", "stories", "join.json")
    weights: dict[str, float] = json.loads(source.read_text(encoding="utf-8"))["weights"]
    return weights


def _nearest(pairs: list[Pair]) -> list[Pair]:
    return sorted(pairs, key=lambda pair: (-pair.words, pair.one, pair.other))[:REFUSED]


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"
