"""How it was done: PLOVER's mode, by the words around a trigger, and the instrument among them."""

from __future__ import annotations

from dateline.events.frames import Frames
from dateline.events.grammar import NOMINAL, Grammar
from dateline.events.lexicon import EventLexicon, Trigger
from dateline.events.triggers import TriggerGate
from dateline.record import Span

_GENERAL = frozenset({("MOBILIZE", "troops"), ("PROTEST", "demo"), ("ASSAULT", "explosives"), ("ASSAULT", "firearms")})
"""Modes that a reading gives until a word says better."""

_MEANS = frozenset({"with", "by", "using", "in", "from", "during", "via", "over", "after", "at"})

_ASKED_FOR = {
    "AID": "assist", "COOPERATE": "assist", "SUPPORT": "assist", "AGREE": "assist", "CONSULT": "meet",
    "RETREAT": "yield", "CONCEDE": "yield",
}  # fmt: skip
"""Of a request or a refusal, by the type of what is asked for."""

_THREATENED = {"COERCE": "restrict", "PROTEST": "restrict", "ASSAULT": "violence", "SANCTION": "relations"}
_THREATENED_BY_MODE = {"arrest": "arrest", "expel": "expel"}
_LAND_TAKING = frozenset({"invade", "invasion", "annex", "occupy", "occupation", "annexation"})
_ENDING = frozenset({"end", "lift", "ease", "stop", "halt", "suspend", "drop", "scrap", "relax", "cease"})
_HOSTILE = frozenset({"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})


class Modes:
    """Reads the mode of the triggers of one record."""

    def __init__(self, grammar: Grammar, frames: Frames, gate: TriggerGate, lexicon: EventLexicon) -> None:
        self._g = grammar
        self._frames = frames
        self._modes = lexicon.modes
        self._instruments = lexicon.classes["weapon"] | lexicon.classes["bomb"] | lexicon.classes["instrument"]
        self._reading = gate.reading
        self._aid = lexicon.classes["aid"]

    def mode(self, index: int, trigger: Trigger) -> str | None:
        """Return the mode of a trigger; None where neither its reading nor a word around it says one."""
        if trigger.mode is not None and (trigger.type, trigger.mode) not in _GENERAL:
            return trigger.mode
        if trigger.type in {"REQUEST", "REJECT", "THREATEN"}:
            return self._by_content(index, trigger) or trigger.mode
        around = {w.lower() for i in self._around(index) for w in (self._g.tokens[i].lemma, self._g.tokens[i].text)}
        found = (mode for word, mode in self._modes.get(trigger.type, ()) if word in around)
        return next(found, trigger.mode)

    def instrument(self, index: int, trigger: Trigger) -> Span | None:
        """Return the weapon or means that the clause of an assault names; None where it names none."""
        if trigger.type != "ASSAULT":
            return None
        named = (i for i in self._around(index) if self._g.tokens[i].lemma.lower() in self._instruments)
        noun = next((i for i in named if self._g.tokens[i].pos in NOMINAL), None)
        if noun is None:
            return None
        head = self._g.tokens[noun].head
        # "rocket launchers": the launchers; "a drone attack": the drone.
        means = self._g.tokens[noun].dep == "compound" and self._g.tokens[head].dep == "pobj"
        return self._g.phrase(head if means else noun)

    def _around(self, index: int) -> list[int]:
        """The words that may say how: before the trigger, its subject and object, and what hangs on it by a means."""
        g = self._g
        heads = [index, *g.children(index, "dobj", "nsubj", "nsubjpass")]
        verb = g.tokens[index].head
        if g.tokens[index].pos == "NOUN" and self._frames.light_verb(index) is not None:
            heads.append(verb)
        for head in tuple(heads):
            for preposition in g.children(head, "prep", "agent"):
                if g.tokens[preposition].text.lower() in _MEANS:
                    heads += g.children(preposition, "pobj")
        return [i for head in heads for i in (*g.children(head, "compound", "amod", "nmod"), head) if i != index] + [
            index
        ]

    def _by_content(self, index: int, trigger: Trigger) -> str | None:
        content = self._content(index)
        for word in content:
            lemma = self._g.tokens[word].lemma.lower()
            reading = self._reading(word)
            if trigger.type != "THREATEN" and (lemma in self._aid or self._ends_something(word)):
                return "assist" if lemma in self._aid else "yield"
            if reading is None:
                continue
            if trigger.type == "THREATEN":
                found = _THREATENED_BY_MODE.get(reading.mode or "") or _THREATENED.get(reading.type)
                if lemma in _LAND_TAKING:
                    found = "territory"
            else:
                found = _ASKED_FOR.get(reading.type)
            if found is not None:
                return found
        return "change" if trigger.type != "THREATEN" and content else None

    def _ends_something(self, verb: int) -> bool:
        """ "end the curfew", "lift sanctions"."""
        if self._g.tokens[verb].lemma not in _ENDING:
            return False
        return any((r := self._reading(o)) is not None and r.type in _HOSTILE for o in self._g.children(verb, "dobj"))

    def _content(self, index: int) -> list[int]:
        """What is asked for, refused or threatened: the clause, the object, or "for" something; its objects last."""
        g = self._g
        below = [c for c in g.children(index, "xcomp", "ccomp", "advcl") if g.tokens[c].pos == "VERB"]
        below += g.children(index, "dobj")
        below += [n for p in ("for", "of", "with", "against") for n in g.prepositional(index, p)]
        below += [n for b in tuple(below) for n in (*g.children(b, "dobj"), *g.prepositional(b, "for"))]
        return [b for b in below if not g.tokens[b].entity]
