"""Plain cases are plain: gold of our own, made by docs/section-guideline.md."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from dateline.evaluation import articles, read_gold
from dateline.sections import SectionFinder, shipped_encoder, topics

GOLD: list[dict[str, Any]] = read_gold(Path(__file__).parents[1] / "gold" / "sections.jsonl")
LEFT_OPEN = 12
"""Rows on which no topic may be likely enough; six are."""
WRONG = 2
"""Rows that may be given a topic which no editor would; one is, on the rents of nurses."""


def test_every_topic_has_four_rows_and_codes_are_known() -> None:
    assert Counter(line["section"] for line in GOLD) == dict.fromkeys(topics(), 4)
    assert {code for line in GOLD for code in line.get("also", ())} <= set(topics())
    assert len({line["id"] for line in GOLD}) == len({line["title"] for line in GOLD}) == len(GOLD)


@pytest.fixture(scope="module")
def told() -> list[tuple[str, ...]]:
    """The topics that stand for each row."""
    finder = SectionFinder(shipped_encoder())
    return [finder(record).topics for record in articles(GOLD)]


def test_hardly_a_plain_case_is_wrong_and_few_are_left_open(told: list[tuple[str, ...]]) -> None:
    wrong = [
        (line["title"], stands)
        for line, stands in zip(GOLD, told, strict=True)
        if stands and stands[0] not in {line["section"], *line.get("also", ())}
    ]
    assert len(wrong) <= WRONG, wrong
    assert sum(not stands for stands in told) <= LEFT_OPEN
