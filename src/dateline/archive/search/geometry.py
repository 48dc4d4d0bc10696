"""Points, circles and boxes on the globe, so that a database without any geometry can find them."""

from __future__ import annotations

import math
from collections.abc import Iterator

from dateline.archive.search.query import Box, Near

EARTH_KM = 6371.0088
_WIDE = 10
"""Degrees of a wide cell."""
_MOST_CELLS = 100
_MOST_WIDE_CELLS = 200
"""More cells than that hold so many records that looking for them first saves nothing."""


def unit_vector(latitude: float, longitude: float) -> tuple[float, float, float]:
    """Return a point as a vector of length 1: two points are as near as their vectors, poles and date line included."""
    north, east = math.radians(latitude), math.radians(longitude)
    return math.cos(north) * math.cos(east), math.cos(north) * math.sin(east), math.sin(north)


def chord_squared(km: float) -> float:
    """Return the squared distance of two unit vectors whose points are so far apart along the ground."""
    return (2 * math.sin(min(km / EARTH_KM, math.pi) / 2)) ** 2


def box_around(near: Near) -> Box:
    """Return the smallest box that holds a circle."""
    reach = math.degrees(near.km / EARTH_KM) + 1e-9
    south, north = max(-90.0, near.latitude - reach), min(90.0, near.latitude + reach)
    if south == -90.0 or north == 90.0:
        return Box(south=south, west=-180.0, north=north, east=180.0)
    aside = math.degrees(math.asin(math.sin(math.radians(reach)) / math.cos(math.radians(near.latitude)))) + 1e-9
    return Box(south=south, west=_turned(near.longitude - aside), north=north, east=_turned(near.longitude + aside))


def _turned(longitude: float) -> float:
    return (longitude + 180.0) % 360.0 - 180.0


def cells_at(latitude: float, longitude: float) -> tuple[str, str]:
    """Return the names of the cells that a point lies in: one degree wide, and ten."""
    row, column = math.floor(latitude) + 90, (math.floor(longitude) + 180) % 360
    return f"c{row}x{column}", f"w{row // _WIDE}x{column // _WIDE}"


def cells_of(box: Box) -> list[str]:
    """Return the names of all cells that a box touches; none where there are too many to look for."""
    rows = range(math.floor(box.south) + 90, math.floor(box.north) + 91)
    first, last = math.floor(box.west) + 180, math.floor(box.east) + 180
    columns = sorted({column % 360 for column in _eastwards(first, last, box)})
    if len(rows) * len(columns) <= _MOST_CELLS:
        return [f"c{row}x{column}" for row in rows for column in columns]
    wide = {(row // _WIDE, column // _WIDE) for row in rows for column in columns}
    return [f"w{row}x{column}" for row, column in sorted(wide)] if len(wide) <= _MOST_WIDE_CELLS else []


def _eastwards(first: int, last: int, box: Box) -> Iterator[int]:
    yield from range(first, last + 1 if box.west <= box.east else last + 361)
