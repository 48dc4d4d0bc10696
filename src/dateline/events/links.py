"""Operators between a clause and what it hangs on: verbs of saying and wanting, conjunctions, prepositions."""

from __future__ import annotations

from dateline.events.frames import Frames
from dateline.events.grammar import Grammar
from dateline.events.lexicon import EventLexicon
from dateline.events.mending import SUBJECTS
from dateline.events.mood import Found
from dateline.events.status import STATUS

_CONDITIONS = frozenset({"if", "unless", "whether", "provided", "lest", "should"})
_INVERTED = frozenset({"had", "were", "should"})
_WHEN = frozenset({"when", "once", "before", "until", "till", "after", "whenever", "while", "as"})
_PAST_TAGS = frozenset({"VBD", "VBN"})
_ANSWERING_FOR = frozenset({"claim", "take", "accept", "admit", "deny", "bear", "assume", "have"})


class Links:
    """Reads the operators of one relation at a time."""

    def __init__(self, grammar: Grammar, frames: Frames, lexicon: EventLexicon) -> None:
        self._g = grammar
        self._frames = frames
        self._operators = lexicon.operators

    def complement(self, node: int, head: int) -> list[Found]:
        """Return the operators that a verb, adjective or noun is over the clause it takes."""
        g = self._g
        above = g.tokens[head]
        infinitive = any(g.tokens[c].tag == "TO" for c in g.children(node, "aux"))
        pos = {"VERB": "V", "AUX": "V", "ADJ": "A", "NOUN": "N"}.get(above.pos, "V")
        lemma = above.lemma.lower()
        if lemma == "go" and above.tag == "VBG" and infinitive:
            return [Found("future", head, self.holder(head))]
        if lemma == "be" and infinitive:
            return [Found("future", head, self.holder(head))]
        if lemma == "have" and infinitive:
            return [Found("modal", head, self.holder(head))]
        if lemma == "tell" and infinitive:
            return [Found("demand", head, self.holder(head))]
        particle = g.child(head, "prt")
        phrasal = lemma if particle is None else f"{lemma} {g.tokens[particle].text.lower()}"
        kind = self._operators.get((phrasal, pos, "clause"), self._operators.get((lemma, pos, "clause")))
        if kind == "implicative" and self._is_finite(node):
            kind = "report"  # "heard shots ring out" tells, "heard that shots rang out" passes on
        if kind in {"factive", "implicative"}:
            return []
        if kind is None:
            # Not known: a proposition of somebody's, or something that may come about.
            kind = "modal" if infinitive else "report"
        if kind == "report" and infinitive and self._has_own_subject(node):
            # "minister says France to send troops"
            return [Found("future", node, None), Found(kind, head, self.holder(head))]
        if self._is_doubt_of_intent(kind, head, infinitive=infinitive):
            kind = "plan"
        return [Found(kind, head, self.holder(head))]

    def _is_finite(self, node: int) -> bool:
        g = self._g
        return g.child(node, "nsubj", "nsubjpass") is not None and any(
            g.tokens[w].tag in {"VBD", "VBZ", "VBP"} for w in (node, *g.children(node, "aux", "auxpass"))
        )

    def _has_own_subject(self, node: int) -> bool:
        return self._g.child(node, "nsubj", "nsubjpass") is not None and not any(
            self._g.tokens[a].lemma == "have" for a in self._g.children(node, "aux")
        )

    def _is_doubt_of_intent(self, kind: str, head: int, *, infinitive: bool) -> bool:
        return kind == "doubt" and infinitive and self._g.tokens[head].lemma in {"expect", "anticipate"}

    def holder(self, verb: int) -> int | None:
        """Return whose saying, wish or plan a word is; None where nobody is named."""
        g = self._g
        if g.tokens[verb].pos == "NOUN":
            return next(iter(self._frames.holders(verb)), None)
        return next(iter(self._frames.agents(verb)), None)

    def adverbial(self, node: int, head: int) -> tuple[list[Found], bool]:
        """Return the operators of an adverbial clause, and whether what it tells is presupposed."""
        g = self._g
        token = g.tokens[node]
        marks = [c for c in g.children(node, "mark", "advmod") if c < node]
        words = {g.tokens[m].text.lower(): m for m in marks}
        infinitive = next((c for c in g.children(node, "aux") if g.tokens[c].tag == "TO"), None)
        past = token.tag == "VBD" or any(
            g.tokens[c].lemma in {"have", "be"} and g.tokens[c].tag == "VBD" for c in g.children(node, "aux", "auxpass")
        )
        if infinitive is not None:
            kind = self._operators.get((g.tokens[head].lemma, "V", "clause"))
            if kind is not None and kind not in {"report", "doubt"}:
                return ([] if kind in {"factive", "implicative"} else [Found(kind, head, self.holder(head))]), False
            return [Found("purpose", infinitive, self.holder(head))], False
        inverted = self.condition_of(node)
        if inverted is not None:
            return [Found("condition", inverted, None)], True
        when = next((words[w] for w in words if w in _WHEN), None)
        if when is not None:
            word = g.tokens[when].text.lower()
            if word in {"before", "until", "till"} and token.tag != "VBD":
                return [Found("future", when, None)], True
            if not past and token.tag in {"VBP", "VBZ"} and g.tokens[head].tag != "VBD":
                return [Found("future", when, None)], True
            return [], past
        if "as" in words and ("if" in words or "though" in words):
            return [Found("doubt", words["as"], None)], False
        # "if …": what the main clause is under does not reach in. "because they attacked": told as true.
        return [], bool(set(words) & _CONDITIONS) or (past and bool(words))

    def gerund(self, node: int) -> tuple[int, list[Found], bool]:
        """Return for a gerund under a preposition the word above it, the operators, whether it is presupposed."""
        g = self._g
        preposition = g.tokens[node].head
        word = g.tokens[preposition].text.lower()
        governor = g.tokens[preposition].head
        if word == "without":
            return governor, [Found("negation", preposition, None)], False
        if word in {"before", "until"}:
            return governor, [Found("future", preposition, None)], False
        if word in {"despite", "after", "since", "by"} or (word == "with" and g.child(node, "nsubj") is not None):
            return governor, [], False
        if word == "instead":
            return governor, [Found("negation", preposition, None)], False
        kind = self.linked(governor, word)
        if kind is None and g.tokens[governor].dep in {"dobj", "nsubjpass"}:
            # "convicted a man of killing" read as "a man of killing".
            above = g.tokens[governor].head
            kind = self.linked(above, word)
            governor = governor if kind is None else above
        if kind in {"factive", "implicative", "light"}:
            return governor, [], kind == "factive"
        return governor, [Found(kind or "modal", governor if kind else preposition, self.holder(governor))], False

    def linked(self, governor: int, preposition: str) -> str | None:
        """Return the kind of operator that a word is over what a preposition ties to it; None for none."""
        pos = {"VERB": "V", "AUX": "V", "ADJ": "A", "NOUN": "N"}.get(self._g.tokens[governor].pos)
        if self._g.tokens[governor].lemma == "responsibility":
            # "claimed responsibility for": it was done; "the responsibility for inspecting" is a duty.
            above = self._g.tokens[self._g.tokens[governor].head].lemma
            return "factive" if above in _ANSWERING_FOR else "modal"
        return None if pos is None else self._operators.get((self._g.tokens[governor].lemma.lower(), pos, preposition))

    def out_of_noun_clause(self, node: int) -> tuple[int, list[Found], bool]:
        """Return for a clause on a noun that noun, the operators, whether it is presupposed."""
        g = self._g
        token = g.tokens[node]
        noun = token.head
        infinitive = next((c for c in g.children(node, "aux") if g.tokens[c].tag == "TO"), None)
        if infinitive is not None:
            kind = self._operators.get((g.tokens[noun].lemma.lower(), "N", "clause"), "purpose")
            return noun, [Found(kind, noun if kind != "purpose" else infinitive, self.holder(noun))], False
        risk = self._operators.get((g.tokens[noun].lemma.lower(), "N", "clause"))
        if token.dep == "acl" and token.tag == "VBG" and risk in STATUS:
            return noun, [Found(str(risk), noun, self.holder(noun))], False
        if token.dep == "acl" and token.tag == "VBG" and g.tokens[noun].dep == "pobj":
            # "the idea of members sending troops", "footage of police beating a boy": it is what the noun before is.
            preposition = g.tokens[noun].head
            if g.tokens[preposition].text.lower() in {"of", "about"}:
                governor = g.tokens[preposition].head
                kind = self.linked(governor, g.tokens[preposition].text.lower()) or "report"
                return noun, [Found(kind, governor, self.holder(governor))] if kind in STATUS else [], False
        relative = token.dep == "relcl" or g.child(node, "mark") is None
        if not relative:
            kind = self._operators.get((g.tokens[noun].lemma.lower(), "N", "clause"), "report")
            return noun, [Found(kind, noun, self.holder(noun))], False
        indefinite = any(g.tokens[d].text.lower() in {"a", "an", "any"} for d in g.children(noun, "det"))
        if indefinite and g.tokens[noun].dep not in SUBJECTS:
            # "planned a raid that killed …": there may be no such raid.
            return noun, [], False
        past = token.tag in _PAST_TAGS or any(
            g.tokens[c].tag in _PAST_TAGS or g.tokens[c].lemma == "have" for c in g.children(node, "aux", "auxpass")
        )
        return noun, [], past

    def condition_of(self, clause: int) -> int | None:
        """Return the word that makes an adverbial clause a condition: "if", or the verb set first ("had they …")."""
        g = self._g
        mark = next((m for m in g.children(clause, "mark") if g.tokens[m].text.lower() in _CONDITIONS), None)
        if mark is not None:
            return mark
        subject = g.child(clause, "nsubj", "nsubjpass")
        first = next(iter(g.children(clause, "aux")), clause)
        if subject is not None and first < subject and g.tokens[first].text.lower() in _INVERTED:
            return first
        return None
