"""What a feed, sitemap or list of links says: sources and the items that they list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TypeVar

import msgspec

from dateline.errors import AddressError
from dateline.intake.addresses import joined_url, parsed_url
from dateline.record.source import Item, SourceKind

T = TypeVar("T")

ITEMS = 1_000
"""Items taken from one feed or sitemap: the newest. The busiest agency feed lists some 300 at a time."""

_WORDS = 500
"""Characters kept of a title, a name or a section."""


class Listing(msgspec.Struct, frozen=True, kw_only=True):
    """What a source listed when it was asked."""

    kind: SourceKind
    title: str | None = None
    site: str | None = None
    """The address of the site that it belongs to."""
    refresh_minutes: int | None = None
    """How often the source wants to be asked."""
    items: tuple[Item, ...] = ()
    """The newest first; undated ones after them, in the order given."""
    parts: tuple[str, ...] = ()
    """Addresses of further lists (a sitemap index has them), the newest first."""
    left_out: int = 0
    """Items over the limit, listed twice, or without an address that can be fetched."""


def newest_first(
    entries: Sequence[T], *, stated: Callable[[T], object], read: Callable[[T], Item | None], limit: int
) -> tuple[tuple[Item, ...], int]:
    """Return entries as items in the order of a Listing, each address once, and how many are left out.

    No more entries are read than it takes: of 100,000 all but the newest cost a look at their date.
    """
    found: dict[str, Item] = {}
    for entry in sorted(entries, key=lambda entry: _age(stated(entry)))[: 2 * limit]:
        if len(found) >= limit:
            break
        item = read(entry)
        if item is not None:
            found.setdefault(item.url, item)
    return tuple(found.values()), len(entries) - len(found)


def _age(stated: object) -> tuple[bool, float]:
    moment = moment_of(stated)
    return (moment is None, 0.0 if moment is None else -moment.timestamp())


def moment_of(value: object) -> datetime | None:
    """Return an ISO 8601 day or time, in UTC where it names no zone; None for anything else."""
    if not isinstance(value, str):
        return None
    try:
        found = datetime.fromisoformat(value.strip())
        found = found if found.tzinfo else found.replace(tzinfo=UTC)
        found.timestamp()
    except (ValueError, OverflowError, OSError):
        return None
    return found


def stated_moment(value: object) -> str | None:
    """Return what a source states as a time if it is one."""
    return value.strip() if isinstance(value, str) and moment_of(value) is not None else None


def address(value: object, base: str | None) -> str | None:
    """Return an address made absolute, without its fragment; None where it is none that can be fetched."""
    if not isinstance(value, str) or not value.strip() or len(value) > 2_000:
        return None
    try:
        url = parsed_url(value) if base is None else joined_url(parsed_url(base), value)
    except AddressError:
        return None
    return str(url.copy_with(fragment=None))


def words(value: object) -> str | None:
    """Return a title or name as plain text: no markup, one line, cut to a bearable length."""
    import html

    import nh3

    if not isinstance(value, str):
        return None
    plain = html.unescape(nh3.clean(value[: 20 * _WORDS], tags=set())) if ("<" in value or "&" in value) else value
    return " ".join(plain.split())[:_WORDS] or None


def harmless(value: object) -> str | None:
    """Return HTML without scripts, styles, frames, handlers and odd addresses; None where no text is left."""
    import nh3

    if not isinstance(value, str) or not value.strip():
        return None
    cleaned = nh3.clean(value)
    return cleaned if words(cleaned) else None
