"""Where publishers are at home, learnt from what many of their articles are about."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from dateline.places.senses import Reading
from dateline.resources.gazetteer import Gazetteer


def learn_homes(read: Iterable[tuple[str | None, Mapping[str, Reading]]], gazetteer: Gazetteer) -> dict[str, int]:
    """Return the home of each publisher, a city's row by domain, from what its articles are about.

    ``read`` is (domain, readings) for many articles. A home is the city that the most articles of a
    domain are in or near; it needs a third of them, and two at least. Without one, a publisher writes
    of the world, and nothing is said.
    """
    counts: dict[str, Counter[int]] = defaultdict(Counter)
    articles: Counter[str] = Counter()
    for domain, readings in read:
        if domain is not None:
            articles[domain] += 1
            counts[domain].update({city for r in readings.values() if (city := _city(r, gazetteer)) is not None})
    homes = {}
    for domain, cities in counts.items():
        city, times = max(cities.items(), key=lambda item: (item[1], gazetteer.population(item[0])), default=(0, 0))
        if times >= max(2, articles[domain] / 3):
            homes[domain] = city
    return homes


def _city(reading: Reading, gazetteer: Gazetteer) -> int | None:
    best = reading.best
    if best is None or reading.certainty < 0.5 or gazetteer.type(best.row) != "city":
        return None
    return best.row
