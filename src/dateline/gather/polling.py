"""The step that asks a source what is new."""

from __future__ import annotations

from datetime import timedelta

import msgspec

from dateline.archive import Job
from dateline.errors import IntakeError
from dateline.gather import health
from dateline.gather.discovery import read_listing
from dateline.gather.events import tell
from dateline.gather.means import Means
from dateline.gather.rights import with_rights
from dateline.gather.waiting import JITTER, next_interval
from dateline.gather.web import LIST_BYTES, LISTS
from dateline.intake.canonical import canonical, host_of
from dateline.intake.fetching import Fetched
from dateline.intake.items import Listing, moment_of
from dateline.record.source import Item, Source

PARTS = 10
"""Sitemaps of an index that are read in one round: the newest."""

RIGHTS_KEPT = timedelta(days=7)
"""How long what a site reserves is taken to hold."""

EARLY = timedelta(days=1)
"""How far ahead of the clock a date may be and still be meant: clocks and zones differ."""


def poll_job(source: Source, *, due_at: float, part: str | None = None) -> Job:
    """Return the job to ask a source, or one part of it: its key is the source's id, and the part's address."""
    key = source.id if part is None else f"{source.id} {part}"
    return Job("poll", key, source=source.id, host=host_of(part or source.url), due_at=due_at)


def poll(job: Job, means: Means) -> None:
    """Ask a source, keep what it lists, and ask for the pages that are to be fetched."""
    source_id, _, part = job.key.partition(" ")
    source = means.sources.get(source_id)
    if source is None or source.paused:
        means.jobs.finish(job, now=means.clock())
        return
    try:
        found = _asked(source, part or None, means)
        listing = None if found.status == 304 else read_listing(found.content, url=found.final_url)
    except IntakeError as error:
        _failed(job, source, error, means, is_part=bool(part))
    else:
        _listed(job, source, part or None, found, means, listing=listing)


def _asked(source: Source, part: str | None, means: Means) -> Fetched:
    if part is not None:
        return means.web.get(part, accept=LISTS, limit_bytes=LIST_BYTES)
    return means.web.get(
        source.url, accept=LISTS, etag=source.etag, last_modified=source.last_modified, limit_bytes=LIST_BYTES
    )


def _failed(job: Job, source: Source, error: IntakeError, means: Means, *, is_part: bool) -> None:
    tell("not polled", source=source.url, reason=str(error))
    if is_part:  # its index is asked again, and names it again
        means.jobs.finish(job, now=means.clock(), counted={"polls_failed": 1})
        return
    source = health.failed(source, error, now=means.now())
    interval = next_interval(source.interval_seconds, fresh=0, refresh_minutes=None)
    means.sources.put(msgspec.structs.replace(source, interval_seconds=interval))
    means.jobs.finish(job, now=means.clock(), again_at=_later(interval, means), counted={"polls_failed": 1})


def _listed(
    job: Job, source: Source, part: str | None, found: Fetched, means: Means, *, listing: Listing | None
) -> None:
    now = means.clock()
    items = () if listing is None else in_order(listing.items, means)
    urls = [canonical(item.url) for item in items]
    to_fetch, fresh = means.sources.note(source, items, urls=urls, now=now)
    then = [Job("fetch", entry.url, source=source.id, host=host_of(entry.url), due_at=now) for entry in to_fetch]
    parts = () if listing is None or part is not None else listing.parts[:PARTS]
    then += [poll_job(source, due_at=now, part=where) for where in parts]
    interval = next_interval(
        source.interval_seconds,
        fresh=fresh + len(parts),
        refresh_minutes=None if listing is None else listing.refresh_minutes,
    )
    again_at = None if part is not None else _later(interval, means)
    counted = {"polls": 1, "entries": fresh, "polls_not_modified": int(listing is None)}
    tell("polled", source=source.url, status=found.status, listed=len(items), fresh=fresh, to_fetch=len(to_fetch))
    if means.jobs.finish(job, now=now, then=then, again_at=again_at, counted=counted) and part is None:
        source = health.listed(source, listing, means.sources.latest(source.id), now=means.now())
        _keep(source, found, listing, means, fresh=fresh, interval=interval)


def _keep(source: Source, found: Fetched, listing: Listing | None, means: Means, *, fresh: int, interval: int) -> None:
    changes: dict[str, object] = {"interval_seconds": interval}
    if listing is not None:
        changes |= {
            "kind": listing.kind,
            "title": source.title or listing.title,
            "site": source.site or listing.site,
            "listed": len(listing.items) or len(listing.parts),
            "left_out": listing.left_out,
            "etag": found.header("etag"),
            "last_modified": found.header("last-modified"),
        }
    if fresh:
        changes["new_at"] = means.now().isoformat(timespec="seconds")
    if found.moved_to is not None and found.moved_to != source.url and not _is_taken(found.moved_to, means):
        changes |= {"url": found.moved_to, "earlier_urls": (*source.earlier_urls, source.url)[-5:]}
        tell("moved", source=source.url, to=found.moved_to)
    source = msgspec.structs.replace(source, **changes)
    read_at = moment_of(source.rights.read_at)
    if read_at is None or means.now() - read_at > RIGHTS_KEPT:
        source = with_rights(source, means.web, now=means.clock())
    means.sources.put(source)


def _is_taken(url: str, means: Means) -> bool:
    return any(each.url == url for each in means.sources.all())


def in_order(items: tuple[Item, ...], means: Means) -> tuple[Item, ...]:
    """Return items with those dated ahead of the clock after all others: they never lead."""
    latest = means.now() + EARLY

    def ahead(item: Item) -> bool:
        moment = moment_of(item.published or item.modified)
        return moment is not None and moment > latest

    return tuple(sorted(items, key=ahead))


def _later(interval: int, means: Means) -> float:
    return means.clock() + interval * (1 + JITTER * means.rng.random())
