"""The calendar: holidays, ISO weeks, and the half-open interval that a TIMEX3 value covers."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable

from dateline.times.meaning import Granularity

Day = datetime.date

FIRST_YEAR, LAST_YEAR = 1, 9999
SEASON_MONTH = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""First month of a season on the northern half of the earth, whole months as the weather services count."""
PART_HOURS = {"MO": (6, 12), "AF": (12, 18), "EV": (18, 22), "NI": (18, 30), "DT": (6, 18), "MI": (12, 13)}
"""Hours that a part of the day covers; night runs on to six in the morning."""


def day_of(year: int, month: int, day: int) -> Day | None:
    """Return the day; None where the calendar has no such day."""
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def nearest_day(month: int, number: int, to: Day) -> Day | None:
    """Return the day of a month that lies nearest to another day; None where the calendar has none within a year."""
    days = [day for year in range(to.year - 1, to.year + 2) if (day := day_of(year, month, number)) is not None]
    return min(days, key=lambda day: abs((day - to).days), default=None)


def iso(day: Day | None) -> str | None:
    """Return a day as ISO 8601 writes it; None for None."""
    return None if day is None else day.isoformat()


def plus_days(day: Day, count: int) -> Day | None:
    """Return the day so many days later; None past the years 1 to 9999."""
    try:
        return day + datetime.timedelta(days=count)
    except OverflowError:
        return None


def plus_months(day: Day, count: int) -> Day | None:
    """Return the same day so many months later, or the last of that month; None past the years 1 to 9999."""
    index = day.year * 12 + day.month - 1 + count
    year, month = divmod(index, 12)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    for last in (day.day, 30, 29, 28):
        if last <= day.day and (found := day_of(year, month + 1, last)):
            return found
    return None


def easter(year: int) -> Day:
    """Return Easter Sunday of the Gregorian calendar.

    Method: the anonymous Gregorian computus (Meeus, Astronomical Algorithms, 1991, chapter 8).
    """
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    weekday = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * weekday) // 451
    month, day = divmod(h + weekday - 7 * m + 114, 31)
    return datetime.date(year, month, day + 1)


UNKNOWN_DAY = "moon"


def holiday(rule: str, year: int) -> Day | None:
    """Return the day of a holiday in a year by its rule in the lexicon.

    "12-25" a fixed day; "11-4-4" the fourth Thursday of November; "05-L-1" the last Monday of May;
    "easter-2" counted from Easter; "11-E" the Tuesday after the first Monday of November; "11-4-4+1"
    the day after another; "moon"
    one of a lunar calendar, which is not worked out: None.
    """
    if rule == UNKNOWN_DAY:
        return None
    if rule.startswith("easter"):
        return plus_days(easter(year), int(rule[6:] or 0))
    rule, _, later = rule.partition("+")
    if later:  # "Black Friday", the day after another feast
        feast = holiday(rule, year)
        return None if feast is None else plus_days(feast, int(later))
    month, number, *weekday = rule.split("-")
    if number == "E":
        first_monday = _nth_weekday(year, int(month), 1, 1)
        return plus_days(first_monday, 1)
    if not weekday:
        return day_of(year, int(month), int(number))
    if number == "L":
        following = plus_months(datetime.date(year, int(month), 1), 1)
        last = plus_days(following, -1) if following else datetime.date(year, 12, 31)
        return plus_days(last, -((last.isoweekday() - int(weekday[0])) % 7)) if last else None
    return _nth_weekday(year, int(month), int(number), int(weekday[0]))


def _nth_weekday(year: int, month: int, number: int, weekday: int) -> Day:
    first = datetime.date(year, month, 1)
    return first + datetime.timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (number - 1))


def week_value(day: Day) -> str:
    """Return the ISO week of a day: "2016-W49"."""
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def quarter_of(day: Day) -> int:
    """Return the quarter of a day, 1 to 4."""
    return (day.month + 2) // 3


Interval = tuple[str, str]


def interval(value: str) -> tuple[Interval | None, Granularity | None]:
    """Return the half-open interval that a TIMEX3 value of a date or time covers, and its granularity.

    Ends are ISO 8601: days for what is a day or longer, days with times below. (None, None) for
    values that lie nowhere on the calendar (PRESENT_REF, P2W, XXXX-WXX-1).
    """
    for pattern, covers, granularity in _SHAPES:
        match = pattern.fullmatch(value)
        if match is not None:
            found = covers(match)
            return found, granularity if found else None
    return None, None


