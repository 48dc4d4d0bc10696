"""What every step works with."""

from __future__ import annotations

import os
import random
import socket
import time
import uuid
from collections.abc import Callable
from datetime import UTC, datetime

from dateline.archive import Archive, Hosts, Jobs, Pages, Sources
from dateline.gather.settings import Settings
from dateline.gather.storyteller import Storyteller
from dateline.gather.web import Clock, Web
from dateline.intake.addresses import Resolver, resolve_by_system
from dateline.pipeline import Pipeline


class Means:
    """The archive's tables, the web, the pipeline, a clock and a source of chance.

    ``pipeline`` is called when the first page is read: a process that only fetches loads no models.
    """

    def __init__(
        self,
        archive: Archive,
        settings: Settings,
        pipeline: Callable[[], Pipeline],
        *,
        clock: Clock = time.time,
        rng: random.Random | None = None,
        resolve: Resolver = resolve_by_system,
    ) -> None:
        self.archive = archive
        self.settings = settings
        self.pipeline = pipeline
        self.clock = clock
        self.rng = rng or random.Random()  # noqa: S311 (spreads requests; guards nothing)
        self.pages = Pages(archive)
        self.sources = Sources(archive)
        self.jobs = Jobs(archive)
        self.hosts = Hosts(archive)
        self.web = Web(self.hosts, settings, clock=clock, rng=self.rng, resolve=resolve)
        self.storyteller = Storyteller(archive, longest_seconds=settings.replay_seconds)
        self.join_took_seconds = 0.0
        self.worker = f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:8]}"

    def now(self) -> datetime:
        """Return the time in UTC."""
        return datetime.fromtimestamp(self.clock(), UTC)
