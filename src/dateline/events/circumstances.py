"""When and where: the time and the place of a trigger's clause, among those that the record has."""

from __future__ import annotations

from typing import TypeVar

from dateline.events.grammar import Grammar
from dateline.events.lexicon import EventLexicon
from dateline.record import PlaceReference, Record, Span, TimeExpression

A = TypeVar("A", TimeExpression, PlaceReference)

_LOCATIVE = frozenset({
    "in", "at", "near", "outside", "inside", "around", "off", "along", "on", "across", "within", "throughout", "into",
    "toward", "towards", "over", "to", "from", "through",
})  # fmt: skip


class Circumstances:
    """Reads the times and places around the triggers of one record."""

    def __init__(self, grammar: Grammar, lexicon: EventLexicon, record: Record) -> None:
        self._g = grammar
        self._triggers = lexicon.triggers
        self._times = record.times
        self._places = tuple(place for place in record.places if place.use == "literal")

    def time(self, index: int, sentence: Span) -> TimeExpression | None:
        """Return the time that hangs on a trigger, else the first of its clause, else the only one of its sentence.

        None where that one hangs on another event or stands in a clause below: "urged them to show grace
        in Geneva" was not said in Geneva.
        """
        return self._nearest(index, [t for t in self._times if sentence.contains(t.span)])

    def place(self, index: int, sentence: Span, people: tuple[Span, ...]) -> PlaceReference | None:
        """Return the place, found likewise, that "in", "near" or the like makes one; no participant by that name."""
        inside = [p for p in self._places if sentence.contains(p.span) and p.span not in people]
        return self._nearest(index, [p for p in inside if self._is_located(p.span)])

    def _nearest(self, index: int, candidates: list[A]) -> A | None:
        above = {c.id: self._above(c.span) for c in candidates}
        on_trigger = [c for c in candidates if index in above[c.id]]
        if on_trigger:
            return on_trigger[0]
        free = [c for c in candidates if not self._is_of_other(above[c.id], index)]
        verb: int = self._g.verb_of(index)
        own = [c for c in free if verb == self._verb(above[c.id])]
        if own:
            return own[0]
        outer = {verb, *self._g.up(verb)}
        return free[0] if len(candidates) == 1 and free and self._verb(above[free[0].id]) in outer else None

    def _above(self, span: Span) -> list[int]:
        """The words that a time or place hangs on, nearest first."""
        token = self._g.at(span.start)
        return [] if token is None else [token, *self._g.up(token)]

    def _verb(self, above: list[int]) -> int | None:
        return self._g.verb_of(above[0]) if above else None

    def _is_of_other(self, above: list[int], index: int) -> bool:
        """Say whether a noun for another event stands between the words and their verb."""
        for node in above:
            token = self._g.tokens[node]
            if token.pos in {"VERB", "AUX"}:
                return False
            if node != index and token.pos == "NOUN" and (token.lemma.lower(), "N") in self._triggers:
                return True
        return False

    def _is_located(self, span: Span) -> bool:
        for node in self._above(span)[:6]:
            token = self._g.tokens[node]
            if token.dep == "prep" and token.text.lower() != "of":
                return token.text.lower() in _LOCATIVE
            if token.pos in {"VERB", "AUX"}:
                return False
        return False
