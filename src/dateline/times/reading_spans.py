"""From a match to a length of time, a distance from the anchor, or what comes again."""

from __future__ import annotations

from dateline.times.direction import kinds_before
from dateline.times.grammar import Match
from dateline.times.meaning import Calendar, Meaning, Period, Recurring, Reference, Shift
from dateline.times.numbers import amount_text, number_at

_PERIOD_TAIL = {"Y": "Y", "M": "M", "W": "W", "D": "D", "Q": "Q", "DE": "0Y", "CE": "00Y", "ML": "000Y"}
_CLOCK_TAIL = {"TH": "H", "TM": "M", "TS": "S"}
_VAGUE_TAIL = {"DE": "PXE", "CE": "PXC", "ML": "PXL", "FN": "PXW", "WE": "PXWE"}


def _amount(match: Match) -> float | None:
    """Return the amount; None for one that is not said ("several")."""
    if "NUMBER" in match.parts:
        return number_at(match.row, *match.parts["NUMBER"])
    quantity = match.value("QUANTITY") or "X"
    return float(quantity) if quantity.isdigit() else None


def _unit_of(match: Match) -> str:
    return match.value("UNIT") or match.value("UNITS") or "D"


def _is_number(match: Match) -> bool:
    parts = match.parts
    return all(number_at(match.row, *parts[kind]) is not None for kind in ("NUMBER", "COUNT") if kind in parts)


def read_shift(match: Match) -> Meaning | None:
    """Return the distance that a match tells: "two days ago"; None for one that is none."""
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


def read_period(match: Match) -> Meaning | None:
    """Return the length that a match tells: "two weeks"."""
    value = match.value("WHILE") or match.value("ADVERBPERIOD")
    if value is not None:
        return Period(value)
    if not _is_number(match):
        return None
    if match.parts.keys() == {"NUMBER", "NUMERAL", "UNIT"} and _amount(match) == 1 and "MODAL" in kinds_before(match):
        return Reference("FUTURE_REF")  # "will one day rise"
    mod = match.value("BOUND") or ("APPROX" if "SO" in match.parts else None)
    if "EACHOF" in match.parts:
        return Recurring(duration(1.0, _unit_of(match)))  # "each of the last three years"
    side = -1 if {"PAST", "RECENT"} & match.parts.keys() else None
    side = 1 if {"COMING", "COMINGWORD", "AHEAD"} & match.parts.keys() else side
    return Period(duration(_length(match), _unit_of(match)), side, mod)


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


def duration(amount: float | None, unit: str) -> str:
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


def read_set(match: Match) -> Meaning | None:
    """Return what comes again: "every Monday", "twice a week"."""
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
        return Recurring(duration(1.0, _unit_of(match)))
    amount = 2.0 if "OTHER" in match.parts else _amount(match) if "NUMBER" in match.parts else 1.0
    return Recurring(duration(amount, _unit_of(match)))
