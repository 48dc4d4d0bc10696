"""The part of the calendar that a name or a unit means, seen from a day."""

from __future__ import annotations

from dateline.times.days import Day, day_of, holiday, interval, iso, plus_days, plus_months, quarter_of, week_value
from dateline.times.meaning import Calendar


def in_year(meaning: Calendar, year: int) -> str | None:
    """Return the value of a name in a year; None where that year has none."""
    if not 1 <= year <= 9999:
        return None
    if meaning.holiday is not None:
        return iso(holiday(meaning.holiday, year))
    if meaning.quarter is not None:
        return f"{year:04}-Q{meaning.quarter}"
    if meaning.half is not None:
        return f"{year:04}-H{meaning.half}"
    if meaning.season is not None:
        return f"{year:04}-{meaning.season}"
    if meaning.month is None:
        return f"{year:04}"
    if meaning.day is None:
        return f"{year:04}-{meaning.month:02}"
    return iso(day_of(year, meaning.month, meaning.day))


def weekday_near(meaning: Calendar, day: Day, direction: int) -> Day | None:
    """Return the day that a weekday stands for.

    The anchor's own weekday means the anchor's day. "last" is the one before, "next" the one after;
    "this" the one in the anchor's week from Monday on.
    """
    ahead = ((meaning.weekday or 0) - day.isoweekday()) % 7
    if meaning.week_shift is not None:
        monday = plus_days(day, 1 - day.isoweekday() + 7 * meaning.week_shift)
        return None if monday is None else plus_days(monday, (meaning.weekday or 1) - 1)
    if meaning.which == -1:
        return plus_days(day, ahead - 7)
    if meaning.which == 1:
        return plus_days(day, ahead or 7)
    if meaning.which == 0:
        return plus_days(day, (meaning.weekday or 0) - day.isoweekday())
    if ahead == 0:
        return day
    return plus_days(day, ahead if direction > 0 else ahead - 7)


def nearest_such_day(weekday: int, number: int, to: Day) -> Day | None:
    """Return the nearest day with a weekday and a number in its month: "Friday the 13th"."""
    months = [month for steps in range(-14, 15) if (month := plus_months(to.replace(day=1), steps)) is not None]
    days = [day for month in months if (day := day_of(month.year, month.month, number)) is not None]
    return min((day for day in days if day.isoweekday() == weekday), key=lambda day: abs((day - to).days), default=None)


def nearest_value(meaning: Calendar, day: Day, direction: int) -> str | None:
    """Return the value of a name without a year: the one on the side that ``which`` or the direction says."""
    near = range(day.year - 1, day.year + 2)
    known = _with_ends(meaning, near)
    if len(known) < len(near):
        known = _with_ends(meaning, range(day.year - 8, day.year + 9))  # the 29th of February
    today = day.isoformat()
    before = [value for value, (_, end) in known if end <= today]
    now = [value for value, (start, end) in known if start <= today < end]
    after = [value for value, (start, _) in known if start > today]
    if meaning.which == 0:
        return in_year(meaning, day.year)
    if meaning.which == -1:
        if meaning.month and not meaning.day and before and _just_over(before[-1], day):
            del before[-1:]  # of the month that has just ended one says "last month"
        return before[-1] if before else None
    if meaning.which == 1:
        return after[0] if after else None
    if now:
        return now[0]
    chosen = before[-1:] if direction < 0 else after[:1]
    return chosen[0] if chosen else None


def _just_over(month: str, day: Day) -> bool:
    """Say whether a month is the one before the day's own."""
    return month == unit_value(day, "M", -1)


def _with_ends(meaning: Calendar, years: range) -> list[tuple[str, tuple[str, str]]]:
    """Return the values of a name in some years, with the interval of each; years without it are left out."""
    values = [in_year(meaning, year) for year in years]
    return [(value, covers) for value in values if value is not None and (covers := interval(value)[0]) is not None]


def unit_value(day: Day, unit: str, steps: int) -> str | None:
    """Return the week, month, quarter, year … that lies so many steps from the day's own."""
    if unit in {"W", "WE", "FN"}:
        moved = plus_days(day, 7 * steps * (2 if unit == "FN" else 1))
        return None if moved is None else week_value(moved) + ("-WE" if unit == "WE" else "")
    if unit == "D":
        return iso(plus_days(day, steps))
    if unit in {"M", "Q"}:
        moved = plus_months(day.replace(day=1), steps * (3 if unit == "Q" else 1))
        if moved is None:
            return None
        return f"{moved.year:04}-Q{quarter_of(moved)}" if unit == "Q" else f"{moved.year:04}-{moved.month:02}"
    length = {"Y": 1, "DE": 10, "CE": 100, "ML": 1000}[unit]
    year = day.year + steps * length
    return f"{year:04}"[: {"Y": 4, "DE": 3, "CE": 2, "ML": 1}[unit]] if 1 <= year <= 9999 else None
