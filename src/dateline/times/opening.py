"""The date of the date line, and the day of publication: what the rest of an article is counted from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dateline.errors import InputError
from dateline.record import Article, PublicationTime, Record, Span
from dateline.resources.offices import titled_names
from dateline.times.anchoring import Anchor, Context, resolve
from dateline.times.dateline_year import (
    AheadEvidence,
    DatelineYear,
    Evidence,
    NamedDayEvidence,
    OfficeEvidence,
    WeekdayEvidence,
    YearEvidence,
    address_month,
    latest_day,
    work_out_year,
)
from dateline.times.days import Day, day_of, nearest_day
from dateline.times.direction import foretold, kinds_before, promised, same_day
from dateline.times.linking import Found
from dateline.times.meaning import Calendar


@dataclass(frozen=True, slots=True)
class Opening:
    """The date of the date line: its span, the day it gives as an anchor, and how that was worked out."""

    span: Span | None = None
    anchor: Anchor | None = None
    year: DatelineYear | None = None


def opening_of(record: Record, found: list[Found], latest: int | None) -> Opening:
    """Read the date of the date line, and its year from the text where nothing else gives it."""
    dateline = record.article.dateline
    if dateline is None:
        return Opening()
    for _, meaning, span in found:
        if dateline.span.contains(span) and isinstance(meaning, Calendar) and meaning.month and meaning.day:
            if meaning.year is not None:
                day = day_of(meaning.year, meaning.month, meaning.day)
                return Opening(span, None if day is None else Anchor(day, "dateline", span))
            published = publication_anchor(record.article)
            if published is not None:
                day = nearest_day(meaning.month, meaning.day, published.day)
                return Opening(span, None if day is None else Anchor(day, "dateline", span))
            evidence = _evidence(record, found, meaning, span, latest)
            year = work_out_year(record, meaning.month, meaning.day, evidence)
            anchor = None if year.day is None else Anchor(year.day, "dateline", span)
            return Opening(span, anchor, year)
    return Opening()


def _evidence(record: Record, found: list[Found], meaning: Calendar, line_span: Span, latest: int | None) -> Evidence:
    """Collect what tells the year of the date line; see dateline_year.py for what counts and why."""
    block = record.article.block_at(line_span.start)
    lead = {
        other.weekday: WeekdayEvidence(other.weekday, span)
        for match, other, span in reversed(found)
        if isinstance(other, Calendar)
        and other.weekday
        and other.month is None
        and other.which is None
        and (same_day(match) or (block is not None and block.span.contains(span) and not foretold(match)))
    }
    weekdays = list(lead.values()) if len(lead) == 1 else []
    if meaning.weekday:
        weekdays = [WeekdayEvidence(meaning.weekday, line_span)]
    years, ahead, named = [], [], []
    for match, other, span in found:
        if not isinstance(other, Calendar) or span == line_span:
            continue
        if other.year is None:
            if other.weekday and other.month and other.day:
                named.append(NamedDayEvidence(other.month, other.day, other.weekday, span))
            continue
        resolved = resolve(other, Context())
        if resolved.start is None or resolved.end is None or len(resolved.start) < len("2016-12-10"):
            continue
        if promised(match):
            ahead.append(AheadEvidence(Day.fromisoformat(resolved.end[:10]), span))
        elif not foretold(match):
            first = match.first - 1 if "SINCE" in kinds_before(match) else match.first
            cited = Span(match.row.starts[first], span.end)
            years.append(YearEvidence(Day.fromisoformat(resolved.start[:10]), cited))
    return Evidence(
        weekdays=tuple(weekdays),
        years=tuple(years),
        last=latest_day(record, latest),
        address=address_month(record),
        named_days=tuple(named),
        ahead=tuple(ahead),
        offices=tuple(OfficeEvidence(each, Span(each.start, each.end)) for each in titled_names(record.text)),
    )


def publication_anchor(article: Article) -> Anchor | None:
    """Return the day of publication on the publisher's clock; None where no date is known."""
    if article.published is None:
        return None
    return Anchor(_local_day(article.published), "publication", article.published.span)


def _local_day(published: PublicationTime) -> date:
    mend = "give ISO 8601 and an IANA zone"
    try:
        if published.zone is None or published.precision == "day":
            return date.fromisoformat(published.day)
        moment = datetime.fromisoformat(published.value)
        return (moment.astimezone(ZoneInfo(published.zone)) if moment.tzinfo else moment).date()
    except (ValueError, ZoneInfoNotFoundError, OverflowError) as error:
        raise InputError(
            f"publication time {published.value!r} (zone {published.zone!r}) is no day: {error}; {mend}",
            value=published.value,
        ) from error
