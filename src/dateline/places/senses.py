"""What speaks for each sense of a name: named features, which the weights of resolution.py add up.

A sense is one place that the name may mean. Its features say how many people live there, what kind of
place it is, whether the text names what contains it ("Alexandria, La."), whether it lies near the
article's other places, the dateline's or the publisher's home.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from dateline.places.setting import Setting
from dateline.places.toponyms import Toponym
from dateline.resources.gazetteer import Gazetteer

SMALL = 100_000
"""People below which a place that a masthead names is one that the rest of the world hardly knows."""

_COMPANY = {1: "company-in-division", 2: "company-in-county"}
_WITHOUT_PEOPLE = frozenset({"region", "feature", "continent"})

SENSES = 60
"""Senses of one name that are weighed, best known first: San José has over 200 in GeoNames."""

WORLDLY = 3
"""Countries from which an article is news of the world: naming one says little of where the rest is."""


@dataclass(slots=True)
class Sense:
    """One place that a name may mean here, with what speaks for it."""

    row: int
    features: dict[str, float]
    probability: float = 0.0


@dataclass(slots=True)
class Reading:
    """One name in one article: its mentions and its senses, most likely first."""

    key: str
    mentions: list[Toponym] = field(default_factory=list)
    containers: dict[int, Toponym] = field(default_factory=dict)
    """Rows that the text names right after the name, with the words that do."""
    articled: bool = False
    """A mention stands after "the", as names of seas, rivers and regions do."""
    senses: list[Sense] = field(default_factory=list)
    certainty: float = 0.0
    """Probability of the likeliest sense and of those that are the same ground: a city and its division."""

    def rows(self) -> list[int]:
        """Return the places it may name, best known first."""
        return list(dict.fromkeys(row for mention in self.mentions for row in mention.rows))[:SENSES]

    @property
    def best(self) -> Sense | None:
        """The most likely sense; None for a name without any."""
        return self.senses[0] if self.senses else None


def gather(text: str, toponyms: Sequence[Toponym]) -> dict[str, Reading]:
    """Group toponyms by name and note what the text says contains them."""
    readings: dict[str, Reading] = {}
    for number, toponym in enumerate(toponyms):
        key = f"{toponym.form}:{toponym.key}" if toponym.form != "name" else toponym.key
        reading = readings.setdefault(key, Reading(key))
        reading.mentions.append(toponym)
        reading.articled |= text[max(0, toponym.start - 4) : toponym.start].lower() == "the "
        if number + 1 < len(toponyms):
            after = toponyms[number + 1]
            gap = text[toponym.end : after.start]
            if gap in {", ", ",", " (", ", in "} or (gap == " " and after.form == "abbreviation"):
                for row in after.rows[:5]:
                    reading.containers.setdefault(row, after)
    return readings


@dataclass(slots=True)
class Anchor:
    """A place that the article names for sure, as evidence for the others."""

    row: int
    chain: frozenset[int]
    point: tuple[float, float]
    key: str
    weight: float
    people: bool
    """Only its people or an adjective of it is named: "American" says less of where than "America"."""
    local: bool
    """Smaller than a country: its point says where."""


class _Around(NamedTuple):
    """The sure places of an article that stand around one name."""

    anchors: Sequence[Anchor]
    weight: float
    countries: set[int | None]


class Company:
    """Which divisions could hold several of an article's names at once, before any of them is sure.

    Each name speaks for every division that holds one of its senses; the more divisions there are, the less
    it says of each. "Otter Tail" lies in one state, so "Alexandria" beside it may well lie there too.
    """

    def __init__(self, readings: Mapping[str, Reading], gazetteer: Gazetteer) -> None:
        self._said: dict[str, dict[int, float]] = {}
        self.total: dict[int, float] = {}
        """How much all names speak for each division."""
        for reading in readings.values():
            divisions: dict[int, set[int]] = {1: set(), 2: set()}
            for row in reading.rows():
                for above in (row, *gazetteer.within(row)):
                    level = gazetteer.level(above)
                    if level in divisions:
                        divisions[level].add(above)
            said = {row: 1.0 / len(held) for held in divisions.values() for row in held}
            self._said[reading.key] = said
            for row, weight in said.items():
                self.total[row] = self.total.get(row, 0.0) + weight

    def of(self, reading: Reading, division: int) -> float:
        """Return how much the other names speak for a division."""
        return self.total.get(division, 0.0) - self._said[reading.key].get(division, 0.0)


class Measure:
    """Works out the features of one name's senses: once what they are, and in each round what stands around."""

    def __init__(self, reading: Reading, gazetteer: Gazetteer, setting: Setting, company: Company) -> None:
        self.reading = reading
        self._gazetteer, self._setting, self._company = gazetteer, setting, company
        rows = reading.rows()
        self._chains = {row: (row, *gazetteer.within(row)) for row in rows}
        above = {container for chain in self._chains.values() for container in chain[1:]}
        self._named = above.intersection(reading.containers)
        self._people = sum(gazetteer.population(row) for row in rows if gazetteer.type(row) == "city") or 1
        self._plain = reading.key.replace(" ", "")
        self._in_masthead = len(reading.key) > 4 and self._plain in setting.masthead
        self._listed = frozenset(gazetteer.listed(reading.key))
        self._known = [self._own(row, rank) for rank, row in enumerate(rows)] if len(rows) > 1 else [{} for _ in rows]

    def senses(self, anchors: Sequence[Anchor]) -> list[Sense]:
        """Return the senses with their features, best known first; a name's only sense needs none."""
        others = [anchor for anchor in anchors if anchor.key != self.reading.key]
        found = [Sense(row, dict(known)) for row, known in zip(self._chains, self._known, strict=True)]
        if others and len(found) > 1:
            countries = {self._gazetteer.country_row(anchor.row) for anchor in others} - {None}
            around = _Around(others, sum(anchor.weight for anchor in others) or 1.0, countries)
            for rank, sense in enumerate(found):
                self._from_others(sense.features, sense.row, around)
                if rank == 0 and len(countries) > 1:
                    world = "world-news" if len(countries) >= WORLDLY else "two-countries"
                    sense.features[f"best-known-in-{world}"] = 1.0
        return found

    def _own(self, row: int, rank: int) -> dict[str, float]:
        gazetteer, chain = self._gazetteer, self._chains[row]
        kind = gazetteer.type(row)
        features = {
            f"type:{kind}{gazetteer.level(row) if kind == 'division' else ''}": 1.0,
            "people": math.log10(gazetteer.population(row) + 10) - 4.0 if kind not in _WITHOUT_PEOPLE else 0.0,
            "fame": math.log10(gazetteer.fame(row) + 1),
            "famous": max(0.0, math.log10((gazetteer.fame(row) + 1) / 25)),
        }
        if kind == "city":
            features["share-of-people"] = gazetteer.population(row) / self._people
        if self._setting.home is None:
            features["people-without-home"] = features["people"]
            features["fame-without-home"] = features["fame"]
        if rank == 0:
            features["best-known"] = 1.0
            if self._setting.dateline == self.reading.key:
                # Agencies print the country or state after all but the best-known cities.
                features["best-known-in-dateline"] = 1.0
        elif rank == 1:
            features["second-known"] = 1.0
        if row in self._listed:
            features["listed"] = 1.0
        if self.reading.articled and kind in {"region", "feature"}:
            features["after-the"] = 1.0
        if row in gazetteer.capitals:
            features["capital"] = 1.0
        if kind in {"city", "division"} and not gazetteer.called(row, self._plain):
            features[f"other-name:{kind}"] = 1.0
        if self._named:
            features["contained" if self._named.intersection(chain[1:]) else "contained-elsewhere"] = 1.0
        for above in chain:
            level = gazetteer.level(above)
            if level in _COMPANY and (shared := self._company.of(self.reading, above)) > 0.01:
                features[_COMPANY[level]] = math.log1p(5 * shared)
        self._from_setting(features, row, chain)
        return features

    def _from_setting(self, features: dict[str, float], row: int, chain: tuple[int, ...]) -> None:
        gazetteer, setting = self._gazetteer, self._setting
        country = gazetteer.country_row(row)
        if setting.home_country is not None and country is not None:
            features["home-country" if country == setting.home_country else "other-country"] = 1.0
        if setting.home is not None:
            home = (setting.home, *gazetteer.within(setting.home))
            if row == setting.home:
                features["is-home"] = 1.0
            elif row in home:
                features["holds-home"] = 1.0
            elif gazetteer.country_row(setting.home) == country and country is not None:
                features[f"home:{_band(gazetteer.distance_km(row, setting.home))}"] = 1.0
                if set(chain[1:-1]).intersection(home):
                    features["home-division"] = 1.0
        if self._in_masthead and gazetteer.population(row) < SMALL:
            features["small-in-masthead"] = 1.0
        if setting.masthead and any(
            gazetteer.named_in(above, setting.masthead) and not gazetteer.called(above, self._plain)
            for above in chain[1:]
        ):
            features["container-in-masthead"] = 1.0

    def _from_others(self, features: dict[str, float], row: int, around: _Around) -> None:
        country = self._gazetteer.country_row(row)
        above = set(self._chains[row][1:])
        divisions = above - {country}
        point = self._gazetteer.point(row)
        nearest = math.inf
        same_country = same_division = named_division = named_country = inside = people = 0.0
        for anchor in around.anchors:
            if anchor.people:
                if anchor.row == country:
                    people = max(people, anchor.weight)
                continue
            if country is not None and country in anchor.chain:
                same_country += anchor.weight
            if divisions and divisions & anchor.chain:
                same_division += anchor.weight
            if anchor.row in divisions:
                named_division = max(named_division, anchor.weight)
            elif anchor.row == country:
                named_country = max(named_country, anchor.weight)
            if row in anchor.chain and anchor.row != row:
                inside = max(inside, anchor.weight)
            if anchor.local and not (anchor.row in above or row in anchor.chain):
                nearest = min(nearest, _quick_km(point, anchor.point))
        features["same-country"] = same_country / around.weight
        features["same-division"] = same_division / around.weight
        features["division-named"] = named_division
        features["country-named"] = named_country
        features["holds-another"] = inside
        if around.countries == {country}:
            features["only-country"] = 1.0
        features["country-of-people"] = people
        if nearest < math.inf and self._gazetteer.level(row) > 1:
            features[f"near:{_band(nearest)}"] = 1.0


def _quick_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return a distance good to a few per cent below 500 km: enough for a band, and fast."""
    x = ((b[1] - a[1] + 180.0) % 360.0 - 180.0) * math.cos(math.radians((a[0] + b[0]) / 2))
    return 111.2 * math.hypot(b[0] - a[0], x)


def _band(distance_km: float) -> str:
    for limit in (30, 80, 160, 400):
        if distance_km < limit:
            return f"{limit}"
    return "far"
