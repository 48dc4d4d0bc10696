"""What holds for any text: spans, order, round trip, sameness, odd input."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.record import Record
from dateline.times import TimeFinder
from tests.writing import written

WORDS = [
    "on", "Saturday", "Dec", "10", ",", "2016", "last", "week", "two", "-", "the", "third", "quarter", "of", "1990s",
    "a", "year", "earlier", "10:30", "p.m.", "May", "today", "’s", ".", "\n\n", "half", "and", "hundred", "thousand",
    "early", "mid", "\u200b", "🙂", "שבת", "2016-02-30", "13/13/2013", "Christmas", "every", "ago", "99", "0000",
]  # fmt: skip
FINDER = TimeFinder()


def check(text: str, published: str | None) -> None:
    record = written(text, published=published)
    times = FINDER(record)
    assert times == FINDER(record)
    with_times = record.with_annotations(times)
    assert list(with_times.times) == times
    ends = [0] + [when.span.end for when in times]
    assert all(when.span.start >= end for when, end in zip(times, ends, strict=False))
    assert Record.from_json(with_times.to_json()) == with_times
    for when in times:
        assert when.start is None or when.end is not None
        if when.anchor in {"publication", "dateline"}:
            assert published is not None


@given(st.lists(st.sampled_from(WORDS), max_size=30), st.sampled_from([None, "2016-12-10", "0001-01-01", "9999-12-31"]))
def test_words_of_time_in_any_order_give_a_record_that_holds(words: list[str], published: str | None) -> None:
    check(" ".join(words), published)


@given(st.text(max_size=200), st.sampled_from([None, "2016-02-29"]))
def test_any_text_gives_a_record_that_holds(text: str, published: str | None) -> None:
    check(text, published)


@pytest.mark.parametrize("text", ["", " ", "\n\n\n", "🙂🙂", "\u200b\ufeff", "יום שבת", "2" * 5000, "10 " * 5000])
def test_texts_without_times_give_none(text: str) -> None:
    assert FINDER(written(text, published="2016-12-10")) == []


def test_invisible_characters_in_a_word_do_not_hide_it() -> None:
    record = written("It sank on Satur\u00adday.", published="2016-12-10")
    [when] = FINDER(record)
    assert when.value == "2016-12-10"
    assert when.span.of(record.text) == "Satur\u00adday"
