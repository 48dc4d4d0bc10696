"""From a match of a pattern to what it means; None where the words turn out to mean no time."""

from __future__ import annotations

from collections.abc import Callable

from dateline.times.days import day_of
from dateline.times.direction import kinds_before
from dateline.times.grammar import Match
from dateline.times.meaning import Calendar, Meaning, Period, Reference, Relative, YearEarlier
from dateline.times.reading_days import preceding, read_calendar, year_of
from dateline.times.reading_spans import duration, read_period, read_set, read_shift


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
    month, year = match.number("MONTH") or match.number("MONTHABBREVIATION") or 0, year_of(match)
    if len(days) != 2 or any(day_of(year or 2000, month, day) is None for day in days):
        return []
    return [(side, Calendar(year=year, month=month, day=day)) for side, day in zip((left, right), days, strict=True)]


def replace_ends(match: Match, first: int, end: int) -> Match:
    """Return the part of a match between two tokens."""
    parts = {kind: span for kind, span in match.parts.items() if first <= span[0] and span[1] <= end}
    return match._replace(first=first, end=end, parts=parts)


def _unit(match: Match) -> Meaning | None:
    mod = match.value("EDGE") or match.value("EARLIERWORD") or match.value("LATERWORD")
    if {"WEEKEND", "SEASONWORD"} & match.parts.keys():
        return Relative("WE", match.number("WHICH"), mod, preceding(match))
    unit = match.value("UNIT") or "Y"
    which = match.number("WHICH") if "WHICH" in match.parts else match.number("PASTONE") or 0
    if unit in {"TS", "TM", "TH", "FN", "ML"}:
        return None
    if unit in {"DE", "CE"} and "PASTONE" in match.parts:
        return Period(duration(1.0, unit), -1)
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
    "calendar": read_calendar,
    "unit": _unit,
    "shift": read_shift,
    "earlier": _earlier,
    "latest": _latest,
    "that": _that,
    "period": read_period,
    "set": read_set,
    "reference": _reference,
}
"""The readings that patterns.tsv names."""
