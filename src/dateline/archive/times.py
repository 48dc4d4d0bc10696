"""Publication times in one clock, so that they can be ordered."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dateline.errors import InputError
from dateline.record import PublicationTime


def moment(value: str, zone: str | None = None) -> str:
    """Return an ISO 8601 time in UTC to the second; a bare day is its first second, in any zone.

    ``zone``, an IANA name or an offset, is that of a time without one; UTC if None or unknown.
    Raises InputError for what is no day or time.

    >>> moment("2016-12-10T01:00+02:00")
    '2016-12-09T23:00:00Z'
    """
    try:
        when = datetime.fromisoformat(value)
    except ValueError as error:
        raise InputError(f"{value!r} is no ISO 8601 day or time; give one like 2016-12-10", value=value) from error
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC if len(value) == 10 else _zone(zone))
    try:
        when = when.astimezone(UTC)
    except OverflowError:  # an hour beyond year 1 or 9999
        when = when.replace(tzinfo=UTC)
    return f"{when.year:04}-{when:%m-%dT%H:%M:%S}Z"


def _zone(name: str | None) -> tzinfo:
    if name is None:
        return UTC
    try:
        return datetime.fromisoformat(f"2000-01-01T00:00{name}").tzinfo or UTC
    except ValueError:
        pass
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def published_at(published: PublicationTime | None) -> str | None:
    """Return when a record was published, in UTC; None where it does not say, or not in ISO 8601."""
    return None if published is None else moment_or_none(published.value, published.zone)


def moment_or_none(value: str | None, zone: str | None = None) -> str | None:
    """Return the same as ``moment``, but None for what is no day or time: what is kept may be odd."""
    try:
        return None if value is None else moment(value, zone)
    except InputError:
        return None
