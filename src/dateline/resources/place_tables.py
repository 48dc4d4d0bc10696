"""The gazetteer's tables: facts that a person can read and change, one a row, beside the pack."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

from dateline.errors import GazetteerError
from dateline.resources.place_pack import MEND

PlaceType: TypeAlias = Literal["continent", "region", "country", "division", "city", "feature"]

TYPES: tuple[PlaceType, ...] = ("continent", "region", "country", "division", "division", "city", "feature")
"""By the number that the pack has for a kind; divisions have two, the first and the second below a country."""


class Region(NamedTuple):
    """A world region, sea or river of our own table: several countries, or none."""

    id: str
    name: str
    type: PlaceType
    latitude: float
    longitude: float
    radius_km: float
    members: tuple[str, ...]


def regions_of(folder: Path) -> Iterator[tuple[Region, tuple[str, ...]]]:
    """Yield the regions, seas and rivers of our own table with all their names."""
    for slug, names, kind, latitude, longitude, radius, members in table(folder / "regions.tsv", 7):
        first, *others = names.split("|")
        point = float(latitude), float(longitude)
        region = Region(f"dateline:{slug}", first, _type(kind), *point, float(radius), tuple(members.split()))
        yield region, (first, *others)


def _type(kind: str) -> PlaceType:
    for known in TYPES:
        if known == kind:
            return known
    raise GazetteerError(f"place type {kind!r} in regions.tsv is not one of {', '.join(sorted(set(TYPES)))}")


def table(path: Path, columns: int) -> Iterator[list[str]]:
    """Yield the rows of one of our tables; lines that begin with # are comments.

    Raises GazetteerError where the file is missing or a row has not that many columns.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise GazetteerError(f"the gazetteer's table {path} can't be read ({error}); {MEND}") from error
    for number, line in enumerate(lines, start=1):
        if line and not line.startswith("#"):
            row = line.split("\t")
            if len(row) != columns:
                raise GazetteerError(f"{path.name}, line {number}: {len(row)} columns, not {columns}; correct the row")
            yield row
