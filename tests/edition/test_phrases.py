"""What lines read that is told of one claim."""

from __future__ import annotations

import pytest

from dateline.edition.phrases import value_in_words
from dateline.record import Claim


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("12", "12"),
        ("999+", "at least 999"),
        ("20000", "20,000"),
        ("20000+", "at least 20,000"),
        ("-1500000", "at most 1,500,000"),
        ("1000-1200", "1,000-1,200"),
        ("1234.5", "1234.5"),
    ],
)
def test_a_count_is_told_with_commas(value: str, words: str) -> None:
    claim = Claim(id="claim-1", type="number", about="killed", value=value, reports=(), families=())
    assert value_in_words(claim) == words


def test_digits_within_words_that_were_said_stay_as_they_are() -> None:
    claim = Claim(id="claim-1", type="quotation", about="the", value="20000 came", reports=(), families=())
    assert value_in_words(claim) == "20000 came"
