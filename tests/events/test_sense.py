"""Words of force and of concern that are not meant so."""

from __future__ import annotations

import pytest

from dateline.resources.parsing import Parser
from tests.events.reading import events_of
from tests.writing import written

SILENT = [
    ("fiction", "In the thriller, a nurse kidnaps the mayor of Lima."),
    ("fiction below", "Her opera about a colonel who executed his brother won a prize."),
    ("review", "Book review: a general who loved roses and shelled his own capital"),
    ("sport", "The striker attacked the champion's record before the cup final."),
    ("price war", "A price war between two grocers has killed smaller shops."),
    ("markets", "The brewer's shares were hammered after investors attacked its dividend."),
    ("an animal", "The dog attacked a postman in Leeds."),
    ("weather", "The drought forced herders out of the valley."),
    ("among friends", "I asked a friend to help me."),
    ("a denial", "The mayor rejected accusations that he had taken bribes."),
    ("an idea", "The premier spoke of the idea of allies sending troops to Mali."),
    ("a fire", "Three people were killed and nine injured when a fire tore through a mill in Nis, police said."),
    ("an earthquake", "The earthquake shook Osh. The earthquake left many trapped. Another 900 people were injured."),
    ("a shelf", "She hung it on the kitchen wall."),
    ("a magazine", "The publisher killed the magazine after 90 years."),
]  # fmt: skip
MEANT = [
    ("rebels", "Rebels attacked the airport.", "ASSAULT"),
    ("a claim to land", "Guyana rejected Venezuela's claim to the river basin.", "REJECT"),
    ("police", "Police shot a robber in Norwood.", "ASSAULT"),
]


@pytest.mark.parametrize("text", [s[1] for s in SILENT], ids=[s[0] for s in SILENT])
def test_a_figure_of_speech_is_no_event(text: str, parser: Parser) -> None:
    assert not [e for e in events_of(written(text), parser) if e.status == "actual"]


@pytest.mark.parametrize(("text", "type_"), [m[1:] for m in MEANT], ids=[m[0] for m in MEANT])
def test_what_is_meant_is_told(text: str, type_: str, parser: Parser) -> None:
    assert type_ in {e.type for e in events_of(written(text), parser) if e.status == "actual"}


def test_nothing_of_a_demand_within_a_wish_is_told_as_done(parser: Parser) -> None:
    text = "Ghana wants Togo to urge the miners to abandon their camp and accept a truce."
    found = {e.trigger.of(text): e.status for e in events_of(written(text), parser)}
    assert found.pop("wants") == "actual"
    assert set(found.values()) == {"demanded"}
    assert {"urge", "abandon"} <= set(found)
