"""Modality as scope: what stands between the article's voice and an event.

A walk from the trigger up to the root of its sentence. Every word that keeps what is below it from
being told as done is an operator; the chain is kept, outermost first, and the strictest one gives
the status. What no rule knows is never taken for a deed: an unknown verb above a clause makes it
hypothetical, and an event noun that nothing licenses gives no event.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from dateline.events.frames import Frames
from dateline.events.grammar import CLIMB_LIMIT, SUBJECTS, VERBAL, Grammar
from dateline.events.lexicon import EventLexicon
from dateline.events.mood import Found, of_form
from dateline.events.status import STATUS, status_of
from dateline.record import EventStatus, Operator, Span

Kind = Literal[
    "negation", "modal", "future", "condition", "report", "wish", "demand",
    "plan", "purpose", "attempt", "failure", "question", "doubt",
]  # fmt: skip

_FUTURE_MODALS = frozenset({"will", "shall", "'ll", "wo", "’ll"})
_PAST_FUTURES = frozenset({"would", "'d", "’d"})
_ANNOUNCING = frozenset(
    {"say", "announce", "declare", "confirm", "state", "tell", "reiterate", "promise", "pledge", "vow"}
)
_CONDITIONS = frozenset({"if", "unless", "whether", "provided", "lest", "should"})
_INVERTED = frozenset({"had", "were", "should"})
_WHEN = frozenset({"when", "once", "before", "until", "till", "after", "whenever", "while", "as"})
_PAST_TAGS = frozenset({"VBD", "VBN"})
_PRESUPPOSING = frozenset({"after", "since", "following", "despite", "amid", "during", "because"})
_LOCATING = frozenset({"in", "by", "at", "with", "through", "under"})
_LATER = frozenset({"before", "until", "till", "ahead"})
_ANSWERING_FOR = frozenset({"claim", "take", "accept", "admit", "deny", "bear", "assume", "have"})
_DENIALS = frozenset({"deny", "refute"})
_REFUSALS = frozenset({"reject", "dismiss", "spurn", "rebuff", "refuse", "turn", "ignore", "decline"})
_NO = frozenset({"no", "neither", "nor"})


_REACH = {"condition": 1, "report": 2, "question": 3}
"""Within one clause these reach over the rest: "if …, it will not" is a condition, a future, a negation."""


class Scope(NamedTuple):
    """The operators above an event, outermost first, and what they make of it."""

    operators: tuple[Operator, ...]
    status: EventStatus


class ModalityCalculus:
    """Collects the operators above a trigger."""

    def __init__(self, grammar: Grammar, frames: Frames, lexicon: EventLexicon) -> None:
        self._g = grammar
        self._frames = frames
        self._operators = lexicon.operators

    def scope(self, trigger: int) -> Scope | None:
        """Return the operators over a trigger; None where grammar does not make it an event at all."""
        found = self._climb(trigger)
        if found is None:
            return None
        chain = list({(item.kind, item.token): item for item in found}.values())
        chain.reverse()
        operators = tuple(self.operator(item) for item in chain)
        return Scope(operators, status_of(tuple(item.kind for item in chain)))

    def operator(self, item: Found) -> Operator:
        """Return an operator as the record keeps it."""
        return Operator(
            kind=item.kind,  # type: ignore[arg-type]  # kinds are checked when the table is read
            span=self._g.span(item.token),
            holder=None if item.holder is None else self._g.phrase(item.holder),
        )

    # The walk ------------------------------------------------------------------------------------

    def _climb(self, trigger: int) -> list[Found] | None:
        g = self._g
        found: list[Found] = []
        node = trigger
        reports_only = False
        below: int | None = None
        if g.tokens[node].pos not in VERBAL and g.tokens[node].pos != "ADJ":
            step = self._from_noun(node)
            if step is None:
                return None
            node, own, reports_only = step
            found += own
        for _ in range(CLIMB_LIMIT):
            if g.tokens[node].pos in VERBAL or g.tokens[node].pos == "ADJ":
                local = self._local(node)
                if node == trigger and self._speaks(node):
                    # "threatened to strike unless …": the condition is on the strike, the threat is made.
                    local = [f for f in local if f.kind != "condition" or g.tokens[f.token].head == node]
                if below is not None and g.tokens[below].dep in {"csubj", "csubjpass"}:
                    # "said that retaking the town would change the war": nobody has announced it.
                    local = [f._replace(kind="modal") if f.kind == "future" else f for f in local]
                found += self._reaching(local, reports_only=reports_only)
            if g.is_root(node):
                break
            below = node
            node, own, presupposed = self._step(node)
            found += self._reaching(own, reports_only=reports_only)
            reports_only = reports_only or presupposed
        return found

    def _speaks(self, verb: int) -> bool:
        kind = self._operators.get((self._g.tokens[verb].lemma, "V", "clause"))
        return kind in {"plan", "report", "demand", "wish"} and not any(
            self._g.tokens[a].tag == "MD" for a in self._g.children(verb, "aux")
        )

    def _reaching(self, found: list[Found], *, reports_only: bool) -> list[Found]:
        """What a presupposed event is still under: whoever says, believes or denies tells it, nobody undoes it."""
        if not reports_only:
            return found
        return [
            f._replace(kind="report") if f.kind == "doubt" or self._g.tokens[f.token].lemma in _DENIALS else f
            for f in found
            if f.kind in {"report", "question", "doubt"} or self._g.tokens[f.token].lemma in _DENIALS
        ]

    def _step(self, node: int) -> tuple[int, list[Found], bool]:
        """One relation up: the next node, the operators of the relation, whether it presupposes."""
        g = self._g
        token = g.tokens[node]
        head = token.head
        if token.dep in {"relcl", "acl"}:
            return self._out_of_noun_clause(node)
        if token.dep in {"xcomp", "ccomp", "csubj", "csubjpass"}:
            return head, self._complement(node, head), False
        if token.dep == "advcl":
            return head, *self._adverbial(node, head)
        if token.dep == "pcomp":
            return self._gerund(node)
        if token.dep in {"dobj", "nsubjpass"} and token.pos not in VERBAL:
            # "demanded a law banning …": what a wanted thing does is wanted too.
            kind = self._over_noun(head)
            if kind in STATUS:
                return head, [Found(str(kind), head, self._holder(head))], False
        return head, [], False

    def _local(self, node: int) -> list[Found]:
        """Operators in the node's own clause, innermost first."""
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
            elif word.dep == "advcl":
                mark = self._condition_of(child)
                if mark is not None and g.tokens[mark].text.lower() != "whether":
                    found.append(Found("condition", mark, None))
            elif word.dep == "parataxis" and self._operators.get((word.lemma, "V", "clause")) == "report":
                found.append(Found("report", child, self._holder(child)))
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

    def _condition_of(self, clause: int) -> int | None:
        """The word that makes an adverbial clause a condition: "if", or the verb set first ("had they …")."""
        g = self._g
        mark = next((m for m in g.children(clause, "mark") if g.tokens[m].text.lower() in _CONDITIONS), None)
        if mark is not None:
            return mark
        subject = g.child(clause, "nsubj", "nsubjpass")
        first = next(iter(g.children(clause, "aux")), clause)
        if subject is not None and first < subject and g.tokens[first].text.lower() in _INVERTED:
            return first
        return None

    def _is_next(self, noun: int) -> bool:
        return any(self._g.tokens[c].text.lower() in {"next", "coming"} for c in self._g.children(noun, "amod"))

    def _of_sentence(self, root: int) -> list[Found]:
        g = self._g
        first, end = g.sentences[g.tokens[root].sentence]
        found = []
        closing = next((i for i in range(end - 1, max(first, end - 4) - 1, -1) if g.tokens[i].text == "?"), None)
        if closing is not None:
            found.append(Found("question", closing, None))
        return found

    # Relations -----------------------------------------------------------------------------------

    def _complement(self, node: int, head: int) -> list[Found]:
        """A clause under a verb, adjective or noun that takes one."""
        g = self._g
        above = g.tokens[head]
        infinitive = any(g.tokens[c].tag == "TO" for c in g.children(node, "aux"))
        pos = {"VERB": "V", "AUX": "V", "ADJ": "A", "NOUN": "N"}.get(above.pos, "V")
        lemma = above.lemma.lower()
        if lemma == "go" and above.tag == "VBG" and infinitive:
            return [Found("future", head, self._holder(head))]
        if lemma == "be" and infinitive:
            return [Found("future", head, self._holder(head))]
        if lemma == "have" and infinitive:
            return [Found("modal", head, self._holder(head))]
        if lemma == "tell" and infinitive:
            return [Found("demand", head, self._holder(head))]
        kind = self._operators.get((lemma, pos, "clause"))
        if kind == "implicative" and self._is_finite(node):
            kind = "report"  # "heard shots ring out" tells, "heard that shots rang out" passes on
        if kind in {"factive", "implicative"}:
            return []
        if kind is None:
            # Not known: a proposition of somebody's, or something that may come about.
            kind = "modal" if infinitive else "report"
        if kind == "report" and infinitive and self._has_own_subject(node):
            # "minister says France to send troops"
            return [Found("future", node, None), Found(kind, head, self._holder(head))]
        if self._is_doubt_of_intent(kind, head, infinitive=infinitive):
            kind = "plan"
        return [Found(kind, head, self._holder(head))]

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

    def _holder(self, verb: int) -> int | None:
        g = self._g
        if g.tokens[verb].pos == "NOUN":
            return next(iter(self._frames.holders(verb)), None)
        return next(iter(self._frames.agents(verb)), None)

    def _adverbial(self, node: int, head: int) -> tuple[list[Found], bool]:
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
                return ([] if kind in {"factive", "implicative"} else [Found(kind, head, self._holder(head))]), False
            return [Found("purpose", infinitive, self._holder(head))], False
        inverted = self._condition_of(node)
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

    def _gerund(self, node: int) -> tuple[int, list[Found], bool]:
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
        kind = self._linked(governor, word)
        if kind is None and g.tokens[governor].dep in {"dobj", "nsubjpass"}:
            # "convicted a man of killing" read as "a man of killing".
            above = g.tokens[governor].head
            kind = self._linked(above, word)
            governor = governor if kind is None else above
        if kind in {"factive", "implicative", "light"}:
            return governor, [], kind == "factive"
        return governor, [Found(kind or "modal", governor if kind else preposition, self._holder(governor))], False

    def _linked(self, governor: int, preposition: str) -> str | None:
        pos = {"VERB": "V", "AUX": "V", "ADJ": "A", "NOUN": "N"}.get(self._g.tokens[governor].pos)
        if self._g.tokens[governor].lemma == "responsibility":
            # "claimed responsibility for": it was done; "the responsibility for inspecting" is a duty.
            above = self._g.tokens[self._g.tokens[governor].head].lemma
            return "factive" if above in _ANSWERING_FOR else "modal"
        return None if pos is None else self._operators.get((self._g.tokens[governor].lemma.lower(), pos, preposition))

    def _out_of_noun_clause(self, node: int) -> tuple[int, list[Found], bool]:
        g = self._g
        token = g.tokens[node]
        noun = token.head
        infinitive = next((c for c in g.children(node, "aux") if g.tokens[c].tag == "TO"), None)
        if infinitive is not None:
            kind = self._operators.get((g.tokens[noun].lemma.lower(), "N", "clause"), "purpose")
            return noun, [Found(kind, noun if kind != "purpose" else infinitive, self._holder(noun))], False
        risk = self._operators.get((g.tokens[noun].lemma.lower(), "N", "clause"))
        if token.dep == "acl" and token.tag == "VBG" and risk in STATUS:
            return noun, [Found(str(risk), noun, self._holder(noun))], False
        relative = token.dep == "relcl" or g.child(node, "mark") is None
        if not relative:
            kind = self._operators.get((g.tokens[noun].lemma.lower(), "N", "clause"), "report")
            return noun, [Found(kind, noun, self._holder(noun))], False
        indefinite = any(g.tokens[d].text.lower() in {"a", "an", "any"} for d in g.children(noun, "det"))
        if indefinite and g.tokens[noun].dep not in SUBJECTS:
            # "planned a raid that killed …": there may be no such raid.
            return noun, [], False
        past = token.tag in _PAST_TAGS or any(
            g.tokens[c].tag in _PAST_TAGS or g.tokens[c].lemma == "have" for c in g.children(node, "aux", "auxpass")
        )
        return noun, [], past

    # Event nouns ---------------------------------------------------------------------------------

    def _from_noun(self, noun: int) -> tuple[int, list[Found], bool] | None:
        """Find what licenses an event noun: the node to go on from, operators, whether presupposed."""
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
        kind = self._over_noun(verb)
        if kind is None or kind == "occurs":
            return None
        if kind == "light":
            # "launched its planned offensive": it is no plan any more.
            done = self._g.tokens[verb].tag in _PAST_TAGS
            return verb, [f for f in found if not (done and self._is_overtaken(f))], False
        if kind == "factive" or (kind == "negation" and self._was_put(verb, noun)):
            return self._presupposed(verb, found)
        return verb, [*found, Found(kind, verb, self._holder(verb))], False

    def _is_overtaken(self, found: Found) -> bool:
        return found.kind == "future" or self._g.tokens[found.token].lemma in {"threaten", "threatened"}

    def _was_put(self, verb: int, noun: int) -> bool:
        """A demand or an offer that is rejected was made all the same."""
        kind = self._operators.get((self._g.tokens[noun].lemma.lower(), "N", "clause"))
        return kind in {"demand", "plan"} and self._g.tokens[verb].lemma in _REFUSALS

    def _over_noun(self, verb: int) -> str | None:
        """The operator that a verb, with its particle, is over an event noun."""
        g = self._g
        lemma = g.tokens[verb].lemma
        particle = g.child(verb, "prt")
        if particle is not None:
            phrasal = self._operators.get((f"{lemma} {g.tokens[particle].text.lower()}", "V", "noun"))
            if phrasal is not None:
                return phrasal
        return self._operators.get((lemma, "V", "noun"))

    def _presupposed(
        self, verb: int, found: list[Found], harmless: frozenset[str] = frozenset({"report"})
    ) -> tuple[int, list[Found], bool] | None:
        """What was condemned took place; what would be welcomed may never."""
        if any(f.kind not in harmless for f in self._local(verb)):
            return None
        return verb, found, True

    def _as_subject(self, verb: int, found: list[Found]) -> tuple[int, list[Found], bool] | None:
        g = self._g
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
        kind = self._linked(governor, word)
        if kind == "factive" and g.tokens[governor].pos == "NOUN":
            return governor
        if kind == "doubt" and g.tokens[governor].pos == "NOUN":
            return None  # fears of an attack: an attitude, not an event
        if kind in {"light", "implicative"}:
            return governor, found, False
        if kind == "factive":
            return self._presupposed(governor, found)
        if kind is not None:
            return governor, [*found, Found(kind, governor, self._holder(governor))], False
        if word == "of" and g.tokens[governor].text.lower() == "ahead":
            return g.verb_of(governor), [*found, Found("future", governor, None)], True
        if g.tokens[governor].pos not in VERBAL:
            return None
        if word in _PRESUPPOSING:
            # "nobody was arrested after the march": the march took place all the same.
            return self._presupposed(governor, found, frozenset({"report", "negation"}))
        if word in _LOCATING:
            return governor, found, False
        if word in _LATER:
            return governor, [*found, Found("future", preposition, None)], False
        if word == "for" and self._frames.light_verb(noun) == governor:
            return governor, [*found, Found("purpose", preposition, self._holder(governor))], False
        if word == "without":
            return governor, [*found, Found("negation", preposition, None)], False
        return None


def quoted_regions(text: str) -> list[Span]:
    """Return the stretches in double quotation marks, marks included, paired in order within a paragraph.

    A mark without a partner opens a region to the end of its paragraph: better a report too many.
    """
    regions: list[Span] = []
    opened: int | None = None
    for index, character in enumerate(text):
        if character == "\n" and text[index : index + 2] == "\n\n":
            if opened is not None:
                regions.append(Span(opened, index))
            opened = None
        elif character == "“" or (character == '"' and opened is None):
            opened = index if opened is None else opened
        elif character in '”"' and opened is not None:
            regions.append(Span(opened, index + 1))
            opened = None
    if opened is not None and opened < len(text):
        regions.append(Span(opened, len(text)))
    return regions
