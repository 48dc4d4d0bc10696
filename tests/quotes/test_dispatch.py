"""The sample dispatch, by offsets and counts: its sentences are not ours to print."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.record import Quotation, Record
from dateline.resources.parsing import Parser
from tests.reading import with_quotations
from tests.writing import written


@pytest.fixture(scope="module")
def dispatch(shared: Path, parser: Parser) -> Record:
    """Headline and the nine paragraphs, laid by hand."""
    paragraphs = (shared / "samples" / "dispatch.txt").read_text(encoding="utf-8").split("\n\n")
    place_and_date = paragraphs[2].partition("–")[0] + "–"
    record = written("\n\n".join(paragraphs[2:11]), headline=paragraphs[0], dateline=place_and_date)
    return with_quotations(record, parser)


def speaker(record: Record, quotation: Quotation) -> tuple[int, int] | None:
    if quotation.speaker is None or quotation.speaker.entity is None:
        return None
    name = record.by_id[quotation.speaker.entity].extent
    return name.start, name.end


def starting(record: Record, start: int) -> Quotation:
    [found] = [q for q in record.quotations if q.content[0].start == start and q.cue]
    return found


def test_three_direct_quotations_are_complete_and_of_one_speaker(dispatch: Record) -> None:
    direct = [q for q in dispatch.quotations if q.type == "direct" and len(q.extent) > 100]
    assert [(q.extent.start, q.extent.end) for q in direct] == [(1201, 1404), (1430, 1571), (1803, 1985)]
    # All are the man named in full in the headline, "he" too.
    assert [speaker(dispatch, q) for q in direct] == [(0, 10)] * 3
    assert [q.flags for q in direct] == [(), ("joined",), ("joined",)]


def test_the_president_says_it_in_an_interview_published_on_thursday(dispatch: Record) -> None:
    statement = starting(dispatch, 612)
    assert (statement.type, statement.extent.end) == ("indirect", 698)
    assert speaker(dispatch, statement) == (553, 568)
    assert statement.time is not None
    assert statement.medium is not None
    assert (statement.time.start, statement.time.end) == (600, 611)
    assert statement.medium.contains(statement.time)


def test_the_critics_warn_and_call(dispatch: Record) -> None:
    warning, call = starting(dispatch, 738), starting(dispatch, 831)
    assert warning.extent.end == 800
    assert call.extent.end == 978
    assert warning.speaker is not None
    assert call.speaker is not None
    assert warning.speaker.span == call.speaker.span
    assert speaker(dispatch, warning) is None
    assert call.addressee is not None
    assert (call.addressee.start, call.addressee.end) == (831, 871)


def test_what_the_fighters_believe_is_nested_in_what_is_said_of_them(dispatch: Record) -> None:
    said = starting(dispatch, 1997)
    belief = starting(dispatch, 2025)
    assert (said.type, said.extent.end, speaker(dispatch, said)) == ("mixed", 2093, (0, 10))
    assert belief.parent == said.id
    assert belief.cue_kind == "belief"
    assert speaker(dispatch, belief) is None


def test_two_capitals_are_not_one_speaker(dispatch: Record) -> None:
    assert speaker(dispatch, starting(dispatch, 1623)) is None
