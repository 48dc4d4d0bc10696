"""Every layer between the article's voice and an event is kept, and the strictest one wins."""

from __future__ import annotations

import pytest

from dateline.events.modality import quoted_regions
from dateline.events.status import status_of
from dateline.resources.parsing import Parser
from tests.events.reading import events_of
from tests.writing import written

LAYERS = [
    ("Rebels attacked the convoy.", "actual", []),
    ("Rebels have attacked the convoy.", "actual", []),
    ("The convoy was attacked by rebels.", "actual", []),
    ("Rebels never attacked the convoy.", "denied", ["negation"]),
    ("No rebels attacked the convoy.", "denied", ["negation"]),
    ("Rebels could attack the convoy.", "hypothetical", ["modal"]),
    ("Rebels will attack the convoy.", "planned", ["future"]),
    ("Rebels are going to attack the convoy.", "planned", ["future"]),
    ("If rebels attack the convoy, the road will close.", "conditional", ["condition"]),
    ("The governor said rebels attacked the convoy.", "reported", ["report"]),
    ("The governor said rebels had not attacked the convoy.", "denied", ["report", "negation"]),
    ("Rebels reportedly attacked the convoy.", "reported", ["report"]),
    ("The governor wanted rebels to attack the convoy.", "demanded", ["wish"]),
    ("The governor urged rebels to attack the convoy.", "demanded", ["demand"]),
    ("The governor urged rebels not to attack the convoy.", "hypothetical", ["demand", "negation"]),
    ("Rebels planned to attack the convoy.", "planned", ["plan"]),
    ("Rebels gathered to attack the convoy.", "planned", ["purpose"]),
    ("Rebels tried to attack the convoy.", "hypothetical", ["attempt"]),
    ("Rebels failed to attack the convoy.", "failed", ["failure"]),
    ("Did rebels attack the convoy?", "hypothetical", ["question"]),
    ("Rebels appeared to attack the convoy.", "hypothetical", ["doubt"]),
    ("Rebels left without attacking the convoy.", "denied", ["negation"]),
    ("The governor said rebels planned to attack the convoy.", "planned", ["report", "plan"]),
    ("Attack the convoy!", None, None),
]


@pytest.mark.parametrize(("text", "status", "kinds"), LAYERS, ids=[row[0] for row in LAYERS])
def test_the_chain_of_operators_gives_the_status(
    text: str, status: str | None, kinds: list[str] | None, parser: Parser
) -> None:
    found = [e for e in events_of(written(text), parser) if e.type == "ASSAULT"]
    if status is None:
        assert all(event.status != "actual" for event in found)
        return
    [event] = found
    assert (event.status, [operator.kind for operator in event.modality]) == (status, kinds)


def test_a_wish_over_a_demand_makes_no_deed(parser: Parser) -> None:
    record = written("Norway also wants Kenya to urge the rebels to abandon the town.")
    want, urge, abandon = events_of(record, parser)
    assert (want.type, want.status, want.trigger.of(record.text)) == ("REQUEST", "actual", "wants")
    assert (urge.type, urge.status) == ("REQUEST", "demanded")
    assert (abandon.type, abandon.status) == ("RETREAT", "demanded")
    layers = [(o.kind, o.span.of(record.text), o.holder and o.holder.of(record.text)) for o in abandon.modality]
    assert layers == [("wish", "wants", "Norway"), ("demand", "urge", "Kenya")]


def test_words_in_quotation_marks_are_not_the_articles_own(parser: Parser) -> None:
    record = written("“Rebels attacked the convoy. The army shelled the school.”")
    assert {event.status for event in events_of(record, parser)} == {"reported"}


@pytest.mark.parametrize(
    "text",
    [
        "Residents were resigned to the fall of the town.",
        "The minister showed little optimism.",
        "Aid workers warned that civilians risk being cut off.",
        "Norway would welcome a visit by the king.",
        "The singer suffered a heart attack.",
        "The company met its target.",
        "She was shelling peas.",
    ],
)
def test_an_attitude_or_another_sense_is_no_event(text: str, parser: Parser) -> None:
    assert events_of(written(text), parser) == []


@pytest.mark.parametrize(
    ("kinds", "status"),
    [
        ((), "actual"),
        (("report", "report"), "reported"),
        (("report", "future"), "planned"),
        (("condition", "future"), "conditional"),
        (("negation", "negation"), "hypothetical"),
        (("plan", "negation"), "hypothetical"),
        (("modal", "negation"), "denied"),
        (("condition", "negation"), "conditional"),
        (("demand", "failure"), "failed"),
    ],
)
def test_the_strictest_operator_wins(kinds: tuple[str, ...], status: str) -> None:
    assert status_of(kinds) == status


def test_a_quotation_mark_without_partner_reaches_to_the_end_of_its_paragraph() -> None:
    text = "He said: “We attacked.\n\nRebels left."
    assert [region.of(text) for region in quoted_regions(text)] == ["“We attacked."]
