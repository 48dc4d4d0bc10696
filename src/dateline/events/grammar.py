"""The parse of an article as frames need it: dependents by relation, noun phrases, clauses."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from dateline.events.mending import mend
from dateline.record import Span
from dateline.resources.parsing import Parse

VERBAL = frozenset({"VERB", "AUX"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})

CLIMB_LIMIT = 60
"""Steps up a tree before a walk gives up; no sentence that a person wrote is that deep."""

_MODIFIERS = frozenset(
    {"amod", "compound", "nummod", "poss", "nmod", "quantmod", "advmod", "case", "punct", "cc", "conj"}
)


class Grammar:
    """A parse with dependents at hand. Indices are those of ``tokens``."""

    def __init__(self, parse: Parse) -> None:
        mended = mend(parse)
        self.tokens = mended.tokens
        self.sentences = mended.sentences
        self._children = mended.children()
        self._starts = [token.start for token in self.tokens]

    def children(self, index: int, *deps: str) -> tuple[int, ...]:
        """Return the dependents with one of the relations (all where none is given), in order."""
        found = self._children[index]
        return tuple(child for child in found if self.tokens[child].dep in deps) if deps else found

    def child(self, index: int, *deps: str) -> int | None:
        """Return the first dependent with one of the relations; None where there is none."""
        return next((child for child in self._children[index] if self.tokens[child].dep in deps), None)

    def is_root(self, index: int) -> bool:
        """Say whether the token heads its sentence."""
        return self.tokens[index].head == index

    def up(self, index: int) -> Iterator[int]:
        """Yield the heads above a token, nearest first, CLIMB_LIMIT at most."""
        for _ in range(CLIMB_LIMIT):
            head = self.tokens[index].head
            if head == index:
                return
            yield head
            index = head

    def prepositional(self, index: int, preposition: str) -> list[int]:
        """Return the heads of the noun phrases that a preposition ties to the token."""
        found: list[int] = []
        for child in self.children(index, "prep", "agent", "dative", "prt", "advmod"):
            if self.tokens[child].text.lower() == preposition:
                found += self.children(child, "pobj")
        return found

    def conjuncts(self, index: int) -> list[int]:
        """Return a noun and what is joined to it by "and", in order."""
        found = [index]
        for noun in found:
            if len(found) > CLIMB_LIMIT:
                break
            found += [c for c in self.children(noun, "conj") if self.tokens[c].pos in NOMINAL]
        return found

    def named_among(self, index: int) -> list[int]:
        """Return who is named after "including" in a noun's clauses: "countries …, including France"."""
        below = [index]
        for node in below:
            if len(below) > 4 * CLIMB_LIMIT:
                break
            below += self._children[node]
        return [
            noun
            for node in below
            if self.tokens[node].text.lower() == "including" and self.tokens[node].dep == "prep"
            for named in self.children(node, "pobj")
            for noun in self.conjuncts(named)
        ]

    def phrase(self, index: int) -> Span:
        """Return the span of a noun phrase without its determiner and clauses, and without what is set off by a comma.

        "of" phrases stay ("thousands of civilians"), so do the name after a description ("rebel leader
        Jonas Obi"), what is part of a name ("Movement for Change") and the place right behind a
        common noun ("police in Lagos"). Other prepositions go.
        """
        first = index
        for child in reversed(self._children[index]):
            # Stop at a gap: what stands beyond belongs to something else.
            if child > index or self.tokens[child].dep not in _MODIFIERS:
                continue
            if self._end(child) != first - 1:
                break
            first = self._begin(child)
        while first < index and self.tokens[first].pos in {"DET", "PUNCT", "CCONJ"}:
            first += 1
        return Span(self.tokens[first].start, self.tokens[self._last_of_phrase(index)].end)

    def _last_of_phrase(self, index: int, depth: int = 0) -> int:
        last = index
        for child in self.children(index, "prep", "appos"):
            if child < index or self._begin(child) != last + 1 or depth > CLIMB_LIMIT:
                continue
            if self.tokens[child].dep == "appos":
                last = child if self.tokens[child].pos == "PROPN" else last
                continue
            inner = self.child(child, "pobj")
            if inner is None:
                continue
            word = self.tokens[child].text.lower()
            if word == "of":
                last = max(self._last_of_phrase(noun, depth + 1) for noun in self._close_conjuncts(inner))
            elif self._is_of_name(index, child, inner) or (word == "in" and self._is_place_of(index, inner)):
                last = inner
        return last

    def _close_conjuncts(self, index: int) -> list[int]:
        """A noun and what is joined to it with no clause between."""
        found = self.conjuncts(index)
        return [n for n in found if not any(self.tokens[i].pos in VERBAL for i in range(index, n))]

    def _is_of_name(self, head: int, preposition: int, inner: int) -> bool:
        """ "Movement for Democratic Change": the words are one name."""
        name = self.tokens[head].entity
        return name != "" and all(
            self.tokens[i].entity == name and not self.tokens[i].entity_begins for i in range(preposition, inner + 1)
        )

    def _is_place_of(self, head: int, inner: int) -> bool:
        common = self.tokens[head].pos == "NOUN" and self.tokens[head].entity == ""
        return common and self.tokens[inner].entity in {"GPE", "LOC"} and self.tokens[inner].pos == "PROPN"

    def _begin(self, index: int) -> int:
        for _ in range(CLIMB_LIMIT):
            kids = self._children[index]
            if not kids or kids[0] > index:
                return index
            index = kids[0]
        return index

    def _end(self, index: int) -> int:
        for _ in range(CLIMB_LIMIT):
            kids = self._children[index]
            if not kids or kids[-1] < index:
                return index
            index = kids[-1]
        return index

    def span(self, index: int) -> Span:
        """Return the span of one token."""
        return Span(self.tokens[index].start, self.tokens[index].end)

    def at(self, offset: int) -> int | None:
        """Return the token that holds the character at an offset; None between tokens."""
        index = bisect_right(self._starts, offset) - 1
        return index if index >= 0 and offset < self.tokens[index].end else None

    def verb_of(self, index: int) -> int:
        """Return the verb whose clause the token is in: itself, or the nearest above."""
        if self.tokens[index].pos in VERBAL:
            return index
        for head in self.up(index):
            if self.tokens[head].pos in VERBAL:
                return head
        return index
