"""The year of a date line that gives none ("PARIS, Dec 10 –"), worked out from other words.

What counts as evidence:

- the weekday of the line itself, or a bare weekday in the paragraph that the line opens, where it is
  told as done: agency copy names its own day so in the lead ("… on Saturday"). Weekdays further down
  may be any day of that week, so they decide nothing, except after "later on" or "earlier on".
- a day with its weekday elsewhere in the text ("Friday, Dec. 9"): only some years have such a day.
- years and full dates told as past: the line is not before them ("since 2012" rules out 2011).
- years told as to come: the line is not after them ("will open in 2018" rules out 2022).
- a title with a name ("President Ada Quist"): the line is not before the first term; where the holder
  speaks, it is within one.
- when the page was changed or captured: the line is not after that.
- the year and month in the page's address ("/2016/12/"): the line is of that month or the one before.

Years are tried within a window of twenty years that ends with the capture of the page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.record import Reason, Record, Span, TimeCandidate
from dateline.resources.offices import Titled
from dateline.times.days import Day, day_of, nearest_day

WINDOW_YEARS = 20
"""How many years are tried: pages older than that are archives, which state their dates."""
LATEST_YEAR = 2026
"""The last year tried where nobody noted when the page was captured. Kept by hand: no clock runs here."""

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class WeekdayEvidence:
    """A weekday that is that of the date line, and where it is said."""

    weekday: int
    span: Span


@dataclass(frozen=True, slots=True)
class NamedDayEvidence:
    """A day and month with the weekday that it has, near the date line in time."""

    month: int
    day: int
    weekday: int
    span: Span


@dataclass(frozen=True, slots=True)
class YearEvidence:
    """The first day of something told as past: the date line is on or after it."""

    since: Day
    span: Span


@dataclass(frozen=True, slots=True)
class AheadEvidence:
    """The day after something told as to come: the date line is before it."""

    before: Day
    span: Span


@dataclass(frozen=True, slots=True)
class OfficeEvidence:
    """A holder of an office, named with the title, and where."""

    titled: Titled
    span: Span


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that tells the year of a date line."""

    weekdays: tuple[WeekdayEvidence, ...]
    years: tuple[YearEvidence, ...]
    last: Day
    """The last day that the line can have."""
    address: Day | None = None
    """The first day of the month in the page's address."""
    named_days: tuple[NamedDayEvidence, ...] = ()
    ahead: tuple[AheadEvidence, ...] = ()
    offices: tuple[OfficeEvidence, ...] = ()


@dataclass(frozen=True, slots=True)
class DatelineYear:
    """What the evidence leaves. ``day`` where exactly one year is left, else None."""

    day: Day | None
    candidates: tuple[TimeCandidate, ...]
    reasons: tuple[Reason, ...]


def work_out_year(record: Record, month: int, day: int, evidence: Evidence) -> DatelineYear:
    """Return the years that the evidence allows for a day of a month, and those it rules out.

    Years on which the weekday does not fit are left out without a word: there are six of them for
    each that fits. Without any evidence there are no candidates.
    """
    if not (evidence.weekdays or evidence.years or evidence.address or evidence.named_days or evidence.ahead):
        return DatelineYear(None, (), ())
    fitting = [
        found
        for year in range(evidence.last.year - WINDOW_YEARS + 1, evidence.last.year + 1)
        if (found := day_of(year, month, day)) is not None
        and all(found.isoweekday() == weekday.weekday for weekday in evidence.weekdays)
        and all(_has_weekday(named, found) for named in evidence.named_days)
    ]
    candidates = tuple(_candidate(record, found, evidence) for found in fitting)
    left = [found for found, candidate in zip(fitting, candidates, strict=True) if not candidate.excluded]
    decided = left[0] if len(left) == 1 else None
    return DatelineYear(decided, candidates, _summary(record, fitting, candidates, evidence))


def latest_day(record: Record, latest: int | None) -> Day:
    """Return the last day that a date line can have: of its capture, of its last change, or of the year given."""
    days = [
        day
        for text in (record.page.fetched_at, record.article.modified.day if record.article.modified else None)
        if text and (day := _day(text)) is not None
    ]
    if latest is not None:
        days.append(Day(latest, 12, 31))
    return min(days, default=Day(LATEST_YEAR, 12, 31))


