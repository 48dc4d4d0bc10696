from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.article.blocks import page_blocks
from dateline.article.model import block_model
from dateline.article.tree import parse
from dateline.article.vocabulary import Vocabulary, VocabularyFile, name_terms, names_of, pieces_of, terms_of

FILE = VocabularyFile(
    terms={"^ follow": -2.0, "follow": -0.5, "follow us": -1.5, "0": 0.25, "report $": -1.0, "said": 1.0},
    names={"0:share": -2.0, "1:story": 1.5},
)


def test_the_opening_and_the_end_of_a_block_are_marked_and_numbers_are_alike() -> None:
    terms = terms_of(pieces_of("Follow us on 25 May"))
    assert {"^ follow", "follow us", "on 0", "may $", "0"} <= set(terms)


@given(st.text(max_size=300))
def test_the_weight_of_a_block_is_that_of_its_terms(words: str) -> None:
    pieces = pieces_of(words)
    terms = terms_of(pieces)
    expected = sum(FILE.terms.get(term, 0.0) for term in terms) / math.sqrt(len(terms)) if terms else 0.0
    assert Vocabulary(FILE).wording([pieces])[0, 0] == pytest.approx(expected)


@pytest.mark.parametrize("words", ["", "наблюдатели прибыли в город", "관계자는 금요일에 밝혔다"])
def test_words_of_a_language_never_seen_weigh_nothing(words: str) -> None:
    assert Vocabulary(FILE).wording([pieces_of(words)]).tolist() == [[0, 0]]


def test_names_weigh_by_the_level_they_stand_at() -> None:
    [block] = page_blocks(parse("<body><div class=story-text><p class=shareBar>Nets rest</p></div>"))
    names = names_of(block.element)
    assert names[:2] == ("shareBar", "story-text")
    assert name_terms("shareBar share", 0) == ["0:share", "0:bar"]
    assert Vocabulary(FILE).naming([names])[0] == pytest.approx(-0.5)


def test_the_shipped_vocabulary_is_plain_lower_case_words() -> None:
    vocabulary = block_model().vocabulary
    assert vocabulary is not None
    for term in vocabulary.file.terms:
        assert term == term.lower()
        assert 1 <= len(term.split(" ")) <= 2
