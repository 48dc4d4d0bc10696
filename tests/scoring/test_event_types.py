"""What PLOVER counts of events that are not told as done."""

from __future__ import annotations

import pytest

from dateline.record import Event, EventStatus, EventType, Operator, Participant, Span
from dateline.scoring.plover import plover_type

WORD = Span(0, 1)


def event(type_: EventType, status: EventStatus, *kinds: str) -> Event:
    return Event(
        id="event-0-1", made_by="by-hand/1", type=type_, trigger=WORD, status=status,
        actors=(Participant(span=WORD),),
        modality=tuple(Operator(kind=kind, span=WORD) for kind in kinds),  # type: ignore[arg-type]  # kinds by hand
        evidence=(WORD,),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("type_", "status", "kinds", "counted"),
    [
        ("AID", "planned", ("report", "future"), "AGREE"),
        ("RETREAT", "planned", ("future",), "CONCEDE"),
        ("PROTEST", "planned", ("report", "future"), "THREATEN"),
        ("SANCTION", "conditional", ("condition", "future"), "THREATEN"),
        ("CONSULT", "conditional", ("condition", "modal"), "AGREE"),
        ("AID", "denied", ("negation", "future"), "REJECT"),
        ("AGREE", "failed", ("failure",), "REJECT"),
        ("COERCE", "hypothetical", ("attempt",), "COERCE"),
        ("ASSAULT", "demanded", ("demand",), None),
        ("ASSAULT", "denied", ("negation",), None),
        ("ASSAULT", "hypothetical", ("modal",), None),
    ],
)
def test_a_plan_is_a_promise_or_a_threat(
    type_: EventType, status: EventStatus, kinds: tuple[str, ...], counted: str | None
) -> None:
    assert plover_type(event(type_, status, *kinds)) == counted
