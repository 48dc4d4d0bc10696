from __future__ import annotations

import pytest

from dateline.record import Quotation, Record
from dateline.resources.parsing import Parser
from tests.reading import with_quotations
from tests.writing import written


def read(parser: Parser, text: str) -> Record:
    return with_quotations(written(text), parser)


def said(record: Record, quotation: Quotation) -> list[str]:
    return [span.of(record.text) for span in quotation.content]


def by_cue(record: Record, cue: str) -> Quotation:
    [found] = [q for q in record.quotations if [c.of(record.text) for c in q.cue] == [cue]]
    return found


def who(record: Record, quotation: Quotation) -> str | None:
    if quotation.speaker is None or quotation.speaker.entity is None:
        return None
    return record.by_id[quotation.speaker.entity].extent.of(record.text)


@pytest.mark.parametrize(
    ("text", "cue", "source", "content", "type_"),
    [
        ("“The dam will hold,” Helen Marsh said.", "said", "Helen Marsh", ["The dam will hold,"], "direct"),
        ("“The dam will hold,” said Helen Marsh.", "said", "Helen Marsh", ["The dam will hold,"], "direct"),
        (
            "Helen Marsh told reporters: “The dam will hold.”",
            "told",
            "Helen Marsh",
            ["The dam will hold."],
            "direct",
        ),
        (
            "“The dam,” Helen Marsh said, “will hold.”",
            "said",
            "Helen Marsh",
            ["The dam,", "will hold."],
            "direct",
        ),
        (
            "“The dam will hold,” Helen Marsh said. “We are sure of it.”",
            "said",
            "Helen Marsh",
            ["The dam will hold,", "We are sure of it."],
            "direct",
        ),
        (
            "Helen Marsh said on Monday that the dam would hold.",
            "said",
            "Helen Marsh",
            ["that the dam would hold"],
            "indirect",
        ),
        ("Helen Marsh said the dam would hold.", "said", "Helen Marsh", ["the dam would hold"], "indirect"),
        (
            "Helen Marsh said the dam would “hold for years.”",
            "said",
            "Helen Marsh",
            ["the dam would “hold for years.”"],
            "mixed",
        ),
        (
            "The dam would hold, according to Helen Marsh.",
            "according to",
            "Helen Marsh",
            ["The dam would hold"],
            "indirect",
        ),
        (
            "According to Helen Marsh, the dam would hold.",
            "According to",
            "Helen Marsh",
            ["the dam would hold"],
            "indirect",
        ),
        (
            "The dam, engineers said, would hold for years.",
            "said",
            "engineers",
            ["The dam", "would hold for years"],
            "indirect",
        ),
    ],
)
def test_source_cue_and_content(  # noqa: PLR0917 (a row of the table)
    parser: Parser, text: str, cue: str, source: str, content: list[str], type_: str
) -> None:
    record = read(parser, text)
    quotation = by_cue(record, cue)
    assert said(record, quotation) == content
    assert quotation.speaker is not None
    assert quotation.speaker.span.of(text) == source
    assert quotation.type == type_


def test_he_is_who_spoke_before_where_nobody_else_is_named(parser: Parser) -> None:
    record = read(
        parser,
        "“The dam will hold,” John Tarrant said.\n\nRain is expected.\n\nIt rained.\n\n"
        "“Marsh is wrong about it,” he said.",
    )
    last = record.quotations[-1]
    assert who(record, last) == "John Tarrant"
    assert last.speaker is not None
    assert last.speaker.how == "goes on speaking"
    assert last.speaker.evidence[0].of(record.text) == "John Tarrant"


def test_he_is_nobody_where_another_man_is_named_in_between(parser: Parser) -> None:
    record = read(
        parser, "“The dam will hold,” John Tarrant said.\n\nPeter Holt was there.\n\nAnd Tom Ray.\n\n“No,” he said."
    )
    assert who(record, record.quotations[-1]) is None


def test_flags_tell_a_denial_and_a_refusal(parser: Parser) -> None:
    record = read(parser, "Helen Marsh denied that the dam leaked. Tom Holt declined to comment on the report.")
    assert by_cue(record, "denied").flags == ("denied",)
    assert by_cue(record, "declined").flags == ("declined",)


