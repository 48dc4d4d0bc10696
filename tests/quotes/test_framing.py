"""Quotations whose frame is no plain "said": names under them, labels, asides, participles."""

from __future__ import annotations

import pytest

from dateline.record import Quotation, Record
from dateline.resources.parsing import Parser
from tests.reading import with_quotations
from tests.writing import written


def read(parser: Parser, text: str, headline: str | None = None) -> Record:
    return with_quotations(written(text, headline=headline), parser)


def told(record: Record, quotation: Quotation) -> tuple[str | None, list[str]]:
    """The speaker's words and the content."""
    speaker = None if quotation.speaker is None else quotation.speaker.span.of(record.text)
    return speaker, [span.of(record.text) for span in quotation.content]


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("“The dam will hold, we hope.” — Ana Ruiz, mayor of Leeds", "Ana Ruiz, mayor of Leeds", 0),
        ("“We swim here every single day.”\n\n- Tom Holt, miller.", "Tom Holt, miller", 0),
        ("“We swim here in winter.” ― Ana Ruiz “It is our river too.” ― Tom Holt", "Tom Holt", 1),
        ('"We enter the next flood without a gate.\nDina Barker, Leeds Institute."', "Dina Barker, Leeds Institute", 0),
    ],
)
def test_a_name_under_a_quotation_signs_it(text: str, speaker: str, content: int, parser: Parser) -> None:
    record = read(parser, text)
    quotation = record.quotations[content]
    assert quotation.rule == "signature"
    assert told(record, quotation)[0] == speaker


def test_a_sentence_after_a_dash_signs_nothing(parser: Parser) -> None:
    record = read(parser, "“It was a long night for us all.”\n\n- The next flood came in May and took the mill")
    assert all(quotation.rule != "signature" for quotation in record.quotations)


def test_turns_of_a_transcript_are_their_speakers_in_marks_or_not(parser: Parser) -> None:
    text = "“TARRANT: I said it would hold.”\n\n“MARSH: Did it?”\n\n“TARRANT: No.”\n\nMARSH: You heard it."
    record = read(parser, text)
    assert [told(record, q) for q in record.quotations] == [
        ("TARRANT", ["I said it would hold."]),
        ("MARSH", ["Did it?"]),
        ("TARRANT", ["No."]),
        ("MARSH", ["You heard it."]),
    ]


def test_speakers_of_a_transcript_may_be_called_by_surname_later(parser: Parser) -> None:
    text = "Ada Vane: What happened?\n\nTom Holt: It leaked.\n\nVane: Is it safe?\n\nHolt: Nobody knows."
    record = read(parser, text)
    assert [told(record, q)[0] for q in record.quotations] == ["Ada Vane", "Tom Holt", "Vane", "Holt"]


def test_question_and_answer_are_turns(parser: Parser) -> None:
    record = read(parser, "Q: Did the dam break?\n\nA: It did not.")
    assert [told(record, q) for q in record.quotations] == [("Q", ["Did the dam break?"]), ("A", ["It did not."])]


def test_repeated_words_before_a_colon_are_no_turns(parser: Parser) -> None:
    assert read(parser, "Two facts: the dam leaks.\n\nTwo facts: the mill is shut.").quotations == ()


@pytest.mark.parametrize(
    ("text", "cue", "speaker", "content"),
    [
        (
            "Holt acknowledged, however, “As they say at the mill, rain comes twice.”",
            "acknowledged",
            "Holt",
            ["As they say at the mill, rain comes twice."],
        ),
        (
            "“Meh,” wrote a miller who lives there. “What does the mill know about it?”",
            "wrote",
            "a miller who lives there",
            ["Meh,", "What does the mill know about it?"],
        ),
        (
            "“What if the dam had a gate?” the 43-year-old asked in the letter.",
            "asked",
            "the 43-year-old",
            ["What if the dam had a gate?"],
        ),
        (
            "Tom Holt, the 2012 candidate, tweeted in response: “Important distinction: the mill floods.”",
            "tweeted",
            "Tom Holt, the 2012 candidate",
            ["Important distinction: the mill floods."],
        ),
        ("Holt said he welcomed rain and added, “I will swim.”", "added", "Holt", ["I will swim."]),
        (
            "Marsh argued that a list would keep people from the valley, saying it is “all about order.”",
            "saying",
            "Marsh",
            ["it is “all about order.”"],
        ),
        (
            "“It can change,” he said when asked about the dam. “But I do not see it.”",
            "said",
            "he",
            ["It can change,", "But I do not see it."],
        ),
        ("The villagers hold banners proclaiming: “Yes we can.”", "proclaiming", "The villagers", ["Yes we can."]),
        (
            "The inquiry, said fisheries minister Naomi Were, will begin on Monday.",
            "said",
            "fisheries minister Naomi Were",
            ["The inquiry", "will begin on Monday"],
        ),
        (
            "Correction, March 6: An earlier version of this article said the dam was built in 1920.",
            "said",
            "An earlier version of this article",
            ["the dam was built in 1920"],
        ),
        ("From Holt’s public letter: “For the valley, we must swim.”", "’s public letter:", "Holt",
         ["For the valley, we must swim."]),
        (
            "“It’s nonsense,” Holt said in a talk on the show “Mill Today.” “She lies about everything.”",
            "said",
            "Holt",
            ["It’s nonsense,", "She lies about everything."],
        ),
    ],
)  # fmt: skip
def test_the_frame_is_found(text: str, cue: str, speaker: str, content: list[str], parser: Parser) -> None:
    record = read(parser, text)
    [quotation] = [q for q in record.quotations if [c.of(text) for c in q.cue] == [cue]]
    assert told(record, quotation) == (speaker, content)


@pytest.mark.parametrize("text", ["Mayor Ana Ruiz rejected that.", "Critics support it.", "Officials denied this."])
def test_a_pronoun_alone_is_nothing_said(text: str, parser: Parser) -> None:
    assert read(parser, text).quotations == ()


def test_a_quotation_in_a_quotation_is_nested_to_the_character(parser: Parser) -> None:
    record = read(parser, "“He told me ‘the dam is gone’ and left,” Marsh said.")
    outer, inner = record.quotations
    assert told(record, inner) == ("He", ["the dam is gone"])
    assert inner.parent == outer.id


def test_what_is_reported_in_marks_stays_in_them(parser: Parser) -> None:
    record = read(parser, "“You will have to ask a bear,” Marsh said, another word on the mill.")
    inner = record.quotations[0]
    assert told(record, inner) == ("Marsh", ["You will have to ask a bear,"])
    assert inner.parent is None
