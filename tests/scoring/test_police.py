from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from dateline.record import Event, EventStatus, EventType, Participant, Span
from dateline.scoring import pairs, police
from dateline.scoring.gold import read_lines
from tests.writing import written

GOLD = {"id": "1", "sents": [["Police shot a man.", ["KILL", "FORCE", "ANY_ACTION"]], ["It rained.", []]]}


def event(
    type_: EventType, at: int, status: EventStatus = "actual", *, sector: str | None = None, **more: str
) -> Event:
    actors = () if sector is None else (Participant(span=Span(0, 6), sectors=(sector,)),)
    return Event(
        id=f"event-{at}-{at + 4}",
        made_by="by-hand/1",
        type=type_,
        status=status,
        trigger=Span(at, at + 4),
        evidence=(Span(at, at + 4),),
        actors=actors,
        mode=more.get("mode"),
        rule=more.get("rule"),
    )


@pytest.mark.parametrize(
    ("found", "labels"),
    [
        (event("ASSAULT", 7, sector="COP", rule="kill.v.obj"), ["ANY_ACTION", "FORCE", "KILL"]),
        (event("ASSAULT", 7, sector="REB", rule="kill.v.obj"), []),
        (event("COERCE", 7, mode="arrest"), ["ANY_ACTION", "ARREST"]),
        (event("ASSAULT", 7, "denied", sector="COP"), ["FAIL"]),
        (event("ASSAULT", 7, "planned", sector="COP"), ["ANY_ACTION"]),
    ],
)
def test_an_event_labels_the_sentence_that_it_stands_in(found: Event, labels: list[str]) -> None:
    record = written(police.text_of(GOLD)).with_annotations([found])
    assert police.prediction(record, GOLD)["labels"] == [labels, []]


def test_who_dies_where_police_use_force_is_killed_by_them() -> None:
    found = [event("ASSAULT", 0, rule="kill.v.obj"), event("ASSAULT", 7, sector="COP", rule="fire.v.on")]
    record = written(police.text_of(GOLD)).with_annotations(found)
    assert police.prediction(record, GOLD)["labels"] == [["ANY_ACTION", "FORCE", "KILL"], []]


def test_labels_are_scored_over_sentences() -> None:
    figures = police.score([GOLD], {"1": {"labels": [["FORCE"], ["ARREST"]]}})
    assert (figures["force_f1"], figures["kill_f1"], figures["arrest_precision"]) == (1, 0, 0)
    assert figures["sentences"] == 2


def test_a_pair_gets_the_type_of_the_event_that_ties_it() -> None:
    text = "Norway warned Peru and thanked Kenya."
    told = [
        event("THREATEN", 7),
        event("SUPPORT", 23),
    ]
    told[0] = Event(**{f: getattr(told[0], f) for f in told[0].__struct_fields__} | {
        "actors": (Participant(span=Span(0, 6)),), "recipients": (Participant(span=Span(14, 18)),)})  # fmt: skip
    told[1] = Event(**{f: getattr(told[1], f) for f in told[1].__struct_fields__} | {
        "actors": (Participant(span=Span(0, 6)),), "recipients": (Participant(span=Span(31, 36)),)})  # fmt: skip
    gold = {
        "id": "1",
        "events": [
            {"type": "SUPPORT", "quad": 1, "actor": [{"span": [0, 6]}], "recipient": [{"span": [31, 36]}]},
            {"type": "ACCUSE", "quad": 3, "actor": [{"span": [0, 6]}], "recipient": [{"span": [14, 18]}]},
        ],
    }
    found = pairs.prediction(written(text).with_annotations(told), gold)
    assert found["types"] == ["SUPPORT", "THREATEN"]
    figures = pairs.score([gold], {"1": found})
    assert (figures["given_type_accuracy"], figures["given_quad_accuracy"]) == (0.5, 1)
    assert figures["given_type_macro_f1"] == pytest.approx(0.5)


def test_gold_may_be_gzipped(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"id": "1"}\n'))
    assert list(read_lines(path)) == [{"id": "1"}]