def test_an_ellipsis_in_a_quotation_is_flagged(parser: Parser) -> None:
    record = read(parser, "“The dam … will hold,” Helen Marsh said.")
    assert record.quotations[0].flags == ("joined",)


def test_quoted_words_that_nobody_says_have_no_speaker(parser: Parser) -> None:
    record = read(parser, "The so-called “peace dividend” never came.")
    [quotation] = record.quotations
    assert quotation.use == "scare"
    assert quotation.speaker is None
    assert quotation.cue == ()


@pytest.mark.parametrize(
    ("text", "cue", "source", "content"),
    [
        ("Engineers were amused by Marsh’s claim that the dam leaked.", "claim", "Marsh’s", ["that the dam leaked"]),
        ("Holt is expected to resign on Monday.", "is expected", None, ["Holt", "to resign on Monday"]),
        ("Holt was accused of fraud by officials.", "was accused", "officials", ["Holt", "of fraud"]),
        ("Holt urged voters to stay at home.", "urged", "Holt", ["voters to stay at home"]),
        ("Critics called on Holt to resign.", "called on", "Critics", ["Holt to resign"]),
        ("Holt called the plan “weak and late.”", "called", "Holt", ["the plan “weak and late.”"]),
        ("As Helen Marsh noted, the dam had leaked.", "noted", "Helen Marsh", ["the dam had leaked"]),
        ("Then Tom Holt stood up and boomed: “We will rebuild it.”", "boomed", "Tom Holt", ["We will rebuild it."]),
        ("“We will rebuild it!” thundered Tom Holt.", "thundered", "Tom Holt", ["We will rebuild it!"]),
    ],
)
def test_other_ways_to_report(parser: Parser, text: str, cue: str, source: str | None, content: list[str]) -> None:
    record = read(parser, text)
    quotation = by_cue(record, cue)
    assert said(record, quotation) == content
    assert (None if quotation.speaker is None else quotation.speaker.span.of(text)) == source


def test_a_name_and_a_colon_over_an_article_report_the_headline(parser: Parser) -> None:
    record = with_quotations(written("Tom Holt spoke in Leeds on Monday.", headline="Tom Holt: Dam Will Break"), parser)
    quotation = by_cue(record, ":")
    assert said(record, quotation) == ["Dam Will Break"]
    assert who(record, quotation) == "Tom Holt"


def test_names_in_capitals_open_the_turns_of_a_transcript(parser: Parser) -> None:
    record = read(
        parser, "TARRANT: Will it hold?\n\nMARSH: It will. We built it.\n\nTARRANT: Thank you.\n\nMARSH: Good night."
    )
    assert [said(record, q) for q in record.quotations if q.rule == "colon"] == [
        ["Will it hold?"],
        ["It will. We built it."],
        ["Thank you."],
        ["Good night."],
    ]


def test_one_conclusion_and_a_colon_report_nothing(parser: Parser) -> None:
    record = read(parser, "One conclusion: the dam leaks.")
    assert not [q for q in record.quotations if q.rule == "colon"]


def test_a_report_inside_a_report_names_its_parent(parser: Parser) -> None:
    record = read(parser, "Helen Marsh said that Tom Holt believed that the dam would hold.")
    outer, inner = by_cue(record, "said"), by_cue(record, "believed")
    assert outer.parent is None
    assert inner.parent == outer.id
    assert (outer.cue_kind, inner.cue_kind) == ("speech", "belief")


def test_what_speakers_say_that_they_think_is_no_report_of_its_own(parser: Parser) -> None:
    record = read(parser, "“I think that the dam will hold,” Helen Marsh said.")
    assert len(record.quotations) == 1


def test_according_to_reports_the_report(parser: Parser) -> None:
    record = read(parser, "Holt said the dam had leaked, according to the Leeds Courier.")
    outer, inner = by_cue(record, "according to"), by_cue(record, "said")
    assert said(record, outer) == ["Holt said the dam had leaked"]
    assert said(record, inner) == ["the dam had leaked"]
    assert inner.parent == outer.id


