"""The gazetteer: names to places, packed so that it opens at once.

Two sources. The pack (places.bin, built by tools/build_gazetteer.py from GeoNames data, CC BY 4.0)
holds 290,000 places and is mapped into memory, never unpacked. The tables beside it are facts that
a person can read and change: world regions, demonyms, abbreviations, other names.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from dateline.errors import GazetteerError
from dateline.record import Place
from dateline.resources.folding import fold
from dateline.resources.place_pack import Pack
from dateline.resources.place_tables import TYPES, PlaceType, Region, regions_of, table

NONE = 0xFFFFFFFF
_COUNTRY, _CITY = 2, 5
_WIDE = frozenset({2, 3})
_EARTH_KM = 6371.0088
CITY_FIRST = 12
"""How far down a list a city is put before its division: further down the order decides nothing."""

REGION_FAME = 100
"""What counts as the fame of a region, sea or river of our own table: that of a large city."""

KEPT = 65_536
"""How many names looked up are remembered: a page repeats its own, and many pages each other's."""


class Country(NamedTuple):
    """What is known of a country beyond its row."""

    row: int
    iso2: str
    iso3: str
    capital: int | None
    domain: str
    """Top-level domain, with its point."""


class Abbreviation(NamedTuple):
    """A short form exactly as it is printed, and the place it stands for."""

    row: int
    alone: bool
    """False where it is one only after another place and a comma ("Alexandria, La.")."""