def _between(first: Day | None, end: Day | None) -> Interval | None:
    return None if first is None or end is None else (first.isoformat(), end.isoformat())


def _days(match: re.Match[str]) -> Interval | None:
    day = day_of(*map(int, match.groups()))
    return None if day is None else _between(day, plus_days(day, 1))


def _months(first_month: Callable[[int], int], count: int) -> Callable[[re.Match[str]], Interval | None]:
    def covers(match: re.Match[str]) -> Interval | None:
        year, part = int(match[1]), match[2]
        number = SEASON_MONTH[part] if part in SEASON_MONTH else int(part)
        first = day_of(year, first_month(number), 1)
        return None if first is None else _between(first, plus_months(first, count))

    return covers


def _years(count: int) -> Callable[[re.Match[str]], Interval | None]:
    def covers(match: re.Match[str]) -> Interval | None:
        first = day_of(int(match[1]) * count, 1, 1) if int(match[1]) else None
        return None if first is None else _between(first, plus_months(first, 12 * count))

    return covers


def _week(match: re.Match[str]) -> Interval | None:
    try:
        monday = datetime.date.fromisocalendar(int(match[1]), int(match[2]), 1)
    except ValueError:
        return None
    return _between(monday, plus_days(monday, 7))


def _weekend(match: re.Match[str]) -> Interval | None:
    week = _week(match)
    if week is None:
        return None
    monday = datetime.date.fromisoformat(week[0])
    return _between(plus_days(monday, 5), plus_days(monday, 7))


def _part(match: re.Match[str]) -> Interval | None:
    day = datetime.date.fromisoformat(match[1]) if _valid(match[1]) else None
    if day is None:
        return None
    start, end = PART_HOURS[match[2]]
    end_day = day if end < 24 else plus_days(day, 1)
    return None if end_day is None else (f"{day}T{start:02}:00", f"{end_day}T{end % 24:02}:00")


def _valid(day: str) -> bool:
    return day_of(*map(int, day.split("-"))) is not None


def _clock(match: re.Match[str]) -> Interval | None:
    if not _valid(match[1]):
        return None
    day = datetime.date.fromisoformat(match[1])
    hour, minute, second, zone = int(match[2]), int(match[3]), int(match[4] or 0), match[5] or ""
    if hour > 24 or minute > 59 or second > 60 or (hour == 24 and (minute or second)):
        return None
    length = datetime.timedelta(seconds=1) if match[4] else datetime.timedelta(minutes=1)
    try:
        start = datetime.datetime.combine(day, datetime.time()) + datetime.timedelta(
            hours=hour, minutes=minute, seconds=min(second, 59)
        )
        end = start + length
    except OverflowError:  # past the last day of the year 9999
        return None
    timespec = "seconds" if match[4] else "minutes"
    return start.isoformat(timespec=timespec) + zone, end.isoformat(timespec=timespec) + zone


_SHAPES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Interval | None], Granularity], ...] = (
    (re.compile(r"(\d{4})-(\d\d)-(\d\d)"), _days, "day"),
    (re.compile(r"(\d{4})-(\d\d)"), _months(lambda number: number, 1), "month"),
    (re.compile(r"(\d{4})"), _years(1), "year"),
    (re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d):(\d\d):(\d\d)(Z|[+-]\d\d:\d\d)?"), _clock, "second"),
    (re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d):(\d\d)()(Z|[+-]\d\d:\d\d)?"), _clock, "minute"),
    (re.compile(r"(\d{4}-\d\d-\d\d)T(MO|AF|EV|NI|DT|MI)"), _part, "part-of-day"),
    (re.compile(r"(\d{4})-W(\d\d)"), _week, "week"),
    (re.compile(r"(\d{4})-W(\d\d)-WE"), _weekend, "day"),
    (re.compile(r"(\d{4})-Q([1-4])"), _months(lambda number: 3 * number - 2, 3), "quarter"),
    (re.compile(r"(\d{4})-H([12])"), _months(lambda number: 6 * number - 5, 6), "half"),
    (re.compile(r"(\d{4})-(SP|SU|FA|WI)"), _months(lambda number: number, 3), "season"),
    (re.compile(r"(\d{3})"), _years(10), "decade"),
    (re.compile(r"(\d{2})"), _years(100), "century"),
)
