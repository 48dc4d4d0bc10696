"""The step that fetches a page and keeps its bytes."""

from __future__ import annotations

import html
from typing import Any

import msgspec

from dateline.archive import Job
from dateline.errors import AddressError, BlockedError, FetchError, FormatError, IntakeError, PageTooLargeError
from dateline.gather.events import tell
from dateline.gather.means import Means
from dateline.gather.waiting import retry_seconds
from dateline.intake.fetching import Fetched, page_of_answer
from dateline.intake.pages import page_from_bytes
from dateline.record import Page
from dateline.record.source import Entry

VISITS_SECONDS = (6 * 3600.0, 48 * 3600.0)
"""How long after each visit a page is looked at again: corrections come in the first days."""

FEED_HEADER = "x-dateline-text-from"
"""Marks a page that was made of a feed's text: its value is the feed's address."""

_FOR_GOOD = (AddressError, FormatError, PageTooLargeError)
_HOST_STATUS = frozenset({None, 429, 502, 503, 504})
"""What says something about the host, not the page: it is given twice the attempts."""


def fetch_entry(job: Job, means: Means) -> None:
    """Fetch an entry's page if it has changed, keep it, and ask for it to be read."""
    entry = means.sources.entry(job.key)
    if entry is None or entry.state == "gone":
        means.jobs.finish(job, now=means.clock())
        return
    # A worker may have died after it kept a page and before it asked for it to be read: "not modified"
    # would then be the end of it.
    is_read = entry.record is not None and means.pages.are_read(entry.record)
    try:
        found = means.web.get(
            entry.moved_to or entry.url,
            etag=entry.etag if is_read else None,
            last_modified=entry.last_modified if is_read else None,
            limit_bytes=means.settings.limit_bytes,
        )
        page = None
        if found.status != 304:
            page = page_of_answer(found, url=entry.url, limit_bytes=means.settings.limit_bytes)
    except IntakeError as error:
        _not_fetched(job, entry, error, means)
    else:
        _fetched(job, entry, found, means, page=page, is_read=is_read)


def _fetched(job: Job, entry: Entry, found: Fetched, means: Means, *, page: Page | None, is_read: bool) -> None:
    now = means.clock()
    changes: dict[str, Any] = {
        "visits": entry.visits + 1,
        "fetched_at": found.fetched_at.isoformat(timespec="seconds"),
        "moved_to": found.moved_to or entry.moved_to,
        "reason": None,
    }
    then = []
    if page is None:
        changes["state"] = "kept" if entry.state == "listed" else entry.state
    else:
        record = means.pages.keep(page)
        changes |= {"etag": found.header("etag"), "last_modified": found.header("last-modified")}
        if record != entry.record or not is_read:
            changes |= {"state": "fetched", "record": record}
            then = [Job("read", record, source=entry.source, due_at=now)]
        elif entry.state == "listed":
            changes["state"] = "kept"
    means.sources.put_entry(msgspec.structs.replace(entry, **changes), now=now)
    again_at = now + VISITS_SECONDS[entry.visits] if entry.visits < len(VISITS_SECONDS) else None
    counted = {
        "fetched": 1,
        "fetched_bytes": len(found.content),
        "fetched_not_modified": int(page is None),
    }
    means.jobs.finish(job, now=now, then=then, again_at=again_at, counted=counted)
    tell("fetched", url=entry.url, status=found.status, bytes=len(found.content))


def _not_fetched(job: Job, entry: Entry, error: IntakeError, means: Means) -> None:
    now = means.clock()
    status = error.facts.get("status")
    tell("not fetched", url=entry.url, reason=str(error))
    if status == 410:
        gone = msgspec.structs.replace(entry, state="gone", reason="its publisher took it down (status 410)")
        means.sources.put_entry(gone, now=now)
        means.jobs.finish(job, now=now, counted={"gone": 1})
    elif isinstance(error, BlockedError):
        _given_up(job, entry, error, "blocked", means)
    elif isinstance(error, _FOR_GOOD) or job.failures + 1 >= _attempts(error, means):
        _given_up(job, entry, error, "failed", means)
    else:
        wait = retry_seconds(job.failures + 1, first_seconds=means.settings.first_retry_seconds, rng=means.rng)
        means.jobs.retry(job, at=now + wait, reason=str(error))


def _attempts(error: IntakeError, means: Means) -> int:
    facts = error.facts
    of_the_host = isinstance(error, FetchError) and facts.get("status") in _HOST_STATUS and "redirects" not in facts
    return means.settings.attempts * (2 if of_the_host else 1)


def _given_up(job: Job, entry: Entry, error: IntakeError, state: Any, means: Means) -> None:
    """Keep the feed's text in place of the page, where it has one; else note why there is nothing."""
    now = means.clock()
    changes: dict[str, Any] = {"state": state, "reason": str(error)[:500]}
    page = None if entry.record is not None else page_of_text(entry, means)
    then = []
    if page is not None:
        record = means.pages.keep(page)
        changes |= {"state": "text of the feed", "record": record}
        then = [Job("read", record, source=entry.source, due_at=now)]
    means.sources.put_entry(msgspec.structs.replace(entry, **changes), now=now)
    if then or state == "blocked":
        means.jobs.finish(job, now=now, then=then, counted={"blocked" if state == "blocked" else "texts_of_feeds": 1})
    else:
        means.jobs.bury(job, reason=str(error), counted={"fetches_dead": 1})


def page_of_text(entry: Entry, means: Means) -> Page | None:
    """Return a page made of the text that a feed gives, headed by where it is from; None where it gives none."""
    item = entry.item
    source = means.sources.get(entry.source)
    if item.text is None or source is None:
        return None
    title = html.escape(item.title or "", quote=False)
    head = [f"<title>{title}</title>" if title else ""]
    if item.published:
        head.append(f'<meta property="article:published_time" content="{html.escape(item.published)}">')
    if item.author:
        head.append(f'<meta name="author" content="{html.escape(item.author)}">')
    heading = f"<h1>{title}</h1>\n" if title else ""
    content = (
        '<!doctype html>\n<html><head><meta charset="utf-8">\n'
        + "\n".join(filter(None, head))
        + f"\n</head><body><article>\n{heading}{item.text}\n</article></body></html>\n"
    )
    return page_from_bytes(
        content.encode("utf-8", "replace"),
        url=entry.url,
        media_type="text/html",
        headers=(("content-type", "text/html; charset=utf-8"), (FEED_HEADER, source.url)),
        fetched_at=means.now(),
        limit_bytes=means.settings.limit_bytes,
    )
