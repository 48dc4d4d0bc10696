"""The order of the front page: a formula that every reader can work out again."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from typing import NamedTuple

from dateline.record import Story

HALF_LIFE_HOURS = 24.0
"""A story's weight halves with every day since its latest report. A day is a paper's own rhythm; not tuned."""

FORMULA = "log2(1 + independent reports) × 0.5 ^ (hours since the latest report ÷ 24)"


class Weight(NamedTuple):
    """A story's weight and what it was worked out from. ``hours`` None: no report states a date."""

    reports: int
    hours: float | None

    @property
    def value(self) -> float:
        """The weight; 0 for an undated story, so that it never leads."""
        if self.hours is None:
            return 0.0
        return math.log2(1 + self.reports) * math.pow(0.5, self.hours / HALF_LIFE_HOURS)

    @property
    def order(self) -> tuple[bool, float]:
        """The key to sort by: dated first, the heaviest first."""
        return (self.hours is None, -self.value)

    def in_words(self) -> str:
        """Return the sum with its numbers."""
        if self.hours is None:
            return "no report states a date, so it stands last"
        return f"log2(1 + {self.reports}) × 0.5 ^ ({self.hours:.1f} ÷ {HALF_LIFE_HOURS:.0f}) = {self.value:.3f}"


def weigh(story: Story, now: str | None) -> Weight:
    """Return a story's weight at a moment (ISO 8601; times without a zone are taken as UTC)."""
    latest, moment = _moment(story.latest), _moment(now)
    if latest is None or moment is None:
        return Weight(story.independent_reports, None)
    return Weight(story.independent_reports, max(0.0, (moment - latest).total_seconds() / 3600))


def _moment(value: str | None) -> datetime | None:
    if value is None:
        return None
    found = datetime.fromisoformat(value)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def newest(stories: list[Story]) -> str | None:
    """Return the latest publication time of any report; None where none is dated."""
    dated = [story.latest for story in stories if story.latest is not None]
    return max(dated, key=lambda value: (_moment(value), value), default=None)
