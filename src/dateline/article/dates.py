"""Publication dates as pages write them, to ISO 8601 at the precision that is written."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import Literal, NamedTuple

from dateline.article.lexicon import months

Precision = Literal["day", "minute", "second"]

_ISO = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})"
    r"(?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2}(?!\d))?)?"
)
_COMPACT = re.compile(r"(?<!\d)(20\d{2})(\d{2})(\d{2})(?:T?(\d{2}):?(\d{2}):?(\d{2})?(Z)?)?(?!\d)")
_SLASHED = re.compile(r"(?<!\d)(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?!\d)")
_NUMERIC = re.compile(r"(?<![\d./])(\d{1,2})\s?([/.-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?![\d/])")
_DAY_FIRST = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|º|ª|\.)?\s+(?:de\s+|of\s+)?([^\W\d_]{3,10})\.?,?\s+(?:de\s+|del\s+)?(\d{4})"
)
_MONTH_FIRST = re.compile(r"(?<!\w)([^\W\d_]{3,10})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})\s+([^\W\d_]{3,10})\.?\s+(\d{1,2})(?![\d:])")
_CJK = re.compile(r"(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")
_GLUED = re.compile(r"(?<=[a-zà-ÿ])(?=[A-Z0-9])|(?<=\d{4})(?=[A-Z](?!(?:[\d:]|$)))")
_CLOCK = re.compile(r"(?<!\d)(\d{1,2})[:.h](\d{2})(?::(\d{2}))?\s*([aApP]\.?[mM]\.?)?(?!\d)")
_ZONE = re.compile(r"(?<!\w)(UTC|GMT|EST|EDT|CST|CDT|MST|MDT|PST|PDT|BST|CET|CEST|ET|PT|CT|Z)(?!\w)")
_MAIL_CLOCK = re.compile(r"\d{1,2}:\d{2}:\d{2}\s*(?:[+-]\d{4}|GMT|UTC)")
_FORMS = (
    (_SLASHED, "ymd"), (_CJK, "ymd"), (_COMPACT, "ymd"), (_YEAR_FIRST, "ymod"), (_DAY_FIRST, "dmy"),
    (_MONTH_FIRST, "mdy"), (_NUMERIC, "num"),
)  # fmt: skip
"""The forms of a day, those that can be read in one way only first."""
_OFFSETS = {
    "UTC": 0, "GMT": 0, "Z": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8,
    "PDT": -7, "BST": 1, "CET": 1, "CEST": 2,
}  # fmt: skip


class Moment(NamedTuple):
    """A date as written: ``value`` in ISO 8601, no more precise than the words."""

    value: str
    precision: Precision


class Found(NamedTuple):
    """A date in a text: where it stands with the time of day beside it, and what it says."""

    start: int
    end: int
    moment: Moment


MAX_READ = 300
"""Characters of a text that are searched for dates."""
_POSSIBLE = re.compile(r"\d{4}|\d\s?[/.-]\s?\d\d?\s?[/.-]\s?\d\d|\d:\d\d:\d\d")
"""What every form of a date has: most lines with a number have none of it."""


def read_moment(text: str, *, day_first: bool | None = None) -> Moment | None:
    """Return the first full date in a text, with its time of day where one follows; None if there is none.

    ``day_first`` settles "10/12/2016"; None leaves such a date unread unless one number is over 12.
    A form that can be read in one way stands above one that can be read in two.
    """
    if not may_hold_date(text):
        return None
    text = _GLUED.sub(" ", text[:MAX_READ])
    match = _ISO.search(text)
    if match is not None:
        return _iso(match)
    if _MAIL_CLOCK.search(text) is not None:
        try:
            moment = parsedate_to_datetime(text.strip())
        except (ValueError, TypeError, IndexError):
            pass
        else:
            return Moment(moment.isoformat(), "second")
    for pattern, order in _FORMS:
        for match in pattern.finditer(text):
            found = _day(match, order, day_first)
            if found is not None:
                return _with_clock(text, found, match.start(), match.end())
    digits = text.strip()
    if digits.isascii() and digits.isdigit() and len(digits) in {10, 13}:
        seconds = int(digits) / (1000 if len(digits) == 13 else 1)
        return Moment(datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds"), "second")
    return None


def may_hold_date(text: str) -> bool:
    """Say whether a text's first MAX_READ characters have what every form of a date has: quicker than reading it."""
    return _POSSIBLE.search(text, 0, MAX_READ) is not None


