"""From what words mean to a value on the calendar, counted from an anchor.

The anchor is a day: that of publication, else that of a date line whose year is decided. Without
one, only what is said in full has a value.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from dateline.record import Span
from dateline.times.days import Day, day_of, interval, iso, plus_days, plus_months
from dateline.times.meaning import (
    GRANULARITY,
    Calendar,
    Granularity,
    Literally,
    Meaning,
    Period,
    Recurring,
    Reference,
    Relative,
    Shift,
    Unreadable,
    YearEarlier,
)
from dateline.times.nearest import in_year, nearest_such_day, nearest_value, unit_value, weekday_near

TimeType = Literal["DATE", "TIME", "DURATION", "SET"]


@dataclass(frozen=True, slots=True)
class Anchor:
    """The day that relative expressions are counted from, what it is, and where it stands."""

    day: Day
    basis: Literal["publication", "dateline", "expression"]
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Resolved:
    """A value as TIMEX3 has it, with what it was counted from."""

    type: TimeType
    value: str | None
    mod: str | None = None
    anchor: Anchor | None = None
    start: str | None = None
    end: str | None = None
    granularity: Granularity | None = None
    candidates: tuple[str, ...] = ()
    """Values between which nothing decides."""


@dataclass(frozen=True, slots=True)
class Named:
    """A stretch of the calendar that the text has named, and where."""

    value: str
    day: Day
    span: Span
    start: str | None = None
    end: str | None = None
    """What a quarter that a report speaks of covers; None for a company's own quarter whose days are not said."""


@dataclass(frozen=True, slots=True)
class Context:
    """What anchors one expression.

    ``previous`` is what the text named last, ``quarter`` the quarter that it speaks of. ``direction``
    of a bare name: -1 the one before the anchor, 1 the one after.
    """

    anchor: Anchor | None = None
    previous: Named | None = None
    quarter: Named | None = None
    direction: int = -1


def resolve(meaning: Meaning, context: Context) -> Resolved:
    """Give a meaning its value; ``value`` None where the context holds nothing to anchor it."""
    if isinstance(meaning, Calendar | Relative) and meaning.named:
        context = _counted_from_named(meaning, context)
    match meaning:
        case Calendar():
            return _calendar(meaning, context)
        case Literally(value, mod):
            return _dated("DATE", value, mod, None)
        case Unreadable(days):
            return Resolved("DATE", None, candidates=days)
        case Relative():
            return _relative(meaning, context)
        case Shift():
            return _shift(meaning, context)
        case YearEarlier():
            return _year_earlier(meaning, context)
        case Period():
            return _period(meaning, context)
        case Recurring(value):
            return Resolved("SET", value)
        case Reference(value):
            return Resolved("DATE", value)


def _counted_from_named(meaning: Calendar | Relative, context: Context) -> Context:
    """Return the context whose anchor is what the text named last.

    Days need a day: "the next morning" after nothing, or after a year, is none that we know.
    """
    previous = context.previous
    days = meaning.days is not None if isinstance(meaning, Calendar) else meaning.unit == "D"
    if previous is not None and (not days or len(previous.value) >= len("2016-12-10")):
        return replace(context, anchor=Anchor(previous.day, "expression", previous.span))
    return Context() if days else context


def resolve_day(day: Day) -> Resolved:
    """Return a day as a value by itself."""
    return _dated("DATE", day.isoformat(), None, None)


def _dated(kind: TimeType, value: str | None, mod: str | None, anchor: Anchor | None, *, zone: str = "") -> Resolved:
    if value is None:
        return Resolved(kind, None, mod)
    covers, granularity = interval(value)
    start, end = (covers[0] + zone, covers[1] + zone) if covers else (None, None)
    return Resolved(kind, value, mod, anchor, start, end, granularity)


def _calendar(meaning: Calendar, context: Context) -> Resolved:
    value, used = _calendar_value(meaning, context)
    if meaning.within and value is not None and len(value) == 10:
        value = unit_value(Day.fromisoformat(value), meaning.within, 0)
    if not meaning.time:
        found = _dated("DATE", value, meaning.mod, used)
        return replace(found, start=None, end=None) if meaning.fiscal else found
    if value is None or len(value) != 10:
        return Resolved("TIME", None, meaning.mod)
    return _dated("TIME", value + meaning.time, meaning.mod, used, zone=meaning.zone)


def _calendar_value(meaning: Calendar, context: Context) -> tuple[str | None, Anchor | None]:
    """Return the value without its time of day, and the anchor if it was needed."""
    anchor = context.anchor
    if meaning.previous:
        return _previous_day(context)
    year = meaning.year
    if year is not None:
        return in_year(meaning, year), None
    if anchor is None:
        return None, None
    if meaning.year_shift is not None:
        return in_year(meaning, anchor.day.year + meaning.year_shift), anchor
    if meaning.days is not None:
        return iso(plus_days(anchor.day, meaning.days)), anchor
    if meaning.month_shift is not None:
        month = plus_months(anchor.day.replace(day=1), meaning.month_shift)
        return iso(day_of(month.year, month.month, meaning.day or 1) if month else None), anchor
    if meaning.weekday and meaning.day and not meaning.month:
        return iso(nearest_such_day(meaning.weekday, meaning.day, anchor.day)), anchor
    if meaning.weekday is not None and meaning.month is None:
        return iso(weekday_near(meaning, anchor.day, context.direction)), anchor
    return nearest_value(meaning, anchor.day, context.direction), anchor


