from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.stories.numbers import counts
from dateline.stories.words import read_words
from tests.writing import written


def given_by(text: str) -> list[tuple[str, str]]:
    record = written(text, published="2024-05-02")
    return [(count.quantity, count.value) for count in counts(record, read_words(record))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Four people were killed and 11 injured.", [("killed", "4"), ("injured", "11")]),
        ("The landslide killed 1,204 people.", [("killed", "1204")]),
        ("At least twenty-three miners died.", [("killed", "23+")]),
        ("Up to 40 people were missing.", [("missing", "-40")]),
        ("Some two hundred residents were evacuated.", [("evacuated", "200")]),
        ("Police arrested 17 demonstrators in Skopje.", [("detained", "17")]),
        ("The court freed all six men.", [("released", "6")]),
        ("The mill will cut 300 of its 900 jobs.", [("jobs cut", "300")]),
        ("He cut 300 loaves for the guests.", []),
        ("Three days before he died, he sang.", []),
        ("She was 85 when she died.", []),
        ("Seven percent were injured.", []),
        ("A flood in 1997 killed 60 people.", []),
        ("Nobody was killed.", []),
        ("", []),
    ],
)
def test_counts(text: str, expected: list[tuple[str, str]]) -> None:
    assert given_by(text) == expected


@given(st.text(alphabet=st.sampled_from("0123456789,. killeddeadfour at least\n“”"), max_size=120))
def test_counts_lie_in_their_sentences_and_sentences_in_the_text(text: str) -> None:
    record = written(text)
    for count in counts(record, read_words(record)):
        assert count.sentence.contains(count.span)
        assert count.sentence.end <= len(record.text)
