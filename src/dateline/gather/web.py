"""The one door out: every request asks robots.txt first, on every hop, and says who asks."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from datetime import UTC, datetime

from dateline.archive import Hosts
from dateline.errors import BlockedError, FetchError, IntakeError
from dateline.gather import robots
from dateline.gather.settings import Settings, user_agent
from dateline.gather.waiting import retry_after_seconds, retry_seconds
from dateline.intake.addresses import Resolver, resolve_by_system
from dateline.intake.canonical import host_of
from dateline.intake.fetching import PAGES, Fetched, fetch
from dateline.intake.pages import LIMIT_BYTES

Clock = Callable[[], float]

LISTS = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, "
    "text/html;q=0.8, */*;q=0.1"
)
"""What is asked for where a feed, a sitemap or a page that names one is wanted."""

LIST_BYTES = 20_000_000
"""Limit on a feed or sitemap."""

_BUSY = frozenset({429, 503})


class Web:
    """Gets what is at an address, if the address may be asked and robots.txt allows it.

    ``clock`` gives seconds since 1970; ``rng`` is what jitter is drawn from.
    """

    def __init__(
        self,
        hosts: Hosts,
        settings: Settings,
        *,
        clock: Clock = time.time,
        rng: random.Random | None = None,
        resolve: Resolver = resolve_by_system,
    ) -> None:
        self._hosts = hosts
        self._settings = settings
        self._user_agent = user_agent(settings.contact)
        self._clock = clock
        self._rng = rng or random.Random()  # noqa: S311 (spreads requests; guards nothing)
        self._resolve = resolve

    def get(
        self,
        url: str,
        *,
        accept: str = PAGES,
        etag: str | None = None,
        last_modified: str | None = None,
        limit_bytes: int = LIMIT_BYTES,
    ) -> Fetched:
        """Get what is at an address; see ``fetch``.

        Raises BlockedError where robots.txt says no or the server does (401, 402, 403, 451), and
        what ``fetch`` raises. A host that fails is left alone for a while: its jobs wait.
        """
        try:
            found = self._ask(
                url, accept=accept, etag=etag, last_modified=last_modified, limit_bytes=limit_bytes, check=self.check
            )
        except FetchError as error:
            self._note(url, error)
            status = error.facts.get("status")
            if status in {401, 402, 403, 451}:
                raise BlockedError(
                    f"{url} answered with status {status}: it does not let this program in; ask its publisher",
                    url=url,
                    status=status,
                ) from error
            raise
        self._hosts.answered(host_of(found.url))
        return found

    def check(self, url: str) -> None:
        """Raise BlockedError where robots.txt asks not to fetch an address, FetchError where it can't be had."""
        if not robots.allowed(self.robots_of(url), url):
            raise BlockedError(
                f"robots.txt of {host_of(url)} asks programs not to fetch {url}; ask its publisher for leave", url=url
            )

    def robots_of(self, url: str) -> str | None:
        """Return the robots.txt that holds for an address, at most a day old; None where there is none.

        RFC 9309: a status of 4xx means none; where the server fails, all is closed for now, and a
        FetchError says so.
        """
        name = host_of(url)
        host = self._hosts.get(name)
        if host.robots_until > self._clock():
            return host.robots
        where = f"{url.partition('://')[0].lower()}://{name}/robots.txt"
        status: int | None = 200
        text: str | None = None
        try:
            found = self._ask(where, accept="text/plain, */*;q=0.1", limit_bytes=10 * robots.LIMIT_BYTES)
            text = found.content[: robots.LIMIT_BYTES].decode("utf-8-sig", "replace").replace("\x00", "\ufffd")
        except FetchError as error:
            status = error.facts.get("status")  # type: ignore[assignment]
            if status is None or status == 429 or status >= 500:
                self._note(where, error)
                raise FetchError(
                    f"robots.txt of {name} can't be had ({error}); nothing is fetched there until it can",
                    **{**error.facts, "url": url},
                ) from error
        self._hosts.put_robots(
            name,
            robots=text,
            status=status,
            until=self._clock() + robots.KEPT_SECONDS,
            delay_seconds=robots.delay_seconds(text),
        )
        return text

    def _ask(
        self,
        url: str,
        *,
        accept: str,
        limit_bytes: int,
        etag: str | None = None,
        last_modified: str | None = None,
        check: Callable[[str], None] | None = None,
    ) -> Fetched:
        return fetch(
            url,
            accept=accept,
            etag=etag,
            last_modified=last_modified,
            check=check,
            allow_private=self._settings.allow_private,
            limit_bytes=limit_bytes,
            timeout_seconds=self._settings.timeout_seconds,
            user_agent=self._user_agent,
            now=lambda: datetime.fromtimestamp(self._clock(), UTC),
            resolve=self._resolve,
        )

    def _note(self, url: str, error: IntakeError) -> None:
        """Leave a host alone that asks for it, or did not answer at all."""
        status = error.facts.get("status")
        now = self._clock()
        name = host_of(str(error.facts.get("url") or url))
        asked = retry_after_seconds(error.facts.get("retry_after"), now=now)
        if status in _BUSY or (status is None and "redirects" not in str(error)):
            first_seconds = self._settings.first_retry_seconds / 4
            failures = self._hosts.get(name).failures + 1
            wait = asked if asked is not None else retry_seconds(failures, first_seconds=first_seconds, rng=self._rng)
            self._hosts.rest(name, until=now + wait)
