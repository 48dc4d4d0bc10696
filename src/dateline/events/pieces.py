"""The pieces of a phrase: which of its words name somebody or somewhere, and which are nouns for who acts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from dateline.events.directory import Directory, Fact, Noun, words_of
from dateline.record import Span

_PARTING = frozenset(',;:()[]/“”"\n')
_HYPHENS = frozenset("-‐‑–")
_HONORIFICS = frozenset({"mr", "mrs", "ms", "miss", "sir", "madam"})
_SURNAME_WORDS = 3
_SURNAME_LENGTH = 5
"""Letters. A shorter family name without a title is too often another word or person."""


class Piece(NamedTuple):
    """Some words of a phrase and what they are known as: a name, a noun, or a place that the record knows."""

    first: int
    end: int
    facts: tuple[Fact, ...] = ()
    noun: Noun | None = None
    country: str | None = None

    @property
    def is_nation(self) -> bool:
        """It names a country, a people or a place."""
        return self.country is not None or any(f.kind in {"country", "people", "capital"} for f in self.facts)

    @property
    def is_person(self) -> bool:
        """It names a person."""
        return bool(self.facts) and self.facts[0].kind == "person"


class Pieces:
    """The words of one phrase and its pieces, longest names first, left to right.

    ``inferred``: a family name alone decided who somebody is.
    """

    def __init__(
        self,
        directory: Directory,
        text: str,
        span: Span,
        *,
        day: date | None,
        places: Sequence[tuple[Span, str]],
        person: Span | None,
    ) -> None:
        self.directory = directory
        self.text = text
        self.words = words_of(text, span.start, span.end)
        self._day = day
        self._person = person
        self._cased = any(word.text[:1].isupper() for word in self.words)
        self._places = {place.start: (place, code) for place, code in places}
        self.inferred = False
        self.found = list(self._read())

    def is_joined(self, i: int) -> bool:
        """Say whether a hyphen ties a word to the one before."""
        return i > 0 and self.text[self.words[i - 1].end : self.words[i].start] in _HYPHENS

    def _read(self) -> Iterator[Piece]:
        at = 0
        while at < len(self.words):
            piece = self._longest(at)
            if piece is not None:
                yield piece
            at = at + 1 if piece is None else piece.end

    def _longest(self, at: int) -> Piece | None:
        words = self.words
        for end in range(min(len(words), at + self.directory.longest), at, -1):
            if self.parted(at, end):
                continue
            facts = self.directory.facts(words[at:end], cased=self._cased)
            place = self._place(at, end)
            if self._is_part_of_name(at, end):
                # Betty Ford is no company, and Michael Jordan no country.
                facts, place = [fact for fact in facts if fact.kind == "person"], None
            if facts and not (place and facts[0].kind in {"country", "people"} and facts[0].code != place):
                return Piece(at, end, facts=tuple(facts))
            noun = None if end - at == 1 and self._is_surname(at) else self.directory.noun(words[at:end])
            if noun is not None and place is None:
                return Piece(at, end, noun=noun)
            if place is not None:
                return Piece(at, end, country=place)
        for end in range(min(len(words), at + _SURNAME_WORDS), at, -1):
            if not self.parted(at, end) and (piece := self._by_surname(at, end)) is not None:
                return piece
        return None

    def _is_surname(self, at: int) -> bool:
        """ "Ms Baker", "Dick Marshal": a name, not what they are."""
        word = self.words[at]
        titled = at > 0 and self.words[at - 1].folded in _HONORIFICS
        return word.text[:1].isupper() and (titled or (self._person is not None and word.end == self._person.end))

    def _is_part_of_name(self, first: int, end: int) -> bool:
        person = self._person
        if person is None or not person.contains(Span(self.words[first].start, self.words[end - 1].end)):
            return False
        return self.words[first].start > person.start or self.words[end - 1].end < person.end

    def _place(self, first: int, end: int) -> str | None:
        """The gazetteer knows best which Georgia an article means."""
        place, code = self._places.get(self.words[first].start, (None, None))
        return (
            code if place is not None and place.end in {self.words[end - 1].end, self.words[end - 1].end + 2} else None
        )

    def parted(self, first: int, end: int) -> bool:
        """Say whether a comma, bracket or the like stands between some of the words."""
        gaps = (self.text[self.words[i].end : self.words[i + 1].start] for i in range(first, end - 1))
        return any(_PARTING.intersection(gap) for gap in gaps)

    def _by_surname(self, at: int, end: int) -> Piece | None:
        """ "President Museveni", "Museveni": a family name that, as far as is known, only one of these people has."""
        if not self._cased:
            return None
        words = self.words[at:end]
        facts = self.directory.by_surname(words)
        title = self.words[at - 1].folded if at else ""
        titled = [f for f in facts if f.office is not None and title in f.office.split()]
        candidates = titled or facts
        if self._day is not None:
            candidates = [f for f in candidates if f.period.holds(self._day)] or candidates
        people = {fact.name for fact in candidates}
        length = words[-1].end - words[0].start
        alone = len(words) == len(self.words) and length >= _SURNAME_LENGTH
        # "President Assad" may be father or son: of one country all the same.
        one = len(people) == 1 or (titled and len({fact.code for fact in candidates}) == 1)
        if not one or not (titled or alone):
            return None
        self.inferred = True
        return Piece(at, end, facts=tuple(f for f in facts if f.name in people))
