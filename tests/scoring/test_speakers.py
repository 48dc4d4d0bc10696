from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dateline.errors import GoldError
from dateline.evaluation import read_gold
from dateline.record import text_digest
from dateline.resources.parsing import Parser
from dateline.scoring.speakers import HALVES, KINDS, prediction, score
from tests.reading import with_quotations
from tests.writing import written

GOLD = Path(__file__).resolve().parents[1] / "gold" / "speakers.jsonl"
TEXT = "Helen Marsh was there.\n\n“The dam will hold,” she said. “No,” said the insider."


def line(*rows: tuple[str, str, str | None]) -> dict[str, Any]:
    def span(words: str) -> list[int]:
        return [TEXT.index(words), TEXT.index(words) + len(words)]

    return {
        "id": "a",
        "text_sha256": text_digest(TEXT),
        "half": "tune",
        "rows": [
            {"kind": kind, "source": span(source), "antecedent": None if name is None else span(name)}
            for kind, source, name in rows
        ],
    }


def test_a_pronoun_is_right_where_its_entity_is_named_there(parser: Parser) -> None:
    gold = line(("pronoun", "she", "Helen Marsh"), ("description", "the insider", None))
    figures = score([gold], {"a": prediction(with_quotations(written(TEXT), parser), gold)})
    assert figures["tune_rows"] == 2
    assert figures["tune_pronoun_resolved"] == 1.0
    assert figures["tune_precision"] == 1.0
    assert figures["tune_unattributed"] == 1.0
    assert figures["held_out_resolved"] is None


def test_a_missing_prediction_resolves_nothing() -> None:
    figures = score([line(("pronoun", "she", "Helen Marsh"))], {})
    assert figures["tune_resolved"] == 0.0
    assert figures["tune_resolved_of_found"] is None


def test_another_text_is_refused(parser: Parser) -> None:
    gold = line(("pronoun", "she", "Helen Marsh")) | {"text_sha256": "0" * 64}
    with pytest.raises(GoldError, match="not the one that the gold was made on"):
        prediction(with_quotations(written(TEXT), parser), gold)


def test_the_gold_holds_offsets_and_no_text() -> None:
    lines = read_gold(GOLD)
    rows = [row for gold in lines for row in gold["rows"]]
    assert len(rows) >= 300
    assert {gold["half"] for gold in lines} == set(HALVES)
    assert {row["kind"] for row in rows} == set(KINDS)
    assert all(set(gold) == {"id", "text_sha256", "half", "rows"} for gold in lines)
    assert all(set(row) == {"kind", "source", "antecedent"} for row in rows)


def test_the_gold_fits_its_texts(shared: Path) -> None:
    with (shared / "bench/quotes/polnear_train.jsonl").open(encoding="utf-8") as file:
        texts = {row["id"]: row["text"] for row in map(json.loads, file)}
    for gold in read_gold(GOLD):
        assert text_digest(texts[gold["id"]]) == gold["text_sha256"]
        assert all(0 <= start < end <= len(texts[gold["id"]]) for start, end in (row["source"] for row in gold["rows"]))
