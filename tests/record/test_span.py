"""Spans count code points, never cover nothing, and never reach past their text unseen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import DatelineError, SpanError
from dateline.record import Span, covering, trimmed, utf16_offset


@pytest.mark.parametrize(
    ("start", "end"), [(0, 0), (5, 5), (7, 3), (-1, 2)], ids=["empty", "empty-inside", "reversed", "negative"]
)
def test_a_span_that_covers_no_text_is_refused(start: int, end: int) -> None:
    with pytest.raises(SpanError, match=f"span {start}:{end} covers no text; give 0 <= start < end") as caught:
        Span(start, end)
    assert caught.value.facts == {"start": start, "end": end}


def test_a_span_error_is_a_value_error_too() -> None:
    assert issubclass(SpanError, ValueError)
    assert issubclass(SpanError, DatelineError)


def test_a_span_counts_code_points_and_not_bytes() -> None:
    assert Span(2, 5).of("🕊 für") == "für"


def test_a_span_past_the_text_is_refused_rather_than_cut() -> None:
    with pytest.raises(SpanError, match="lies outside a text of 3 characters"):
        Span(1, 9).of("abc")


def test_a_span_contains_itself_and_overlaps_what_shares_a_character() -> None:
    assert Span(3, 6).contains(Span(3, 6))
    assert Span(3, 6).overlaps(Span(5, 9))
    assert not Span(3, 6).overlaps(Span(6, 9))


def test_covering_nothing_is_refused() -> None:
    with pytest.raises(SpanError, match="give at least one"):
        covering(())


def test_trimming_white_space_alone_leaves_no_span() -> None:
    assert trimmed("a \n b", 1, 4) is None
    assert trimmed(" ab ", 0, 4) == Span(1, 3)


@given(st.text(), st.integers(0, 50))
def test_utf16_offsets_are_those_of_the_encoded_text(text: str, offset: int) -> None:
    offset = min(offset, len(text))
    assert utf16_offset(text, offset) == sum(2 if ord(c) > 0xFFFF else 1 for c in text[:offset])
