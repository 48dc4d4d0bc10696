"""Every kind of finding has its words: a page never fails on one that a room has learnt since."""

from __future__ import annotations

from typing import get_args, get_type_hints

import pytest

from dateline.record import EventStatus, EventType, Operator, PlaceReference
from dateline.record.annotations import CueFlag
from dateline.record.article import MetadataSource
from dateline.typesetting import wording
from dateline.typesetting.notes import FLAG_WORDS, OPERATOR_WORDS


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
