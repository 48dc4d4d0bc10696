"""Quotations whose frame is no plain "said": names under them, labels, asides, participles."""

from __future__ import annotations

import pytest

from dateline.quotes import QuotationFinder, shipped_tagger
from dateline.record import Quotation, Record
from dateline.resources.parsing import Parser
from tests.reading import with_entities, with_quotations
from tests.writing import written


def read(parser: Parser, text: str, headline: str | None = None) -> Record:
    return with_quotations(written(text, headline=headline), parser)


def by_mode(mode: str, parser: Parser, text: str) -> Record:
    """The record by the rules alone, or joined with what the tagger that ships finds."""
    record = with_entities(written(text), parser)
    finder = QuotationFinder(parser, shipped_tagger() if mode == "tagger" else None)
    return record.with_annotations(finder(record))


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


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("Two in three said the dam leaks.", "Two in three", ["the dam leaks"]),
        ("Most voters say the dam leaks.", "Most voters", ["the dam leaks"]),
        ("One in five respondents believes the dam leaks.", "One in five respondents", ["the dam leaks"]),
        ("Some 56 percent of those polled said they would go.", "Some 56 percent of those polled", ["they would go"]),
        ("More than half of them said that it was old.", "More than half of them", ["that it was old"]),
        ("Nearly 40% think the mayor should go.", "Nearly 40%", ["the mayor should go"]),
        ("A majority of Britons believe that it leaks.", "A majority of Britons", ["that it leaks"]),
        ("Four out of five doctors recommend rest.", "Four out of five doctors", ["rest"]),
    ],
)
@pytest.mark.parametrize("mode", ["rules", "tagger"])
def test_so_many_of_them_are_a_speaker(text: str, speaker: str, content: list[str], mode: str, parser: Parser) -> None:
    record = by_mode(mode, parser, text)
    [quotation] = record.quotations
    assert told(record, quotation) == (speaker, content)
    assert quotation.speaker is not None
    assert quotation.speaker.entity is None


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("The dam (it is old, according to the ministry) will go.", "the ministry", ["it is old"]),
        ("The dam, according to Ana Ruiz, leaks.", "Ana Ruiz", ["The dam", "leaks"]),
        ("According to Ana Ruiz, a miller in Leeds, the dam leaks.", "Ana Ruiz, a miller in Leeds", ["the dam leaks"]),
        ("According to Courier writer Ana Ruiz, British dams leak.", "Courier writer Ana Ruiz", ["British dams leak"]),
        ("According to the report: The dam leaks.", "the report", ["The dam leaks"]),
        (
            "Holt leads by ten points according to the Courier, but Marsh is younger.",
            "the Courier",
            ["Holt leads by ten points"],
        ),
        (
            "According to “The Dam: A History,” by Ana Ruiz, Holt was a miller.",
            "“The Dam: A History,” by Ana Ruiz",
            ["Holt was a miller"],
        ),
    ],
)
def test_according_to_ends_where_what_is_reported_begins(
    text: str, speaker: str, content: list[str], parser: Parser
) -> None:
    record = read(parser, text)
    [quotation] = [q for q in record.quotations if q.rule == "according to"]
    assert told(record, quotation) == (speaker, content)


@pytest.mark.parametrize(
    ("text", "medium", "time"),
    [
        (
            "“It holds,” Ana Ruiz told the Courier in an interview published on Thursday.",
            "in an interview published on Thursday",
            "on Thursday",
        ),
        (
            "In an interview published on Thursday, Ana Ruiz said the dam was safe.",
            "In an interview published on Thursday",
            "on Thursday",
        ),
        ("On Monday, Ana Ruiz said that the dam was safe.", None, "On Monday"),
        ("Ana Ruiz said through a spokesman that the dam was safe.", "through a spokesman", None),
        ("In Leeds, Ana Ruiz said that the dam was safe.", None, None),
    ],
)
def test_where_and_when_it_was_said_stands_before_the_speaker_or_after(
    text: str, medium: str | None, time: str | None, parser: Parser
) -> None:
    [quotation] = read(parser, text).quotations
    assert (quotation.medium and quotation.medium.of(text)) == medium
    assert (quotation.time and quotation.time.of(text)) == time


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("TARRANT: Will it hold?\n\nMARSH: It will.\n\nTARRANT: Sure?\n\nMARSH: I am.", ["TARRANT", "MARSH"] * 2),
        ("Q: Will it hold?\n\nA: It will.\n\nQ: Are you sure?\n\nA: I am.", ["Q", "A"] * 2),
        ("Marsh: Dam Will Hold\n\nThe mayor, Helen Marsh, came late. Helen Marsh left early.", ["Marsh"]),
        ("The dam reportedly leaks.", [None]),
        ("Officials in Leeds, speaking on condition of anonymity, said the dam leaked.", [None]),
    ],
)
def test_what_a_rule_reads_plainly_the_tagger_does_not_take_away(
    text: str, speakers: list[str | None], parser: Parser
) -> None:
    record = by_mode("tagger", parser, text)
    found = [told(record, quotation)[0] for quotation in record.quotations]
    assert len(found) == len(speakers)
    assert all(speaker in {None, name} for speaker, name in zip(speakers, found, strict=True))
