"""Which country a bare noun belongs to ("the rebels", "police"): what the article itself makes certain, else None."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from functools import cached_property

from dateline.events.grammar import Grammar
from dateline.record import PlaceReference, Record

_AT_HOME = frozenset({"COP", "LEG", "JUD", "OPP", "PTY", "CVL", "GOV", "EDU", "LAB", "AGR", "MED", "REB", "REF", "REL"})
"""Sectors whose people act at home unless the words say else. Soldiers and unknown gunmen may be foreign."""

_ONE_A_COUNTRY = frozenset(
    {"government", "parliament", "president", "minister", "ministry", "army", "capital", "leader"}
)
"""Of these a country has one, so several of them are of several countries ("the two governments")."""

_WHERE = frozenset({"in", "at", "near", "outside", "across", "around", "inside", "throughout"})
_FEWEST = 2
"""Places that an article must name before the one country of them all is taken for its setting."""


class Homeland:
    """Reads where the bare nouns of one record belong; everything it says is an inference."""

    def __init__(self, grammar: Grammar, record: Record) -> None:
        self._g = grammar
        self._places = sorted(
            ((place, code) for place in record.places if (code := country_of(place)) is not None),
            key=lambda pair: pair[0].span,
        )

    def country(self, head: int, sectors: tuple[str, ...]) -> str | None:
        """Return the country of a noun without one: of the same noun elsewhere, or where its sentence is set."""
        if self._g.child(head, "amod", "compound", "poss", "nmod") is not None:
            return None  # "allied forces", "its backers" are somebody's, not anybody's
        lemma = self._g.tokens[head].lemma.lower()
        if lemma in _ONE_A_COUNTRY and self._g.tokens[head].tag in {"NNS", "NNPS"}:
            return None
        told: set[str] = self._told.get(lemma, set())
        if told:
            return next(iter(told)) if len(told) == 1 else None
        if not _AT_HOME.intersection(sectors):
            return None
        return self._setting(head) or self._only

    @cached_property
    def _told(self) -> dict[str, set[str]]:
        """Countries that the article itself gives a noun: SYR for rebel in "Syrian rebels"."""
        found: dict[str, set[str]] = defaultdict(set)
        for place, code in self._places:
            token = self._g.at(place.span.start)
            if token is None:
                continue
            if self._g.children(token, "conj"):
                continue  # "Hungarian and Romanian officials" are of two countries
            noun = self._g.tokens[token].head
            if noun != token and self._g.tokens[token].dep in {"amod", "poss", "compound", "nmod"}:
                found[self._g.tokens[noun].lemma.lower()].add(code)
        return found

    @cached_property
    def _only(self) -> str | None:
        """The one country of all places that the article names."""
        codes = {code for _, code in self._places}
        return codes.pop() if len(codes) == 1 and len(self._places) >= _FEWEST else None

    def _setting(self, head: int) -> str | None:
        """ "Police arrested 30 people in Harare": the only country of the sentence, and it is where, not who."""
        first, end = self._g.sentences[self._g.tokens[head].sentence]
        start, stop = self._g.tokens[first].start, self._g.tokens[end - 1].end
        here = [
            (place, code)
            for place, code in self._places[bisect_left(self._places, start, key=lambda pair: pair[0].span.start) :]
            if place.span.end <= stop
        ]
        if len({code for _, code in here}) != 1:
            return None
        return here[0][1] if all(self._is_where(place) for place, _ in here) else None

    def _is_where(self, place: PlaceReference) -> bool:
        token = self._g.at(place.span.end - 1)
        if token is None or place.use != "literal":
            return False
        above = self._g.tokens[token].head
        return self._g.tokens[token].dep == "appos" or self._g.tokens[above].text.lower() in _WHERE


def country_of(place: PlaceReference) -> str | None:
    """Return the country that a place lies in or stands for."""
    if place.stands_for is not None:
        return place.stands_for
    return None if place.place is None else place.place.country
