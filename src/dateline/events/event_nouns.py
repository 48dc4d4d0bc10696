"""What makes an event of a noun: the verb that carries it, condemns it, wants it or tells that it took place."""

from __future__ import annotations

from dateline.events.clauses import Clauses
from dateline.events.frames import Frames
from dateline.events.grammar import CLIMB_LIMIT, VERBAL, Grammar
from dateline.events.lexicon import EventLexicon
from dateline.events.links import Links
from dateline.events.mood import Found

_PAST_TAGS = frozenset({"VBD", "VBN"})
_PRESUPPOSING = frozenset({"after", "since", "following", "despite", "amid", "during", "because"})
_LOCATING = frozenset({"in", "by", "at", "with", "through", "under"})
_LATER = frozenset({"before", "until", "till", "ahead"})
_STATES = frozenset({"strike", "trial"})
_REFUSALS = frozenset({"reject", "dismiss", "spurn", "rebuff", "refuse", "turn", "ignore", "decline"})
_NO = frozenset({"no", "neither", "nor"})
_TOLD = frozenset({"report"})
_UNDONE = _TOLD | {"negation"}


class EventNouns:
    """Finds what licenses event nouns."""

    def __init__(self, grammar: Grammar, frames: Frames, lexicon: EventLexicon, links: Links, clauses: Clauses) -> None:
        self._g = grammar
        self._frames = frames
        self._operators = lexicon.operators
        self._trends = lexicon.classes["trend"]
        self._links = links
        self._clauses = clauses

    def from_noun(self, noun: int) -> tuple[int, list[Found], bool] | None:
        """Return what licenses an event noun: the word to go on from, operators, whether presupposed; else None."""
        step = self._licensed(noun)
        if step is not None:
            return step
        soon = self._announced(noun)
        if soon is None:
            return None
        verb = self._g.verb_of(noun)
        return None if verb == noun else (verb, [Found("future", soon, None)], True)

    def _announced(self, noun: int) -> int | None:
        """ "talks in Geneva later on Saturday": no verb makes it an event, its own date makes it a coming one."""
        tokens = self._g.tokens
        for index in range(noun + 1, min(len(tokens), noun + 7)):
            token = tokens[index]
            if token.pos in VERBAL or token.sentence != tokens[noun].sentence:
                return None
            if token.text.lower() in {"tomorrow", "later"} or (token.text.lower() == "next" and token.dep == "amod"):
                return index
        return next((f.token for f in self._around(noun) if f.kind == "future"), None)

    def _licensed(self, noun: int) -> tuple[int, list[Found], bool] | None:
        g = self._g
        found = self._around(noun)
        for _ in range(CLIMB_LIMIT):
            token = g.tokens[noun]
            head = token.head
            if token.dep == "conj" and g.tokens[head].pos not in VERBAL:
                noun = head
                continue
            if token.dep in {"dobj", "nsubjpass"} and g.tokens[head].pos in VERBAL:
                return self._as_object(head, found, noun)
            if token.dep == "nsubj" and g.tokens[head].pos in VERBAL:
                return self._as_subject(head, found)
            if token.dep == "attr" and self._is_told_by_be(head):
                return head, found, False
            if token.dep == "pobj":
                step = self._under_preposition(noun, found)
                if step is None or isinstance(step, tuple):
                    return step
                noun = step
                continue
            return None
        return None

    def _is_told_by_be(self, verb: int) -> bool:
        """ "It was the third attack this week." """
        g = self._g
        subject = g.child(verb, "nsubj")
        return (
            g.tokens[verb].tag == "VBD"
            and subject is not None
            and g.tokens[subject].text.lower() in {"it", "this", "that"}
        )

    def _around(self, noun: int) -> list[Found]:
        g = self._g
        found = []
        for child in g.children(noun):
            lower = g.tokens[child].text.lower()
            if g.tokens[child].dep in {"det", "neg"} and lower in _NO | {"not"}:
                found.append(Found("negation", child, None))
            elif g.tokens[child].dep in {"amod", "advmod", "compound"}:
                kind = self._operators.get((lower, "A", "noun"))
                if kind is not None:
                    found.append(Found(kind, child, None))
        return found

    def _as_object(self, verb: int, found: list[Found], noun: int) -> tuple[int, list[Found], bool] | None:
        kind = self.over_noun(verb)
        if kind is None or kind == "occurs":
            return None
        if kind == "light":
            # "launched its planned offensive": it is no plan any more.
            done = self._g.tokens[verb].tag in _PAST_TAGS
            return verb, [f for f in found if not (done and self._is_overtaken(f))], False
        if kind == "factive" or (kind == "negation" and self._was_put(verb, noun)):
            return self._presupposed(verb, found)
        return verb, [*found, Found(kind, verb, self._links.holder(verb))], False

    def _is_overtaken(self, found: Found) -> bool:
        return found.kind == "future" or self._g.tokens[found.token].lemma in {"threaten", "threatened"}

    def _was_put(self, verb: int, noun: int) -> bool:
        """A demand or an offer that is rejected was made all the same."""
        kind = self._operators.get((self._g.tokens[noun].lemma.lower(), "N", "clause"))
        return kind in {"demand", "plan"} and self._g.tokens[verb].lemma in _REFUSALS

    def over_noun(self, verb: int) -> str | None:
        """Return the operator that a verb, with its particle, is over an event noun; None for none."""
        g = self._g
        lemma = g.tokens[verb].lemma
        particle = g.child(verb, "prt")
        if particle is not None:
            phrasal = self._operators.get((f"{lemma} {g.tokens[particle].text.lower()}", "V", "noun"))
            if phrasal is not None:
                return phrasal
        return self._operators.get((lemma, "V", "noun"))

    def _presupposed(
        self, verb: int, found: list[Found], harmless: frozenset[str] = _TOLD
    ) -> tuple[int, list[Found], bool] | None:
        """What was condemned took place; what would be welcomed may never."""
        if any(f.kind not in harmless for f in self._clauses.local(verb)):
            return None
        return verb, found, True

    def _as_subject(self, verb: int, found: list[Found]) -> tuple[int, list[Found], bool] | None:
        g = self._g
        if g.tokens[verb].lemma in self._trends:
            return None  # "pirate attacks peaked in 2008": a figure, no attack
        past = g.tokens[verb].tag in {"VBD", "VBN", "VBG"} or g.child(verb, "aux") is not None
        occurs = (g.tokens[verb].lemma, "V", "noun") in self._operators
        if past or (occurs and self._operators[g.tokens[verb].lemma, "V", "noun"] in {"occurs", "light"}):
            return verb, found, False
        return None

    def _under_preposition(self, noun: int, found: list[Found]) -> tuple[int, list[Found], bool] | int | None:
        g = self._g
        preposition = g.tokens[noun].head
        word = g.tokens[preposition].text.lower()
        governor = g.tokens[preposition].head
        kind = self._links.linked(governor, word)
        if kind == "factive" and g.tokens[governor].pos == "NOUN":
            return governor
        if kind == "doubt" and g.tokens[governor].pos == "NOUN":
            return None  # fears of an attack: an attitude, not an event
        if kind in {"light", "implicative"}:
            return governor, found, False
        if kind == "factive":
            # "nobody was charged over the shooting": the shooting took place all the same.
            definite = g.child(noun, "poss") is not None or any(
                g.tokens[d].text.lower() == "the" for d in g.children(noun, "det")
            )
            return self._presupposed(governor, found, _UNDONE if definite else _TOLD)
        if kind is not None:
            return governor, [*found, Found(kind, governor, self._links.holder(governor))], False
        if word == "on" and g.tokens[noun].lemma in _STATES:
            return governor, found, False  # "is on strike", "soldiers on trial"
        if word == "of" and g.tokens[governor].text.lower() == "because":
            return self._presupposed(g.verb_of(governor), found, _UNDONE)
        if word == "of" and g.tokens[governor].text.lower() == "ahead":
            return g.verb_of(governor), [*found, Found("future", governor, None)], True
        if g.tokens[governor].pos not in VERBAL:
            return None
        if word in _PRESUPPOSING:
            # "nobody was arrested after the march": the march took place all the same.
            return self._presupposed(governor, found, _UNDONE)
        if word in _LOCATING:
            # "to show grace in talks": where it is to be done, not what is to be done.
            infinitive = any(g.tokens[aux].tag == "TO" for aux in g.children(governor, "aux"))
            return None if word in {"in", "at"} and infinitive else (governor, found, False)
        if word in _LATER:
            return governor, [*found, Found("future", preposition, None)], False
        if word == "for" and self._frames.light_verb(noun) == governor:
            return governor, [*found, Found("purpose", preposition, self._links.holder(governor))], False
        if word == "without":
            return governor, [*found, Found("negation", preposition, None)], False
        return None
