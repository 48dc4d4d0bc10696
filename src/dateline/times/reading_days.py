"""From a match to a day, month, season, quarter, year, decade or time of day."""

from __future__ import annotations

from dataclasses import replace

from dateline.times.days import day_of
from dateline.times.direction import kinds_before
from dateline.times.grammar import Match
from dateline.times.meaning import Calendar, Literally, Meaning, Unreadable
from dateline.times.numbers import spoken_year

LAST_MONTH = 12
PIVOT = 69
"""Two digits from here on are years of the 1900s, below it of the 2000s, as POSIX reads them."""


def read_calendar(match: Match) -> Meaning | None:
    """Return the part of the calendar that a match names; None where it names none."""
    year = year_of(match)
    month, day = match.number("MONTH") or match.number("MONTHABBREVIATION"), _day_number(match)
    weekday = match.number("WEEKDAY") or match.number("WEEKDAYABBREVIATION")
    if (joined := match.value("WEEKDAYPART")) is not None:
        number, _, part = joined.partition(" ")
        month = match.number("MONTH") or match.number("MONTHABBREVIATION")
        if month is None:
            return Calendar(weekday=int(number), time=f"T{part}")
        day = _day_number(match)
        if day is None or day_of(year or 2000, month, day) is None:
            return Unreadable()
        return Calendar(year=year, month=month, day=day, weekday=int(number), time=f"T{part}")
    if "NIGHTTO" in match.parts:
        return Calendar(weekday=((weekday or 1) - 2) % 7 + 1, time="TNI")  # "Nacht zum Sonntag" begins on Saturday
    mod = match.value("EDGE") or match.value("BOUND") or match.value("EARLIERWORD") or match.value("LATERWORD")
    time = _time(match)
    if time is None or (year is not None and year < 1):
        return None
    if month and day and day_of(year or 2000, month, day) is None:
        return Unreadable()
    if (text := match.value("ISO")) is not None:
        return _iso(text, time)
    if (text := match.value("NUMERIC")) is not None:
        return _numeric(text, time)
    if (text := match.value("DECADE")) is not None:
        return _decade(text, mod)
    if "TWOQUARTERS" in match.parts:
        half = match.number("TWOQUARTERS")
        return Calendar(year=year, half=half, year_shift=match.number("WHICH") if year is None else None)
    if "DECADENAME" in match.parts:
        return Literally(match.value("DECADENAME") or "", mod)
    if "CENTURYWORD" in match.parts:
        return _century(match, mod)
    if "ERA" in match.parts:
        return _era(match)
    which = match.number("WHICH") if "WHICH" in match.parts else match.number("THISWORD")
    if "WHICH" in match.parts and "THISWORD" in match.parts:
        which = 1 if which else which
    shift = which if "YEARWORD" in match.parts and which is not None else None
    if shift is not None or "FISCALYEAR" in match.parts:
        which = None
    said = Calendar(
        year=year,
        mod=mod,
        time=time,
        zone=match.value("ZONE") or "",
        which=which,
        year_shift=shift,
        named=preceding(match),
        within="W" if "WEEKWORD" in match.parts else "WE" if "SEASONWORD" in match.parts else None,
        fiscal=any("FISCALYEAR" in entries for entries in match.row.entries[match.first : match.end]),
    )
    if "YEARWORD" in match.parts and shift is None and year is None:
        said = replace(said, year_shift=0)
    for kind in ("QUARTERNUMBER", "QNUMBER"):
        if kind in match.parts:
            return replace(said, quarter=match.number(kind))
    if "HALFNUMBER" in match.parts:
        return replace(said, half=match.number("HALFNUMBER"))
    if "SEASON" in match.parts:
        return replace(said, season=match.value("SEASON"))
    if "HOLIDAY" in match.parts:
        return replace(said, holiday=match.value("HOLIDAY"))
    if "ENDWORD" in match.parts:
        return Calendar(year_shift=0, mod=match.value("ENDWORD"))
    if "MONTHWORD" in match.parts and month is None:
        return Calendar(day=day, month_shift=which, mod=mod)
    if month is not None:
        return replace(said, month=month, day=day, weekday=weekday if day else None)
    if weekday is not None and "RELATIVEDAY" in match.parts:
        return replace(said, days=match.number("RELATIVEDAY"))
    if weekday is not None and day is not None:
        return replace(said, weekday=weekday, day=day)
    if weekday is not None:
        if "UNIT" in match.parts:
            return Calendar(weekday=weekday, week_shift=which, mod=mod) if match.value("UNIT") == "W" else None
        return replace(said, weekday=weekday)
    if (night := match.number("RELATIVENIGHT")) is not None:
        return replace(said, days=night, time=time or "TNI")
    if (days := match.number("RELATIVEDAY")) is not None:
        return None if _generic(match, days) else replace(said, days=days)
    if year is not None:
        return Calendar(year=year, mod=mod, fiscal=said.fiscal)
    if time:
        return replace(said, days=0, which=None) if "THISWORD" in match.parts else replace(said, previous=True)
    return None


def _generic(match: Match, days: int) -> bool:
    """Say whether a day stands for its age, which is no time: "today's world", "the people of tomorrow"."""
    if match.parts.keys() != {"RELATIVEDAY"}:
        return False
    if "OF" in kinds_before(match) and days == 1:
        return True
    row = match.row
    if match.end + 1 >= len(row.starts) or "POSSESSIVE" not in row.entries[match.end]:
        return False
    noun = range(match.end + 1, min(match.end + 3, len(row.starts)))  # with room for "interconnected"
    return any("GENERIC" in row.entries[index] for index in noun)


