"""Why an event happened, by the words around it, with those words."""

from __future__ import annotations

import pytest

from dateline.events.contexts import CONTEXTS, Contexts
from dateline.record import Record, Sentence, Span
from tests.writing import written


def in_sentences(text: str) -> Record:
    record = written(text)
    found, start = [], 0
    for end in (i + 1 for i, c in enumerate(text) if c == "."):
        first = start + len(text[start:]) - len(text[start:].lstrip())
        found.append(Sentence(id=f"sentence-{first}-{end}", made_by="by-hand/1", span=Span(first, end)))
        start = end
    return record.with_annotations(found)


def shown(record: Record, number: int) -> dict[str, str]:
    found = Contexts(record).around((record.sentences[number].span,))
    return {one.context: one.span.of(record.text) for one in found}


@pytest.mark.parametrize(
    ("text", "context", "words"),
    [
        ("Norway sent vaccines to Peru.", "health", "vaccines"),
        ("The sides met for peace talks.", "diplomatic", "peace talks"),
        ("Hackers broke into the ministry.", "cyber", "Hackers"),
        ("The UNHCR opened a refugee camp.", "asylum", "UNHCR"),
        ("Lawmakers rejected the draft law.", "legislative", "Lawmakers"),
    ],
)
def test_a_word_of_the_sentence_is_enough_and_is_kept(text: str, context: str, words: str) -> None:
    assert shown(in_sentences(text), 0)[context] == words


def test_beside_the_sentence_it_takes_two_words_in_the_same_paragraph() -> None:
    one = in_sentences("The men left the town. A vaccine was late.")
    two = in_sentences("The men left the town. A vaccine against cholera was late.")
    apart = in_sentences("The men left the town.\n\nA vaccine against cholera was late.")
    assert ["health" in shown(record, 0) for record in (one, two, apart)] == [False, True, False]


def test_contexts_come_in_the_order_of_the_manual() -> None:
    found = list(shown(in_sentences("Drug traffickers shot a soldier near the border."), 0))
    assert found == sorted(found, key=CONTEXTS.index)
    assert len(found) > 1


def test_a_name_in_capitals_is_no_common_word() -> None:
    assert "health" not in shown(in_sentences("The donor aids the school."), 0)


def test_a_text_without_sentences_has_no_contexts() -> None:
    assert Contexts(written("Rain")).around(()) == ()
