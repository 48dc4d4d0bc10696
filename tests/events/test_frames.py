"""Actor and recipient, from the grammar of the clause."""

from __future__ import annotations

import pytest

from dateline.record import Event, Participant, Record
from dateline.resources.parsing import Parser
from tests.events.reading import events_of
from tests.writing import written


def words(record: Record, participants: tuple[Participant, ...]) -> list[str]:
    return [participant.span.of(record.text) for participant in participants]


def only(events: list[Event], type_: str) -> Event:
    [event] = [event for event in events if event.type == type_]
    return event


FRAMES = [
    ("active", "Police arrested two miners.", "COERCE", ["Police"], ["two miners"]),
    ("passive", "Two miners were arrested by police.", "COERCE", ["police"], ["Two miners"]),
    ("passive without agent", "Two miners were arrested.", "COERCE", [], ["Two miners"]),
    ("joined subjects", "Kenya and Norway urged Serbia to leave.", "REQUEST", ["Kenya", "Norway"], ["Serbia"]),
    ("joined verbs", "Police chased and arrested two miners.", "COERCE", ["Police"], ["two miners"]),
    ("relative clause", "Miners who attacked the police fled.", "ASSAULT", ["Miners"], ["police"]),
    ("object relative", "The miners whom police arrested are free.", "COERCE", ["police"], ["miners"]),
    ("reduced relative", "Miners arrested by police went home.", "COERCE", ["police"], ["Miners"]),
    ("participle", "Police left the plant, killing two miners.", "ASSAULT", ["Police"], ["two miners"]),
    ("possessor", "The rebels' attack on the convoy left two dead.", "ASSAULT", ["rebels"], ["convoy"]),
    ("nationality", "Russian airstrikes on the convoy left two dead.", "ASSAULT", ["Russian"], ["convoy"]),
    ("between", "Talks between Kenya and Norway ended.", "CONSULT", ["Kenya", "Norway"], []),
    ("light verb", "Kenya held talks with Norway.", "CONSULT", ["Kenya"], ["Norway"]),
    ("control", "Norway persuaded the rebels to release the sailors.", "RETREAT", ["rebels"], ["sailors"]),
    ("oblique", "Kenya called on the rebels to leave.", "REQUEST", ["Kenya"], ["rebels"]),
    ("quantity", "Thousands of miners protested.", "PROTEST", ["Thousands of miners"], []),
    ("beneficiary", "Norway sent food to Kenya.", "AID", ["Norway"], ["Kenya"]),
    ("owner of the object", "Norway rejected a Kenyan proposal.", "REJECT", ["Norway"], ["Kenyan"]),
    ("addressee of a promise", "Norway promised to send food to Kenya.", "AGREE", ["Norway"], ["Kenya"]),
    ("named after including", "Envoys held a meeting of states, including Kenya.", "CONSULT", None, []),
]


@pytest.mark.parametrize(
    ("text", "type_", "actors", "recipients"), [row[1:] for row in FRAMES], ids=[r[0] for r in FRAMES]
)
def test_participants_follow_the_frame(
    text: str, type_: str, actors: list[str] | None, recipients: list[str], parser: Parser
) -> None:
    record = written(text)
    event = next(e for e in events_of(record, parser) if e.type == type_)
    if actors is None:
        assert "Kenya" in words(record, event.actors)
    else:
        assert words(record, event.actors) == actors
    assert words(record, event.recipients) == recipients


def test_an_unknown_backer_stays_unknown(parser: Parser) -> None:
    record = written("Critics called on Syrian government forces and its backers to accept a truce.")
    request = only(events_of(record, parser), "REQUEST")
    forces, backers = request.recipients
    assert (forces.country, forces.sectors) == ("SYR", ("MIL",))
    assert backers.country is None


def test_a_capital_that_stands_for_its_government_gives_country_and_sector(parser: Parser) -> None:
    record = written("Moscow accused Kenya of spying.")
    accuse = only(events_of(record, parser), "ACCUSE")
    assert [(p.country, p.sectors) for p in accuse.actors] == [("RUS", ("GOV",))]
    assert [(p.country, p.sectors) for p in accuse.recipients] == [("KEN", ())]


EXTENTS = [
    ("place behind a common noun", "Police in Lagos arrested two miners.", "COERCE", ["Police in Lagos"]),
    ("name behind a description", "Rebel leader Jonas Obi urged Togo to leave.", "REQUEST", ["Rebel leader Jonas Obi"]),
    ("subject of a statement", "The bishops issued a statement urging Togo to leave.", "REQUEST", ["bishops"]),
    ("whose attack it was", "Russian airstrikes on Idlib killed seven people.", "ASSAULT", ["Russian"]),
    ("passive participle", "The hospital was bombed twice by rebels, killing a nurse.", "ASSAULT", ["rebels"]),
    ("on strike", "Nurses in Oslo are on strike over pay.", "PROTEST", ["Nurses in Oslo"]),
]


@pytest.mark.parametrize(("text", "type_", "actors"), [e[1:] for e in EXTENTS], ids=[e[0] for e in EXTENTS])
def test_the_actor_is_the_phrase_that_names_it(text: str, type_: str, actors: list[str], parser: Parser) -> None:
    record = written(text)
    found = [words(record, e.actors) for e in events_of(record, parser) if e.type == type_]
    assert actors in found


RECIPIENTS = [
    ("counted goods", "Norway gave 40 tonnes of food for Togo.", "AID", ["Togo"]),
    ("whose demands", "The king bowed to demands from the rebels.", "CONCEDE", ["rebels"]),
    ("a town by name", "Soldiers imposed a curfew in the town of Cizre.", "COERCE", ["town of Cizre"]),
    ("in protest at", "Refugees began a hunger strike in protest at Kenya.", "PROTEST", ["Kenya"]),
    ("struck by it", "The depot was hit by a rebel attack.", "ASSAULT", ["depot"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "type_", "recipients"), [r[1:] for r in RECIPIENTS], ids=[r[0] for r in RECIPIENTS])
def test_the_recipient_may_stand_deeper(text: str, type_: str, recipients: list[str], parser: Parser) -> None:
    record = written(text)
    found = [words(record, e.recipients) for e in events_of(record, parser) if e.type == type_]
    assert recipients in found
