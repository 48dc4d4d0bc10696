from __future__ import annotations

import time

import pytest

from dateline.quotes import QuotationFinder
from dateline.record import Record
from dateline.resources.parsing import Parser
from tests.reading import with_entities, with_quotations
from tests.writing import written

QUOTED = "“We are late,” {} said."


def last_speaker(record: Record) -> str | None:
    speaker = record.quotations[-1].speaker
    assert speaker is not None
    return None if speaker.entity is None else record.by_id[speaker.entity].extent.of(record.text)


@pytest.mark.parametrize(
    ("before", "pronoun", "speaker"),
    [
        ("Ana Ruiz met Helen Marsh in Leeds on Monday. Marsh was late.", "she", "Helen Marsh"),
        ("Ana Ruiz met Helen Marsh in Leeds on Monday.", "she", "Ana Ruiz"),
        ("John Tarrant’s plan was weak. Helen Marsh read it.", "he", "John Tarrant"),
        ("“No,” John Tarrant said.\n\nThe vote came at noon.\n\nPeter Holt was shocked.", "he", "Peter Holt"),
        ("“No,” John Tarrant said.\n\nRain fell on Peter Holt’s mill.", "he", "John Tarrant"),
        ("John Tarrant arrived. A spokesman was with him.\n\nA miller spoke.", "he", None),
        ("The minister was late.", "she", None),
        ("“Ana Ruiz is a friend,” Peter Holt said.", "she", None),
    ],
)
def test_a_pronoun_is_who_grammar_and_nearness_make_it(
    before: str, pronoun: str, speaker: str | None, parser: Parser
) -> None:
    record = with_quotations(written(f"{before}\n\n{QUOTED.format(pronoun)}"), parser)
    assert last_speaker(record) == speaker


def test_a_pronoun_before_its_name_is_the_subject_after_it(parser: Parser) -> None:
    text = "As he told the council on Monday that it was late, John Tarrant left the room."
    record = with_quotations(written(text), parser)
    assert last_speaker(record) == "John Tarrant"


def test_a_description_is_the_only_one_who_holds_that_office(parser: Parser) -> None:
    text = "Sen. Ana Ruiz met John Tarrant in Leeds.\n\n“We are late,” the senator said."
    assert last_speaker(with_quotations(written(text), parser)) == "Ana Ruiz"


def test_a_second_official_is_nobody_named(parser: Parser) -> None:
    text = "“No,” said the official John Tarrant.\n\n“We are late,” the second official said."
    assert last_speaker(with_quotations(written(text), parser)) is None


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        # The weights know who is spoken to, and that nobody names himself in what he says.
        ("Peter Holt asked John Tarrant about the dam. “It holds,” he told Holt.", "John Tarrant"),
        ("John Tarrant met Peter Holt. “Holt is wrong,” he said.", "John Tarrant"),
        # Pronouns in between go on with whom they stand for.
        ("Peter Holt spoke for long.\n\nHe was tired.\n\nHe vowed to stay.\n\n“It holds,” he said.", "Peter Holt"),
    ],
)
def test_a_pronoun_is_nobody_spoken_to_or_of(text: str, speaker: str, parser: Parser) -> None:
    assert last_speaker(with_quotations(written(text), parser)) == speaker


def test_a_speaker_that_was_weighed_says_how_sure_it_is(parser: Parser) -> None:
    text = "John Tarrant met Helen Marsh. “We are late,” he said. “No,” Helen Marsh said."
    he, marsh = with_quotations(written(text), parser).quotations
    assert he.speaker is not None
    assert he.speaker.confidence is not None
    assert 0.45 <= he.speaker.confidence <= 1
    assert marsh.speaker is not None
    assert marsh.speaker.confidence is None


def test_a_given_name_that_the_census_has_tells_who_she_is(parser: Parser) -> None:
    text = "Arianna Ruiz met Rashad Holt in Leeds.\n\n“We are late,” {} said."
    assert last_speaker(with_quotations(written(text.format("she")), parser)) == "Arianna Ruiz"
    assert last_speaker(with_quotations(written(text.format("he")), parser)) == "Rashad Holt"


def test_many_pronouns_in_one_paragraph_take_time_in_line_with_the_text(parser: Parser) -> None:
    def seconds(times: int) -> float:
        record = with_entities(
            written("John Tarrant met Peter Holt. “It holds,” he said, and he left. " * times), parser
        )
        finder = QuotationFinder(parser)
        started = time.process_time()
        finder(record)
        return time.process_time() - started

    seconds(5)
    assert seconds(240) < 16 * max(seconds(40), 0.05)


def test_a_country_that_spoke_in_between_is_no_he(parser: Parser) -> None:
    text = "“No,” John Tarrant said.\n\nFrance and Spain have discussed a truce.\n\n“We are late,” he said."
    assert last_speaker(with_quotations(written(text), parser)) == "John Tarrant"
