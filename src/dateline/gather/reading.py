"""The step that reads a kept page, and what the source knows better than the page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from dateline.archive import Job
from dateline.errors import DatelineError
from dateline.gather.events import tell
from dateline.gather.fetching import FEED_HEADER
from dateline.gather.health import NO_ARTICLE
from dateline.gather.homes import at_home
from dateline.gather.joining import join_job
from dateline.gather.means import Means
from dateline.gather.polling import EARLY
from dateline.intake.canonical import canonical, host_of
from dateline.intake.items import address, moment_of
from dateline.pipeline import Pipeline
from dateline.record import Article, Metadatum, Page, Record
from dateline.record.source import Entry, EntryState, Source


def read_page(job: Job, means: Means) -> None:
    """Read a kept page, keep its record, and ask for the stories to be joined."""
    now = means.clock()
    entry = means.sources.entry_of(job.key)
    source = None if entry is None else means.sources.get(entry.source)
    if not means.pages.hold(job.key):
        means.jobs.finish(job, now=now)
        return
    page = means.archive.page_of(job.key)
    try:
        record = read_for(source, entry, page, means.pipeline())
    except DatelineError as error:
        _unread(job, entry, error, means)
        return
    if entry is not None and (other := _same_page(entry, record, means)) is not None:
        means.pages.forget(job.key)
        same = _became(entry, state="same page", record=None, reason=f"the page is that of {other}")
        means.sources.put_entry(same, now=now)
        means.jobs.finish(job, now=now, counted={"same_page": 1})
        return
    if entry is not None and _unchanged(record, means):
        means.pages.forget(job.key)
        earlier = means.pages.newest_record(entry.url, other_than=job.key)
        means.sources.put_entry(_became(entry, state="kept", record=earlier), now=now)
        means.jobs.finish(job, now=now, counted={"unchanged": 1})
        return
    means.archive.add(page, record)
    if entry is not None:
        means.sources.put_entry(_kept(entry, page, record), now=now)
    means.jobs.finish(job, now=means.clock(), then=[join_job(means)], counted={"read": 1})
    tell("read", url=page.url, headline=record.headline, seconds=round(means.clock() - now, 2))


def _unread(job: Job, entry: Entry | None, error: DatelineError, means: Means) -> None:
    tell("not read", url=None if entry is None else entry.url, reason=str(error))
    if entry is not None:
        failed = _became(entry, state="failed", reason=str(error)[:500])
        means.sources.put_entry(failed, now=means.clock())
    means.jobs.bury(job, reason=str(error), counted={"reads_dead": 1})


def _kept(entry: Entry, page: Page, record: Record) -> Entry:
    if any(name == FEED_HEADER for name, _ in page.headers):
        return _became(entry, state="text of the feed")
    empty = record.article.completeness == "not-an-article" or not record.text.strip()
    return _became(entry, state="kept", reason=NO_ARTICLE if empty else None)


def _became(entry: Entry, *, state: EntryState, **changes: Any) -> Entry:
    """Return an entry once its page was read. One that was listed anew since stays so: it is to be fetched again."""
    return msgspec.structs.replace(entry, state="listed" if entry.state == "listed" else state, **changes)


def _same_page(entry: Entry, record: Record, means: Means) -> str | None:
    """Return the other listed address that a page says it belongs under, if that one is kept or on its way.

    Only within one host: a stranger can't take a page away. Of two that name each other the one that
    sorts first stays.
    """
    other = _canonical(record.article, entry.url)
    known = None if other is None else means.sources.entry(other)
    if known is None or known.state not in {"kept", "listed", "fetched"}:
        return None
    if known.state == "fetched" and known.record is not None and means.pages.hold(known.record):
        theirs = means.pipeline().lay(means.archive.page_of(known.record))
        if _canonical(theirs, known.url) == entry.url and entry.url < known.url:
            return None
    return other


def _canonical(article: Article, url: str) -> str | None:
    """Return the other address on the same host that an article names as its own; None where it names none."""
    stated = article.canonical_url
    if stated is None or address(stated.value, None) is None:
        return None
    other = canonical(stated.value)
    return other if other != url and host_of(other) == host_of(url) else None


def _unchanged(record: Record, means: Means) -> bool:
    """Say whether an earlier page at the address has the same article: only its advertisements are new."""
    earlier = None if record.page.url is None else means.pages.newest_record(record.page.url, other_than=record.id)
    if earlier is None:
        return False
    return means.archive.record(earlier).article.digest == record.article.digest


def read_for(source: Source | None, entry: Entry | None, page: Page, pipeline: Pipeline) -> Record:
    """Read a page with what its source says where the page is silent: the date, the sections, the home.

    A date ahead of the clock that fetched the page is not taken: the article is undated then, so that it
    never leads, and says so.
    """
    zone = None if source is None else source.zone
    article = pipeline.lay(page, zone=zone)
    feed = next((value for name, value in page.headers if name == FEED_HEADER), None)
    if feed is not None and entry is not None:
        article = _flagged(article, f"the text is from the feed {feed}: {entry.reason or 'the page was not fetched'}")
    article = _without_future(article, page)
    stated = None if entry is None else entry.item.published
    if article.published is None and stated is not None and not _is_ahead(stated, page):
        article = _flagged(pipeline.lay(page, published=stated, zone=zone), *article.flags,
                           f"the time of publication is the feed's, {stated}")  # fmt: skip
    named = () if entry is None else entry.item.sections
    article = with_sections(article, named or (() if source is None else source.sections))
    return at_home(pipeline, None if source is None else source.home, page).annotate(page, article)


def _without_future(article: Article, page: Page) -> Article:
    published = article.published
    if published is None or not _is_ahead(published.value, page):
        return article
    return _flagged(
        msgspec.structs.replace(article, published=None),
        f"the page states {published.value} as its time of publication, which was still to come when it was fetched",
    )


def _is_ahead(value: str, page: Page) -> bool:
    stated, fetched = moment_of(value), moment_of(page.fetched_at)
    return stated is not None and fetched is not None and stated > fetched + EARLY


def _flagged(article: Article, *flags: str) -> Article:
    return msgspec.structs.replace(article, flags=tuple(dict.fromkeys((*article.flags, *flags))))


def with_sections(article: Article, named: Sequence[str]) -> Article:
    """Return an article with the sections that its feed or the user names, where it states none itself."""
    if article.sections or not named:
        return article
    given = tuple(Metadatum(value=name, source="given", raw=name) for name in named[:3])
    return msgspec.structs.replace(article, sections=given)
