"""Whether what is told concerns the public: words, help and visits fill everyday life, sport and business too."""

from __future__ import annotations

import itertools
from bisect import bisect_left

from dateline.events.actors import Participants, is_power
from dateline.events.frames import Frames
from dateline.events.grammar import Grammar
from dateline.events.lexicon import EventLexicon, Trigger
from dateline.record import Mention, Participant, Record

OF_WORDS = frozenset({
    "REQUEST", "ACCUSE", "REJECT", "SUPPORT", "THREATEN", "AGREE", "CONCEDE", "CONSULT", "COOPERATE", "AID", "RETREAT",
})  # fmt: skip
"""Types that everyday life is full of."""

_BETWEEN_PEOPLE = frozenset({"CONSULT", "REQUEST", "SUPPORT", "ACCUSE", "AID"})
_OF_DEEDS = frozenset({"AID", "RETREAT", "CONSULT", "COOPERATE", "MOBILIZE", "AGREE", "CONCEDE", "THREATEN", "PROTEST"})
_WRITER = frozenset({"i", "we", "you", "me", "us", "one"})
_PRESS = ("JRN",)
_SPEAKING = frozenset({"speak", "talk", "meet", "discuss"})


class Concern:
    """Reads who takes part in what one record tells."""

    def __init__(
        self, grammar: Grammar, frames: Frames, participants: Participants, lexicon: EventLexicon, record: Record
    ) -> None:
        self._g = grammar
        self._frames = frames
        self._participants = participants
        self._classes = lexicon.classes
        self._agents = lexicon.agents
        self._record = record
        self._mention_starts = [mention.span.start for mention in record.mentions]

    def is_everyday(self, index: int, trigger: Trigger, people: tuple[Participant, ...]) -> bool:
        """Say whether a trigger tells of nobody in particular: "I asked a friend", "they agreed", "the tool helped".

        Of public concern is what a country, an organisation, or somebody with an office or a calling takes
        part in. Force and arrests are so whoever they fall on.
        """
        if trigger.type in _OF_DEEDS and self._is_done_by_a_thing(index, trigger):
            return True
        if trigger.type not in OF_WORDS or trigger.mode in {"allege", "release"} or not people:
            return False
        if any(self._is_writer(who) for who in people) or self._is_interview(trigger, people):
            return True
        return not any(self._is_public(trigger, who) for who in people)

    def is_in_power(self, people: tuple[Participant, ...]) -> bool:
        """Say whether a country, or somebody who holds office or is armed, takes part."""
        return any(is_power(who) for who in people)

    def _is_writer(self, who: Participant) -> bool:
        """The writer and the reader; inside quotation marks a record's speakers stand for them."""
        return not who.inferred and who.entity is None and who.span.of(self._record.text).lower() in _WRITER

    def _is_interview(self, trigger: Trigger, people: tuple[Participant, ...]) -> bool:
        """ "Speaking with the Gazette": how words reached a paper is no meeting."""
        if trigger.type != "CONSULT" or trigger.lemma not in _SPEAKING:
            return False
        return any(who.sectors == _PRESS for who in people)

    def _is_done_by_a_thing(self, verb: int, trigger: Trigger) -> bool:
        """ "the tool allows researchers to see", "the win gave the club help": no actor, and no need of one."""
        if trigger.pos != "V" or self._frames.is_passive(verb) or "subj" not in trigger.actor:
            return False
        subject = self._g.child(verb, "nsubj")
        if subject is None or self._g.tokens[subject].pos == "PRON" or self._frames.agents(verb) == []:
            return False
        heads = self._frames.agents(verb)
        if any(self._participants.acts(head) or self._frames.owners(head) for head in heads):
            return False
        told = self._classes["statement"] | self._classes["violence"] | self._classes["weapon"]
        return all(self._g.tokens[self._participants.core(head)].lemma.lower() not in told for head in heads)

    def _is_public(self, trigger: Trigger, who: Participant) -> bool:
        noun = self._noun(who)
        named = bool(who.sectors) or noun in self._agents
        if named and noun not in self._classes["anybody"]:
            return True
        if who.country is not None and not (who.inferred and not named):
            return True  # but "people", of a country only because the article is about it
        first = bisect_left(self._mention_starts, who.span.start)
        mentions = self._record.mentions[first:]
        inside = itertools.takewhile(lambda m: m.span.start < who.span.end, mentions)
        return any(self._is_body(trigger, mention) for mention in inside)

    def _is_body(self, trigger: Trigger, mention: Mention) -> bool:
        """A lone name that is in no table is as often a person's as a firm's: where people meet, it does not count."""
        if mention.type == "organisation" and trigger.type in _BETWEEN_PEOPLE:
            name = mention.span.of(self._record.text)
            return " " in name or name.isupper()
        return mention.type in {"organisation", "place", "group"}

    def _noun(self, who: Participant) -> str | None:
        head = self._g.at(who.span.end - 1)
        return None if head is None else self._g.tokens[self._participants.core(head)].lemma.lower()
