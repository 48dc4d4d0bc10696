"""When the article was published and changed: which of the statements stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone

from msgspec import structs

from dateline.article.date_lines import DateLine, DateOrder, days_apart
from dateline.article.dates import Moment, read_moment
from dateline.article.statements import Statements
from dateline.record.article import Metadatum, PublicationTime

MAX_STATEMENTS = 24
_URL_DATE = re.compile(r"/(20\d{2}|19\d{2})[/-](\d{1,2}|[a-z]{3})[/-](\d{1,2})(?:[/-]|$)")
_SOURCES = ("json-ld", "opengraph", "meta", "microdata")
"""Metadata in the order in which they are believed."""

Candidate = tuple[Metadatum, PublicationTime]


def choose_published(
    statements: Statements,
    dates: Sequence[DateLine],
    url: str | None,
    *,
    given: str | None,
    zone: str | None,
    alternatives: list[tuple[str, Metadatum]],
) -> PublicationTime | None:
    """Return when the article was published; other days that are stated become alternatives.

    The caller's word first. Then metadata, JSON-LD first, unless the date line under the headline is
    likelier to be what the publisher means (see _shown_instead); without metadata that line, the
    address, other dates.
    """
    day_first = day_first_of(statements)
    stated = _read(_ranked(statements.of("published")), day_first, zone)
    modified = {time.day for _, time in _read(statements.of("modified"), day_first, zone)}
    lines = [line for line in dates if line.of in {"published", "plain"}]
    shown = [_of_line(line, zone) for line in _under_headline(lines)]
    address = _read(_in_address(url), day_first, zone)
    others = _read(statements.of("created") + statements.of("script-time"), day_first, zone)
    head = [_of_line(line, zone) for line in lines if line.place == "head"]
    later = [_of_line(line, zone) for line in lines if line.place == "later"]
    found = _given(given, zone)
    instead = _shown_instead(stated, shown, modified, address, lines) if stated and shown else None
    if instead is not None:
        found.append(instead)
    found += stated
    if not stated and address and not any(days_apart(time.day, address[0][1].day) <= 1 for _, time in shown[:1]):
        # A line that the address contradicts is another story's, in a box above the text.
        found += [line for line in head if days_apart(line[1].day, address[0][1].day) <= 1] + address
    found += shown + head + address + others + later[:1]
    if not found:
        return None
    return _chosen("published", found, dates, alternatives)


def choose_modified(
    statements: Statements, dates: Sequence[DateLine], *, zone: str | None, alternatives: list[tuple[str, Metadatum]]
) -> PublicationTime | None:
    """Return when the article was last changed: as metadata state it, else as a line says with a label."""
    found = _read(_ranked(statements.of("modified")), day_first_of(statements), zone)
    found += [_of_line(line, zone) for line in dates if line.of == "modified"][:2]
    return _chosen("modified", found, dates, alternatives) if found else None


def _shown_instead(
    stated: list[Candidate],
    shown: list[Candidate],
    modified: set[str],
    address: list[Candidate],
    lines: list[DateLine],
) -> Candidate | None:
    """Return the date line where it stands above metadata that give another day.

    Measured on dev (581 pages with a date), where the two gave different days: a plain line with the
    day of the last change, or of another statement, was right on 11 of 14 pages; one that is the
    same moment on another clock on 5 of 5; one that says "updated" on 6 of 13, so it is no candidate;
    any other plain line on 3 of 10.
    """
    first = stated[0][1]
    confirmed = modified | {other.day for _, other in stated[1:] + address}
    for statement, time in shown[:3]:
        if time.day == first.day or (_in_utc(first) and _quarters(datetime.fromisoformat(first.value), time)):
            return None
        labelled = any(line.said == statement and line.of == "published" for line in lines)
        if labelled or time.day in confirmed or _on_that_day(first, time):
            return statement, time
    return None


def _in_utc(time: PublicationTime) -> bool:
    return time.value.endswith("+00:00") and time.precision != "day"


def _on_that_day(stated: PublicationTime, shown: PublicationTime) -> bool:
    """Say whether a time in UTC falls on a day that is shown, by some clock of the world."""
    if not _in_utc(stated) or shown.precision != "day":
        return False
    start = datetime.fromisoformat(shown.day).replace(tzinfo=UTC)
    return start - timedelta(hours=14) <= datetime.fromisoformat(stated.value) < start + timedelta(hours=24 + 12)


def _under_headline(lines: list[DateLine]) -> list[DateLine]:
    """Return the date lines under the headline, those that say "published" first."""
    under = [line for line in lines if line.place == "line"]
    return [line for line in under if line.of == "published"] + [line for line in under if line.of == "plain"]


def _ranked(found: list[Metadatum]) -> list[Metadatum]:
    order = {source: number for number, source in enumerate(_SOURCES)}
    return sorted(found, key=lambda statement: order.get(statement.source, len(order)))


def _in_address(url: str | None) -> list[Metadatum]:
    match = _URL_DATE.search(url or "")
    if match is None:
        return []
    year, month, day = match.groups()
    value = f"{year}-{month}-{day}" if month.isdigit() else f"{day} {month} {year}"
    return [Metadatum(value=value, source="url", raw=match[0], path="url")]


def _given(given: str | None, zone: str | None) -> list[Candidate]:
    moment = read_moment(given) if given is not None else None
    if given is None or moment is None:
        return []
    time = PublicationTime(value=moment.value, precision=moment.precision, source="given", raw=given, zone=zone)
    return [(Metadatum(value=moment.value, source="given", raw=given), time)]


def _read(statements: Sequence[Metadatum], day_first: bool | None, zone: str | None) -> list[Candidate]:
    """Return the statements that are dates of our time."""
    found = []
    for statement in statements[:MAX_STATEMENTS]:
        moment = read_moment(statement.value, day_first=day_first)
        if moment is not None and "1990" <= moment.value[:4] <= "2100":
            found.append((statement, _time(statement, moment, zone)))
    return found


def _of_line(line: DateLine, zone: str | None) -> Candidate:
    return line.said, _time(line.said, line.moment, zone)


def _time(statement: Metadatum, moment: Moment, zone: str | None) -> PublicationTime:
    return PublicationTime(
        value=moment.value, precision=moment.precision, source=statement.source, raw=statement.raw,
        path=statement.path, span=statement.span, zone=zone,
    )  # fmt: skip


def _chosen(
    name: str, found: list[Candidate], dates: Sequence[DateLine], alternatives: list[tuple[str, Metadatum]]
) -> PublicationTime:
    """Return the first candidate, as precise as any statement of its day; other days become alternatives."""
    chosen = found[0][1]
    if chosen.precision == "day" and chosen.source != "given":
        chosen = next((time for _, time in found if time.precision != "day" and time.day == chosen.day), chosen)
    chosen = _on_the_publisher_s_clock(chosen, dates)
    days = {chosen.day, found[0][1].day}
    for statement, time in found:
        if time.day not in days:
            days.add(time.day)
            alternatives.append((name, structs.replace(statement, value=time.value)))
    return chosen


def _on_the_publisher_s_clock(chosen: PublicationTime, dates: Sequence[DateLine]) -> PublicationTime:
    """Write a time stated in UTC as the visible date line has it, where both are the same moment.

    "2022-05-04T02:41Z" beside "3/5/2022 22:41" means a clock four hours behind UTC.
    """
    if not chosen.value.endswith("+00:00") or chosen.source == "given":
        return chosen
    stated = datetime.fromisoformat(chosen.value)
    for line in [line for line in dates if line.place != "later"][:6]:
        quarters = _quarters(stated, line.moment)
        if quarters:
            local = stated.astimezone(timezone(timedelta(minutes=15 * quarters)))
            return structs.replace(chosen, value=local.isoformat())
    return chosen


def _quarters(stated: datetime, shown: Moment | PublicationTime) -> int | None:
    """Return by how many quarters of an hour a local time is ahead of UTC, given the same moment in UTC.

    None where the local time is a day only, or the two are no one moment: the difference must be
    whole quarters within fourteen hours. A time with its own offset must be that moment exactly.
    """
    if shown.precision == "day":
        return None
    local = datetime.fromisoformat(shown.value)
    offset = local.utcoffset()
    if offset is not None and local.replace(second=0, microsecond=0) != stated.replace(second=0, microsecond=0):
        return None
    seconds = (local.replace(tzinfo=UTC, second=0) - stated.replace(second=0, microsecond=0)).total_seconds()
    quarters, rest = divmod(int(seconds) // 60, 15)
    return quarters if rest == 0 and abs(quarters) <= 56 else None


def date_order(statements: Statements) -> DateOrder:
    """Return what settles the page's dates in numbers: its language, and the days that it states."""
    day_first = day_first_of(statements)
    stated = _read(statements.of("published") + statements.of("modified"), day_first, None)
    return DateOrder(day_first, frozenset(time.day for _, time in stated))


def day_first_of(statements: Statements) -> bool | None:
    """Say whether the page's language writes the day first; None where that differs by country."""
    language = statements.first("language")
    tag = language.value.replace("_", "-").lower() if language is not None else ""
    if tag == "en-us":
        return False
    if tag[:2] in {"de", "fr", "it", "es", "pt", "nl", "pl", "cs", "ru", "el", "tr"} or tag in {
        "en-gb",
        "en-au",
        "en-nz",
        "en-in",
        "en-ie",
    }:
        return True
    return None
