"""Operators in a verb's own clause: negations, modals, conditions, adverbs, asides."""

from __future__ import annotations

from dateline.events.grammar import VERBAL, Grammar
from dateline.events.lexicon import EventLexicon
from dateline.events.links import Links
from dateline.events.mood import Found, is_headline, is_simple_present, of_form

_FUTURE_MODALS = frozenset({"will", "shall", "'ll", "wo", "’ll"})
_PAST_FUTURES = frozenset({"would", "'d", "’d"})
_ANNOUNCING = frozenset(
    {"say", "announce", "declare", "confirm", "state", "tell", "reiterate", "promise", "pledge", "vow"}
)
_CONDITIONS = frozenset({"if", "unless", "whether", "provided", "lest", "should"})
_PAST_TAGS = frozenset({"VBD", "VBN"})
_ONCE = frozenset({"once", "before", "again", "yet", "ever", "even"})
"""Words that a negation of the verb may hang on: "never once", "not yet"."""
_NO = frozenset({"no", "neither", "nor"})
_REACH = {"condition": 1, "report": 2, "question": 3}


class Clauses:
    """Reads the operators in one clause at a time."""

    def __init__(self, grammar: Grammar, lexicon: EventLexicon, links: Links) -> None:
        self._g = grammar
        self._operators = lexicon.operators
        self._links = links

    def local(self, node: int) -> list[Found]:
        """Return the operators in a verb's own clause, innermost first."""
        g = self._g
        found = []
        token = g.tokens[node]
        for child in g.children(node):
            word = g.tokens[child]
            lower = word.text.lower()
            if word.dep == "neg" or (word.dep in {"det", "preconj", "cc"} and lower in _NO):
                found.append(Found("negation", child, None))
            elif word.tag == "MD":
                to_come = lower in _FUTURE_MODALS or (lower in _PAST_FUTURES and self._is_announced(node))
                found.append(Found("future" if to_come else "modal", child, None))
            elif word.dep in {"mark", "advmod"} and lower in _CONDITIONS:
                found.append(Found("condition", child, None))
            elif lower == "longer" and any(g.tokens[c].text.lower() == "no" for c in g.children(child)):
                found.append(Found("negation", child, None))
            elif word.dep == "advmod" and (never := g.child(child, "neg")) is not None and lower in _ONCE:
                found.append(Found("negation", never, None))
            elif word.dep in {"advmod", "npadvmod"}:
                kind = self._operators.get((lower, "R", "clause"))
                if kind is not None:
                    found.append(Found(kind, child, None))
                elif word.dep == "npadvmod" and token.tag not in _PAST_TAGS and self._is_next(child):
                    found.append(Found("future", child, None))
            elif word.dep == "prep" and lower == "according":
                holder = next((n for to in g.children(child, "prep") for n in g.children(to, "pobj")), None)
                found.append(Found("report", child, holder))
            elif word.dep in {"nsubj", "nsubjpass", "dobj"}:
                before = g.children(child, "det", "preconj", "cc")
                none = next((d for d in before if g.tokens[d].text.lower() in _NO), None)
                if none is not None or lower in {"nobody", "none", "nothing"}:
                    found.append(Found("negation", child if none is None else none, None))
            elif word.dep in {"acomp", "oprd"} or (word.dep == "ccomp" and word.pos == "ADJ"):
                denied = g.child(child, "neg")  # "found the surgeon not guilty"
                found += [] if denied is None else [Found("negation", denied, None)]
            elif word.dep == "advcl":
                mark = self._links.condition_of(child)
                if mark is not None and g.tokens[mark].text.lower() != "whether":
                    found.append(Found("condition", mark, None))
            elif word.dep == "parataxis" and self._operators.get((word.lemma, "V", "clause")) == "report":
                found.append(Found("report", child, self._links.holder(child)))
        if token.tag == "VB" and node and g.tokens[node - 1].text.lower() == "than":
            found.append(Found("negation", node - 1, None))  # "rather than negotiate"
        found += of_form(g, node)
        if g.is_root(node):
            found += self._of_sentence(node)
        # "neither … nor" denies once.
        negations = [f for f in found if f.kind == "negation"]
        found = [f for f in found if f.kind != "negation"] + negations[:1]
        return sorted(found, key=lambda f: _REACH.get(f.kind, 0))

    def _is_announced(self, verb: int) -> bool:
        """ "said it would send troops": the future as told in the past. "would have sent" never was one."""
        g = self._g
        if any(g.tokens[a].lemma == "have" for a in g.children(verb, "aux")):
            return False
        while g.tokens[verb].dep == "conj" and g.tokens[g.tokens[verb].head].pos in VERBAL:
            verb = g.tokens[verb].head
        above = g.tokens[g.tokens[verb].head]
        return g.tokens[verb].dep == "ccomp" and above.lemma in _ANNOUNCING and above.tag in _PAST_TAGS

    def _is_next(self, noun: int) -> bool:
        """ "next week"; "return this week", but in a headline's present that is done."""
        g = self._g
        if any(g.tokens[c].text.lower() in {"next", "coming"} for c in g.children(noun, "amod")):
            return True
        verb = g.tokens[noun].head
        this = any(g.tokens[c].text.lower() == "this" for c in g.children(noun, "det"))
        return this and is_simple_present(g, verb) and not is_headline(g, g.tokens[verb].sentence)

    def _of_sentence(self, root: int) -> list[Found]:
        g = self._g
        first, end = g.sentences[g.tokens[root].sentence]
        found = []
        closing = next((i for i in range(end - 1, max(first, end - 4) - 1, -1) if g.tokens[i].text == "?"), None)
        if closing is not None:
            found.append(Found("question", closing, None))
        return found
