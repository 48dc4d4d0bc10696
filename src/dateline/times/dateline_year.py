"""The year of a date line that gives none ("PARIS, Dec 10 –"), worked out from other words.

What counts as evidence:

- the weekday of the line itself, or a bare weekday in the paragraph that the line opens, where it is
  told as done: agency copy names its own day so in the lead ("… on Saturday"). Weekdays further down
  may be any day of that week, so they decide nothing, except after "later on" or "earlier on".
- years and full dates told as past: the line is not before them ("since 2012" rules out 2011).
- when the page was changed: the line is not after that.

Years are tried within a window of twenty years that ends with the capture of the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.record import Reason, Record, Span, TimeCandidate
from dateline.times.days import Day, day_of

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
class YearEvidence:
    """The first day of something told as past: the date line is on or after it."""

    since: Day
    span: Span


@dataclass(frozen=True, slots=True)
class DatelineYear:
    """What the evidence leaves. ``day`` where exactly one year is left, else None."""

    day: Day | None
    candidates: tuple[TimeCandidate, ...]
    reasons: tuple[Reason, ...]


def work_out_year(
    record: Record,
    month: int,
    day: int,
    *,
    weekdays: Sequence[WeekdayEvidence],
    years: Sequence[YearEvidence],
    latest: int | None = None,
) -> DatelineYear:
    """Return the years that the evidence allows for a day of a month, and those it rules out.

    Years on which the weekday does not fit are left out without a word: there are six of them for
    each that fits. Without any evidence there are no candidates.
    """
    if not weekdays and not years:
        return DatelineYear(None, (), ())
    last = latest_day(record, latest)
    fitting = [
        found
        for year in range(last.year - WINDOW_YEARS + 1, last.year + 1)
        if (found := day_of(year, month, day)) is not None and all(found.isoweekday() == w.weekday for w in weekdays)
    ]
    candidates = tuple(_candidate(record, found, weekdays, years, last) for found in fitting)
    left = [found for found, candidate in zip(fitting, candidates, strict=True) if not candidate.excluded]
    if len(left) != 1:
        return DatelineYear(None, candidates, _summary(record, fitting, candidates, weekdays, years))
    return DatelineYear(left[0], candidates, _summary(record, fitting, candidates, weekdays, years))


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


def _day(text: str) -> Day | None:
    try:
        return Day.fromisoformat(text[:10])
    except ValueError:
        return None


def _candidate(
    record: Record, day: Day, weekdays: Sequence[WeekdayEvidence], years: Sequence[YearEvidence], last: Day
) -> TimeCandidate:
    reasons = [
        Reason(says=f"{day.isoformat()} is a {_WEEKDAYS[day.weekday()]}", span=evidence.span) for evidence in weekdays
    ]
    against = [
        Reason(says=f"the text tells of {words(record, evidence.span)!r} as past", span=evidence.span, against=True)
        for evidence in years
        if evidence.since > day
    ]
    if day > last:
        against.append(Reason(says=f"the page is no later than {last}", against=True))
    if not against and years:
        newest = max(years, key=lambda evidence: evidence.since)
        reasons.append(Reason(says=f"not before {words(record, newest.span)!r}", span=newest.span))
    return TimeCandidate(value=day.isoformat(), reasons=(*reasons, *against), excluded=bool(against))


def words(record: Record, span: Span) -> str:
    """Return the covered words on one line."""
    return " ".join(span.of(record.text).split())


def _summary(
    record: Record,
    fitting: Sequence[Day],
    candidates: Sequence[TimeCandidate],
    weekdays: Sequence[WeekdayEvidence],
    years: Sequence[YearEvidence],
) -> tuple[Reason, ...]:
    found = [
        Reason(
            says=f"{words(record, evidence.span)!r} fits {', '.join(str(day.year) for day in fitting)}",
            span=evidence.span,
        )
        for evidence in weekdays
    ]
    for evidence in years:
        out = [candidate.value[:4] for candidate in candidates if candidate.value < evidence.since.isoformat()]
        if out:
            says = f"{words(record, evidence.span)!r} rules out {', '.join(out)}"
            found.append(Reason(says=says, span=evidence.span))
    return tuple(found)
