"""Modality as scope: what stands between the article's voice and an event.

A walk from the trigger up to the root of its sentence. Every word that keeps what is below it from
being told as done is an operator; the chain is kept, outermost first, and the strictest one gives
the status. What no rule knows is never taken for a deed: an unknown verb above a clause makes it
hypothetical, and an event noun that nothing licenses gives no event.
"""

from __future__ import annotations

from typing import NamedTuple

from dateline.events.clauses import Clauses
from dateline.events.event_nouns import EventNouns
from dateline.events.frames import Frames
from dateline.events.grammar import CLIMB_LIMIT, VERBAL, Grammar
from dateline.events.lexicon import EventLexicon
from dateline.events.links import Links
from dateline.events.mood import Found
from dateline.events.status import STATUS, status_of
from dateline.record import EventStatus, Operator, Span

_DENIALS = frozenset({"deny", "refute"})


class Scope(NamedTuple):
    """The operators above an event, outermost first, and what they make of it."""

    operators: tuple[Operator, ...]
    status: EventStatus


class ModalityCalculus:
    """Collects the operators above a trigger."""

    def __init__(self, grammar: Grammar, frames: Frames, lexicon: EventLexicon) -> None:
        self._g = grammar
        self._operators = lexicon.operators
        self._links = Links(grammar, frames, lexicon)
        self._clauses = Clauses(grammar, lexicon, self._links)
        self._nouns = EventNouns(grammar, frames, lexicon, self._links, self._clauses)

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

    def _climb(self, trigger: int) -> list[Found] | None:
        g = self._g
        found: list[Found] = []
        node = trigger
        reports_only = False
        below: int | None = None
        if g.tokens[node].pos not in VERBAL and g.tokens[node].pos != "ADJ":
            step = self._nouns.from_noun(node)
            if step is None:
                return None
            node, own, reports_only = step
            found += own
        for _ in range(CLIMB_LIMIT):
            if g.tokens[node].pos in VERBAL or g.tokens[node].pos == "ADJ":
                local = self._clauses.local(node)
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
            return self._links.out_of_noun_clause(node)
        if token.dep in {"xcomp", "ccomp", "csubj", "csubjpass"}:
            return head, self._links.complement(node, head), False
        if token.dep == "advcl":
            return head, *self._links.adverbial(node, head)
        if token.dep == "pcomp":
            return self._links.gerund(node)
        if token.dep in {"dobj", "nsubjpass"} and token.pos not in VERBAL:
            # "demanded a law banning …": what a wanted thing does is wanted too.
            kind = self._nouns.over_noun(head)
            if kind in STATUS:
                return head, [Found(str(kind), head, self._links.holder(head))], False
        return head, [], False


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