_ADDRESS = re.compile(r"/((?:19|20)\d\d)/(\d\d?)(?:/|$)")


def address_month(record: Record) -> Day | None:
    """Return the first day of the month in the page's address; None where it names none."""
    found = _ADDRESS.search(record.page.url or "")
    return day_of(int(found[1]), int(found[2]), 1) if found else None


def _has_weekday(named: NamedDayEvidence, line: Day) -> bool:
    nearest = nearest_day(named.month, named.day, line)
    return nearest is not None and nearest.isoweekday() == named.weekday


def _day(text: str) -> Day | None:
    try:
        return Day.fromisoformat(text[:10])
    except ValueError:
        return None


def _candidate(record: Record, day: Day, evidence: Evidence) -> TimeCandidate:
    reasons = [
        Reason(says=f"{day.isoformat()} is a {_WEEKDAYS[day.weekday()]}", span=weekday.span)
        for weekday in evidence.weekdays
    ]
    against = [
        Reason(says=f"the text tells of {words(record, year.span)!r} as past", span=year.span, against=True)
        for year in evidence.years
        if year.since > day
    ]
    reasons += [
        Reason(says=f"{words(record, named.span)!r} fits {day.year}", span=named.span) for named in evidence.named_days
    ]
    against += [
        Reason(says=f"the text tells of {words(record, year.span)!r} as to come", span=year.span, against=True)
        for year in evidence.ahead
        if year.before <= day
    ]
    against += [
        Reason(says=f"{words(record, office.span)!r} was not in office", span=office.span, against=True)
        for office in evidence.offices
        if not office.titled.allows(day)
    ]
    if day > evidence.last:
        against.append(Reason(says=f"the page is no later than {evidence.last}", against=True))
    address = evidence.address
    if address is not None and not 0 <= (address.year - day.year) * 12 + address.month - day.month <= 1:
        against.append(Reason(says=f"the page's address names {address:%Y/%m}", against=True))
    elif address is not None:
        reasons.append(Reason(says=f"the page's address names {address:%Y/%m}"))
    if not against and evidence.years:
        newest = max(evidence.years, key=lambda year: year.since)
        reasons.append(Reason(says=f"not before {words(record, newest.span)!r}", span=newest.span))
    return TimeCandidate(value=day.isoformat(), reasons=(*reasons, *against), excluded=bool(against))


def words(record: Record, span: Span) -> str:
    """Return the covered words on one line."""
    return " ".join(span.of(record.text).split())


def _summary(
    record: Record, fitting: Sequence[Day], candidates: Sequence[TimeCandidate], evidence: Evidence
) -> tuple[Reason, ...]:
    years = ", ".join(str(day.year) for day in fitting)
    found = [
        Reason(says=f"{words(record, weekday.span)!r} fits {years}", span=weekday.span) for weekday in evidence.weekdays
    ]
    found += [
        Reason(says=f"{words(record, named.span)!r} fits {years}", span=named.span) for named in evidence.named_days
    ]
    for year in evidence.years:
        out = [candidate.value[:4] for candidate in candidates if candidate.value < year.since.isoformat()]
        if out:
            says = f"{words(record, year.span)!r} rules out {', '.join(out)}"
            found.append(Reason(says=says, span=year.span))
    for coming in evidence.ahead:
        out = [candidate.value[:4] for candidate in candidates if candidate.value >= coming.before.isoformat()]
        if out:
            says = f"{words(record, coming.span)!r} rules out {', '.join(out)}"
            found.append(Reason(says=says, span=coming.span))
    for office in evidence.offices:
        out = [str(day.year) for day in fitting if not office.titled.allows(day)]
        if out:
            says = f"{words(record, office.span)!r} was not in office in {', '.join(out)}"
            found.append(Reason(says=says, span=office.span))
    if evidence.address is not None:
        found.append(Reason(says=f"the page's address names {evidence.address:%Y/%m}"))
    return tuple(found)
