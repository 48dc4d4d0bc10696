"""What the tagger reads."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.quotes.marks import find_regions, paragraphs
from dateline.quotes.wordpieces import LONGEST, SHAPES, Vocabulary, Window, shape, windows
from dateline.record import Span
from dateline.resources.parsing import Parse, Token
from tests.writing import article

PIECES = ["[UNK]", "the", "dam", "##s", "will", "hold", "cafe", ".", ",", "“", "”", "said"]


def vocabulary() -> Vocabulary:
    return Vocabulary(PIECES, ["NN", "VBD"], ["nsubj"])


def read(text: str, parse: Parse | None = None) -> list[Window]:
    laid = article(text)
    within = paragraphs(laid)
    return list(windows(laid.text, within, find_regions(laid.text, within), parse or Parse((), ()), vocabulary()))


def pieces(text: str) -> list[tuple[str, str]]:
    return [(PIECES[number], span.of(text)) for number, span in vocabulary().split(text, Span(0, len(text)))]


def test_a_word_is_split_into_the_longest_pieces_known() -> None:
    assert pieces("The dams hold.") == [("the", "The"), ("dam", "dam"), ("##s", "s"), ("hold", "hold"), (".", ".")]


def test_accents_are_left_out_and_offsets_stay() -> None:
    assert pieces("the café") == [("the", "the"), ("cafe", "café")]
    assert pieces("the cafe\u0301 dam")[-1] == ("dam", "dam")


def test_a_word_without_pieces_is_unknown_as_a_whole() -> None:
    assert pieces("damx") == [("[UNK]", "damx")]
    assert pieces("dam" * 40) == [("[UNK]", "dam" * 40)]


@given(text=st.text(min_size=1, max_size=80))
def test_pieces_lie_in_the_text_in_order(text: str) -> None:
    spans = [span for _, span in vocabulary().split(text, Span(0, len(text)))]
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert spans == sorted(spans)


@pytest.mark.parametrize(
    ("word", "number"), [("dam", 0), ("A", 1), ("NATO", 2), ("Leeds", 3), ("12", 4), ("שלום", 5), ("“", 6)]
)
def test_case_is_told_apart(word: str, number: int) -> None:
    assert shape(word) == number


def test_words_in_marks_are_told_from_others() -> None:
    [window] = read("The dam “will hold” said")
    quoted = [
        span.of("The dam “will hold” said") for span, s in zip(window.spans, window.shapes, strict=True) if s >= SHAPES
    ]
    assert quoted == ["“", "will", "hold", "”"]


def test_grammar_stands_beside_the_words() -> None:
    token = Token(4, 7, "dam", "dam", "NOUN", "NN", "nsubj", 0, "", False, 0)
    [window] = read("The dam", Parse((token,), ((0, 1),)))
    assert (window.tags, window.labels) == ((0, 1), (0, 1))


def test_paragraphs_are_kept_whole_where_they_fit() -> None:
    first, second = read("\n\n".join(["the dam will hold. " * 20] * 2))
    assert len(first.pieces) == len(second.pieces) == 100


def test_a_long_paragraph_is_read_in_windows_that_overlap() -> None:
    text = "the dam will hold. " * 100
    found = read(text)
    assert all(len(window.pieces) <= LONGEST for window in found)
    assert all(a.spans[-1].end > b.spans[0].start for a, b in pairwise(found))
    assert {span for window in found for span in window.spans} == {
        span for _, span in vocabulary().split(text, Span(0, len(text)))
    }
