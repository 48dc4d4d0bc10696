"""Who fills the slots of a trigger: the people, places and things that its frame ties to it."""

from __future__ import annotations

import msgspec

from dateline.events.actors import Participants
from dateline.events.frames import Frames
from dateline.events.grammar import Grammar
from dateline.events.lexicon import EventLexicon, Trigger
from dateline.events.slot_heads import SlotHeads
from dateline.record import Participant, Span

_TARGET_SLOTS = frozenset({"obj", "on", "against", "of", "to", "at", "under:to", "under:on", "under:at", "undergoer"})


class Slots:
    """Fills the slots that a reading of triggers.tsv names, for one record."""

    def __init__(self, grammar: Grammar, frames: Frames, participants: Participants, lexicon: EventLexicon) -> None:
        self._g = grammar
        self._frames = frames
        self._heads = SlotHeads(grammar, frames)
        self._participants = participants
        self._classes = lexicon.classes

    def actors(self, index: int, trigger: Trigger) -> tuple[Participant, ...]:
        """Return who began it, in the order of the reading's slots."""
        return self._fill(index, trigger, trigger.actor)

    def recipients(self, index: int, trigger: Trigger) -> tuple[Participant, ...]:
        """Return towards whom or what it was done, in the order of the reading's slots."""
        return self._fill(index, trigger, trigger.recipient)

    def _fill(self, index: int, trigger: Trigger, slots: tuple[str, ...]) -> tuple[Participant, ...]:
        found: dict[Span, Participant] = {}
        for slot in slots:
            heads = self._heads.fill(index, slot, is_noun=trigger.pos == "N")
            for head in (*heads, *(n for h in heads for n in self._g.named_among(h))):
                for who in self._people(head, trigger, slot):
                    speaker = self._resolved(who)
                    for participant in self._participants.parties(who) if speaker is None else (speaker,):
                        if not any(other.contains(participant.span) for other in found):
                            found[participant.span] = participant
        return tuple(found.values())

    def _people(self, head: int, trigger: Trigger, slot: str) -> list[int]:
        """Who stands in a slot: the phrase itself; or whose it is: the dealings of somebody, somebody's demands."""
        if self._participants.acts(head) or self._is_target(head, trigger, slot) or self._names_place(head):
            return [head]
        lemma = self._g.tokens[head].lemma.lower()
        if slot in trigger.recipient and slot != "in":
            owners = self._frames.owners(head)
            owners += [n for a in self._g.prepositional(head, "from") for n in self._g.conjuncts(a)]
        elif slot == "subj" and lemma in self._classes["violence"]:
            owners = self._frames.owners(head)
        elif slot == "subj" and lemma in self._classes["statement"]:
            owners = self._frames.holders(head)
        else:
            return []
        return [owner for owner in owners if self._participants.acts(owner)]

    def _names_place(self, head: int) -> bool:
        """ "the town of Cizre", "Montenegro province": a common noun for a place with its name."""
        g = self._g
        if g.tokens[head].lemma.lower() not in self._classes["place"]:
            return False
        names = (*g.children(head, "compound", "nmod"), *g.prepositional(head, "of"))
        return any(self._participants.nature(name) == "place" for name in names)

    def _resolved(self, head: int) -> Participant | None:
        """ "The union said it would strike": the subject of a that-clause is the one who says it, where
        the number agrees and the language room has not said who it is."""
        speaker = self._frames.speaker_meant(head)
        if speaker is None or self._participants.entity(head) is not None:
            return None
        return msgspec.structs.replace(self._participants.participant(speaker), inferred=True)

    def _is_target(self, head: int, trigger: Trigger, slot: str) -> bool:
        """A convoy or a bridge can be what force was used on."""
        if slot not in _TARGET_SLOTS or trigger.type not in {"ASSAULT", "COERCE"}:
            return False
        return self._participants.can_be_target(head)
