"""The order of the front page: a formula that every reader can work out again."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import NamedTuple

from dateline.record import Story

HALF_LIFE_HOURS = 24.0
"""A story's weight halves with every day since its latest report. A day is a paper's own rhythm; not tuned."""

FORMULA = "log2(1 + independent reports) × 0.5 ^ (hours since the latest report ÷ 24)"


class Weight(NamedTuple):
    """A story's weight and what it was worked out from.

    ``hours`` None: no report states a date. Below 0 the latest one is dated after the edition's moment.
    """

    reports: int
    hours: float | None

    @property
    def counts(self) -> bool:
        """Whether it has a time to be ranked by: an undated or future-dated story never leads."""
        return self.hours is not None and self.hours >= 0

    @property
    def value(self) -> float:
        """The weight; 0 for an undated or future-dated story."""
        if self.hours is None or self.hours < 0:
            return 0.0
        return math.log2(1 + self.reports) * math.pow(0.5, self.hours / HALF_LIFE_HOURS)

    @property
    def order(self) -> tuple[bool, float]:
        """The key to sort by: dated first, the heaviest first."""
        return (not self.counts, -self.value)

    def in_words(self) -> str:
        """Return the sum with its numbers."""
        if self.hours is None:
            return "no report states a date, so it stands last"
        if self.hours < 0:
            return "dated after this edition was made, so it stands last"
        return f"log2(1 + {self.reports}) × 0.5 ^ ({self.hours:.1f} ÷ {HALF_LIFE_HOURS:.0f}) = {self.value:.3f}"


def formula_in_words(story: Story) -> str:
    """Return the sum behind a story's weight at any moment: what its own page can say without growing old."""
    if moment(story.latest) is None:
        return Weight(story.independent_reports, None).in_words()
    since = str(story.latest).replace("T", " ")
    return f"log2(1 + {story.independent_reports}) × 0.5 ^ (hours since {since} ÷ {HALF_LIFE_HOURS:.0f})"


def weigh(story: Story, now: str | None) -> Weight:
    """Return a story's weight at a moment (ISO 8601; times without a zone are taken as UTC)."""
    latest, at = moment(story.latest), moment(now)
    if latest is None or at is None:
        return Weight(story.independent_reports, None)
    return Weight(story.independent_reports, (at - latest).total_seconds() / 3600)


def moment(value: str | None) -> datetime | None:
    """Return an ISO 8601 day or time, in UTC where it names no zone; None for None and for what is no time."""
    if value is None:
        return None
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def newest(stories: Iterable[Story], *, until: str | None = None) -> str | None:
    """Return the latest publication time of any report, of those not after ``until``; None where none is dated."""
    limit = moment(until)
    dated = [(when, str(story.latest)) for story in stories if (when := moment(story.latest)) is not None]
    return max((each for each in dated if limit is None or each[0] <= limit), default=(None, None))[1]
