"""Does jobs one after another: claims one, keeps its lease while it works, and survives what goes wrong."""

from __future__ import annotations

import logging
import threading
import traceback
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Protocol

from dateline.archive import Job
from dateline.archive.gathering.jobs import CRASHES, JobKind
from dateline.errors import ArchiveError
from dateline.gather.events import tell
from dateline.gather.fetching import fetch_entry
from dateline.gather.joining import join
from dateline.gather.means import Means
from dateline.gather.polling import poll
from dateline.gather.reading import read_page
from dateline.gather.waiting import retry_seconds

FETCHING: tuple[JobKind, ...] = ("poll", "fetch")
READING: tuple[JobKind, ...] = ("read", "join")

_OF_A_PAGE: tuple[JobKind, ...] = ("fetch", "read")

_FAULTS = 3
"""Attempts at a job that ends in a fault of this program: a second look is cheap, a loop is not."""


class Step(Protocol):
    """Does one job: bears being done twice, and ends by telling the jobs what became of it."""

    def __call__(self, job: Job, means: Means) -> None: ...


STEPS: Mapping[JobKind, Step] = {"poll": poll, "fetch": fetch_entry, "read": read_page, "join": join}


class Worker:
    """Does the jobs of some kinds until told to stop."""

    def __init__(self, means: Means, kinds: Sequence[JobKind], stop: threading.Event) -> None:
        self._means = means
        self._kinds = tuple(kinds)
        self._stop = stop

    def work(self) -> None:
        """Do jobs until told to stop; where there is none, look again in a moment."""
        settings = self._means.settings
        while not self._stop.is_set():
            try:
                did = self.step()
            except ArchiveError as error:
                # Locked for long, or its disk is full: what was done is not noted, and is done again.
                tell("archive", level=logging.ERROR, reason=str(error))
                self._stop.wait(10 * settings.poll_seconds)
            else:
                if not did:
                    self._stop.wait(settings.poll_seconds * (0.5 + self._means.rng.random()))

    def step(self) -> bool:
        """Do one job; False where there is none to do now."""
        means = self._means
        job = means.jobs.claim(
            self._kinds,
            now=means.clock(),
            worker=f"{means.worker}:{threading.get_ident()}",
            lease_seconds=means.settings.lease_seconds,
            delay_seconds=means.settings.delay_seconds,
        )
        if job is None:
            return False
        if job.crashes >= CRASHES:
            self._deadly(job)
            return True
        with self._leased(job):
            self._do(job)
        return True

    def _deadly(self, job: Job) -> None:
        """Give up a page that every worker dies of; a source, and the stories, are tried again all the same."""
        reason = f"{job.crashes} workers in a row died or hung while they did it"
        tell("deadly", level=logging.ERROR, job=job.kind, key=job.key, reason=reason)
        if job.kind in _OF_A_PAGE:
            self._means.jobs.bury(job, reason=reason, counted={"faults": 1})
        else:
            self._means.jobs.retry(
                job, at=self._means.clock() + self._means.settings.first_retry_seconds, reason=reason
            )

    def _do(self, job: Job) -> None:
        try:
            STEPS[job.kind](job, self._means)
        except ArchiveError:
            raise
        except Exception as error:  # noqa: BLE001 (one job that finds a fault of ours must not end the others)
            self._faulty(job, error)

    def _faulty(self, job: Job, error: Exception) -> None:
        where = traceback.extract_tb(error.__traceback__)[-1]
        reason = f"{type(error).__name__}: {error} ({where.filename.rpartition('/')[2]}, line {where.lineno})"[:500]
        tell("fault", level=logging.ERROR, job=job.kind, key=job.key, reason=reason)
        means = self._means
        if job.failures + 1 >= _FAULTS and job.kind in _OF_A_PAGE:
            means.jobs.bury(job, reason=reason, counted={"faults": 1})
            return
        wait = retry_seconds(job.failures + 1, first_seconds=means.settings.first_retry_seconds, rng=means.rng)
        means.jobs.retry(job, at=means.clock() + wait, reason=reason)

    @contextmanager
    def _leased(self, job: Job) -> Iterator[None]:
        """Renew the lease of a job three times as often as it ends, for as long as it takes."""
        done = threading.Event()
        means = self._means

        def renew() -> None:
            while not done.wait(means.settings.lease_seconds / 3):
                try:
                    if not means.jobs.renew(job, until=means.clock() + means.settings.lease_seconds):
                        return
                except ArchiveError as error:
                    tell("archive", level=logging.WARNING, reason=str(error))

        thread = threading.Thread(target=renew, name="lease", daemon=True)
        thread.start()
        try:
            yield
        finally:
            done.set()
            thread.join()
