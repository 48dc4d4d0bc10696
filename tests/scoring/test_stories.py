"""Scores for stories, copies and origins, compared with the benchmark's own scorer on small cases."""

from __future__ import annotations

import argparse
import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any, TypeAlias

import pytest

from dateline.errors import GoldError
from dateline.evaluation import predict_together, read_gold
from dateline.scoring import copies, origin, stories
from dateline.scoring.gold import pair_id, read_lines

Rows: TypeAlias = list[dict[str, Any]]

GOLD = [{"id": name, "story": story} for name, story in zip("abcdef", "xxxyyz", strict=True)]
PAIRS: Rows = [
    {"id": pair_id(one, other), "a": one, "b": other, "label": label}
    for one, other, label in [("a", "b", "copy"), ("c", "b", "part"), ("a", "d", "no"), ("e", "f", "copy")]
]
ORIGINS: Rows = [
    {"id": "r1", "origin": "s1", "kind": "cut"},
    {"id": "r2", "origin": "s2", "kind": "top"},
    {"id": "own", "origin": None},
]


@pytest.fixture
def theirs(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("their_story_score", shared / "bench" / "stories" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def files(folder: Path, gold: Rows, found: Rows) -> argparse.Namespace:
    for name, rows in (("gold", gold), ("pred", found)):
        (folder / name).write_text("".join(json.dumps(row) + "\n" for row in rows))
    return argparse.Namespace(gold=str(folder / "gold"), pred=str(folder / "pred"))


@pytest.mark.parametrize("found", ["111223", "123456", "111111", "112222", "12"])
def test_story_scores_are_those_of_the_benchmarks_scorer(theirs: ModuleType, tmp_path: Path, found: str) -> None:
    rows = [{"id": name, "story": story} for name, story in zip("abcdef", found, strict=False)]
    expected = theirs.do_clusters(files(tmp_path, GOLD, rows))
    figures = stories.score(GOLD, {row["id"]: row for row in rows})
    for ours, name in [("b3_p", "b3_p"), ("b3_r", "b3_r"), ("b3_f1", "b3_f"), ("ari", "ari")]:
        assert figures[ours] == pytest.approx(expected[name])
    assert (figures["pair_f1"] or 0) == pytest.approx(expected["pair_f"])


def test_stories_told_as_one_are_counted() -> None:
    assert stories.score(GOLD, {name: {"story": "all"} for name in "abcdef"})["fused"] == 1
    assert stories.score(GOLD, {row["id"]: row for row in GOLD})["fused"] == 0


@pytest.mark.parametrize("told", [("a", "b"), ("b", "c"), ("a", "d"), ("a", "z")])
def test_copy_scores_are_those_of_the_benchmarks_scorer(
    theirs: ModuleType, tmp_path: Path, told: tuple[str, str]
) -> None:
    row = {"a": told[0], "b": told[1]}
    expected = theirs.do_pairs(files(tmp_path, PAIRS, [row]))
    figures = copies.score(PAIRS, {pair_id(*told): row | {"verdict": "cut"}})
    assert figures["unjudged"] == expected["unjudged"]
    for name in ("copy", "copy_or_part"):
        assert (figures[f"{name}_f1"] or 0) == pytest.approx(expected[f"{name}_f"])


def test_quotations_that_are_told_as_reuse_are_counted() -> None:
    gold = [PAIRS[2] | {"kind": "shared-quotes"}]
    assert copies.score(gold, {gold[0]["id"]: {"verdict": "shares-passage"}})["quotations_only"] == 1
    assert copies.score(gold, {gold[0]["id"]: {"verdict": "shares-quotations"}})["quotations_only"] == 0


@pytest.mark.parametrize("said", [("s1", "s2", None), ("s2", None, "s1"), (None, None, None)])
def test_origin_scores_are_those_of_the_benchmarks_scorer(
    theirs: ModuleType, tmp_path: Path, said: tuple[str | None, ...]
) -> None:
    rows = [{"id": row["id"], "origin": where} for row, where in zip(ORIGINS, said, strict=True)]
    expected = theirs.do_origin(files(tmp_path, ORIGINS, rows))
    figures = origin.score(ORIGINS, {row["id"]: row for row in rows})
    assert figures["r"] == pytest.approx(expected["r"])
    assert figures["right_cut"] == expected["right_cut"]
    assert figures["false_alarms"] == 1000 * expected["false_alarms"]


def test_a_pair_has_one_id_either_way_round(tmp_path: Path) -> None:
    (tmp_path / "pairs.jsonl").write_text('{"a": "two", "b": "one", "label": "no"}\n')
    assert [line["id"] for line in read_lines(tmp_path / "pairs.jsonl")] == ["one two"] == [pair_id("one", "two")]


REPORT = (
    "The ferry Sula left the harbour of Kotor before dawn with forty passengers and no lights, and the coast "
    "guard of the bay followed it for two hours until the engine stopped near the old fort of the island."
)


def test_documents_that_are_read_together_are_predicted_as_their_scorers_read_them(tmp_path: Path) -> None:
    documents = [
        {"id": "one", "text": REPORT, "title": "Ferry stops", "source": "Bay Post", "date": "2020-03-04"},
        {"id": "two", "text": REPORT, "source": "Hill Gazette", "date": "2020-03-05"},
        {"id": "three", "text": "The choir of Nin sang in the rain while the mayor counted the umbrellas twice."},
    ]
    lines = [{"id": each["id"], "story": "x"} for each in documents]
    found = predict_together("stories", lines, documents)
    assert found["one"]["story"] == found["two"]["story"] != found["three"]["story"]
    (pair,) = predict_together("copies", [], documents).values()
    assert (pair["id"], pair["verdict"]) == ("one two", "verbatim")
    taken = predict_together("origin", lines, documents)
    assert [taken[name]["origin"] for name in ("one", "two", "three")] == [None, "one", None]
    documents[1]["source"] = "Bay Post"
    again = predict_together("origin", lines, documents)
    assert {each["origin"] for each in again.values()} == {None}
    (tmp_path / "gold.jsonl").write_text(json.dumps(lines[0]) + "\n")
    with pytest.raises(GoldError, match="document one has no text; name the file of texts with --texts"):
        predict_together("stories", read_gold(tmp_path / "gold.jsonl"))
