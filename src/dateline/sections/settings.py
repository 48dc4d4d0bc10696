"""Where an article plays, from its places, and whether that is the publisher's own country."""

from __future__ import annotations

from collections import Counter
from functools import cache
from urllib.parse import urlsplit

from dateline.record import Record, Setting
from dateline.resources.tables import read_table

SHARE = 0.5
"""Share of the references to countries from which on an article plays in one."""
SHOWN = 5
"""References that are shown for it."""


@cache
def _homes() -> dict[str, str]:
    return {row[0]: row[1] for row in read_table("sections", "homes", columns=2)}


def home_of(record: Record) -> str | None:
    """Return the country that the publisher's address ends in; None where it ends in none ("com")."""
    stated = record.article.canonical_url
    for url in (stated.value if stated else None, record.page.final_url, record.page.url):
        host = _host(url) if url else None
        if host:
            return _homes().get(host.rpartition(".")[2].casefold())
    return None


def _host(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None


def find_setting(record: Record) -> Setting | None:
    """Return the country that most references to places lie in; None where no country has half of them."""
    where = [(place, place.place.country if place.place else place.stands_for) for place in record.places]
    named = [(place.span, country) for place, country in where if country is not None]
    if not named:
        return None
    counts = Counter(country for _, country in named)
    country = min(counts, key=lambda each: (-counts[each], each))
    if counts[country] < SHARE * len(named):
        return None
    spans = tuple(span for span, each in named if each == country)[:SHOWN]
    return Setting(country=country, home=home_of(record), evidence=spans)
