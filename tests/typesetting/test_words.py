"""Every kind of finding has its words: a page never fails on one that a room has learnt since."""

from __future__ import annotations

from typing import get_args, get_type_hints

import pytest

from dateline.record import Event, EventStatus, EventType, Operator, PlaceReference, Span, Victims
from dateline.record.annotations import CueFlag
from dateline.record.article import MetadataSource
from dateline.typesetting import wording
from dateline.typesetting.notes import FLAG_WORDS, OPERATOR_WORDS
from tests.writing import written


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        (FLAG_WORDS, CueFlag),
        (OPERATOR_WORDS, get_type_hints(Operator)["kind"]),
        (wording.EVENT_WORDS, EventType),
        (wording.STATUS_WORDS, EventStatus),
        (wording.USE_WORDS, get_type_hints(PlaceReference)["use"]),
        (wording.FIELD_SOURCES, MetadataSource),
    ],
    ids=["flags", "operators", "events", "statuses", "uses", "sources"],
)
def test_each_word_of_the_record_has_words_for_a_reader(words: dict[str, str], kinds: object) -> None:
    assert set(words) == set(get_args(kinds))


@pytest.mark.parametrize(
    ("status", "confidence", "badge"),
    [
        ("actual", None, "actual"),
        ("actual", 0.95, "actual"),
        ("actual", 0.78, "actual, doubtful"),
        ("reported", 0.78, "reported, doubtful"),
        ("planned", 0.62, "planned"),
    ],
)
def test_what_is_told_as_done_and_often_wrong_is_called_doubtful(
    status: EventStatus, confidence: float | None, badge: str
) -> None:
    event = Event(
        id="event-0-4",
        made_by="by-hand/1",
        type="AID",
        trigger=Span(0, 4),
        status=status,
        confidence=confidence,
        evidence=(Span(0, 4),),
    )
    assert wording.event_status(event) == badge


@pytest.mark.parametrize(
    ("lowest", "highest", "words"),
    [
        (None, None, "no number given"),
        (12, 12, "12"),
        (8, None, "8 or more"),
        (None, 30, "30 at most"),
        (5, 9, "5 to 9"),
    ],
)
def test_a_number_of_victims_is_told_as_the_range_it_is(lowest: int | None, highest: int | None, words: str) -> None:
    record = written("dozens of miners")
    victims = Victims(span=Span(0, 6), harm="wounded", lowest=lowest, highest=highest)
    assert wording.victims_in_words(record, victims) == f"wounded: {words} (“dozens”)"
