from __future__ import annotations

from dateline.language import SentenceFinder
from dateline.resources.parsing import Parser
from tests.writing import written


def sentences(parser: Parser, text: str, **more: str | None) -> list[str]:
    record = written(text, **more)
    return [sentence.span.of(record.text) for sentence in SentenceFinder(parser)(record)]


def test_a_sentence_never_crosses_a_block(parser: Parser) -> None:
    assert sentences(parser, "No word yet\n\nThe ferry sank. Nobody was hurt.") == [
        "No word yet",
        "The ferry sank.",
        "Nobody was hurt.",
    ]


def test_a_headline_is_a_sentence_of_its_own(parser: Parser) -> None:
    assert sentences(parser, "The mayor resigned.", headline="Mayor of Leeds Quits")[0] == "Mayor of Leeds Quits"


def test_the_dateline_is_in_no_sentence(parser: Parser) -> None:
    assert sentences(parser, "LEEDS, Jan 5 – The ferry sank.", dateline="LEEDS, Jan 5 –") == ["The ferry sank."]


def test_ids_are_the_same_on_every_run(parser: Parser) -> None:
    record = written("The ferry sank. Nobody was hurt.")
    finder = SentenceFinder(parser)
    assert finder(record) == finder(record)
    assert [s.id for s in finder(record)] == ["sentence-0-15", "sentence-16-32"]
