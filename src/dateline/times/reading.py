"""From a match of a pattern to what it means; None where the words turn out to mean no time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from dateline.times.days import day_of
from dateline.times.direction import kinds_before
from dateline.times.grammar import Match
from dateline.times.meaning import (
    Calendar,
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
from dateline.times.numbers import amount_text, number_at, spoken_year

_PERIOD_TAIL = {"Y": "Y", "M": "M", "W": "W", "D": "D", "Q": "Q", "DE": "0Y", "CE": "00Y", "ML": "000Y"}
_CLOCK_TAIL = {"TH": "H", "TM": "M", "TS": "S"}
LAST_MONTH = 12
PIVOT = 69
"""Two digits from here on are years of the 1900s, below it of the 2000s, as POSIX reads them."""
_VAGUE_TAIL = {"DE": "PXE", "CE": "PXC", "ML": "PXL", "FN": "PXW", "WE": "PXWE"}


def read(match: Match) -> Meaning | None:
    """Return what a match means. Raises KeyError for a reading that is not defined."""
    return READINGS[match.pattern.reading](match)


def read_pair(match: Match) -> list[tuple[Match, Meaning]]:
    """Return the two members of a match such as "April 24 and 25" or "1994-95", each with its own meaning.

    Nothing where they are no days or years in order.
    """
    joint = match.parts["JOIN"] if "JOIN" in match.parts else match.parts["SLASH"]
    left = replace_ends(match, match.first, joint[0])
    right = replace_ends(match, joint[1], match.end)
    if "DAY" not in match.parts:
        first = int(match.value("YEAR") or 0)
        second = match.second("YEAR") or f"{first // 100:02}{match.value('TWODIGITS')}"
        ordered = 1500 <= first < int(second) <= 2100
        return [(left, Calendar(year=first)), (right, Calendar(year=int(second)))] if ordered else []
    days = [int(match.row.entries[span[0]]["DAY"]) for name, span in match.parts.items() if name.startswith("DAY")]
    month, year = match.number("MONTH") or match.number("MONTHABBREVIATION") or 0, _year(match)
    if len(days) != 2 or any(day_of(year or 2000, month, day) is None for day in days):
        return []
    return [(side, Calendar(year=year, month=month, day=day)) for side, day in zip((left, right), days, strict=True)]


def replace_ends(match: Match, first: int, end: int) -> Match:
    """Return the part of a match between two tokens."""
    parts = {kind: span for kind, span in match.parts.items() if first <= span[0] and span[1] <= end}
    return match._replace(first=first, end=end, parts=parts)


def _calendar(match: Match) -> Meaning | None:
    year = _year(match)
    month, day = match.number("MONTH") or match.number("MONTHABBREVIATION"), _day_number(match)
    weekday = match.number("WEEKDAY") or match.number("WEEKDAYABBREVIATION")
    if (joined := match.value("WEEKDAYPART")) is not None:
        number, _, part = joined.partition(" ")
        return Calendar(weekday=int(number), time=f"T{part}")
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
    return "GENERIC" in row.entries[match.end + 1]


def preceding(match: Match) -> bool:
    """Say whether "previous" counts from what the text named last, as "last" counts from the publication."""
    return "WHICH" in match.parts and "PRECEDING" in match.row.entries[match.parts["WHICH"][0]]


def _year(match: Match) -> int | None:
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


def _unit(match: Match) -> Meaning | None:
    mod = match.value("EDGE") or match.value("EARLIERWORD") or match.value("LATERWORD")
    if {"WEEKEND", "SEASONWORD"} & match.parts.keys():
        return Relative("WE", match.number("WHICH"), mod, preceding(match))
    unit = match.value("UNIT") or "Y"
    which = match.number("WHICH") if "WHICH" in match.parts else match.number("PASTONE") or 0
    if unit in {"TS", "TM", "TH", "FN", "ML"}:
        return None
    if unit in {"DE", "CE"} and "PASTONE" in match.parts:
        return Period(_duration(1.0, unit), -1)
    if unit == "Y" and which == -1 and _compared(match):
        return YearEarlier(-1)
    if unit == "D" and "IN" in match.parts:
        return Calendar(previous=True, mod=mod)
    return (
        Calendar(days=which, mod=mod, named=preceding(match))
        if unit == "D"
        else Relative(unit, which, mod, preceding(match))
    )


_COMPARED_WITHIN = 6


def _compared(match: Match) -> bool:
    """Say whether a sum of money is compared: "from $33 million last year", "from last year's $1.5 billion".

    In a report on a quarter that is the same quarter of last year.
    """
    row, first, end = match.row, match.first, match.end
    if "COMPARED" in kinds_before(match):
        after = row.entries[end].keys() if end < len(row.entries) else set()
        return "POSSESSIVE" in after and row.words(end + 1, end + 2) in "$£€¥" if end + 1 < len(row.starts) else False
    if "MULTIPLIER" not in kinds_before(match):
        return False
    return any("COMPARED" in row.entries[index] for index in range(max(0, first - _COMPARED_WITHIN), first))


def _latest(match: Match) -> Meaning | None:
    if "WEEKWORD" in match.parts:
        return Relative("W", 0)
    return Period("P1Y") if "ENDED" in _kinds_after(match) else Relative("Y", 0)


def _kinds_after(match: Match) -> dict[str, str]:
    return match.row.entries[match.end] if match.end < len(match.row.starts) else {}


def _that(match: Match) -> Meaning | None:
    unit = match.value("UNIT") or "D"
    steps = 1 if "FOLLOWING" in match.parts else -1 if "PRECEDING" in match.parts else 0
    if "PART" in match.parts:
        return Calendar(days=steps, time=f"T{match.value('PART')}", named=True)
    return Relative(unit, steps, named=True) if unit in {"Y", "M", "W", "D", "Q", "DE"} else None


def _amount(match: Match, suffix: str = "") -> float | None:
    """Return the amount; None for one that is not said ("several")."""
    if f"NUMBER{suffix}" in match.parts:
        return number_at(match.row, *match.parts[f"NUMBER{suffix}"])
    quantity = match.value("QUANTITY") or "X"
    return float(quantity) if quantity.isdigit() else None


def _unit_of(match: Match) -> str:
    return match.value("UNIT") or match.value("UNITS") or "D"


def _is_number(match: Match) -> bool:
    parts = match.parts
    return all(number_at(match.row, *parts[kind]) is not None for kind in ("NUMBER", "COUNT") if kind in parts)


def _shift(match: Match) -> Meaning | None:
    if not _is_number(match):
        return None
    unit, amount = _unit_of(match), _amount(match)
    later = "FROMNOW" in match.parts
    sign = 1 if later else -1
    if "WEEKDAY" in match.parts:
        week = unit == "W" and amount is not None and amount == int(amount)
        return Calendar(weekday=match.number("WEEKDAY"), week_shift=-int(amount or 0)) if week else None
    if amount is None:
        return Reference("FUTURE_REF" if later else "PAST_REF")
    if amount != int(amount) or amount > 4000:
        return _fractional_shift(amount, unit, sign)
    mod = match.value("BOUND")
    if "SO" in match.parts:
        mod = "APPROX"
    if "THISWORD" in match.parts:
        unit = match.value("UNITS") or unit
        return Shift(unit, int(amount), sign, exact=True, within=match.second("UNIT") or match.value("UNIT"), mod=mod)
    return Shift(unit, int(amount), sign, exact="RELATIVEDAY" in match.parts, mod=mod)


def _fractional_shift(amount: float, unit: str, sign: int) -> Meaning | None:
    months = amount * 12
    if unit == "Y" and months == int(months):
        return Shift("M", int(months), sign)
    return None


def _earlier(match: Match) -> Meaning | None:
    if (year := match.number("YEAR")) is not None:
        return YearEarlier(0, year=year)
    if "BARELATEST" in match.parts:
        return Relative("Y", -1)
    years = -1 if {"YEAREARLIER", "YEARWORD"} & match.parts.keys() else 0
    if (which := match.number("WHICH")) is not None:
        years = which
    if "LATEST" in match.parts and "QUARTERWORD" in match.parts:
        return Relative("Q", -1)
    if "QUARTERNUMBER" in match.parts:
        return Calendar(quarter=match.number("QUARTERNUMBER"), year_shift=years)
    quarter = bool({"QUARTERWORD", "LATEST"} & match.parts.keys())
    return YearEarlier(years, quarter=quarter, period="PERIOD" in match.parts)


def _period(match: Match) -> Meaning | None:
    value = match.value("WHILE") or match.value("ADVERBPERIOD")
    if value is not None:
        return Period(value)
    if not _is_number(match):
        return None
    if match.parts.keys() == {"NUMBER", "NUMERAL", "UNIT"} and _amount(match) == 1 and "MODAL" in kinds_before(match):
        return Reference("FUTURE_REF")  # "will one day rise"
    mod = match.value("BOUND") or ("APPROX" if "SO" in match.parts else None)
    if "EACHOF" in match.parts:
        return Recurring(_duration(1.0, _unit_of(match)))  # "each of the last three years"
    side = -1 if {"PAST", "RECENT"} & match.parts.keys() else None
    side = 1 if {"COMING", "COMINGWORD", "AHEAD"} & match.parts.keys() else side
    return Period(_duration(_length(match), _unit_of(match)), side, mod)


def _length(match: Match) -> float | None:
    """Return how many units a span has; None where that is not said ("recent years")."""
    parts = match.parts
    if {"ADDITIONAL", "WHOLE"} & parts.keys() or "EARLIERWORD" in parts:
        return 1.0
    if "HALF" in parts and "NUMBER" not in parts:
        return 0.5
    if "COUNT" in parts:
        return number_at(match.row, *parts["COUNT"])
    if "NUMBER" not in parts and "QUANTITY" not in parts:
        return None
    amount = _amount(match)
    fraction = parts.get("FRACTION")
    if amount is not None and fraction is not None and fraction[0] >= parts["NUMBER"][1]:
        amount += float(match.value("FRACTION") or 0)
    return amount


def _duration(amount: float | None, unit: str) -> str:
    """Return a length as TIMEX3 writes it: P2W, PT1M30S, PXY."""
    if amount is None:
        if unit in _VAGUE_TAIL:
            return _VAGUE_TAIL[unit]
        return f"PTX{_CLOCK_TAIL[unit]}" if unit in _CLOCK_TAIL else f"PX{unit}"
    whole, part = int(amount), amount - int(amount)
    if unit in {"DE", "CE", "ML"}:
        return f"P{amount_text(amount * {'DE': 10, 'CE': 100, 'ML': 1000}[unit])}Y"
    if unit == "FN":
        return f"P{amount_text(amount * 2)}W"
    if unit == "Q":
        return f"P{amount_text(amount)}Q"
    if unit == "WE":
        return f"P{amount_text(amount)}WE"
    if unit in _CLOCK_TAIL:
        smaller = {"TH": ("H", "M"), "TM": ("M", "S")}.get(unit)
        if part and smaller and part * 60 == int(part * 60):
            return f"PT{f'{whole}{smaller[0]}' if whole else ''}{int(part * 60)}{smaller[1]}"
        return f"PT{amount_text(amount)}{_CLOCK_TAIL[unit]}"
    if unit == "Y" and part and part * 12 == int(part * 12):
        return f"P{f'{whole}Y' if whole else ''}{int(part * 12)}M"
    return f"P{amount_text(amount)}{_PERIOD_TAIL[unit]}"


def _set(match: Match) -> Meaning | None:
    if (value := match.value("ADVERBSET")) is not None:
        return Recurring(value)
    weekday = match.number("WEEKDAY") or match.number("WEEKDAYS")
    part = match.value("PART") or match.value("PARTS")
    if weekday is not None:
        return Recurring(f"XXXX-WXX-{weekday}{f'T{part}' if part else ''}")
    if part is not None:
        return Recurring(f"XXXX-XX-XXT{part}")
    if (season := match.value("SEASON")) is not None:
        return Recurring(f"XXXX-{season}")
    if (month := match.number("MONTH")) is not None:
        return Recurring(f"XXXX-{month:02}")
    if {"ONCE", "TIMESWORD"} & match.parts.keys():
        return Recurring(_duration(1.0, _unit_of(match)))
    amount = 2.0 if "OTHER" in match.parts else _amount(match) if "NUMBER" in match.parts else 1.0
    return Recurring(_duration(amount, _unit_of(match)))


def _reference(match: Match) -> Meaning | None:
    for kind in (
        "REFERENCE",
        "PASTONE",
        "NOUNPAST",
        "NOUNFUTURE",
        "TERM",
        "COMINGWORD",
        "SOON",
        "PRESENTADJECTIVE",
    ):
        if (value := match.value(kind)) is not None:
            return Reference("PAST_REF" if kind == "PASTONE" else value)
    return None


READINGS: dict[str, Callable[[Match], Meaning | None]] = {
    "calendar": _calendar,
    "unit": _unit,
    "shift": _shift,
    "earlier": _earlier,
    "latest": _latest,
    "that": _that,
    "period": _period,
    "set": _set,
    "reference": _reference,
}
"""The readings that patterns.tsv names."""
