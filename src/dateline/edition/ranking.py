"""The order of the front page: a formula that every reader can work out again."""

from __future__ import annotations

import heapq
import math
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import NamedTuple

from dateline.record import Story

HALF_LIFE_HOURS = 24.0
"""A story's weight halves with every day since its latest report. A day is a paper's own rhythm; not tuned."""

BALANCE = 0.9
"""A story's weight shrinks so with every story of its section above it, so that no section fills the page. With ten
there it takes a third of the weight: a day and a half of age. By judgement; not tuned."""

FORMULA = (
    "log2(1 + independent reports) × 0.5 ^ (hours since the latest report ÷ 24) × (1 + interests that it meets) "
    "× 0.9 ^ (stories of its section above it)"
)


class Weight(NamedTuple):
    """A story's weight and what it was worked out from.

    ``hours`` None: no report states a date. Below 0 the latest one is dated after the edition's moment.
    """

    reports: int
    hours: float | None
    met: tuple[str, ...] = ()
    """Interests of the edition that the story meets."""
    above: int = 0
    """Stories of its first section that stand above it."""

    @property
    def counts(self) -> bool:
        """Whether it has a time to be ranked by: an undated or future-dated story never leads."""
        return self.hours is not None and self.hours >= 0

    @property
    def value(self) -> float:
        """The weight; 0 for an undated or future-dated story."""
        if self.hours is None or self.hours < 0:
            return 0.0
        fresh = math.log2(1 + self.reports) * math.pow(0.5, self.hours / HALF_LIFE_HOURS)
        return fresh * (1 + len(self.met)) * math.pow(BALANCE, self.above)

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
        fresh = f"log2(1 + {self.reports}) × 0.5 ^ ({self.hours:.1f} ÷ {HALF_LIFE_HOURS:.0f})"
        balance = f"{BALANCE} ^ {self.above}"
        return f"{fresh} × {_met_in_words(self.met)} × {balance} = {self.value:.3f}"


def _met_in_words(met: tuple[str, ...]) -> str:
    names = f": {', '.join(met)}" if met else ""
    return f"(1 + {len(met)}{names})"


def in_order(stories: Iterable[tuple[Story, Weight]]) -> list[tuple[Story, Weight]]:
    """Return stories by weight, each weighed with how many of its first section stand above it; undated ones last.

    Of equal ones the smaller id stands first; a story without a section has no such others.
    """
    queues: dict[str, list[tuple[Story, Weight]]] = {}
    for story, weight in sorted(stories, key=lambda each: (each[1].order, each[0].id), reverse=True):
        key = f"section {story.sections[0].casefold()}" if story.sections else f"story {story.id}"
        queues.setdefault(key, []).append((story, weight))
    heads = [(queue[-1][1].order, queue[-1][0].id, key) for key, queue in queues.items()]
    heapq.heapify(heads)
    placed: list[tuple[Story, Weight]] = []
    above: Counter[str] = Counter()
    while heads:
        _, _, key = heapq.heappop(heads)
        story, weight = queues[key].pop()
        placed.append((story, weight._replace(above=above[key])))
        above[key] += 1
        if queues[key]:
            story, weight = queues[key][-1]
            heapq.heappush(heads, (weight._replace(above=above[key]).order, story.id, key))
    return placed


def formula_in_words(story: Story, met: tuple[str, ...] = ()) -> str:
    """Return the sum behind a story's weight at any moment: what its own page can say without growing old."""
    if moment(story.latest) is None:
        return Weight(story.independent_reports, None).in_words()
    since = str(story.latest).replace("T", " ")
    fresh = f"log2(1 + {story.independent_reports}) × 0.5 ^ (hours since {since} ÷ {HALF_LIFE_HOURS:.0f})"
    return f"{fresh} × {_met_in_words(met)} × {BALANCE} ^ (stories of its section above it)"


def weigh(story: Story, now: str | None, met: tuple[str, ...] = ()) -> Weight:
    """Return a story's weight at a moment (ISO 8601; times without a zone are taken as UTC)."""
    latest, at = moment(story.latest), moment(now)
    if latest is None or at is None:
        return Weight(story.independent_reports, None, met)
    return Weight(story.independent_reports, (at - latest).total_seconds() / 3600, met)


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
