"""What words of time mean, before anything anchors them: types, without a calendar or a clock.

"last March" is the month 3, one back; which year that is depends on the anchor. See anchoring.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Granularity = Literal[
    "second",
    "minute",
    "hour",
    "part-of-day",
    "day",
    "week",
    "month",
    "season",
    "quarter",
    "half",
    "year",
    "decade",
    "century",
]
Unit = Literal["Y", "M", "W", "D", "TH", "TM", "TS", "DE", "CE", "Q", "WE", "FN", "ML"]
"""TIMEX3's letters, with T before those of a clock; DE decade, CE century, WE weekend, FN fortnight."""

GRANULARITY: dict[str, Granularity] = {
    "Y": "year", "M": "month", "W": "week", "D": "day", "TH": "hour", "TM": "minute", "TS": "second",
    "DE": "decade", "CE": "century", "Q": "quarter", "WE": "week", "FN": "week", "ML": "century",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Calendar:
    """A part of the calendar, as far as it is said: "Dec 10", "last March", "the third quarter of 1990".

    ``which`` is -1 for last, 0 for this, 1 for next, None for a bare name. ``year_shift`` counts
    years from the anchor ("June last year"). ``time`` is the TIMEX3 tail of a time of day.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    days: int | None = None
    """Whole days from the anchor: -1 for yesterday."""
    holiday: str | None = None
    season: str | None = None
    quarter: int | None = None
    half: int | None = None
    which: int | None = None
    year_shift: int | None = None
    week_shift: int | None = None
    month_shift: int | None = None
    time: str = ""
    zone: str = ""
    """Offset from UTC of the time of day, "+00:00"; "" for the anchor's own clock."""
    previous: bool = False
    """True where the day is that of the expression before."""
    named: bool = False
    """True where it is counted from the day named before: "the next morning", "the previous Friday"."""
    within: str | None = None
    """The unit that holds the day, where that is meant: W in "the week of March 6"."""
    fiscal: bool = False
    """True for a company's own quarters and years, whose days are not those of the calendar."""
    mod: str | None = None


@dataclass(frozen=True, slots=True)
class Literally:
    """A value that the words give in full: "the 1990s", "300 BC", "2016-12-10T09:30"."""

    value: str
    mod: str | None = None


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A date that can be seen but is none, or two: "Feb. 30", "03/04/2014".

    ``days`` are the days that it may be, the earlier first.
    """

    days: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Relative:
    """The unit of the calendar that lies ``steps`` from the anchor's: "last week", "this year".

    ``steps`` None: the nearest on the side that the direction says ("over the weekend").
    """

    unit: str
    steps: int | None
    mod: str | None = None
    named: bool = False
    """True where it is counted from the day named before: "that year", "the previous week"."""


@dataclass(frozen=True, slots=True)
class Shift:
    """A distance from the anchor: "two days ago". ``exact``: to the day ("a year ago today")."""

    unit: str
    amount: int
    sign: int
    exact: bool = False
    within: str | None = None
    """The unit around that day that is meant: M in "ten years ago this month"."""
    mod: str | None = None


@dataclass(frozen=True, slots=True)
class YearEarlier:
    """Business reports' "a year earlier", "the latest quarter": the quarter that the text speaks of.

    It is moved by ``years``, or to ``year``. ``quarter`` says that the words name a quarter, so that
    one is meant even where none was spoken of.
    """

    years: int
    quarter: bool = False
    year: int | None = None
    period: bool = False
    """True where the words say "period", which may be the nine months spoken of last."""


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time: "two weeks". ``side`` is -1 for the last, 1 for the next, None for any."""

    value: str
    side: int | None = None
    mod: str | None = None


@dataclass(frozen=True, slots=True)
class Recurring:
    """Something that comes again: "every Monday"."""

    value: str


@dataclass(frozen=True, slots=True)
class Reference:
    """Present, past or future at large: PRESENT_REF, PAST_REF or FUTURE_REF."""

    value: str


Meaning = Calendar | Literally | Unreadable | Relative | Shift | YearEarlier | Period | Recurring | Reference