def preceding(match: Match) -> bool:
    """Say whether "previous" counts from what the text named last, as "last" counts from the publication."""
    return "WHICH" in match.parts and "PRECEDING" in match.row.entries[match.parts["WHICH"][0]]


def year_of(match: Match) -> int | None:
    """Return the year that a match states, -1 for a number that is none; None where it states none."""
    if (text := match.value("YEAR")) is not None:
        return int(text)
    if "SPOKENYEAR" in match.parts:
        return spoken_year(match.row, *match.parts["SPOKENYEAR"]) or -1
    return None


def _day_number(match: Match) -> int | None:
    for kind in ("DAYTH", "ORDINAL", "DAY"):
        if kind in match.parts:
            number = match.number(kind)
            return number if number is not None and number <= 31 else 99
    return None


def _time(match: Match) -> str | None:
    """Return the TIMEX3 tail of a time of day, "" for none; None where it is no time."""
    half = match.value("AMPM")
    part = match.value("PART")
    if "OCLOCK" in match.parts and "NUMERAL" in match.parts:
        return _clock(match.value("NUMERAL") or "", half, part)
    for kind in ("CLOCK", "POINTCLOCK", "SHORTCLOCK", "MILITARY", "HOUR", "INTEGER"):
        if kind in match.parts and (half is not None or kind in {"CLOCK", "MILITARY"} or "OCLOCK" in match.parts):
            return _clock(match.value(kind) or "", half, part)
    if part and match.parts.keys() <= {"HOUR", "NUMERAL", "IN", "THE", "PART"} and len(match.parts) == 4:
        return _clock(match.value("HOUR") or match.value("NUMERAL") or "", half, part)
    minutes = -15 if {"QUARTERWORD", "TO"} <= match.parts.keys() else match.number("CLOCKPART")
    if minutes is not None and "NUMERAL" in match.parts:
        hour = match.number("NUMERAL") or 0
        return f"T{hour - (minutes < 0):02}:{minutes % 60:02}" if 1 <= hour <= 12 else None
    if "NOON" in match.parts:
        return match.value("NOON")
    return f"T{part}" if part else ""


def _clock(text: str, half: str | None, part: str | None) -> str | None:
    hour_text, _, rest = text.partition(":")
    hour = int(hour_text)
    if half is not None and not 1 <= hour <= 12:
        return None
    if half == "PM" or (half is None and part in {"AF", "EV", "NI"} and hour < 12):
        hour = hour % 12 + 12
    elif half == "AM":
        hour %= 12
    if hour > 24 or any(int(number) > 59 for number in rest.split(":") if number) or (hour == 24 and rest.strip("0:")):
        return None
    return f"T{hour:02}:{rest or '00'}"


def _iso(text: str, time: str) -> Meaning | None:
    year, month, number = map(int, text[:10].split("-"))
    if day_of(year, month, number) is None:
        return Unreadable()
    if not text[11:]:
        return Calendar(year=year, month=month, day=number, time=time)
    zone = text[-1:] if text.endswith("Z") else text[-6:] if text[-6] in "+-" else ""
    clock = _clock(text[11 : len(text) - len(zone)].partition(".")[0], None, None)
    offset = "+00:00" if zone == "Z" else zone
    return None if clock is None else Calendar(year=year, month=month, day=number, time=clock, zone=offset)


def _numeric(text: str, time: str) -> Meaning | None:
    """Read 25/12/2016, 12/25/2016 and 12/25/98; where both orders are days and differ, both are kept.

    With points the day comes first; two digits after a second point are as often a version as a
    year, so they are read only where the first two are written out and the day is past the twelfth.
    """
    first, second, year_text = text.replace(".", "/").split("/")
    year = int(year_text)
    if len(year_text) == 2:
        if "." in text and (int(first) <= LAST_MONTH or len(second) < 2):
            return None
        year += 2000 if year < PIVOT else 1900
    orders = {(first, second)} if "." in text else {(first, second), (second, first)}
    days = {found for day, month in orders if (found := day_of(year, int(month), int(day))) is not None}
    if len(days) != 1:
        return Unreadable(tuple(sorted(day.isoformat() for day in days)))
    [day] = days
    return Calendar(year=day.year, month=day.month, day=day.day, time=time)


def _decade(text: str, mod: str | None) -> Meaning | None:
    if len(text) == 4:
        return Literally(text[:3], mod)
    if len(text) == 2 and text[0] in "23456789" and text[1] == "0":
        return Literally(f"19{text[0]}", mod)
    return None


def _century(match: Match, mod: str | None) -> Meaning | None:
    number = match.number("ORDINAL") or match.number("DAYTH") or match.number("DAY")
    if number is None or not 1 <= number <= 30:
        return None
    return Literally(f"BC{number - 1:02}" if match.value("ERA") == "BC" else f"{number - 1:02}", mod)


def _era(match: Match) -> Meaning | None:
    number = match.number("YEAR") or match.number("INTEGER")
    if number is None or not 1 <= number <= 9999:
        return None
    return Literally(f"BC{number:04}" if match.value("ERA") == "BC" else f"{number:04}")