def find_moments(text: str, *, day_first: bool | None = None) -> list[Found]:
    """Return all full dates in the text's first MAX_READ characters, in reading order, not overlapping.

    Offsets are the text's own. Each takes the time of day that follows it, up to the next date.
    """
    if not may_hold_date(text):
        return []
    text = text[:MAX_READ]
    found: list[Found] = []
    taken: list[tuple[int, int]] = []
    for match in _ISO.finditer(text):
        moment = _iso(match)
        if moment is not None:
            found.append(Found(match.start(), match.end(), moment))
            taken.append(match.span())
    days: list[tuple[int, int, date]] = []
    for pattern, order in _FORMS:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(start < other_end and other_start < end for other_start, other_end in taken):
                continue
            day = _day(match, order, day_first)
            if day is not None:
                days.append((start, end, day))
                taken.append((start, end))
    taken.sort()
    for start, end, day in sorted(days):
        # A time of day belongs to one date: to the one that it follows.
        before = max((other.end for other in found if other.end <= start), default=0)
        after = min((other for other, _ in taken if other >= end), default=len(text))
        piece = text[before:after]
        moment = _with_clock(piece, day, start - before, end - before)
        clock = _clock_beside(piece, start - before, end - before) if moment.precision != "day" else None
        if clock is None:
            found.append(Found(start, end, moment))
            continue
        zone = _ZONE.search(piece, clock.end(), clock.end() + 8)
        last = zone.end() if zone is not None and zone[1] in _OFFSETS else clock.end()
        found.append(Found(min(start, before + clock.start()), max(end, before + last), moment))
    return sorted(found)


def _iso(match: re.Match[str]) -> Moment | None:
    year, month, day, hour, minute, second, zone = match.groups()
    try:
        value = date(int(year), int(month), int(day)).isoformat()
        if hour is None:
            return Moment(value, "day")
        datetime(int(year), int(month), int(day), int(hour), int(minute), int(second or 0))  # noqa: DTZ001 a check
    except ValueError:
        return None
    if int(hour) == int(minute) == int(second or 0) == 0 and zone is None:
        # Midnight without a zone is how systems write a day.
        return Moment(value, "day")
    value += f"T{int(hour):02}:{minute}" + (f":{second}" if second else "")
    if zone is not None:
        digits = zone[1:].replace(":", "")
        offset = f"{zone[0]}{digits[:2]}:{digits[2:4] or '00'}" if zone[0] in "+-" else "+00:00"
        if int(offset[1:3]) > 14 or int(offset[4:6]) > 59:
            offset = ""
        value += offset
    return Moment(value, "second" if second else "minute")


def _day(match: re.Match[str], order: str, day_first: bool | None) -> date | None:
    groups = match.groups()
    if order == "ymd":
        year, month, day = int(groups[0]), int(groups[1]), int(groups[2])
    elif order == "ymod":
        year, month, day = int(groups[0]), months().get(groups[1].lower(), 0), int(groups[2])
    elif order == "dmy":
        day, month, year = int(groups[0]), months().get(groups[1].lower(), 0), int(groups[2])
    elif order == "mdy":
        month, day, year = months().get(groups[0].lower(), 0), int(groups[1]), int(groups[2])
    else:
        first, second, year = int(groups[0]), int(groups[2]), int(groups[3])
        year += 2000 if year < 100 else 0
        if groups[1] == ".":
            day_first = True
        if first > 12:
            day_first = True
        elif second > 12:
            day_first = False
        elif first == second:
            day_first = True
        if day_first is None:
            return None
        day, month = (first, second) if day_first else (second, first)
    try:
        return date(year, month, day) if 1900 <= year <= 2100 else None
    except ValueError:
        return None


def _clock_beside(text: str, start: int, end: int) -> re.Match[str] | None:
    return _CLOCK.search(text, end, end + 30) or _CLOCK.search(text, max(0, start - 24), start)


def _with_clock(text: str, day: date, start: int, end: int) -> Moment:
    """Add the time of day that follows the date, or stands right before it."""
    clock = _clock_beside(text, start, end)
    if clock is None:
        return Moment(day.isoformat(), "day")
    hour, minute, second = int(clock[1]), int(clock[2]), clock[3]
    if clock[4]:
        hour = hour % 12 + (12 if clock[4][0] in "pP" else 0)
    if hour > 23 or minute > 59:
        return Moment(day.isoformat(), "day")
    value = f"{day.isoformat()}T{hour:02}:{minute:02}" + (f":{second}" if second else "")
    zone = _ZONE.search(text, clock.end(), clock.end() + 8)
    if zone is not None and zone[1] in _OFFSETS:
        value += timezone(timedelta(hours=_OFFSETS[zone[1]])).tzname(None).removeprefix("UTC") or "+00:00"
    return Moment(value, "second" if second else "minute")