def test_a_statement_goes_on_in_the_quotation_that_bears_it_out(parser: Parser) -> None:
    record = read(parser, "Helen Marsh said the dam had held. “We were lucky.”")
    assert said(record, by_cue(record, "said")) == ["the dam had held", "We were lucky."]


def test_a_quotation_of_two_paragraphs_is_one(parser: Parser) -> None:
    record = read(parser, "“The dam will hold,” Helen Marsh said. “It is strong.\n\n“And it is new.”")
    assert said(record, by_cue(record, "said")) == ["The dam will hold,", "It is strong.", "And it is new."]


def test_who_is_whom_the_clause_is_about(parser: Parser) -> None:
    record = read(parser, "Crowds cheered Helen Marsh, who said the dam would hold.")
    assert who(record, by_cue(record, "said")) == "Helen Marsh"


def test_two_speakers_are_not_the_first_of_them(parser: Parser) -> None:
    record = read(parser, "Helen Marsh and Tom Holt said the dam would hold.")
    assert who(record, by_cue(record, "said")) is None


def test_he_is_the_subject_of_the_clause_before(parser: Parser) -> None:
    record = read(parser, "John Tarrant met Peter Holt in Leeds. He said the dam would hold.")
    quotation = by_cue(record, "said")
    assert who(record, quotation) == "John Tarrant"
    assert quotation.speaker is not None
    assert quotation.speaker.how == "named nearest, and as a subject"


def test_he_is_nobody_after_somebody_unnamed(parser: Parser) -> None:
    record = read(parser, "John Tarrant met Peter Holt in Leeds. A spokesman spoke later. He said the dam would hold.")
    assert who(record, by_cue(record, "said")) is None


def test_a_report_after_if_is_conditional(parser: Parser) -> None:
    record = read(parser, "Nobody will mind if Marsh says that the dam leaked.")
    assert by_cue(record, "says").flags == ("conditional",)


def test_confidence_is_how_often_the_rule_was_right(parser: Parser) -> None:
    record = read(parser, "“The dam will hold,” Helen Marsh said. Holt supports the so-called “big plan” of Leeds.")
    sure, unsure = by_cue(record, "said").confidence, by_cue(record, "supports").confidence
    assert sure is not None
    assert unsure is not None
    assert unsure < 0.7
    assert sure > 0.9


def test_reportedly_is_hearsay_of_nobody(parser: Parser) -> None:
    record = read(parser, "Holt reportedly left Leeds on Monday.")
    quotation = by_cue(record, "reportedly")
    assert quotation.flags == ("hearsay",)
    assert quotation.speaker is None


def test_a_name_that_looks_like_an_auxiliary_is_a_speaker(parser: Parser) -> None:
    record = read(parser, "Naomi Were met fishermen in Kisumu. “We are asking for our people,” Were told relatives.")
    assert who(record, by_cue(record, "told")) == "Naomi Were"


def test_what_was_not_said_is_no_denial(parser: Parser) -> None:
    record = read(parser, "Holt did not say whether the dam leaked.")
    assert by_cue(record, "did not say").flags == ("negated",)


@pytest.mark.parametrize(
    ("text", "cue", "speaker"),
    [
        ("Naomi Were met fishermen. They were tired.\n\nWere rejected the plan.", "rejected", "Naomi Were"),
        ("Naomi Were met fishermen. They were tired.\n\nWere said she would go.", "said", "Naomi Were"),
        ("Tom Grant came to Leeds.\n\nGrant said he would grant nothing.", "said", "Tom Grant"),
        ("Kenya’s fisheries minister, Naomi Were, on Thursday urged Uganda to stop.", "urged", "Naomi Were"),
    ],
)
def test_a_surname_that_is_a_verb_is_a_person(parser: Parser, text: str, cue: str, speaker: str) -> None:
    record = read(parser, text)
    assert who(record, by_cue(record, cue)) == speaker


def test_a_question_opens_with_a_verb_all_the_same(parser: Parser) -> None:
    record = read(parser, "Naomi Were met fishermen. They were tired.\n\nWere rejected voters told?")
    assert [m.span.of(record.text) for m in record.mentions if m.type == "person"] == ["Naomi Were"]


