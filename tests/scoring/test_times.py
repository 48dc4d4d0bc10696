"""Scores for time expressions, compared with the benchmark's own scorer on small cases."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from dateline.errors import GoldError
from dateline.record import TimeExpression
from dateline.scoring.times import prediction, record_of, score
from dateline.times import TimeFinder

Timex: TypeAlias = dict[str, Any]
TEXT = "It sank on Friday, in May; nobody knew until 3 June 2014 (a Tuesday)."


def timex(words: str, value: str, kind: str = "DATE") -> Timex:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "text": words, "type": kind, "value": value}


GOLD: list[Timex] = [
    {
        "id": "one",
        "dct": "2014-07-01",
        "text": TEXT,
        "timexes": [timex("Friday", "2014-06-27"), timex("May", "2014-05"), timex("3 June 2014", "2014-06-03")],
    },
    {"id": "two", "dct": "2014-07-02", "text": "Nothing.", "timexes": []},
]
CASES = {
    "all-right": GOLD[0]["timexes"],
    "nothing": [],
    "longer-extent": [timex("Friday, in", "2014-06-27")],
    "closing-marks": [timex("Friday,", "2014-06-27"), timex("May; ", "2014-05")],
    "wrong-value": [timex("Friday", "2014-06-20"), timex("May", "2014-05", "DURATION")],
    "one-for-two": [timex("Friday, in May", "2014-06-27")],
    "time-of-that-day": [timex("Friday", "2014-06-27TNI", "TIME")],
    "lower-case": [timex("3 June 2014", "2014-06-03"), timex("nobody", "p1d")],
    "twice": [timex("May", "2014-05"), timex("May;", "2013-05")],
    "no-value": [{"start": 11, "end": 17}],
    "overlapping": [timex("Friday, in May", "2014-05"), timex("May", "2014-05"), timex("June", "2014-06")],
}


@pytest.mark.parametrize("found", CASES.values(), ids=CASES)
def test_the_scores_are_those_of_the_benchmarks_scorer(shared: Path, found: list[Timex]) -> None:
    spec = importlib.util.spec_from_file_location("their_score", shared / "bench" / "times" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    theirs = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(theirs)
    expected = theirs.score(GOLD, [{"id": "one", "timexes": found}])
    figures = score(GOLD, {"one": {"id": "one", "timexes": found}})
    for ours, name in [
        ("strict", "strict"),
        ("relaxed", "relaxed"),
        ("type", "type_f1"),
        ("value", "value_f1"),
        ("type_value", "type_value_f1"),
        ("value_strict", "value_f1_strict"),
        ("day", "day_f1"),
    ]:
        for rate, key in (("precision", "p"), ("recall", "r"), ("f1", "f1")):
            assert figures[f"{ours}_{rate}"] == pytest.approx(expected[name][key]), f"{ours} {rate}"
    assert (figures["value_accuracy"] or 0.0) == pytest.approx(expected["value_accuracy"])


def test_a_perfect_prediction_scores_one() -> None:
    figures = score(GOLD, {line["id"]: line for line in GOLD})
    assert figures["strict_f1"] == figures["value_f1"] == figures["day_f1"] == 1.0
    assert figures["documents"] == 2


def test_a_document_without_a_prediction_counts_as_no_output() -> None:
    figures = score(GOLD, {})
    assert figures["relaxed_recall"] == 0.0
    assert figures["value_accuracy"] is None


def test_the_record_of_a_gold_line_has_its_text_as_it_stands_and_its_date() -> None:
    record = record_of(GOLD[0])
    assert record.text == TEXT
    assert record.article.published is not None
    assert record.article.published.day == "2014-07-01"
    assert record_of({**GOLD[0], "dct": ""}).article.published is None


def test_a_creation_time_that_is_no_day_is_refused_with_the_document() -> None:
    with pytest.raises(GoldError, match="one"):
        record_of({**GOLD[0], "dct": "July 2014"})


def test_a_prediction_holds_the_records_time_expressions() -> None:
    record = record_of(GOLD[0])
    record = record.with_annotations(TimeFinder()(record))
    line = prediction(record, GOLD[0])
    assert line["id"] == "one"
    assert line["timexes"][0] == {"start": 11, "end": 17, "type": "DATE", "value": "2014-06-27"}
    assert len(line["timexes"]) == len(record.of(TimeExpression))
