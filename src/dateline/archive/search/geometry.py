"""Points, circles and boxes on the globe, so that a database without any geometry can find them."""

from __future__ import annotations

import math

from dateline.archive.search.query import Box, Near

EARTH_KM = 6371.0088
_LEVELS = (("t", 10.0), ("c", 1.0), ("w", 0.1))
"""Cells of a tenth of a degree, of one, and of ten: a letter, and how many of them a degree has."""
_MOST_CELLS = 200
"""More cells than that take longer to look up than the records that they leave out. A circle of 50 km has that
many small ones up to 60 degrees north."""


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


def cells_at(latitude: float, longitude: float) -> tuple[str, ...]:
    """Return the names of the cells that a point lies in, the smallest first."""
    return tuple(
        f"{level}{_row(latitude, fineness)}x{_column(longitude, fineness) % round(360 * fineness)}"
        for level, fineness in _LEVELS
    )


def cells_of(box: Box) -> list[str]:
    """Return the names of the smallest cells by which a box can be looked for; none where all are too many."""
    for level, fineness in _LEVELS:
        around = round(360 * fineness)
        rows = range(_row(box.south, fineness), _row(box.north, fineness) + 1)
        first, last = _column(box.west, fineness), _column(box.east, fineness)
        columns = range(first, 1 + (last if box.west <= box.east else last + around))
        if len(rows) * len(columns) <= _MOST_CELLS:
            return [f"{level}{row}x{column}" for row in rows for column in sorted({each % around for each in columns})]
    return []


def _row(latitude: float, fineness: float) -> int:
    return math.floor((latitude + 90.0) * fineness)


def _column(longitude: float, fineness: float) -> int:
    return math.floor((longitude + 180.0) * fineness)
