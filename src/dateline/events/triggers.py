"""The gate: which words of a text may tell an event. Most sentences cost no more than a look-up a word."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from dateline.events.actors import Participants
from dateline.events.frames import Frames
from dateline.events.grammar import Grammar
from dateline.events.lexicon import EventLexicon, Trigger
from dateline.events.mending import is_time
from dateline.events.mood import is_imperative
from dateline.events.slot_heads import SlotHeads

_KINDS_OF_PEOPLE = frozenset({"armed", "business", "irregular", "civilian", "labour", "official", "state"})
_TENORS = {
    "cooperative": frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID", "AGREE", "RETREAT", "CONCEDE"}),
    "yielding": frozenset({"RETREAT", "CONCEDE"}),
    "hostile": frozenset({"ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "PROTEST"}),
}
_VEHICLES = frozenset({"train", "bus", "car", "truck", "plane", "fire", "fall", "cold", "heat"})
"""Words of the class "accident" that tell of one only beside the harm itself."""

_SPEAKER = frozenset({"i", "we", "you", "one"})

_POS = {"VERB": "V", "NOUN": "N", "ADJ": "A"}


class TriggerGate:
    """Finds the words that may tell an event, with the reading whose needs hold."""

    def __init__(self, grammar: Grammar, frames: Frames, participants: Participants, lexicon: EventLexicon) -> None:
        self._g = grammar
        self._frames = frames
        self._heads = SlotHeads(grammar, frames)
        self._participants = participants
        self._lexicon = lexicon

    def __iter__(self) -> Iterator[tuple[int, Trigger]]:
        """Yield (token, reading) in reading order."""
        for index, token in enumerate(self._g.tokens):
            if token.pos in _POS and token.dep not in {"compound", "aux", "auxpass"}:
                trigger = self.reading(index)
                if trigger is not None:
                    yield index, trigger

    def reading(self, index: int) -> Trigger | None:
        """Return the first reading of a word whose needs hold; None where it tells no event."""
        token = self._g.tokens[index]
        if token.pos == "NOUN" and self._is_figurative(index):
            return None
        readings = self._lexicon.triggers.get((token.lemma.lower(), _POS.get(token.pos, "")), ())
        return next((t for t in readings if all(self._holds(need, index) for need in t.needs)), None)

    def _is_figurative(self, noun: int) -> bool:
        """ "price war", "charm offensive", "legal battle": a word of force, but no force is used."""
        g, classes = self._g, self._lexicon.classes
        if g.tokens[noun].lemma.lower() not in classes["violence"] | classes["sport-figurative"]:
            return False
        before = {g.tokens[c].lemma.lower() for c in g.children(noun, "compound", "amod", "nmod")}
        return not before.isdisjoint(classes["figurative"])

    def _holds(self, need: str, index: int) -> bool:
        g, frames = self._g, self._frames
        if need == "bare":
            return True
        if need == "obj":
            return bool(frames.objects(index))
        if need == "active":
            return not frames.is_passive(index)
        if need == "violent":
            return self._is_violent(index)
        if need == "main":
            return g.tokens[index].dep not in {"relcl", "acl", "advcl"}
        if need.startswith("-"):
            return not self._holds(need[1:], index)
        if need == "subj":
            return bool(frames.agents(index))
        if need == "several":
            return len(frames.agents(index)) > 1
        if need == "disclosing":
            below = g.children(index, "xcomp", "ccomp")
            return any(g.tokens[c].lemma in self._lexicon.classes["disclosing"] for c in below)
        if need == "plural":
            return g.tokens[index].tag in {"NNS", "NNPS"}
        if need == "clause":
            return g.child(index, "xcomp", "ccomp", "advcl") is not None
        if need == "pledging":
            return any(self._is_pledge(c) for c in g.children(index, "ccomp"))
        if need == "infinitive":
            return any(
                g.tokens[a].tag == "TO"
                for c in g.children(index, "xcomp", "ccomp", "advcl")
                if g.child(c, "mark") is None  # "told reporters that they are to leave"
                for a in g.children(c, "aux")
            ) or any(is_imperative(g, c) for c in g.children(index, "ccomp", "advcl"))
        if need == "naming":
            return g.child(index, "oprd", "ccomp") is not None
        if need == "must":
            return any(self._is_obligation(c) for c in g.children(index, "ccomp"))
        if need == "counted":
            return (
                g.tokens[g.tokens[index].head].text.lower() != "in"
                or g.child(index, "det", "poss", "nummod") is not None
            )
        if need in _TENORS:
            return any(self._tells(c, _TENORS[need]) for c in g.children(index, "xcomp", "ccomp"))
        if need == "physical":
            return any(self._participants.is_people(c) for c in frames.objects(index))
        if need == "labour":
            words = {g.tokens[c].lemma.lower() for c in g.children(index, "compound", "amod", "poss")}
            return bool(words & self._lexicon.classes["labour"]) or self._light_is_labour(index)
        if need == "verbal":
            return self._is_verbal(index)
        if ":" in need:
            preposition, wanted = need.split(":")
            return any(self._is(wanted, head) for head in g.prepositional(index, preposition))
        if need.startswith("mod="):
            before = self._lexicon.classes.get(need[4:]) or frozenset(need[4:].split(","))
            return any(g.tokens[c].lemma.lower() in before for c in g.children(index, "compound", "amod", "nmod"))
        if need.startswith("head="):
            return g.tokens[g.tokens[index].head].lemma in need[5:].split(",")
        if need.startswith("poss="):
            return any(self._is(need[5:], head) for head in g.children(index, "poss"))
        if need.startswith("subj="):
            return any(self._is(need[5:], head) for head in frames.agents(index))
        if need.startswith("obj="):
            return any(self._is(need[4:], head) for head in frames.objects(index))
        if need == "prt":
            return g.child(index, "prt") is not None
        if need.startswith("prt="):
            return any(g.tokens[c].text.lower() == need[4:] for c in g.children(index, "prt"))
        return self._has_word(index, need)

    def _is_living(self, head: int) -> bool:
        """Neither an organisation nor a place or thing: who can be killed."""
        lemma, classes = self._g.tokens[self._participants.core(head)].lemma.lower(), self._lexicon.classes
        return lemma not in classes["body"] | classes["thing"] | classes["place"]

    def _is_obligation(self, clause: int) -> bool:
        """ "… the rebels must leave", "… that he leave"; "support must be specific" obliges nobody."""
        subjects = [a for a in self._frames.subjects(clause) if self._participants.acts(a)]
        if not subjects or any(self._g.tokens[a].text.lower() in _SPEAKER for a in subjects):
            return False
        aux = self._g.children(clause, "aux")
        if any(self._g.tokens[a].lemma == "must" for a in aux):
            return True
        # "said killers dine out": a plural's present is spelt as the bare form.
        bare = self._g.tokens[clause].tag == "VB" and not aux
        return bare and not any(self._g.tokens[a].tag in {"NNS", "NNPS"} for a in subjects)

    def _is_pledge(self, clause: int) -> bool:
        """ "agreed that they would meet", "agreed that it be sold"; "agree that it works" pledges nothing."""
        modals = [a for a in self._g.children(clause, "aux") if self._g.tokens[a].tag == "MD"]
        if modals:
            return any(self._g.tokens[a].lemma in {"will", "would", "shall", "'d", "should"} for a in modals)
        return self._g.tokens[clause].tag == "VB" and self._g.child(clause, "aux") is None

    def _tells(self, verb: int, types: frozenset[str]) -> bool:
        # Readings that themselves ask for a tenor are passed over: "offered to offer to offer …" has no end.
        readings = self._lexicon.triggers.get((self._g.tokens[verb].lemma.lower(), "V"), ())
        plain = (t for t in readings if not any(need.lstrip("-") in _TENORS for need in t.needs))
        trigger = next((t for t in plain if all(self._holds(need, verb) for need in t.needs)), None)
        return trigger is not None and trigger.type in types

    def _is_violent(self, index: int) -> bool:
        """By somebody, a weapon or an attack; where nobody is named, not in an accident."""
        g, classes = self._g, self._lexicon.classes
        if g.tokens[index].dep == "advcl" and g.tokens[g.tokens[index].head].lemma in classes["mishap"]:
            return False  # "a helicopter crashed, killing five"
        agents = self._frames.agents(index)
        if agents:
            lemmas = {g.tokens[a].lemma.lower() for a in agents}
            by_force = classes["violence"] | classes["weapon"] | classes["bomb"]
            if any(self._may_be_accident(a) or self._is_figurative(a) for a in agents):
                return False
            return bool(lemmas & by_force) or any(self._participants.acts(a) for a in agents)
        if self._tells_of_disaster and not self._names_force(index):
            return False
        first = g.tokens[index].head if g.tokens[index].dep == "conj" else index
        harmed = (first, *g.children(first, "conj"))  # "died in the fire and 17 were injured"
        beside = (p for verb in harmed for p in g.children(verb, "prep", "agent", "advcl"))
        around = (n for p in beside for n in (p, *g.children(p, "pobj", "nsubj")))
        return not any(g.tokens[n].lemma.lower() in classes["accident"] for n in around)

    @cached_property
    def _tells_of_disaster(self) -> bool:
        """Say whether the article has more words for accidents than for force, and several."""
        classes = self._lexicon.classes
        lemmas = [token.lemma.lower() for token in self._g.tokens if token.pos in {"NOUN", "PROPN"}]
        natural = classes["accident"] - _VEHICLES
        accidents = sum(lemma in natural for lemma in lemmas)
        return accidents > 1 and accidents > sum(lemma in classes["violence"] | classes["bomb"] for lemma in lemmas)

    def _names_force(self, index: int) -> bool:
        first, end = self._g.sentences[self._g.tokens[index].sentence]
        words = {self._g.tokens[i].lemma.lower() for i in range(first, end)}
        return not words.isdisjoint(self._lexicon.classes["violence"] | self._lexicon.classes["weapon"])

    def _is_verbal(self, index: int) -> bool:
        """ "attacked the governor over his record", "attacked in the press": with words."""
        g = self._g
        for preposition in g.children(index, "prep"):
            word = g.tokens[preposition].text.lower()
            below = g.children(preposition, "pobj", "pcomp")
            if word in {"in", "on", "at"} and any(g.tokens[n].lemma in self._lexicon.classes["forum"] for n in below):
                return True
            if word in {"over", "for"} and any(not is_time(g.tokens[n]) for n in below):
                return True
        return False

    def _may_be_accident(self, head: int) -> bool:
        """ "an explosion", "a gas blast": no attack until a bomb or a bomber is named with it."""
        g, classes = self._g, self._lexicon.classes
        if g.tokens[head].lemma.lower() not in classes["perhaps-violence"]:
            return False
        words = {g.tokens[c].lemma.lower() for c in g.children(head, "compound", "amod", "nmod")}
        return not words & (classes["bomb"] | classes["violence"] | {"suicide", "roadside"})

    def _has_word(self, index: int, word: str) -> bool:
        """A word that hangs on the trigger, or on its preposition or object: "go on strike"."""
        g = self._g
        own = [c for c in g.children(index) if g.tokens[c].tag != "TO"]
        under = [c for o in own if g.tokens[o].dep in {"dobj", "prep"} for c in g.children(o, "prep", "pobj")]
        under += [c for o in under if g.tokens[o].dep == "prep" for c in g.children(o, "pobj")]
        return any(g.tokens[c].text.lower() == word for c in (*own, *under))

    def _light_is_labour(self, index: int) -> bool:
        strikers = (
            a for slot in ("light", "by", "poss", "bearer") for a in self._heads.fill(index, slot, is_noun=True)
        )
        return any(self._participants.is_of_kind(a, "labour") for a in strikers) or (
            self._g.tokens[index].dep == "dobj" and self._g.tokens[self._g.tokens[index].head].lemma == "call"
        )

    def _is(self, wanted: str, head: int) -> bool:
        if wanted == "agent":
            return self._participants.acts(head)
        if wanted == "power":
            return self._participants.has_power(head)
        if wanted == "person":
            return self._g.tokens[head].entity == "PERSON"
        if wanted == "victim":
            return self._participants.can_be_target(head) and self._is_living(head)
        if wanted == "target":
            return self._participants.can_be_target(head)
        if wanted in _KINDS_OF_PEOPLE:
            return self._participants.is_of_kind(head, wanted)
        lemma = self._g.tokens[self._participants.core(head)].lemma.lower()
        words = self._lexicon.classes.get(wanted)
        if words is None:
            return lemma in wanted.split(",")
        if lemma in words:
            return True
        return wanted == "place" and self._participants.nature(head) == "place"
