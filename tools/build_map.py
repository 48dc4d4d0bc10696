"""Build the world's outlines for small maps from Natural Earth, as npm's world-atlas packs it.

    python tools/build_map.py PACKAGE          write world.topojson and world.json
    python tools/build_map.py PACKAGE --check  build again and compare, writing nothing

PACKAGE is the unpacked folder of world-atlas 2.0.2 ("npm pack world-atlas@2.0.2"): Natural Earth's
countries at 1:50 million, public domain, as TopoJSON. Lines are thinned by Visvalingam & Whyatt's method
(1993), arc by arc, so that neighbours still share their borders; specks of land are dropped, save where a
country has nothing else.
"""

from __future__ import annotations

import argparse
import hashlib
import heapq
import json
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

OUTPUT = Path(__file__).parents[1] / "src" / "dateline" / "resources" / "data" / "maps"
GRID = 0.01
"""Degrees between two coordinates that are kept: about a kilometre, a pixel on the closest map that is drawn."""

LEAST_BEND = 0.015
"""Square degrees: a point whose triangle with its neighbours is smaller is dropped.

0.015 leaves some 20,000 of 80,000 points, in 210 kB.
"""

LEAST_RING = 0.05
"""Square degrees: a smaller ring is dropped, about 25 by 25 km at the equator."""

Point = tuple[int, int]


def decoded(topology: dict[str, Any]) -> list[list[Point]]:
    """Return the arcs as steps of the grid."""
    (scale_x, scale_y), (move_x, move_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((round((x * scale_x + move_x) / GRID), round((y * scale_y + move_y) / GRID)))
        arcs.append(points)
    return arcs


def bend(a: Point, b: Point, c: Point) -> float:
    """Return the area of the triangle of three points, in square degrees."""
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2 * GRID * GRID


def thinned(points: list[Point]) -> list[Point]:
    """Drop the points that bend a line least; its ends stay, and of a closed line four points."""
    before, after = list(range(-1, len(points) - 1)), list(range(1, len(points) + 1))
    gone: set[int] = set()
    left = len(points)
    least = 4 if points[0] == points[-1] else 2
    queue = [(bend(*points[n - 1 : n + 2]), n) for n in range(1, len(points) - 1)]
    heapq.heapify(queue)
    current = {n: area for area, n in queue}
    while queue and left > least:
        area, n = heapq.heappop(queue)
        if n in gone or current[n] != area:
            continue
        if area >= LEAST_BEND:
            break
        gone.add(n)
        left -= 1
        after[before[n]], before[after[n]] = after[n], before[n]
        for near in (before[n], after[n]):
            if 0 < near < len(points) - 1:
                # Never less than what was dropped beside it: else a curve unravels point by point.
                current[near] = max(area, bend(points[before[near]], points[near], points[after[near]]))
                heapq.heappush(queue, (current[near], near))
    return [point for n, point in enumerate(points) if n not in gone]


def ring_area(ring: list[int], arcs: list[list[Point]]) -> float:
    """Return the area of a ring of arcs, in square degrees."""
    points = [p for number in ring for p in (arcs[number] if number >= 0 else arcs[~number][::-1])]
    pairs = zip(points, points[1:] + points[:1], strict=True)
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2 * GRID * GRID


def built(package: Path) -> bytes:
    """Return the outlines as TopoJSON."""
    topology = json.loads((package / "countries-50m.json").read_bytes())
    full = decoded(topology)
    arcs = [thinned(arc) for arc in full]
    countries = []
    used: dict[int, int] = {}
    for country in sorted(topology["objects"]["countries"]["geometries"], key=lambda each: each["properties"]["name"]):
        polygons = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
        # Antarctica is a hole in a ring around the South Pole, which is no ring on a sheet.
        polygons = [[ring for ring in polygon if ring_area(ring, full)] for polygon in polygons]
        # By the full lines: a small country must not vanish by being thinned first.
        sizes = [ring_area(polygon[0], full) for polygon in polygons]
        kept = [p for p, size in zip(polygons, sizes, strict=True) if size >= LEAST_RING or size == max(sizes)]
        renumbered = [[[_renumbered(n, used) for n in ring] for ring in polygon] for polygon in kept]
        countries.append(
            {"type": "MultiPolygon", "properties": {"name": country["properties"]["name"]}, "arcs": renumbered}
        )
    made = {
        "type": "Topology",
        "transform": {"scale": [GRID, GRID], "translate": [0, 0]},
        "objects": {"countries": {"type": "GeometryCollection", "geometries": countries}},
        "arcs": [_steps(arcs[number]) for number in used],
    }
    return json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _renumbered(number: int, used: dict[int, int]) -> int:
    here = used.setdefault(number if number >= 0 else ~number, len(used))
    return here if number >= 0 else ~here


def _steps(points: list[Point]) -> list[list[int]]:
    steps = [list(points[0])]
    for (x0, y0), (x1, y1) in pairwise(points):
        if (x0, y0) != (x1, y1):
            steps.append([x1 - x0, y1 - y0])
    return steps if len(steps) > 1 else [*steps, [0, 0]]


def main() -> int:
    """Build, and write or compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("package", type=Path)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    version = json.loads((options.package / "package.json").read_bytes())["version"]
    outlines = built(options.package)
    manifest = {
        "name": "dateline-outlines",
        "version": "1",
        "file": "world.topojson",
        "sha256": hashlib.sha256(outlines).hexdigest(),
        "script": "tools/build_map.py",
        "licence": "public domain",
        "attribution": "Made with Natural Earth (https://www.naturalearthdata.com), thinned.",
        "sources": {"world-atlas": version},
    }
    files = {"world.topojson": outlines, "world.json": json.dumps(manifest, indent=2).encode() + b"\n"}
    if options.check:
        return int(any((OUTPUT / name).read_bytes() != content for name, content in files.items()))
    for name, content in files.items():
        (OUTPUT / name).write_bytes(content)
    points = sum(len(arc) for arc in json.loads(outlines)["arcs"])
    print(f"{len(outlines):,} bytes, {points:,} points")
    return 0


if __name__ == "__main__":
    sys.exit(main())
