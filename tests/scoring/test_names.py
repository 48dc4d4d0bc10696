from __future__ import annotations

import json
from pathlib import Path

from dateline.resources.parsing import Parser
from dateline.scoring.names import prediction, score
from tests.reading import with_entities
from tests.writing import written

GOLD = Path(__file__).resolve().parents[1] / "gold" / "names.jsonl"


def name(start: int, end: int, entity: str | None, type_: str = "person") -> dict[str, object]:
    return {"span": [start, end], "type": type_, "entity": entity}


def test_a_name_is_right_where_its_characters_and_its_type_are() -> None:
    gold = [{"id": "a", "names": [name(0, 4, "x"), name(10, 14, "x"), name(20, 25, "y", "place")]}]
    found = {"a": {"id": "a", "names": [name(0, 4, "1"), name(10, 14, "1", "place"), name(21, 25, None, "place")]}}
    figures = score(gold, found)
    assert figures["names"] == 3
    assert figures["names_f1"] == 1 / 3
    assert figures["span_f1"] == 2 / 3
    assert figures["person_recall"] == 1 / 2
    assert figures["person_precision"] == 1
    assert figures["place_f1"] == 0
    assert figures["group_f1"] is None


def test_mentions_of_one_entity_are_told_by_pairs() -> None:
    gold = [{"id": "a", "names": [name(0, 4, "x"), name(10, 14, "x"), name(20, 24, "x")]}]
    found = {"a": {"id": "a", "names": [name(0, 4, "1"), name(10, 14, "1"), name(20, 24, "2")]}}
    figures = score(gold, found)
    assert figures["same_precision"] == 1
    assert figures["same_recall"] == 1 / 3


def test_an_article_without_a_prediction_counts_as_read_empty() -> None:
    assert score([{"id": "a", "names": [name(0, 4, "x")]}], {})["names_recall"] == 0


def test_names_are_taken_from_the_record_without_pronouns(parser: Parser) -> None:
    record = with_entities(written("Helen Marsh came. She left Leeds."), parser)
    found = prediction(record, {"id": "a"})["names"]
    assert [record.text[slice(*each["span"])] for each in found] == ["Helen Marsh", "Leeds"]


def test_the_gold_names_what_its_spans_say() -> None:
    lines = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    names = [(line["text"][slice(*each["span"])], each["type"]) for line in lines for each in line["names"]]
    assert len(names) >= 300
    assert all(words == words.strip() and words for words, _ in names)
    assert {type_ for _, type_ in names} == {"person", "organisation", "place", "group"}
