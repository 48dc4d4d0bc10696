from __future__ import annotations

import json
from importlib.resources import files

import pytest


@pytest.mark.parametrize("track", ["html", "plain"])
def test_the_models_come_with_their_cross_validated_figures(track: str) -> None:
    data = files("dateline.resources") / "data" / "article" / "cross_validation.json"
    known = json.loads(data.read_text(encoding="utf-8"))
    assert known["columns"] == ["all pages", "without doubted gold"]
    assert {"scrapinghub F1", "andythefactory F1"} <= known[track].keys()
    for name, values in known[track].items():
        assert len(values) == 2
        assert name.endswith("pages") or all(value is None or 0 <= value <= 1 for value in values)
