"""Event scores: small cases by hand, and the benchmark's own scorer on the same lines."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest

from dateline.record import Event, EventStatus, EventType, Participant, Span
from dateline.scoring import events
from dateline.scoring.plover import plover_type
from tests.writing import written


def who(text: str, code: str = "", sector: str = "") -> dict[str, Any]:
    return {"text": text, "code": code, "sector": sector}


def told(type_: str, actor: list[dict[str, Any]], recipient: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    return {
        "type": type_,
        "quad": 3 if type_ in {"REQUEST", "ACCUSE"} else 4,
        "actor": actor,
        "recipient": recipient,
    } | more


GOLD: list[dict[str, Any]] = [
    {
        "id": "1",
        "set": "gsr",
        "events": [told("REQUEST", [who("the Kenyan minister", "KEN", "GOV")], [who("Norway", "NOR")])],
    },
    {
        "id": "2",
        "set": "gsr",
        "events": [told("ASSAULT", [who("rebels", "", "REB")], [who("a convoy")], mode=["aerial"])],
    },
    {"id": "3", "set": "gsr", "events": []},
    {"id": "4", "set": "gsr", "events": []},
]
OUTPUT: dict[str, dict[str, Any]] = {
    "1": {
        "id": "1",
        "events": [told("REQUEST", [who("Kenyan minister", "KEN", "GOV")], [who("the king of Norway", "NOR")])],
    },
    "2": {"id": "2", "events": [told("COERCE", [who("Rebels", "", "UAF")], [], mode=["aerial"])]},
    "3": {"id": "3", "events": [told("ACCUSE", [who("Kenya")], [])]},
}


def test_small_cases_score_as_counted_by_hand() -> None:
    figures = events.score(GOLD, OUTPUT)
    assert figures["type_recall"] == pytest.approx(1 / 2)
    assert figures["type_precision"] == pytest.approx(1 / 2)
    assert figures["anchored_type_accuracy"] == pytest.approx(1 / 2)
    assert figures["anchored_quad_accuracy"] == pytest.approx(1)
    assert figures["actor_exact_recall"] == pytest.approx(1)
    assert figures["recipient_partial_recall"] == pytest.approx(1 / 2)
    assert figures["recipient_exact_recall"] == 0
    assert figures["sector_accuracy"] == pytest.approx(1 / 2)
    assert figures["complete_recall"] == pytest.approx(1 / 2)
    assert figures["mode_recall"] == 0
    assert figures["false_alarm"] == pytest.approx(1 / 2)


def test_no_output_is_no_score_and_no_alarm() -> None:
    figures = events.score(GOLD, {})
    assert figures["type_f1"] == 0
    assert figures["false_alarm"] == 0


def test_the_benchmarks_own_scorer_agrees(shared: Path) -> None:
    spec = importlib.util.spec_from_file_location("event_bench", shared / "bench" / "events" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    bench = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(bench)
    theirs, _ = bench.score_events(GOLD, OUTPUT)
    ours = events.score(GOLD, OUTPUT)
    for name, figure in {
        "type_f1": theirs["type"]["F1"],
        "type_macro_f1": theirs["type"]["macroF1"],
        "anchored_type_accuracy": theirs["anchored"]["type_acc"],
        "anchored_quad_accuracy": theirs["anchored"]["quad_acc"],
        "actor_partial_f1": theirs["actor"]["partial"]["F1"],
        "recipient_partial_f1": theirs["recipient"]["partial"]["F1"],
        "recipient_exact_f1": theirs["recipient"]["exact"]["F1"],
        "code_f1": theirs["code_F1"]["F1"],
        "sector_accuracy": theirs["sector_acc_on_matched"],
        "complete_recall": theirs["complete"]["R"],
        "mode_f1": theirs["mode"]["F1"],
        "false_alarm": theirs["no_event"]["false_alarm"],
    }.items():
        assert 100 * (ours[name] or 0) == pytest.approx(figure, abs=0.01), name


@pytest.mark.parametrize(
    ("type_", "status", "counted"),
    [
        ("ASSAULT", "actual", "ASSAULT"),
        ("ASSAULT", "reported", "ASSAULT"),
        ("ASSAULT", "planned", None),
        ("ASSAULT", "denied", None),
        ("CONSULT", "planned", "AGREE"),
        ("RETREAT", "planned", "CONCEDE"),
        ("AID", "demanded", None),
    ],
)
def test_what_plover_counts(type_: EventType, status: EventStatus, counted: str | None) -> None:
    event = Event(
        id="event-0-4", made_by="by-hand/1", type=type_, status=status, trigger=Span(0, 4), evidence=(Span(0, 4),)
    )
    assert plover_type(event) == counted


def test_a_prediction_line_holds_words_spans_and_codes() -> None:
    record = written("Kenya urged Norway to act.")
    event = Event(
        id="event-6-11",
        made_by="by-hand/1",
        type="REQUEST",
        status="actual",
        trigger=Span(6, 11),
        evidence=(Span(0, 26),),
        actors=(Participant(span=Span(0, 5), country="KEN"),),
        recipients=(Participant(span=Span(12, 18), country="NOR", sectors=("GOV",)),),
    )
    line = events.prediction(record.with_annotations([event]), {"id": "1"})
    [told_event] = line["events"]
    assert told_event["actor"] == [{"text": "Kenya", "span": [0, 5], "code": "KEN", "sector": ""}]
    assert told_event["recipient"] == [{"text": "Norway", "span": [12, 18], "code": "NOR", "sector": "GOV"}]


def test_what_the_gold_does_not_mark_has_no_figure() -> None:
    bare = [{"id": "1", "set": "headlines", "events": [{"type": "REQUEST", "quad": 3}]}]
    figures = events.score(bare, {"1": {"id": "1", "events": [told("REQUEST", [who("Kenya", "KEN")], [])]}})
    assert figures["type_f1"] == 1
    assert {figures[f"{kind}_f1"] for kind in ("actor_partial", "recipient_exact", "code", "mode")} == {None}


def test_nothing_found_of_what_the_gold_marks_is_nought() -> None:
    figures = events.score(GOLD, {})
    assert figures["type_f1"] == figures["actor_partial_f1"] == figures["code_f1"] == 0
