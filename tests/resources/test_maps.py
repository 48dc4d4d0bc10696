"""The outlines are those of the manifest, and land lies where it lies."""

from __future__ import annotations

import json
import shutil
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import pytest

from dateline.errors import ResourceError
from dateline.resources.maps import Outline, outlines

SHIPPED = Path(str(files("dateline.resources"))) / "data" / "maps"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(SHIPPED, tmp_path / "maps")
    return tmp_path / "maps"


def holds(ring: Outline, longitude: float, latitude: float) -> bool:
    """Whether a point lies in a ring: how often a ray to the east crosses it."""
    inside = False
    for (x0, y0), (x1, y1) in zip(ring.points, ring.points[1:] + ring.points[:1], strict=True):
        if (y0 > latitude) != (y1 > latitude) and longitude < x0 + (latitude - y0) / (y1 - y0) * (x1 - x0):
            inside = not inside
    return inside


@pytest.mark.parametrize(
    ("longitude", "latitude", "land"),
    [(36.6, 35.9, True), (2.35, 48.85, True), (-30.0, 40.0, False), (18.0, 34.5, False), (20.0, -80.0, True)],
    ids=["Idlib", "Paris", "Atlantic", "Mediterranean", "Antarctica"],
)
def test_towns_lie_on_land_and_seas_do_not(longitude: float, latitude: float, land: bool) -> None:
    turns = (-360, 0, 360)
    assert any(holds(ring, longitude + turn, latitude) for ring in outlines().land for turn in turns) is land


def test_no_line_leaps_from_one_side_of_the_sheet_to_the_other() -> None:
    world = outlines()
    for line in (*world.land[:], *world.coasts, *world.borders):
        leaps = [abs(a[0] - b[0]) for a, b in pairwise(line.points) if a[1] > -89]
        assert max(leaps, default=0) < 60


def test_outlines_are_light_and_name_their_digest() -> None:
    assert (SHIPPED / "world.topojson").stat().st_size < 220_000
    assert len(outlines().digest) == 64


def test_outlines_that_were_changed_are_refused_with_the_mend(copy: Path) -> None:
    with (copy / "world.topojson").open("ab") as file:
        file.write(b" ")
    with pytest.raises(ResourceError, match=r"have digest \w+…, not \w+…; reinstall the package"):
        outlines(copy)


@pytest.mark.parametrize("manifest", [None, "no json", "[]", json.dumps({"file": "x"})])
def test_a_manifest_that_is_missing_or_damaged_is_told(copy: Path, manifest: str | None) -> None:
    (copy / "world.json").unlink()
    if manifest is not None:
        (copy / "world.json").write_text(manifest)
    with pytest.raises(ResourceError, match="can't be opened"):
        outlines(copy)
