"""How often an event is right of which two voters say so: the frame lexicon, and the encoder on the marked pair."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Literal

import msgspec

from dateline.events.voter import TypeVoter
from dateline.record import Event, Participant, Span
from dateline.resources.tables import read_table

Vote = Literal["agree", "differ"]
"""Whether the encoder's type is one that the event counts as."""

_FRIENDLY = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID", "AGREE"})
_YIELDING = frozenset({"RETREAT", "CONCEDE"})
_TO_COME = frozenset({"planned", "conditional", "hypothetical", "demanded"})
_TOLD = frozenset({"actual", "reported"})


class Sureness:
    """Asks the second voter about the events of one text, which come in the order of their triggers."""

    def __init__(self, text: str, voter: TypeVoter | None) -> None:
        self._text = text
        self._voter = voter

    def added(self, events: Sequence[Event]) -> list[Event]:
        """Return the events with their confidence; None where there is no second voter, or nobody to mark."""
        return [msgspec.structs.replace(event, confidence=self._of(event, events)) for event in events]

    def _of(self, event: Event, events: Sequence[Event]) -> float | None:
        vote = self.vote(event, events)
        if vote is None:
            return None
        sides = "both" if event.actors and event.recipients else "one"
        return shares()[sides, "told" if event.status in _TOLD else "untold", vote]

    def vote(self, event: Event, events: Sequence[Event]) -> Vote | None:
        """Say whether the second voter agrees on an event's type; None where it can't be asked.

        It reads the pair, not the trigger: where its answer is another event of the sentence, it does not differ.
        """
        if self._voter is None or not (event.actors or event.recipients):
            return None
        sentence = event.evidence[0]
        told = self._voter(self._text, sentence, _spans(event.actors), _spans(event.recipients))
        best = max(told, key=told.__getitem__)
        around = (other for other in events if other.evidence[0] == sentence)
        return "agree" if any(best in counted_as(other) for other in around) else "differ"


def _spans(people: Sequence[Participant]) -> list[Span]:
    return [person.span for person in people]


def counted_as(event: Event) -> frozenset[str]:
    """Return the types of PLV that an event may be counted as: PLOVER has types for what is promised and refused."""
    found = {"YIELD" if event.type in _YIELDING else event.type}
    if event.status in _TO_COME:
        found.add("AGREE" if event.type in _FRIENDLY else "YIELD" if event.type in _YIELDING else "THREATEN")
    if event.status == "demanded":
        found.add("REQUEST")
    if event.status in {"denied", "failed"}:
        found.add("REJECT")
    return frozenset(found)


@cache
def shares() -> dict[tuple[str, str, str], float]:
    """Return the share of right events by sides named, by whether they are told as done, and by vote."""
    rows = read_table("events", "confidence", columns=5)
    return {(sides, told, vote): float(share) for sides, told, vote, share, _ in rows}
