from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.quotes.marks import find_regions, paragraphs
from dateline.quotes.repair import repaired
from dateline.record import Record
from dateline.resources.parsing import Parser
from tests.reading import with_entities, with_quotations
from tests.writing import article, written

WORDS = st.sampled_from(
    sorted(
        {"the", "dam", "will", "hold", "rain", "fell", "on", "Leeds", "and", "nobody", "knew", "why"}
        | {"officials", "don’t", "trust", "him", "it’s", "late", "she", "said"}
    )
)
SENTENCES = st.lists(WORDS, min_size=4, max_size=12).map(lambda words: " ".join(words).capitalize())


@given(sentence=SENTENCES)
def test_a_sentence_in_marks_that_somebody_said_is_the_content_to_the_character(sentence: str, parser: Parser) -> None:
    text = f"“{sentence},” Helen Marsh said."
    record = with_quotations(written(text), parser)
    [quotation] = [q for q in record.quotations if q.rule == "quotation before"]
    assert [span.of(text) for span in quotation.content] == [f"{sentence},"]
    assert quotation.speaker is not None
    assert quotation.speaker.span.of(text) == "Helen Marsh"


@settings(max_examples=40)
@given(text=st.text(alphabet="abc ABC\n.,“”\"'‘’«»„`:שלום…🙂\u200b-", max_size=120))
def test_any_text_gives_a_record_that_holds_and_survives_json(text: str, parser: Parser) -> None:
    record = with_quotations(written(text), parser)
    assert Record.from_json(record.to_json()) == record
    assert with_quotations(written(text), parser).to_json() == record.to_json()


@settings(max_examples=40)
@given(words=st.lists(st.sampled_from(["Were", "May", "Naomi", "said", "told", "was", ",", "he", "that", "it", "."])))
def test_names_that_are_verbs_leave_a_tree(words: list[str], parser: Parser) -> None:
    text = f"Naomi Were met Theresa May. {' '.join(words)}"
    laid = written(text)
    parse = repaired(parser(laid.article), [m.span for m in with_entities(laid, parser).mentions])
    for token in parse.tokens:
        above, steps = token, 0
        while parse.tokens[above.head] != above:
            above, steps = parse.tokens[above.head], steps + 1
            assert steps < len(parse.tokens)


CUES = ["said", "asked", "adding", "called", "added", "told", "tweeted", "the mayor", "Ana Ruiz", "that", "it", "was"]


@settings(max_examples=60)
@given(
    words=st.lists(st.sampled_from([*CUES, ",", ",", "“No,”", "“Yes.”", ":", "and", "in Leeds", "late"]), min_size=3)
)
def test_cues_in_any_order_leave_a_tree(words: list[str], parser: Parser) -> None:
    parse = repaired(parser(written(f"Tom Holt {' '.join(words)}.").article))
    for token in parse.tokens:
        above, steps = token, 0
        while parse.tokens[above.head] != above:
            above, steps = parse.tokens[above.head], steps + 1
            assert steps < len(parse.tokens)


@pytest.mark.parametrize("text", ["", "   ", "🙂", "“", "”“”“", '"' * 99, "אמר „שלום“ ועוד", "he said", "“said"])
def test_odd_input_is_read(text: str, parser: Parser) -> None:
    record = with_quotations(written(text), parser)
    assert all(span.of(text) for q in record.quotations for span in q.content)


@pytest.mark.parametrize(
    "turn", ["“Yes,” he said. “No ‘really’ no.” ", "'" * 40 + " ", '“a "b ‘c ', "rock ’n’ roll’s "]
)
def test_marks_take_time_in_line_with_the_text(turn: str) -> None:
    def seconds(times: int) -> float:
        laid = article(turn * times)
        within = paragraphs(laid)
        started = time.process_time()
        find_regions(laid.text, within)
        return time.process_time() - started

    small, large = seconds(1_000), seconds(8_000)
    # Eight times the text; a quadratic reader would need 64 times as long.
    assert large < 30 * small + 0.05
