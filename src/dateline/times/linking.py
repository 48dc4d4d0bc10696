"""What one expression takes from another: pairs, ranges, stated ends, the quarter that a report is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeAlias

from dateline.record import Span
from dateline.times.anchoring import Anchor, Named, Resolved, period_ends
from dateline.times.days import Day, interval, plus_days, quarter_of
from dateline.times.direction import bare
from dateline.times.grammar import Match
from dateline.times.meaning import Calendar, Meaning, Period, Relative, YearEarlier

Found: TypeAlias = "tuple[Match, Meaning, Span]"

_LENGTHS = {"quarter": "P3M", "year": "P1Y", "half": "P6M"}
_HALF_A_QUARTER_DAYS = 45


def linked(found: Sequence[Found], index: int, resolved: Resolved) -> Resolved:
    """Anchor the member of a pair that says less ("25" in "April 24 and 25") to the other one."""
    match = found[index][0]
    whole = match.parts.keys() & {"MONTH", "MONTHABBREVIATION"} or match.parts.keys() == {"YEAR"}
    if resolved.start is None or whole:
        return resolved
    earlier = found[index - 1][0] if index else None
    second = earlier is not None and earlier.pattern is match.pattern and _stands_after(match, earlier.end + 1, earlier)
    if not second and index + 1 == len(found):
        return resolved
    other = found[index - 1 if second else index + 1][2]
    return replace(resolved, anchor=Anchor(Day.fromisoformat(resolved.start[:10]), "expression", other))


def shared_day(found: Sequence[Found], index: int) -> tuple[Match, Meaning]:
    """Return a meaning with the day that the end of its range names, and the match that names it.

    So for 9 a.m. in "9 a.m. to 5 p.m. on Monday", and for 25 in "April 24 and 25", whose direction is
    that of 24. The expression's own two where it is neither.
    """
    match, meaning, _ = found[index]
    earlier = found[index - 1][0] if index else match
    if (
        match.pattern.reading == "pair"
        and earlier.pattern is match.pattern
        and _stands_after(match, earlier.end + 1, earlier)
    ):
        return earlier, meaning
    if not isinstance(meaning, Calendar) or not meaning.previous or not meaning.time or index + 1 == len(found):
        return match, meaning
    later, end, _ = found[index + 1]
    joined = _stands_after(later, match.end + 1, match)
    if not joined or not isinstance(end, Calendar) or end.previous or not end.time:
        return match, meaning
    if not match.row.entries[match.end].keys() & {"TO", "DASH", "HYPHEN", "AND"}:
        return match, meaning
    return later, replace(end, time=meaning.time, zone=meaning.zone or end.zone)


def range_start(found: Sequence[Found], index: int, before: Named | None) -> Anchor | None:
    """Return what a bare name is counted on from as the end of a range: Friday in "from Friday to Monday".

    None where it ends no range. ``before`` is what the text named last.
    """
    match, meaning, _ = found[index]
    if before is None or index == 0 or found[index - 1][2] != before.span:
        return None
    earlier, first, _ = found[index - 1]
    if not (isinstance(meaning, Calendar) and isinstance(first, Calendar) and bare(meaning)):
        return None
    if (meaning.weekday is None) != (first.weekday is None) or (meaning.day is None) != (first.day is None):
        return None
    if not _stands_after(match, earlier.end + 1, earlier):
        return None
    joint, opening = match.row.entries[match.first - 1], match.row.entries[earlier.first - 1] if earlier.first else {}
    opened = "RANGE" in opening
    if "AND" in joint:
        return Anchor(before.day, "expression", before.span) if opened and opening["RANGE"] == "between" else None
    if not joint.keys() & {"TO", "DASH", "HYPHEN"} or not (opened or "THROUGH" in joint or "DASH" in joint):
        return None
    return Anchor(before.day, "expression", before.span)


def _stands_after(match: Match, token: int, earlier: Match) -> bool:
    return match.row is earlier.row and match.first == token


def stated_end(found: Sequence[Found], index: int) -> int | None:
    """Return the index of the day that ends a span: "Sept. 30" for "the quarter" in "the quarter ended Sept. 30"."""
    match = found[index][0]
    if index + 1 == len(found) or match.end >= len(match.row.entries) or "ENDED" not in match.row.entries[match.end]:
        return None
    later, meaning, _ = found[index + 1]
    day = isinstance(meaning, Calendar) and meaning.month is not None and meaning.day is not None
    return index + 1 if day and _stands_after(later, match.end + 1, match) else None


def ended(meaning: Meaning, resolved: Resolved, spoken_of: Named | None, end: Anchor) -> Resolved:
    """Give a span the interval that ends with a stated day.

    A quarter without a number is the calendar's that lies under it, unless the report speaks of
    one; a company's own numbers stay as they are said.
    """
    if isinstance(meaning, YearEarlier) and (spoken_of is None or spoken_of.value.startswith("P")):
        middle = plus_days(end.day, -_HALF_A_QUARTER_DAYS)
        if middle is not None:
            resolved = replace(resolved, value=f"{middle.year:04}-Q{quarter_of(middle)}", granularity="quarter")
    length = meaning.value if isinstance(meaning, Period) else _LENGTHS.get(resolved.granularity or "")
    covers = period_ends(length, end.day, -1) if length else None
    return resolved if covers is None else replace(resolved, anchor=end, start=covers[0], end=covers[1])


def quarter_spoken_of(
    known: Named | None, meaning: Meaning, resolved: Resolved, span: Span, anchor: Anchor | None
) -> Named | None:
    """Return the quarter that a report is about from here on.

    A forecast for one that is not over yet does not change it, nor does an earlier one that it is
    compared with. From "the first nine months" on the report is about those, and compares years.
    """
    if isinstance(meaning, Period):
        if meaning.value not in {"P6M", "P9M"}:
            return known
        return Named(meaning.value, anchor.day, span, resolved.start, resolved.end) if anchor else None
    if resolved.value is None or resolved.granularity != "quarter" or isinstance(meaning, Relative):
        return known
    if isinstance(meaning, Calendar) and meaning.year_shift not in {None, 0}:
        return known
    if isinstance(meaning, YearEarlier) and not (resolved.anchor and resolved.anchor.basis == "expression"):
        return known
    if isinstance(meaning, YearEarlier) and (meaning.years or meaning.year or known is not None):
        return known
    if known is not None and known.value.startswith("P"):
        known = None
    over = anchor is None or (resolved.end or "") <= anchor.day.isoformat()
    earlier = known is not None and resolved.value < known.value
    own = isinstance(meaning, Calendar) and meaning.fiscal
    if known is not None and (not over or (earlier and not own)):
        return known
    covers = interval(resolved.value)[0]
    if covers is None:
        return known
    return Named(resolved.value, Day.fromisoformat(covers[0]), span, resolved.start, resolved.end)
