"""The order in which articles arrived, so that no result hangs on the order of the input."""

from __future__ import annotations

from datetime import UTC, date, datetime

from dateline.record import PublicationTime, Record, TimeExpression


def moment(time: PublicationTime | None) -> datetime | None:
    """Return a publication time as a moment in UTC; None for a bare day or a time without a zone."""
    if time is None or time.precision == "day":
        return None
    try:
        value = datetime.fromisoformat(time.value)
    except ValueError:
        return None
    return value.astimezone(UTC) if value.tzinfo is not None else None


def day(record: Record) -> date | None:
    """Return the day on which a record was published, in its own zone; None where it is not known."""
    if record.article.published is None:
        return None
    try:
        return date.fromisoformat(record.article.published.day)
    except ValueError:
        return None


def resolved_day(time: TimeExpression) -> date | None:
    """Return the day that a time expression is resolved to; None for anything but a single day."""
    if time.granularity != "day" or time.value is None:
        return None
    try:
        return date.fromisoformat(time.value[:10])
    except ValueError:
        return None


def stated(record: Record) -> str | None:
    """Return the publication time as it is stated."""
    return record.article.published.value if record.article.published is not None else None


def arrival(record: Record) -> tuple[str, str, str]:
    """Return a key that sorts records by publication: day or moment in UTC, then revision, then id; undated last."""
    published = record.article.published
    exact = moment(published)
    when = exact.isoformat() if exact is not None else published.value if published is not None else "~"
    return when, record.article.modified.value if record.article.modified is not None else "", record.id


def same_address(one: Record, other: Record) -> bool:
    """Say whether two records are of one address: two editions of a page."""
    return address(one) is not None and address(one) == address(other)


def address(record: Record) -> str | None:
    """Return where the article says that it lives, else where it was found."""
    canonical = record.article.canonical_url
    return canonical.value if canonical is not None else record.page.final_url or record.page.url


def publisher(record: Record) -> str | None:
    """Return who published a record: the name it states, else the host it was found at; None if neither is known."""
    if record.article.publisher is not None:
        return record.article.publisher.value.casefold()
    where = address(record)
    host = where.split("/")[2] if where is not None and where.count("/") >= 2 else ""
    return host.casefold().removeprefix("www.") or None