@pytest.mark.parametrize(
    ("text", "cue", "flags"),
    [
        ("Holt said that nobody will tell us what was in it.", "will tell", ("future", "negated")),
        ("No one told us that the dam leaked.", "told", ("negated",)),
        ("If the men agreed to leave and said that it was over, police would go.", "said", ("conditional",)),
        ("Tom Holt was ready to talk about the dam.", "to talk about", ("conditional",)),
        ("Tom Holt would say that the dam leaked.", "would say", ("conditional",)),
        ("Tom Holt declined to say that the dam leaked.", "declined to say", ("declined",)),
    ],
)
def test_what_was_not_uttered_is_flagged_and_no_statement(
    parser: Parser, text: str, cue: str, flags: tuple[str, ...]
) -> None:
    record = read(parser, text)
    quotation = by_cue(record, cue)
    assert quotation.flags == flags
    assert quotation not in record.statements


@pytest.mark.parametrize(
    ("text", "cue", "speaker", "content"),
    [
        (
            "Tom Holt said during this week’s debate that he is in favor of closing the dam and “a lot worse.”",
            "said",
            "Tom Holt",
            ["that he is in favor of closing the dam and “a lot worse.”"],
        ),
        (
            "Tom Holt said in a statement that the dam “has crossed the line.”",
            "said",
            "Tom Holt",
            ["that the dam “has crossed the line.”"],
        ),
        (
            "Tom Holt said that there is “only one dam,” adding that it “leaks every day.”",
            "said",
            "Tom Holt",
            ["that there is “only one dam,”"],
        ),
        (
            "Tom Holt said that there is “only one dam,” adding that it “leaks every day.”",
            "adding",
            "Tom Holt",
            ["that it “leaks every day.”"],
        ),
        (
            "“We had a chapter,” said the historian Oddny Brekke of Leeds, who wrote it.",
            "said",
            "Oddny Brekke",
            ["We had a chapter,"],
        ),
        ("Helen Marsh and the mayor of Leeds said the dam would hold.", "said", None, ["the dam would hold"]),
        ("A demand from Nairobi that they be freed was ignored.", "demand", "Nairobi", ["that they be freed"]),
        (
            "Marsh called on both towns to mark the border, a plan that was agreed in 2019.",
            "called on",
            "Marsh",
            ["both towns to mark the border, a plan that was agreed in 2019"],
        ),
    ],
)
def test_who_says_which_words(parser: Parser, text: str, cue: str, speaker: str | None, content: list[str]) -> None:
    record = read(parser, text)
    quotation = by_cue(record, cue)
    assert said(record, quotation) == content
    assert who(record, quotation) == speaker


def test_suggestions_of_nobody_inside_a_report_are_no_report(parser: Parser) -> None:
    record = read(parser, "Tom Holt rejected suggestions that the dam had leaked.")
    assert [c.of(record.text) for q in record.quotations for c in q.cue] == ["rejected"]


def test_what_the_reader_is_told_to_do_is_no_report(parser: Parser) -> None:
    assert not read(parser, "Thank you for the pictures.").quotations


def test_a_participle_after_a_noun_has_no_speaker(parser: Parser) -> None:
    record = read(parser, "A box of reels wrapped in a hide and labelled “curtains” was found in Leeds.")
    assert by_cue(record, "labelled").speaker is None


@pytest.mark.parametrize(
    ("text", "cue", "source"),
    [
        ("Tom Holt issued a statement on Tuesday saying, “I do not know the man.”", "saying", "Tom Holt"),
        ("Protesters held signs saying “No dam in Leeds.”", "saying", "Protesters"),
        (
            "Kenya’s fisheries minister Naomi Were has urged Uganda to wait.",
            "has urged",
            "Kenya’s fisheries minister Naomi Were",
        ),
    ],
)
def test_the_words_of_a_source(parser: Parser, text: str, cue: str, source: str) -> None:
    quotation = by_cue(read(parser, text), cue)
    assert quotation.speaker is not None
    assert quotation.speaker.span.of(text) == source
