"""The heads of the phrases in the slots that triggers.tsv names."""

from __future__ import annotations

from dateline.events.frames import HARMS, Frames
from dateline.events.grammar import NOMINAL, Grammar


class SlotHeads:
    """Finds the heads in a slot of a trigger: by its frame, its prepositions, its light verb."""

    def __init__(self, grammar: Grammar, frames: Frames) -> None:
        self._g = grammar
        self._frames = frames

    def fill(self, trigger: int, slot: str, *, is_noun: bool) -> list[int]:
        """Return the heads of the phrases in one slot, in order."""
        g = self._g
        if slot == "subj":
            return self._frames.agents(trigger)
        if slot == "obj":
            return self._frames.objects(trigger)
        if slot == "dative":
            return [n for d in g.children(trigger, "dative") if g.tokens[d].pos in NOMINAL for n in g.conjuncts(d)]
        if slot.startswith("under:"):
            below = [n for o in self._frames.objects(trigger) for n in self._under(o, slot[6:])]
            return [n for b in below for n in g.conjuncts(b)]
        if slot == "owner":
            return [n for o in self._frames.objects(trigger) for n in self._frames.owners(o)]
        if slot == "told":
            return [n for c in g.children(trigger, "ccomp") for n in self._frames.agents(c)]
        if slot == "aim":
            return self._aims(trigger)
        if slot == "below":
            return [n for c in g.children(trigger, "xcomp") for n in self._towards(c)]
        if not is_noun:
            after = g.prepositional(trigger, slot) or [
                n for o in g.children(trigger, "dobj") for n in g.prepositional(o, slot)
            ]
            return [n for b in after for n in g.conjuncts(b)]
        if slot == "poss":
            return [n for p in g.children(trigger, "poss") for n in self._frames.spread(p)]
        if slot == "mod":
            return [n for m in g.children(trigger, "amod", "compound", "nmod") for n in self._frames.modifiers(m)]
        verb = self._frames.light_verb(trigger)
        if slot == "light":
            carrier = verb if verb is not None else self._frames.own_act(trigger)
            return [] if carrier is None else self._frames.agents(carrier)
        if slot == "bearer":
            return self._bearers(trigger)
        if slot == "undergoer":
            return self._undergoers(trigger)
        if slot == "lightobj":
            return [] if verb is None else [n for d in g.children(verb, "dative") for n in g.conjuncts(d)]
        own = g.prepositional(trigger, slot)
        if not own and verb is not None and slot in {"with", "on", "against", "to", "between", "in"}:
            own = g.prepositional(verb, slot)
        return [n for b in own for n in g.conjuncts(b)]

    def _bearers(self, noun: int) -> list[int]:
        """Who "is on strike" or "in talks", "the teachers on strike"."""
        g = self._g
        preposition = g.tokens[noun].head
        word = g.tokens[preposition].text.lower()
        governor = g.tokens[preposition].head
        in_it = word == "in" and g.tokens[governor].lemma in {"be", "remain", "stay"}
        if g.tokens[noun].dep != "pobj" or not (word == "on" or in_it):
            return []
        return (
            g.conjuncts(governor) if g.tokens[governor].pos in NOMINAL else self._frames.subjects(g.verb_of(governor))
        )

    def _undergoers(self, noun: int) -> list[int]:
        """Who "came under" an attack, was "hit by" it or "killed in" it."""
        g = self._g
        preposition = g.tokens[noun].head
        verb = g.tokens[preposition].head
        word = g.tokens[preposition].text.lower()
        if g.tokens[noun].dep != "pobj":
            return []
        if word == "under" and g.tokens[verb].lemma == "come":
            return self._frames.subjects(verb)
        struck = word in {"by", "in"} and g.tokens[verb].lemma in HARMS
        return self._frames.objects(verb) if struck and self._frames.is_passive(verb) else []

    def _under(self, noun: int, preposition: str) -> list[int]:
        """What hangs on a noun by a preposition, or on what it is counted in: "tonnes of food for Haiti"."""
        g = self._g
        found = g.prepositional(noun, preposition)
        for part in g.prepositional(noun, "of") if preposition != "of" else ():
            found += g.prepositional(part, preposition)
        return found

    def _towards(self, verb: int) -> list[int]:
        """Whom a promised or threatened act is for: its object, or "to", "with", "on", "against" somebody."""
        g = self._g
        found = self._frames.objects(verb)
        for preposition in ("to", "with", "on", "against", "for", "in"):
            below = g.prepositional(verb, preposition) + [
                n for o in g.children(verb, "dobj") for n in self._under(o, preposition)
            ]
            found = found + [n for b in below for n in g.conjuncts(b)]
        return found

    def _aims(self, trigger: int) -> list[int]:
        """Whom a protest is about: "to demand the resignation of …", "in protest at …"."""
        g = self._g
        aims = [
            c
            for c in g.children(self._frames.light_verb(trigger) or trigger, "advcl", "xcomp")
            if g.tokens[c].pos == "VERB"
        ]
        wanted = [o for a in aims for o in self._frames.objects(a)]
        wanted += [
            n
            for carrier in (trigger, self._frames.light_verb(trigger))
            if carrier is not None
            for protest in g.prepositional(carrier, "in")
            if g.tokens[protest].lemma == "protest"
            for word in ("of", "at", "over", "against")
            for n in g.prepositional(protest, word)
        ]
        return [n for o in wanted for n in (o, *self._frames.owners(o))]
