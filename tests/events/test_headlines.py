"""Headlines: title case, telegraphic grammar, and offsets that hold all the same."""

from __future__ import annotations

import pytest

from dateline.resources.parsing import Parser
from tests.events.reading import events_of
from tests.writing import written

TOLD = [
    ("title case", "Police Raid Union Offices, Seize Computers", "COERCE", "actual", "Raid"),
    ("participle", "Mayor Kidnapped in Northern Benin", "ASSAULT", "actual", "Kidnapped"),
    ("number as victim", "Gunmen Kill 13 in Fresh Attack on Market", "ASSAULT", "actual", "Kill"),
    ("verb taken for a noun", "Pakistan arrests cleric who called for jihad", "COERCE", "actual", "arrests"),
    ("announced", "France to Send Troops to Chad", "MOBILIZE", "planned", "Send"),
    ("wanted", "Bishops Urge Rebels to Free Nuns", "RETREAT", "demanded", "Free"),
    ("noun without a verb", "Two soldiers on trial over village massacre", "ACCUSE", "actual", "trial"),
]


@pytest.mark.parametrize(("text", "type_", "status", "trigger"), [t[1:] for t in TOLD], ids=[t[0] for t in TOLD])
def test_a_headline_is_read_as_the_sentence_it_stands_for(
    text: str, type_: str, status: str, trigger: str, parser: Parser
) -> None:
    found = {(e.type, e.status, e.trigger.of(text)) for e in events_of(written(text), parser)}
    assert (type_, status, trigger) in found


def test_a_noun_phrase_stays_one(parser: Parser) -> None:
    assert not events_of(written("Drone strikes on Kyiv: what we know"), parser)


def test_the_body_under_a_title_case_headline_is_read_as_before(parser: Parser) -> None:
    body = "Police arrested two miners in Goma on Monday."
    alone = events_of(written(body), parser)
    record = written(body, headline="Court Frees Six Sailors")
    below = [e for e in events_of(record, parser) if e.trigger.start >= record.text.index(body)]
    assert [(e.type, e.trigger.of(record.text)) for e in below] == [(e.type, e.trigger.of(body)) for e in alone]


@pytest.mark.parametrize("text", ["İstanbul Police Arrest Ten Miners", "😀 Kenya Thanks Oman For Support", "A B C D"])
def test_letters_that_change_their_length_do_no_harm(text: str, parser: Parser) -> None:
    for event in events_of(written(text), parser):
        assert event.trigger.of(text).strip() == event.trigger.of(text)
