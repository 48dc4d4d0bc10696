"""For ever: workers in processes of their own, and what else is to run beside them, stopped together."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Sequence
from functools import partial
from multiprocessing.context import ForkContext, SpawnContext
from multiprocessing.process import BaseProcess

from dateline.archive import Archive
from dateline.gather.events import LogFormat, show_events, tell
from dateline.gather.means import Means
from dateline.gather.polling import poll_job
from dateline.gather.settings import Settings
from dateline.gather.worker import FETCHING, READING, Worker
from dateline.pipeline import Pipeline

Service = Callable[[], None]
"""Something that runs in a process of its own until it gets SIGTERM, such as a web server. It must pickle."""

GRACE_SECONDS = 30.0
"""How long processes have to finish what they are at; a fetch ends by its own limit before."""

_RESTART_SECONDS = 5.0
_SCHEDULE_SECONDS = 30.0


def run(
    settings: Settings,
    pipeline: Callable[[], Pipeline],
    *,
    workers: int = 1,
    services: Sequence[Service] = (),
    log_format: LogFormat = "text",
) -> None:
    """Gather for ever with so many worker processes, and run the services beside them.

    Stops on SIGTERM and SIGINT: what is at work is finished first. A process that dies is started
    again. Where this process is killed outright, the others notice and end; what they were at is done
    again by the next run. ``pipeline`` is called in each worker: it must pickle.
    """
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    with Archive.open(settings.archive) as archive:  # made or migrated once, before many open it
        means = Means(archive, settings, pipeline)
        context = _context()
        mine = (settings, pipeline, log_format, os.getpid())
        starts: list[Callable[[], BaseProcess]] = [
            partial(context.Process, target=_work, args=mine, name="worker") for _ in range(workers)
        ]
        starts += [
            partial(context.Process, target=_serve, args=(each, log_format), name="service") for each in services
        ]
        tell("started", workers=workers, sources=len(means.sources.all()))
        _watch(starts, means, stop)
    tell("stopped")


def _context() -> ForkContext | SpawnContext:
    # A fork starts at once and shares what is loaded; this process has no other threads that it could cut.
    if sys.platform == "linux":
        return multiprocessing.get_context("fork")
    return multiprocessing.get_context("spawn")


def _watch(starts: Sequence[Callable[[], BaseProcess]], means: Means, stop: threading.Event) -> None:
    processes = [start() for start in starts]
    for process in processes:
        process.start()
    scheduled = 0.0
    try:
        while not stop.wait(0.2):
            if time.monotonic() - scheduled > _SCHEDULE_SECONDS or not scheduled:
                schedule(means)
                scheduled = time.monotonic()
            for place, process in enumerate(processes):
                if process.exitcode is not None:
                    tell("died", level=logging.ERROR, process=process.name, code=process.exitcode)
                    if stop.wait(_RESTART_SECONDS):
                        break
                    processes[place] = starts[place]()
                    processes[place].start()
    finally:
        _end(processes)


def schedule(means: Means) -> None:
    """See that every source that is not paused has its job: one that was added or resumed by another process too."""
    known = {job.key for job in means.jobs.listed(kinds=("poll",), limit=100_000)}
    missing = [source for source in means.sources.all() if not source.paused and source.id not in known]
    means.jobs.put(poll_job(source, due_at=means.clock()) for source in missing)


def _end(processes: Sequence[BaseProcess]) -> None:
    for process in processes:
        if process.is_alive():
            process.terminate()
    ends = time.monotonic() + GRACE_SECONDS
    for process in processes:
        process.join(max(0.0, ends - time.monotonic()))
        if process.is_alive():
            tell("killed", level=logging.WARNING, process=process.name)
            process.kill()
            process.join()


def _work(settings: Settings, pipeline: Callable[[], Pipeline], log_format: LogFormat, parent: int) -> None:
    show_events(log_format)
    tell("at work", process=os.getpid())
    stop = threading.Event()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to the whole group; the parent tells when to stop
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    with Archive.open(settings.archive) as archive:
        means = Means(archive, settings, pipeline)
        kinds = [FETCHING] * settings.fetchers + [READING]
        threads = [threading.Thread(target=Worker(means, kind, stop).work, name=kind[0]) for kind in kinds]
        for thread in threads:
            thread.start()
        while not stop.wait(0.5):
            if os.getppid() != parent:  # it was killed
                stop.set()
        for thread in threads:
            thread.join()


def _serve(service: Service, log_format: LogFormat) -> None:
    show_events(log_format)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    service()
