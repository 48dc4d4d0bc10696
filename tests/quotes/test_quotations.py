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
