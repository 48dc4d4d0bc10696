"""The place scores agree with the benchmark's scorer on small cases."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.record import Place, PlaceReference, Span
from dateline.scoring.places import matched, prediction, score
from tests.writing import written

NAMES = {
    "strict_f1": ("recognition_strict", "f1"),
    "overlap_precision": ("recognition_overlap", "p"),
    "overlap_recall": ("recognition_overlap", "r"),
    "end_to_end_f1": ("end_to_end_161", "f1"),
    "acc161": ("resolution", "acc161_of_all_gold"),
    "acc161_or_same_id": ("resolution", "acc161_or_same_id"),
    "acc161_of_resolved": ("resolution", "acc161_of_resolved"),
    "mean_km": ("resolution", "mean_km"),
    "median_km": ("resolution", "median_km"),
    "auc": ("resolution", "auc_of_resolved"),
}

Toponyms = list[dict[str, Any]]

CASES: list[tuple[Toponyms, Toponyms]] = [
    ([], []),
    ([{"start": 0, "end": 5}], []),
    ([], [{"start": 0, "end": 5, "lat": 1.0, "lon": 2.0}]),
    (
        [{"start": 0, "end": 5, "lat": 48.85, "lon": 2.35, "geonames_id": 1}, {"start": 9, "end": 12}],
        [
            {"start": 0, "end": 5, "lat": 48.9, "lon": 2.3, "geonames_id": 2},
            {"start": 9, "end": 12, "lat": 0, "lon": 0},
        ],
    ),
    (
        [{"start": 0, "end": 9, "lat": 60.0, "lon": 100.0, "geonames_id": 7}],
        [{"start": 0, "end": 4, "lat": 1, "lon": 1}, {"start": 2, "end": 9, "lat": 0, "lon": 0, "geonames_id": 7}],
    ),
    (
        [{"start": 0, "end": 4, "lat": 1, "lon": 1}, {"start": 4, "end": 8, "lat": 10, "lon": 10}],
        [{"start": 0, "end": 8, "lat": 10, "lon": 10}, {"start": 0, "end": 8, "lat": 3, "lon": 3}],
    ),
]


@pytest.fixture(scope="module")
def reference(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("reference_places", shared / "bench" / "places" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("case", range(len(CASES)))
def test_figures_agree_with_the_benchmarks_scorer(reference: ModuleType, case: int) -> None:
    gold, predicted = CASES[case]
    documents = [{"id": "a", "text": "x" * 20, "toponyms": gold}]
    lines = [{"id": "a", "toponyms": predicted}]
    theirs = reference.score(documents, lines)
    ours = score(documents, {"a": lines[0]})
    for name, (group, figure) in NAMES.items():
        assert ours[name] == pytest.approx(theirs[group][figure] or 0.0) or not ours["gold_with_coordinates"], name


def test_figures_agree_with_the_benchmarks_scorer_over_all_cases_at_once(reference: ModuleType) -> None:
    documents = [{"id": str(n), "text": "x" * 20, "toponyms": gold} for n, (gold, _) in enumerate(CASES)]
    lines: list[dict[str, Any]] = [{"id": str(n), "toponyms": predicted} for n, (_, predicted) in enumerate(CASES)]
    theirs = reference.score(documents, lines)
    ours = score(documents, {line["id"]: line for line in lines})
    for name, (group, figure) in NAMES.items():
        assert ours[name] == pytest.approx(theirs[group][figure]), name
    assert ours["id_accuracy"] == pytest.approx(theirs["id_accuracy"])


spans = st.tuples(st.integers(0, 30), st.integers(1, 6)).map(lambda s: {"start": s[0], "end": s[0] + s[1]})


@given(st.lists(spans, max_size=8), st.lists(spans, max_size=8))
def test_matching_is_one_to_one_and_overlaps(gold: list[dict[str, int]], predicted: list[dict[str, int]]) -> None:
    predicted = sorted(predicted, key=lambda p: (p["start"], p["end"]))
    pairs = matched(gold, predicted)
    assert len(set(pairs.values())) == len(pairs)
    for a, b in pairs.items():
        assert min(gold[a]["end"], predicted[b]["end"]) > max(gold[a]["start"], predicted[b]["start"])


def test_a_prediction_holds_spans_points_and_geonames_ids() -> None:
    record = written("From Lyon to the Black Sea.")
    lyon = Place(id="geonames:2996944", name="Lyon", latitude=45.75, longitude=4.85, type="city")
    sea = Place(id="dateline:black-sea", name="Black Sea", latitude=43.0, longitude=35.0, type="feature")
    found = [
        PlaceReference(id="place-5-9", made_by="by-hand/1", span=Span(5, 9), place=lyon),
        PlaceReference(id="place-17-26", made_by="by-hand/1", span=Span(17, 26), place=sea),
        PlaceReference(id="place-0-4", made_by="by-hand/1", span=Span(0, 4)),
    ]
    assert prediction(record.with_annotations(found), {"id": "a"}) == {
        "id": "a",
        "toponyms": [
            {"start": 0, "end": 4},
            {"start": 5, "end": 9, "lat": 45.75, "lon": 4.85, "geonames_id": 2996944},
            {"start": 17, "end": 26, "lat": 43.0, "lon": 35.0},
        ],
    }
