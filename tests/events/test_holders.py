"""The table of office holders: written as generally known, so checked for what can be checked in itself."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

import pytest

from dateline.resources.tables import read_table

ONE_AT_A_TIME = (
    "president", "prime minister", "chancellor", "king", "queen", "foreign minister", "defence minister",
    "secretary of state", "secretary of defense", "pope", "emir",
)  # fmt: skip
SHARED = {
    ("BIH", "president"),  # a presidency of three
    ("RUS", "foreign minister"),  # in 1990 the Soviet Union and the Russian republic had one each
}

ROWS = read_table("events", "holders", columns=6)


def first_day(value: str) -> str:
    return value + "-01-01"[len(value) - 4 :] if len(value) < 10 else value


def last_day(value: str) -> str:
    return "9999" if value == "-" else value + "-12-31"[len(value) - 4 :] if len(value) < 10 else value


def test_nobody_leaves_an_office_before_entering_it() -> None:
    assert [row for row in ROWS if first_day(row[4]) > last_day(row[5])] == []


@pytest.mark.parametrize("office", ONE_AT_A_TIME)
def test_holders_of_one_seat_follow_each_other(office: str) -> None:
    seats = defaultdict(list)
    for row in ROWS:
        if row[1] == office and (row[2], office) not in SHARED:
            seats[row[2]].append(row)
    for rows in seats.values():
        for before, after in pairwise(sorted(rows, key=lambda row: first_day(row[4]))):
            same_year = "-" not in (before[5][4:] and after[4][4:]) and before[5][:4] == after[4][:4]
            assert same_year or last_day(before[5])[:7] <= first_day(after[4])[:7], (before, after)
