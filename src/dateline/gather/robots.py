"""robots.txt: what a host asks programs to leave alone, and how long to leave between requests."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from dateline.gather.settings import PRODUCT

if TYPE_CHECKING:
    from protego import Protego

LIMIT_BYTES = 500_000
"""What of a robots.txt is read: RFC 9309, 2.5 names 500 KiB as the least."""

KEPT_SECONDS = 24 * 3600.0
"""RFC 9309, 2.4: a copy older than a day is not used."""

LONGEST_DELAY_SECONDS = 300.0
"""A host that asks for more is asked once in five minutes all the same: at a day between two requests
nothing would ever be read, and nobody who wants that leaves the paths open."""


@lru_cache(maxsize=64)
def _rules(robots: str) -> Protego:
    from protego import Protego

    return Protego.parse(robots)


def allowed(robots: str | None, url: str) -> bool:
    """Say whether a robots.txt lets this program ask for an address; where there is none, yes."""
    return robots is None or _rules(robots).can_fetch(url, PRODUCT)


def delay_seconds(robots: str | None) -> float:
    """Return how long to leave between two requests (Crawl-delay, Request-rate); 0 where it does not say."""
    if robots is None:
        return 0.0
    rules = _rules(robots)
    delay = rules.crawl_delay(PRODUCT) or 0.0
    rate = rules.request_rate(PRODUCT)
    if rate is not None and rate.requests > 0:
        delay = max(delay, rate.seconds / rate.requests)
    return min(max(delay, 0.0), LONGEST_DELAY_SECONDS)


def sitemaps(robots: str | None) -> tuple[str, ...]:
    """Return the sitemaps that a robots.txt names, in its order."""
    return () if robots is None else tuple(dict.fromkeys(_rules(robots).sitemaps))[:20]


def in_words(robots: str | None, home: str) -> str:
    """Return what a robots.txt asks of this program; ``home`` is the address of the site's front page."""
    if robots is None:
        return "there is no robots.txt"
    if not allowed(robots, home):
        return "robots.txt asks to leave the site alone"
    delay = delay_seconds(robots)
    return f"robots.txt allows it{f', {delay:g} s apart' if delay else ''}"
