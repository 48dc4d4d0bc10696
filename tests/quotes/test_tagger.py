"""The tagger that ships, and what is made of its scores."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import numpy as np
import pytest

from dateline.errors import ModelError
from dateline.quotes import QuotationFinder, Tagger, shipped_tagger
from dateline.quotes.joining import join_weights
from dateline.quotes.marks import find_regions, paragraphs
from dateline.quotes.tagger import Reading
from dateline.quotes.wordpieces import Window
from dateline.record import Record, Span
from dateline.resources.parsing import Parse, Parser
from tests.reading import with_entities
from tests.writing import article, written

TEXT = "Helen Marsh said on Monday that the dam in Leeds would hold, and that nobody had to leave."


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    found = shipped_tagger()
    assert found is not None
    return found


def read(text: str, tagger: Tagger, parse: Parse | None = None) -> Reading:
    laid = article(text)
    within = paragraphs(laid)
    return tagger(laid.text, within, find_regions(laid.text, within), parse or Parse((), ()))


def test_a_cue_its_source_and_its_content_are_found(tagger: Tagger, parser: Parser) -> None:
    reading = read(TEXT, tagger, parser(article(TEXT)))
    [(cue, _)] = reading.cues(0.0)
    assert cue.of(TEXT) == "said"
    links = reading.links(cue)
    assert links is not None
    said = " ".join(span.of(TEXT) for span, score in zip(links.spans, links.content, strict=True) if score > 0)
    who = " ".join(span.of(TEXT) for span, score in zip(links.spans, links.source, strict=True) if score > 0)
    assert who == "Helen Marsh"
    assert "the dam in Leeds would hold" in said


def test_the_same_text_is_read_the_same_way(tagger: Tagger, parser: Parser) -> None:
    record = with_entities(written(TEXT), parser)
    again = QuotationFinder(parser, Tagger(tagger.folder))
    assert again(record) == QuotationFinder(parser, tagger)(record)


def test_what_finds_quotations_says_whether_the_tagger_helped(tagger: Tagger, parser: Parser) -> None:
    record = with_entities(written(TEXT), parser)
    rules, both = QuotationFinder(parser), QuotationFinder(parser, tagger)
    assert {q.made_by for q in rules(record)} == {"quotes-rules/1"}
    assert {q.made_by for q in both(record)} == {tagger.name} != {"quotes-rules/1"}
    assert (tagger.name, tagger.digest) in both.resources
    assert (tagger.name, tagger.digest) not in rules.resources


def test_the_weights_that_join_it_to_the_rules_are_read() -> None:
    assert 0.0 < join_weights().accept < 1.0


def test_without_a_tagger_there_are_no_readings_to_weigh(parser: Parser) -> None:
    with pytest.raises(ValueError, match="rules' reading only"):
        QuotationFinder(parser).readings(with_entities(written(TEXT), parser))


@pytest.mark.parametrize("text", ["", "🙂", "“", '"' * 99, "אמר „שלום“ ועוד", "\u200b", "said"])
def test_odd_input_is_read(text: str, tagger: Tagger, parser: Parser) -> None:
    record = with_entities(written(text), parser)
    record = record.with_annotations(QuotationFinder(parser, tagger)(record))
    assert Record.from_json(record.to_json()) == record


def test_time_is_linear_in_a_transcript(tagger: Tagger) -> None:
    turns = [f"TARRANT: The dam in Leeds held on day {number}, and nobody said why it had." for number in range(400)]
    seconds = []
    for count in (100, 400):
        started = time.process_time()
        read("\n\n".join(turns[:count]), tagger)
        seconds.append(time.process_time() - started)
    assert seconds[1] < 12 * seconds[0]


def test_damaged_weights_are_refused(tagger: Tagger, tmp_path: Path) -> None:
    for path in tagger.folder.iterdir():
        shutil.copy(path, tmp_path)
    weights = tmp_path / "tagger.onnx"
    weights.write_bytes(weights.read_bytes() + b"\0")
    with pytest.raises(ModelError, match="digest"):
        read(TEXT, Tagger(tmp_path))


def test_an_empty_folder_is_no_tagger(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="can't be read"):
        Tagger(tmp_path)


def window(*words: tuple[int, int]) -> Window:
    spans = tuple(Span(*word) for word in words)
    blank = (0,) * len(spans)
    return Window(spans, blank, blank, blank, blank)


def scores(*numbers: float) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    return np.array(numbers, dtype=np.float32)


def made(*read_: tuple[Window, np.ndarray[tuple[int, ...], np.dtype[np.float32]]]) -> Reading:
    flat = [(w, cue, np.zeros((len(cue), 4), dtype=np.float32)) for w, cue in read_]
    return Reading(flat, np.zeros((2, 49), dtype=np.float32), scores(-1.0, 1.0))


def test_neighbouring_words_are_one_cue() -> None:
    reading = made((window((0, 2), (3, 5), (6, 8), (9, 11)), scores(1.0, 3.0, -1.0, 2.0)))
    assert reading.cues(0.0) == [(Span(0, 5), 2.0), (Span(9, 11), 2.0)]


def test_a_word_in_two_windows_is_read_where_it_is_most_central() -> None:
    words = [(n, n + 1) for n in range(0, 12, 2)]
    reading = made((window(*words[:4]), scores(-1, -1, -1, 5)), (window(*words[2:]), scores(-1, 2, -1, -1)))
    assert reading.cue(Span(*words[3])) == 2.0
    assert reading.cues(0.0) == [(Span(*words[3]), 2.0)]


def test_outside_what_was_read_nothing_is_known() -> None:
    reading = made((window((0, 2)), scores(1.0)))
    assert reading.cue(Span(40, 42)) is None
    assert reading.links(Span(40, 42)) is None


def test_links_hold_a_score_for_each_word_and_role() -> None:
    links = made((window((0, 2), (3, 5)), scores(1.0, 0.0))).links(Span(0, 2))
    assert links is not None
    assert links.source.tolist() == [-1.0, -1.0]
    assert links.content.tolist() == [1.0, 1.0]
