"""How a source is doing, and what a person can do about it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import msgspec

from dateline.errors import BlockedError, FormatError, IntakeError
from dateline.intake.items import Listing, moment_of
from dateline.record.source import Entry, Health, Source

DEAD_AFTER = timedelta(days=3)
"""Failing for so long is more than a bad weekend."""

DEAD_FAILURES = 3
"""And no fewer tries than these: the program itself may have been off."""

SILENT_AFTER = timedelta(days=90)

LOOKED_AT = 10
"""Pages, the latest, whose fate is looked at; half of them decide."""


def failed(source: Source, error: IntakeError, *, now: datetime) -> Source:
    """Return a source as it stands after it could not be read."""
    since = source.failing_since or now.isoformat(timespec="seconds")
    failures = source.failures + 1
    began = moment_of(since) or now
    health: Health = "failing"
    mend = "nothing to do yet: it is tried again by itself"
    if isinstance(error, BlockedError):
        health, mend = "blocked", "ask its publisher for leave, or give a contact (--contact) and try again"
    elif isinstance(error, FormatError):
        health, mend = "layout changed", "look at it in a browser, and add its page again to find its new feed"
    elif error.facts.get("status") == 410 or (failures >= DEAD_FAILURES and now - began >= DEAD_AFTER):
        health, mend = "dead", "look at it in a browser; if it is gone, remove it (dateline sources remove)"
    says = f"since {since[:10]}: {error}" if health == "dead" else str(error)
    return _with(source, health, says, mend, now, failures=failures, failing_since=since)


def listed(source: Source, listing: Listing | None, latest: Sequence[Entry], *, now: datetime) -> Source:
    """Return a source as it stands after it was read; ``listing`` is None where it said "not modified"."""
    health, says, mend = _judged(source, listing, latest, now)
    return _with(source, health, says, mend, now, failures=0, failing_since=None)


def _judged(
    source: Source, listing: Listing | None, latest: Sequence[Entry], now: datetime
) -> tuple[Health, str, str | None]:
    if listing is not None and not listing.items and not listing.parts:
        return "empty", "it lists nothing", "look at it in a browser; a section's feed may have moved"
    blocked = [entry for entry in latest if entry.state in {"blocked", "text of the feed"}]
    if latest and 2 * len(blocked) >= len(latest):
        kept = "; the text of the feed is kept" if any(e.state == "text of the feed" for e in blocked) else ""
        says = f"{len(blocked)} of the last {len(latest)} pages can't be had{kept}: {blocked[0].reason}"
        return "blocked", says, "ask its publisher for leave, or live with what the feed itself gives"
    poor = [entry for entry in latest if entry.reason == NO_ARTICLE]
    if latest and 2 * len(poor) >= len(latest):
        says = f"{len(poor)} of the last {len(latest)} pages hold no article that can be found"
        return "layout changed", says, "open one with dateline read --explain, and report what it misses"
    if listing is None:
        same = source.health in {"empty", "undated", "dead"}
        return (source.health, source.says, source.mend) if same else ("ok", "nothing new", None)
    dated = [moment for item in listing.items if (moment := moment_of(item.published or item.modified)) is not None]
    if listing.items and 2 * len(dated) < len(listing.items):
        says = f"{len(listing.items) - len(dated)} of {len(listing.items)} items have no date"
        return "undated", says, "nothing to do where its pages state their dates; undated ones never lead"
    past = [moment for moment in dated if moment <= now + timedelta(days=1)]
    if past and now - max(past) > SILENT_AFTER:
        since = max(past).date().isoformat()
        return "dead", f"since {since}: nothing new is listed", "look at its site for a new feed, or remove it"
    more = f", {listing.left_out:,} more left out" if listing.left_out else ""
    what = f"{len(listing.parts):,} lists" if listing.parts else f"{len(listing.items):,} items"
    return "ok", f"lists {what}{more}", None


NO_ARTICLE = "the page holds no article that can be found"


def _with(
    source: Source,
    health: Health,
    says: str,
    mend: str | None,
    now: datetime,
    *,
    failures: int,
    failing_since: str | None,
) -> Source:
    return msgspec.structs.replace(
        source,
        health=health,
        says=says[:500],
        mend=mend,
        asked_at=now.astimezone(UTC).isoformat(timespec="seconds"),
        failures=failures,
        failing_since=failing_since,
    )