class Gazetteer:
    """Places by name.

    A place is a *row*, an integer, as long as it is one of many candidates; ``place(row)`` gives
    the record's type. Rows of a name come best known first: countries, then by population.

    >>> Gazetteer.load().candidates("Aleppo")[0].country   # doctest: +SKIP
    'SYR'
    """

    def __init__(self, pack: Pack, tables: Path, *, name: str, digest: str) -> None:
        self.name = name
        self.digest = digest
        self._pack = pack
        self._ids, self._population = pack.columns["id"], pack.columns["population"]
        self._latitude, self._longitude = pack.columns["latitude"], pack.columns["longitude"]
        self._fame, self._kind = pack.columns["fame"], pack.columns["kind"]
        self._country, self._parent = pack.columns["country"], pack.columns["parent"]
        self._size = pack.size
        self._prefix = lru_cache(KEPT)(pack.prefix)
        self.rows = lru_cache(KEPT)(self._rows)
        """Rows of a folded name, best known first."""
        self._plain = lru_cache(KEPT)(lambda row: fold(self.title(row)).replace(" ", ""))
        self.within = lru_cache(KEPT)(self._within)
        """Rows of the divisions and the country that hold a row, nearest first."""
        self.countries = tuple(Country(c["row"], c["iso2"], c["iso3"], c["capital"], c["tld"]) for c in pack.countries)
        self._by_row = {country.row: country for country in self.countries}
        self._by_iso3 = {country.iso3: country for country in self.countries}
        self.capitals = {c.capital: c for c in self.countries if c.capital is not None}
        """Country by the row of its capital."""
        self._regions: list[Region] = []
        self._radii: dict[int, float] = {}
        self._dropped: frozenset[str] = frozenset()
        self._added: dict[str, list[int]] = {}
        self._prefixes: set[str] = set()
        self.demonyms: dict[str, int] = {}
        """Row by folded demonym."""
        self.abbreviations: dict[str, Abbreviation] = {}
        self.venues: dict[str, int] = {}
        """Row of the city that holds it by folded name of a street or building known by its name alone."""
        self.seats: dict[str, str] = {}
        """ISO 3166-1 alpha-3 by folded name of a seat of government ("kremlin")."""
        self._read_tables(tables)
        longest_first = sorted(self.abbreviations, key=lambda short: (-len(short), short))
        self.abbreviated = re.compile(rf"(?<![\w.&])(?:{'|'.join(map(re.escape, longest_first))})(?![\w&/])")
        """Finds abbreviations as they are printed."""

    @classmethod
    def load(cls, directory: Path | None = None) -> Gazetteer:
        """Open the gazetteer that rides in the package, or one in a folder of the same form.

        Raises GazetteerError where a file is missing, or the pack is not the one its manifest names.
        """
        folder = directory or Path(str(files("dateline.resources"))) / "data" / "gazetteer"
        pack, manifest = Pack.open(folder)
        return cls(pack, folder, name=f"{manifest['name']}/{manifest['version']}", digest=manifest["sha256"])

    def candidates(self, name: str) -> list[Place]:
        """Return the places of that name, best known first; none for a name it does not hold.

        Case, accents, hyphens and points do not count.
        """
        return [self.place(row) for row in self.rows(fold(name))]

    def _rows(self, key: str) -> tuple[int, ...]:
        if key in self._dropped:
            return ()
        added = self._added.get(key, [])
        found = self._city_first(self._pack.rows(key))
        return (*added, *(row for row in found if row not in added)) if added else tuple(found)

    def _city_first(self, rows: list[int]) -> list[int]:
        """Put a city before the division of the same name around it: "Aleppo" is first of all the city."""
        moved: list[int] = []
        if all(self._kind[row] == _CITY for row in rows[:CITY_FIRST]):
            return rows
        for row in rows[:CITY_FIRST]:
            above = set(self.within(row)) if self._kind[row] == _CITY else set()
            at = next((n for n, other in enumerate(moved) if other in above and self._kind[other] != _COUNTRY), None)
            moved.insert(len(moved) if at is None else at, row)
        return moved + rows[CITY_FIRST:]

    def ends(self, words: Sequence[str], start: int, *, most: int = 7) -> Iterator[tuple[int, str]]:
        """Yield (end, folded name) for each name that begins at words[start], shortest first."""
        key = ""
        for end in range(start + 1, min(len(words), start + most) + 1):
            key = f"{key} {words[end - 1]}" if key else words[end - 1]
            held, longer = self._prefix(key)
            if (held or key in self._added) and key not in self._dropped:
                yield end, key
            if not longer and key not in self._prefixes:
                return

    def place(self, row: int) -> Place:
        """Return a row as the record has it."""
        if row >= self._size:
            region = self._regions[row - self._size]
            return Place(
                id=region.id, name=region.name, latitude=region.latitude, longitude=region.longitude, type=region.type
            )
        chain = [self.title(row)]
        for above in map(self.title, self.within(row)):
            if above != chain[-1]:  # "Paris, Paris, Île-de-France, France"
                chain.append(above)
        country = self.country(row)
        latitude, longitude = self.point(row)
        return Place(
            id=f"geonames:{self._ids[row]}" if self._ids[row] else f"iso:{country}",
            name=self.title(row),
            latitude=latitude,
            longitude=longitude,
            type=TYPES[self._kind[row]],
            country=country,
            chain=tuple(chain[1:]),
            population=self._population[row] or None,
        )

    def title(self, row: int) -> str:
        """Return the name of a row as GeoNames or our table has it."""
        if row >= self._size:
            return self._regions[row - self._size].name
        return self._pack.name(row)

    def point(self, row: int) -> tuple[float, float]:
        """Return latitude and longitude in degrees."""
        if row >= self._size:
            region = self._regions[row - self._size]
            return region.latitude, region.longitude
        return self._latitude[row] / 1e5, self._longitude[row] / 1e5

    def type(self, row: int) -> PlaceType:
        """Return the type of a row."""
        return self._regions[row - self._size].type if row >= self._size else TYPES[self._kind[row]]

    def level(self, row: int) -> int:
        """Return how deep in its country a row lies: 0 country or above, 1 and 2 division, 3 city."""
        return 0 if row >= self._size else max(0, self._kind[row] - 2)

    def population(self, row: int) -> int:
        """Return the people of a row; 0 where that is not known."""
        return 0 if row >= self._size else int(self._population[row])

    def fame(self, row: int) -> int:
        """Return how many names GeoNames has for a row in all languages, 255 at most: who the world writes of."""
        return REGION_FAME if row >= self._size else int(self._fame[row])

    def listed(self, key: str) -> Sequence[int]:
        """Return the rows that our own tables give for a folded name: what it means first of all."""
        return self._added.get(key, ())

    def called(self, row: int, plain: str) -> bool:
        """Say whether a folded name without spaces is a row's first name, not another one of its names."""
        return self._plain(row) == plain

    def named_in(self, row: int, letters: str) -> bool:
        """Say whether a row's name, of five letters at least, stands in a run of folded letters."""
        plain = self._plain(row)
        return len(plain) >= 5 and plain in letters

    def country_row(self, row: int) -> int | None:
        """Return the row of the country a row lies in (its own for a country); None for regions."""
        if row >= self._size or self._country[row] == NONE:
            return None
        return int(self._country[row])

    def country(self, row: int) -> str | None:
        """Return the ISO 3166-1 alpha-3 code of the country a row lies in; None for regions."""
        above = self.country_row(row)
        return None if above is None else self._by_row[above].iso3

    def country_of(self, iso3: str) -> Country | None:
        """Return a country by its ISO 3166-1 alpha-3 code."""
        return self._by_iso3.get(iso3)

    def _within(self, row: int) -> tuple[int, ...]:
        found: list[int] = []
        if row >= self._size:
            return tuple(found)
        at = self._parent[row]
        while at != NONE and len(found) < 5:
            found.append(int(at))
            at = self._parent[at]
        country = self.country_row(row)
        if country is not None and country != row:
            found.append(country)
        return tuple(found)

    def members(self, row: int) -> tuple[str, ...]:
        """Return the countries of a world region, as ISO 3166-1 alpha-3 codes."""
        return self._regions[row - self._size].members if row >= self._size else ()

    def radius_km(self, row: int) -> float | None:
        """Return how far around its point a region, country or first division reaches; None for other rows."""
        if row >= self._size:
            return self._regions[row - self._size].radius_km
        return self._radii.get(self._ids[row]) if self._kind[row] in _WIDE else None

    def find(self, path: str) -> int:
        """Return the row that a path names: "SYR", "dateline:middle-east" or "Scotland, GBR" (best known there).

        A type may follow where the best known is another: "Quebec, CAN, division". Raises GazetteerError
        for a path that names nothing: our tables point at rows by it.
        """
        name, *rest = path.split(", ")
        if rest:
            iso3, kind = rest[0], rest[1] if len(rest) > 1 else None
            for row in self._rows(fold(name)):  # not remembered yet: our tables are still being read
                if self.country(row) == iso3 and kind in {None, self.type(row)}:
                    return row
        elif path in self._by_iso3:
            return self._by_iso3[path].row
        else:
            for number, region in enumerate(self._regions):
                if region.id == path:
                    return self._size + number
        raise GazetteerError(f"no place {path!r} in {self.name}; correct the row of the table that names it")

    def distance_km(self, a: int, b: int) -> float:
        """Return the distance of two rows' points along the ground."""
        return distance_km(self.point(a), self.point(b))

    def _read_tables(self, folder: Path) -> None:
        self._radii = {int(number): float(radius) for number, radius in table(folder / "radii.tsv", 2)}
        self._dropped = frozenset(fold(name) for name, _ in table(folder / "dropped.tsv", 2))
        for region, names in regions_of(folder):
            self._regions.append(region)
            for name in names:
                self._add(name, self._size + len(self._regions) - 1)
        for name, path in table(folder / "names.tsv", 2):
            self._add(name, self.find(path))
        for demonym, path in table(folder / "demonyms.tsv", 2):
            self.demonyms[fold(demonym)] = self.find(path)
        for short, path, use in table(folder / "abbreviations.tsv", 3):
            self.abbreviations[short] = Abbreviation(self.find(path), use == "alone")
        for venue, path in table(folder / "venues.tsv", 2):
            self.venues[fold(venue)] = self.find(path)
        for seat, iso3 in table(folder / "seats.tsv", 2):
            self.seats[fold(seat)] = iso3

    def _add(self, name: str, row: int) -> None:
        key = fold(name)
        self._added.setdefault(key, []).append(row)
        words = key.split(" ")
        self._prefixes.update(" ".join(words[:n]) for n in range(1, len(words)))


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return the distance of two points (latitude, longitude) in degrees along a sphere of the earth's size."""
    lat_a, lon_a, lat_b, lon_b = map(math.radians, (*a, *b))
    half = math.sin((lat_b - lat_a) / 2) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))
