"""One round: every source is asked once, every page that it lists is fetched, read and joined."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

import msgspec

from dateline.archive import Job, Watches
from dateline.archive.gathering.jobs import JobKind
from dateline.gather import health
from dateline.gather.joining import STORIES
from dateline.gather.means import Means
from dateline.gather.polling import poll_job
from dateline.gather.worker import FETCHING, READING, Worker
from dateline.record.source import EntryState, Health, Source

LONGEST_REST_SECONDS = 60.0
"""A host that rests for longer is left to a later round."""


class Progress(msgspec.Struct, frozen=True):
    """How far a round has come."""

    done: int
    open: int


class SourceSummary(msgspec.Struct, frozen=True, kw_only=True):
    """What a round brought from one source."""

    url: str
    title: str | None
    health: Health
    says: str
    mend: str | None
    failures: int
    """Tries in a row that failed: 0 where it was read."""
    kept: int
    """Pages that it has brought in this round, newer versions of known ones too."""
    states: dict[EntryState, int]
    """Of everything that it ever listed."""


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """What a round brought."""

    sources: tuple[SourceSummary, ...]
    counted: dict[str, int]
    """What was done in it, by name (see docs/sources.md)."""
    waiting: int
    """Jobs that are left for later: pages that failed and are tried again, visits to come."""
    dead: int
    stories: int


def gather(
    means: Means,
    *,
    only: Sequence[Source] | None = None,
    replay: bool = False,
    progress: Callable[[Progress], None] | None = None,
) -> Summary:
    """Ask the sources once, all that are not paused or those given, and see every page that they list through.

    A page that fails is tried again in a later round. Pages that are read in this process are read
    one at a time; others may gather from the same archive meanwhile. ``replay``: then cluster all stories anew,
    of everything that is held. Raises ArchiveError where the archive can't be used any longer: what is done by
    then is kept.
    """
    asked = [source for source in (means.sources.all() if only is None else only) if not source.paused]
    before = Watches(means.archive).count()
    counters = means.jobs.counters()
    now = means.clock()
    means.jobs.put(poll_job(source, due_at=now) for source in asked)
    _see_through(means, progress)
    if means.jobs.counters().get("read", 0) > counters.get("read", 0) or _waits(means, "join"):
        means.jobs.put([Job("join", STORIES, due_at=means.clock())])
    _drain(means, READING)
    if replay:
        means.storyteller.join(means.now(), replay="everything")
    after = means.jobs.counters()
    jobs = means.jobs.counts()
    return Summary(
        sources=tuple(_summed(source, before, means) for source in asked),
        counted={name: n - counters.get(name, 0) for name, n in after.items() if n > counters.get(name, 0)},
        waiting=sum(number for (_, state), number in jobs.items() if state == "waiting"),
        dead=sum(number for (_, state), number in jobs.items() if state == "dead"),
        stories=means.archive.counts().stories,
    )


def _see_through(means: Means, progress: Callable[[Progress], None] | None) -> None:
    """Fetch in threads and read in this one until nothing is due any more."""
    stop = threading.Event()
    settings = means.settings
    done = 0
    with ThreadPoolExecutor(settings.fetchers, thread_name_prefix="fetch") as pool:
        fetchers = [pool.submit(_fetch_until, means, stop) for _ in range(settings.fetchers)]
        try:
            reader = Worker(means, ["read"], stop)
            while True:
                if reader.step():
                    done += 1
                elif not _open(means):
                    break
                else:
                    stop.wait(settings.poll_seconds / 4)
                if progress is not None:
                    progress(Progress(done, _open(means)))
                _raise_first(fetchers)
        finally:
            stop.set()
    _raise_first(fetchers)


def _fetch_until(means: Means, stop: threading.Event) -> None:
    fetcher = Worker(means, FETCHING, stop)
    while not stop.is_set():
        if not fetcher.step():
            stop.wait(means.settings.poll_seconds / 2)


def _raise_first(fetchers: Sequence[Future[None]]) -> None:
    for fetcher in fetchers:
        if fetcher.done() and (error := fetcher.exception()) is not None:
            raise error


def _open(means: Means) -> int:
    """Return how many jobs are held or due, but for those of hosts that rest for long."""
    now = means.clock()
    return means.jobs.open(("poll", "fetch", "read"), due_by=now, rested_by=now + LONGEST_REST_SECONDS)


def _drain(means: Means, kinds: Sequence[JobKind]) -> None:
    worker = Worker(means, kinds, threading.Event())
    while worker.step():
        pass


def _waits(means: Means, kind: JobKind) -> bool:
    return means.jobs.counts().get((kind, "waiting"), 0) > 0


def _summed(source: Source, before: int, means: Means) -> SourceSummary:
    """Return what a source brought, its health judged once more now that its pages were fetched."""
    known = means.sources.get(source.id) or source
    if known.failures == 0 and known.asked_at is not None:
        again = health.listed(known, None, means.sources.latest(source.id), now=means.now())
        if again.health != known.health and again.health in {"blocked", "layout changed"}:
            known = again
            means.sources.put(known)
    return SourceSummary(
        url=known.url,
        title=known.title,
        health=known.health,
        says=known.says,
        mend=known.mend,
        failures=known.failures,
        kept=means.sources.brought(source.id, since=before),
        states=means.sources.counts(source.id),
    )
