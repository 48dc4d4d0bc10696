from __future__ import annotations

import pytest

from dateline.scoring import actors

GOLD = [
    {"id": "1", "text": "Norwegian police", "gold": {"code": "NOR", "sector": "COP"}},
    {"id": "2", "text": "rebels", "gold": {"sector": "REB"}},
    {"id": "3", "text": "a table", "gold": {"code": "", "sector": ""}},
]


def test_only_what_is_asked_is_scored() -> None:
    found = {"1": {"code": "NOR", "sector": "MIL"}, "2": {"code": "SYR", "sector": "REB"}, "3": {"code": ""}}
    figures = actors.score(GOLD, found)
    assert figures["code_accuracy"] == pytest.approx(1)
    assert (figures["code_asked"], figures["sector_asked"]) == (2, 3)
    assert figures["sector_accuracy"] == pytest.approx(2 / 3)
    assert figures["all_fields"] == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    ("said", "day"),
    [("2016-12-10", "2016-12-10"), ("1 July 2021", "2021-07-01"), ("October 1, 2021", "2021-10-01"),
     ("Today", "2025-06-30"), ("", None), ("once", None)],
)  # fmt: skip
def test_days_are_read_as_the_gold_writes_them(said: str, day: str | None) -> None:
    assert actors.day_of({"date": said}, today="2025-06-30") == day
