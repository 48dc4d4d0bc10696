"""The world's outlines for small maps: land, coasts and borders, in degrees."""

from __future__ import annotations

import hashlib
import json
import math
from collections import Counter
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from dateline.errors import ResourceError

Point = tuple[float, float]
"""Longitude, then latitude: as on paper, across and up."""

_MEND = 'reinstall the package, or rebuild it with "python tools/build_map.py"'


class Outline(NamedTuple):
    """A ring of land, or a stretch of coast or border, with the box that holds it."""

    points: tuple[Point, ...]
    west: float
    south: float
    east: float
    north: float


class Outlines(NamedTuple):
    """What a map of the world is drawn from. What crosses 180° of longitude goes on beyond it, uncut."""

    land: tuple[Outline, ...]
    """Rings of countries; of two that lie in one another the inner one is a hole, or another country in it."""
    coasts: tuple[Outline, ...]
    borders: tuple[Outline, ...]
    name: str
    digest: str


@lru_cache
def outlines(directory: Path | None = None) -> Outlines:
    """Return the outlines that ride in the package, or those in a folder of the same form.

    Raises ResourceError where a file is missing, or is not the one that its manifest names.
    """
    folder = directory or Path(str(files("dateline.resources"))) / "data" / "maps"
    try:
        manifest = json.loads((folder / "world.json").read_bytes())
        content = (folder / manifest["file"]).read_bytes()
        expected, name = manifest["sha256"], f"{manifest['name']}/{manifest['version']}"
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ResourceError(f"the outlines in {folder} can't be opened ({error}); {_MEND}") from error
    digest = hashlib.sha256(content).hexdigest()
    if digest != expected:
        raise ResourceError(
            f"the outlines {folder / manifest['file']} have digest {digest[:12]}…, not {expected[:12]}…; {_MEND}",
            found=digest,
            expected=expected,
        )
    return _read(json.loads(content), name, digest)


def _read(topology: dict[str, Any], name: str, digest: str) -> Outlines:
    scale, _ = topology["transform"]["scale"]
    arcs = [_degrees(arc, scale) for arc in topology["arcs"]]
    rings = [
        ring
        for country in topology["objects"]["countries"]["geometries"]
        for polygon in country["arcs"]
        for ring in polygon
    ]
    land = tuple(_outline(_joined(ring, arcs)) for ring in rings)
    uses = Counter(number if number >= 0 else ~number for ring in rings for number in ring)
    lines = [(_outline(_unrolled(arc)), uses[number] > 1) for number, arc in enumerate(arcs)]
    coasts, borders = (tuple(line for line, shared in lines if shared is wanted) for wanted in (False, True))
    return Outlines(land, coasts, borders, name, digest)


def _degrees(arc: list[list[int]], scale: float) -> list[Point]:
    x = y = 0
    points = []
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        points.append((round(x * scale, 2), round(y * scale, 2)))
    return points


def _joined(ring: list[int], arcs: list[list[Point]]) -> list[Point]:
    points: list[Point] = []
    for number in ring:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    points = _unrolled(points)
    first, last = points[0], points[-1]
    if abs(last[0] - first[0]) > 180:  # Antarctica goes once around the world; the Pole closes it.
        points += [(last[0], -90.0), (first[0], -90.0)]
    return points


def _unrolled(points: list[Point]) -> list[Point]:
    """Let a line that crosses 180° go on beyond it rather than leap to the other side."""
    turned = 0.0
    found = points[:1]
    for before, (longitude, latitude) in pairwise(points):
        leap = longitude - before[0]
        if abs(leap) > 180:
            turned -= math.copysign(360, leap)
        found.append((longitude + turned, latitude))
    return found


def _outline(points: list[Point]) -> Outline:
    across, up = [p[0] for p in points], [p[1] for p in points]
    return Outline(tuple(points), min(across), min(up), max(across), max(up))
