from __future__ import annotations

import importlib.util
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.resources.parsing import Parser
from dateline.scoring.quote_confidence import Bin, let_through, reliability, surest
from dateline.scoring.quotes import alone, prediction, score
from dateline.scoring.saying import says
from tests.reading import with_quotations
from tests.writing import written

TEXT = (
    "“The dam will hold,” Helen Marsh said. She added that rain was “likely.”\n\n"
    "He said ‘we must go’ and left. TARRANT: Yes. Critics backed the plan, according to officials.\n\n"
    "''No,'' he told them, \"never."
)


def attribution(source: str, cue: str, content: str) -> dict[str, Any]:
    def spans(words: str) -> list[list[int]]:
        return [[TEXT.index(words), TEXT.index(words) + len(words)]] if words else []

    return {"source": spans(source), "cue": spans(cue), "content": spans(content)}


GOLD = [
    attribution("Helen Marsh", "said", "“The dam will hold,”"),
    attribution("She", "added", "that rain was “likely.”"),
    attribution("Critics", "backed", "the plan"),
    attribution("officials", "according to", "Critics backed the plan"),
    attribution("", "", "Yes"),
]


@pytest.fixture(scope="session")
def peer(shared: Path) -> ModuleType:
    """The benchmark's own scorer."""
    spec = importlib.util.spec_from_file_location("quotes_score", shared / "bench" / "quotes" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def peer_figures(peer: ModuleType, gold: list[dict[str, Any]], predicted: list[dict[str, Any]]) -> dict[str, float]:
    report = peer.report(Counter(peer.score_doc(peer.Doc({"id": "x", "text": TEXT}), gold, predicted)))
    rows = {
        "attribution": report["attribution"],
        "attribution_exact": report["attribution_exact"],
        "content": report["content_only"],
        "speech": report["speech"]["attribution"],
        "speech_exact": report["speech"]["attribution_exact"],
        "speech_content": report["speech"]["content_only"],
        **{name: report["by_type"][name]["attribution"] for name in ("direct", "mixed", "indirect")},
    }
    figures = {f"{name}_{long}": row[short] / 100 for name, row in rows.items() for short, long in SHORT.items()}
    for slice_, (_, recall) in report["slice_recall"].items():
        if slice_ in SLICES:
            figures[f"{slice_}_recall"] = recall / 100
    return figures


SHORT = {"p": "precision", "r": "recall", "f": "f1"}
SLICES = {"indirect_say", "indirect_other", "according_to", "pronoun_source", "no_source"}


def ours(gold: list[dict[str, Any]], predicted: list[dict[str, Any]]) -> dict[str, float]:
    figures = score([{"id": "x", "text": TEXT, "attributions": gold}], {"x": {"id": "x", "attributions": predicted}})
    return {name: value or 0.0 for name, value in figures.items()}


@pytest.mark.shared
def test_the_gold_itself_scores_the_same_as_with_the_benchmark(peer: ModuleType) -> None:
    for name, value in peer_figures(peer, GOLD, GOLD).items():
        assert ours(GOLD, GOLD)[name] == pytest.approx(value, abs=0.0006), name


OFFSETS = st.integers(min_value=0, max_value=len(TEXT) - 1)
SPANS = st.lists(st.tuples(OFFSETS, st.integers(1, 40)).map(lambda s: [s[0], min(len(TEXT), sum(s))]), max_size=2)
ATTRIBUTIONS = st.lists(st.fixed_dictionaries({"source": SPANS, "cue": SPANS, "content": SPANS}), max_size=5)


@pytest.mark.shared
@given(predicted=ATTRIBUTIONS, more=ATTRIBUTIONS)
def test_any_prediction_scores_the_same_as_with_the_benchmark(
    peer: ModuleType, predicted: list[dict[str, Any]], more: list[dict[str, Any]]
) -> None:
    gold = GOLD + more
    figures = ours(gold, GOLD[:2] + predicted)
    for name, value in peer_figures(peer, gold, GOLD[:2] + predicted).items():
        assert figures[name] == pytest.approx(value, abs=0.0006), name


def test_a_perfect_prediction_scores_one() -> None:
    figures = ours(GOLD, GOLD)
    assert figures["attribution_f1"] == figures["speech_exact_f1"] == 1.0


def test_a_wrong_speaker_is_not_attributed() -> None:
    figures = ours(GOLD[:1], [{**GOLD[0], "source": GOLD[1]["source"]}])
    assert figures["attribution_f1"] == 0.0
    assert figures["content_f1"] == 1.0


def test_nothing_to_count_is_none() -> None:
    assert score([], {})["attribution_f1"] is None


def test_a_prediction_has_the_marks_inside_its_content(parser: Parser) -> None:
    record = with_quotations(written(TEXT), parser)
    first = prediction(record, {"id": "x"})["attributions"][0]
    assert first == GOLD[0] | {"confidence": record.quotations[0].confidence}


@pytest.mark.parametrize(
    ("cue", "speech"),
    [
        ("has said", True),
        ("Told", True),
        ("according to", True),
        ("according", False),
        ("believes", False),
        ("", False),
    ],
)
def test_what_was_said_or_written_is_speech(cue: str, speech: bool) -> None:
    assert says(cue) is speech


def test_each_attribution_is_judged_as_if_alone() -> None:
    twice = [GOLD[0], GOLD[0], attribution("Critics", "said", "“The dam will hold,”"), {"content": []}]
    assert alone({"text": TEXT, "attributions": GOLD}, twice) == [True, True, False, False]


def test_confidence_is_held_against_the_gold() -> None:
    gold = [{"id": "a", "text": TEXT, "attributions": GOLD}]
    sure = GOLD[0] | {"confidence": 0.94}
    wrong = attribution("Critics", "added", "that rain was “likely.”") | {"confidence": 0.35}
    found = {"a": {"id": "a", "attributions": [sure, wrong, GOLD[2]]}}
    assert reliability(gold, found) == [Bin(0.3, 1, 0.35, 0.0), Bin(0.9, 1, 0.94, 1.0)]
    assert surest(gold, found, 0.95) == (0.94, 1.0, 0.5)
    assert surest(gold, {}, 0.95) is None
    assert let_through(gold, found, 0.3) == (0.5, 1.0)
    assert let_through(gold, found, 0.99) == (None, 0.0)
