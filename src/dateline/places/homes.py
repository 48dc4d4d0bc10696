"""Where publishers are at home, learnt from what many of their articles name."""

from __future__ import annotations

import math
from collections import Counter, OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from dateline.places.senses import Company, Reading
from dateline.resources.gazetteer import Gazetteer

SOURCES = 10_000
"""Publishers that are remembered, those heard last."""

HELD = 400
"""Cities and divisions that are counted for a publisher, those named most."""

SHARE = 1 / 3
"""Share of its articles that must name a publisher's home; two at least."""

AHEAD = 1.3
"""How many times more must speak for a home than for any city far from it.

LGL and TR-News, publishers of four articles or more: all 62 homes that are told lie within 80 km of the city
that gold names most, of 83 that have one; with 1.15 it is 65 of 70.
"""

FAR_KM = 160.0


@dataclass(slots=True)
class _Heard:
    """What the articles of one publisher named."""

    articles: int = 0
    cities: Counter[int] = field(default_factory=Counter)
    """Articles that name a city, in any sense of its name."""
    divisions: Counter[int] = field(default_factory=Counter)
    """How much their names speak for a division (see ``Company``)."""


class PublisherHomes:
    """Learns the home of each publisher from its articles, without anybody telling.

    ``hear`` every article of a source, then ``homes()`` are what ``PlaceFinder`` takes. Bounded: it keeps
    counts and no text. A local paper's articles name towns of one county, and most of these names belong to
    few counties of the world: the home is the city that many articles name where most of their names could lie.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._sources: OrderedDict[str, _Heard] = OrderedDict()

    def hear(self, domain: str | None, readings: Mapping[str, Reading]) -> None:
        """Count the names of one article; without a domain nothing is learnt."""
        if domain is None:
            return
        heard = self._sources.setdefault(domain, _Heard())
        self._sources.move_to_end(domain)
        if len(self._sources) > SOURCES:
            self._sources.popitem(last=False)
        heard.articles += 1
        cities = {row for reading in readings.values() for row in self._cities(reading)}
        heard.cities.update(sorted(cities))
        heard.divisions.update(Company(readings, self._gazetteer).total)
        for counts in (heard.cities, heard.divisions):
            if len(counts) > 4 * HELD:
                kept = counts.most_common(HELD)
                counts.clear()
                counts.update(dict(kept))

    def _cities(self, reading: Reading) -> list[int]:
        """Return the cities that a name is the first name of, and the best known; none where it names a country."""
        gazetteer, rows = self._gazetteer, reading.rows()
        if not rows or gazetteer.level(rows[0]) < 2:
            return []
        plain = reading.key.replace(" ", "")
        cities = [row for row in rows if gazetteer.type(row) == "city"]
        return [row for row in cities if row == rows[0] or gazetteer.called(row, plain)]

    def homes(self) -> dict[str, int]:
        """Return the row of each publisher's home city by domain; publishers without one write of the world."""
        found = {domain: self._home(heard) for domain, heard in self._sources.items()}
        return {domain: row for domain, row in found.items() if row is not None}

    def _home(self, heard: _Heard) -> int | None:
        gazetteer = self._gazetteer
        least = max(2.0, heard.articles * SHARE)
        scores = {
            city: times / heard.articles * sum(math.log1p(heard.divisions[row]) for row in gazetteer.within(city))
            for city, times in heard.cities.items()
            if times >= least
        }
        if not scores:
            return None
        home = max(scores, key=lambda row: (scores[row], gazetteer.population(row)))
        others = [score for row, score in scores.items() if gazetteer.distance_km(row, home) > FAR_KM]
        return home if scores[home] >= AHEAD * max(others, default=0.0) else None


def learn_homes(read: Iterable[tuple[str | None, Mapping[str, Reading]]], gazetteer: Gazetteer) -> dict[str, int]:
    """Return publishers' homes from (domain, readings) of many articles."""
    learner = PublisherHomes(gazetteer)
    for domain, readings in read:
        learner.hear(domain, readings)
    return learner.homes()
