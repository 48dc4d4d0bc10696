from __future__ import annotations

import pytest

from dateline.record import Record, Span, TimeExpression
from dateline.stories.timeline import timeline
from tests.writing import written


def entries(text: str) -> list[tuple[str, str]]:
    return [(entry.when, entry.basis) for entry in timeline([written(text, published="2024-05-09")])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The dam burst before dawn on Tuesday.", [("2024-05-07", "inferred")]),
        ("The dam burst yesterday.", [("2024-05-08", "inferred")]),
        ("The dam burst.", [("2024-05-09", "publication")]),
        ("A plan to rebuild it was signed. The dam burst on Monday.", [("2024-05-06", "inferred")]),
        ("The minister plans to visit the dam on Tuesday.", [("2024-05-09", "publication")]),
        ("A vote is set for Tuesday.", [("2024-05-09", "publication")]),
        ("The dam must stand by Monday.", [("2024-05-09", "publication")]),
        ("", []),
    ],
)
def test_what_is_told_as_done_stands_under_its_day(text: str, expected: list[tuple[str, str]]) -> None:
    assert entries(text) == expected


def resolved(text: str, words: str, value: str) -> Record:
    record = written(text, published="2024-05-09")
    start = text.index(words)
    time = TimeExpression(
        id="time-1", made_by="by-hand/1", span=Span(start, start + len(words)), type="DATE", value=value,
        granularity="day", rule="day",
    )  # fmt: skip
    return record.with_annotations([time])


def test_resolved_times_stand_above_weekdays() -> None:
    (entry,) = timeline([resolved("The dam burst on May 2, a Thursday.", "May 2", "2024-05-02")])
    assert (entry.when, entry.basis) == ("2024-05-02", "stated")


def test_what_lies_after_publication_is_left_out() -> None:
    (entry,) = timeline([resolved("The dam opens May 20.", "May 20", "2024-05-20")])
    assert entry.basis == "publication"