def _previous_day(context: Context) -> tuple[str | None, Anchor | None]:
    """A time of day by itself belongs to the day named just before, else to the anchor's."""
    previous = context.previous
    if previous is not None and len(previous.value) >= 10:
        return previous.day.isoformat(), Anchor(previous.day, "expression", previous.span)
    if context.anchor is None:
        return None, None
    return context.anchor.day.isoformat(), context.anchor


def distances(meaning: Calendar, anchor: Anchor) -> tuple[int | None, int | None]:
    """Return how many days before and after the anchor the nearest two days of a bare name begin."""
    found: list[int | None] = []
    for side in (-1, 1):
        value, _ = _calendar_value(meaning, Context(anchor, direction=side))
        covers = interval(value)[0] if value else None
        found.append(abs((Day.fromisoformat(covers[0]) - anchor.day).days) if covers else None)
    return found[0], found[1]


def _relative(meaning: Relative, context: Context) -> Resolved:
    anchor = context.anchor
    if anchor is None:
        return Resolved("DATE", None, meaning.mod)
    steps = meaning.steps
    if steps is None:
        steps = 0 if context.direction > 0 or anchor.day.isoweekday() >= 6 else -1
    quarter = context.quarter
    if meaning.unit == "Q" and meaning.named and steps == 0 and quarter and quarter.value[0] != "P":
        return _of_quarter(quarter, 0, None)
    return _dated("DATE", unit_value(anchor.day, meaning.unit, steps), meaning.mod, anchor)


def _shift(meaning: Shift, context: Context) -> Resolved:
    anchor = context.anchor
    if anchor is None:
        return Resolved("DATE", None, meaning.mod)
    steps = meaning.amount * meaning.sign
    if meaning.exact and meaning.unit in {"Y", "M", "W"}:
        moved = (
            plus_days(anchor.day, 7 * steps)
            if meaning.unit == "W"
            else plus_months(anchor.day, steps * (12 if meaning.unit == "Y" else 1))
        )
        if meaning.within and moved is not None:
            return _dated("DATE", unit_value(moved, meaning.within, 0), meaning.mod, anchor)
        return _dated("DATE", iso(moved), meaning.mod, anchor)
    if meaning.unit.startswith("T"):
        return Resolved("DATE", None, meaning.mod)
    if meaning.unit in {"DE", "CE"}:
        value = unit_value(anchor.day, "Y", steps * (10 if meaning.unit == "DE" else 100))
    else:
        value = unit_value(anchor.day, meaning.unit, steps)
    return _dated("DATE", value, meaning.mod, anchor)


def _year_earlier(meaning: YearEarlier, context: Context) -> Resolved:
    """The quarter that the text speaks of, moved by whole years; where there is none, the year or the last quarter."""
    quarter, anchor = context.quarter, context.anchor
    if quarter is not None and quarter.value.startswith("P"):
        if meaning.period and meaning.years:
            spoken_of = Anchor(quarter.day, "expression", quarter.span)
            return Resolved("DURATION", quarter.value, anchor=spoken_of, granularity="month")
        quarter = None
    if quarter is not None:
        return _of_quarter(quarter, meaning.years, meaning.year)
    if meaning.year is not None:
        return _dated("DATE", f"{meaning.year:04}", None, None)
    if anchor is None:
        return Resolved("DATE", None)
    unit, steps = ("Q", 4 * meaning.years - 1) if meaning.quarter else ("Y", meaning.years)
    return _dated("DATE", unit_value(anchor.day, unit, steps), None, anchor)


def _of_quarter(quarter: Named, years: int, stated: int | None) -> Resolved:
    """Return the quarter spoken of, moved by years or to a year, with the days that it covers where they are known."""
    year = stated or int(quarter.value[:4]) + years
    moved = 12 * (year - int(quarter.value[:4]))
    anchor = Anchor(quarter.day, "expression", quarter.span)
    ends = [
        None if text is None else plus_months(Day.fromisoformat(text), moved) for text in (quarter.start, quarter.end)
    ]
    start, end = (None, None) if None in ends else (iso(ends[0]), iso(ends[1]))
    return Resolved("DATE", f"{year:04}{quarter.value[4:]}", None, anchor, start, end, "quarter")


def _period(meaning: Period, context: Context) -> Resolved:
    found = Resolved("DURATION", meaning.value, meaning.mod, granularity=_period_granularity(meaning.value))
    if meaning.side is None or context.anchor is None:
        return found
    ends = period_ends(meaning.value, context.anchor.day, meaning.side)
    if ends is None:
        return found
    return replace(found, anchor=context.anchor, start=ends[0], end=ends[1])


def period_ends(value: str, day: Day, side: int) -> tuple[str, str] | None:
    """Return the interval of a length that ends with the day (side -1) or begins after it (side 1).

    "the last two weeks" are the fourteen days up to and with the day. None for lengths that are
    not whole days or not said.
    """
    number, unit = value[1:-1], value[-1]
    if not number.isdigit() or len(number) > 5 or unit not in "YMWDQ":
        return None
    border = plus_days(day, 1)
    if border is None:
        return None
    count = int(number) * side
    other = (
        plus_months(border, count * {"Y": 12, "M": 1, "Q": 3}[unit])
        if unit in "YMQ"
        else plus_days(border, count * (7 if unit == "W" else 1))
    )
    if other is None:
        return None
    first, last = sorted((border, other))
    return (first.isoformat(), last.isoformat()) if first < last else None


def _period_granularity(value: str) -> Granularity | None:
    unit = ("T" if value.startswith("PT") else "") + value[-1]
    return GRANULARITY.get(unit)
