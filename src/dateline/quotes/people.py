"""The people that an article names, refers to or tells of, where they stand and in which grammatical role."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal, NamedTuple

from dateline.quotes.grammar import Grammar
from dateline.record import Entity, Mention, Record, Span
from dateline.resources.tables import read_table

Role = Literal["main subject", "subject", "in subject", "other", "quoted"]
"""``subject``: of a clause that is not the main one; ``in subject``: "Marsh's plan", "one of Marsh's aides";
``quoted``: named in quotation marks."""

SINGULAR = {"he": "m", "she": "f", "his": "m", "her": "f", "him": "m", "himself": "m", "herself": "f", "hers": "f"}
_UP = 6
"""Heads from a name up to the subject that it is part of."""
_TITLE = 12
"""Characters before a name in which its title stands."""


class Person(NamedTuple):
    """Somebody referred to once."""

    start: int
    entity: str | None
    """None for somebody unnamed: "a spokesman"."""
    role: Role
    gender: str
    words: Span
    """For the evidence."""
    pronoun: bool = False


class People:
    """Everybody referred to in one record, in reading order. What pronouns stand for is added as it is found."""

    def __init__(self, record: Record, grammar: Grammar, quoted: Sequence[Span]) -> None:
        self._record = record
        self._grammar = grammar
        self._quoted = quoted
        self._quoted_starts = [span.start for span in quoted]
        self._main = grammar.subjects()
        self._genders = {entity.id: self._gender(entity) for entity in record.entities if entity.type == "person"}
        self._people = sorted([*self._names(), *self._unnamed()], key=lambda person: person.words)
        self._starts = [person.start for person in self._people]

    def between(self, start: int, end: int) -> list[Person]:
        """Return who is referred to from one offset up to another."""
        return self._people[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def add(self, words: Span, entity: str) -> None:
        """Remember whom a pronoun stands for."""
        place = bisect_right(self._starts, words.start)
        person = Person(words.start, entity, self._role(words), self._genders.get(entity, "u"), words, pronoun=True)
        self._people.insert(place, person)
        insort(self._starts, words.start)

    def at(self, offset: int) -> Person | None:
        """Return the somebody named whose words hold a character."""
        place = bisect_right(self._starts, offset) - 1
        if place < 0 or self._people[place].words.end <= offset or self._people[place].entity is None:
            return None
        return self._people[place]

    def offices(self, entity: str) -> set[str]:
        """Return the words of somebody's offices, in lower case."""
        found = self._record.by_id[entity]
        if not isinstance(found, Entity):
            return set()
        words = {word.lower() for role in found.roles for word in role.of(self._record.text).split()}
        return words | {_title_nouns()[title] for title in words & set(_title_nouns())}

    def region(self, offset: int) -> int | None:
        """Return the quotation that holds a character; None outside quotation marks."""
        place = bisect_right(self._quoted_starts, offset) - 1
        return place if place >= 0 and offset < self._quoted[place].end else None

    def _names(self) -> Iterator[Person]:
        owners = self._record.entity_of_mention
        for mention in self._record.mentions:
            if mention.type == "person" and mention.form != "pronoun":
                entity = owners.get(mention.id)
                name = None if entity is None else entity.id
                gender = "u" if name is None else self._genders.get(name, "u")
                yield Person(mention.span.start, name, self._role(mention.span), gender, mention.span)

    def _unnamed(self) -> Iterator[Person]:
        """Subjects that are one person without a name: "a spokesman", "the woman"."""
        described = {m.span.end for m in self._record.mentions}
        tokens = self._grammar.tokens
        for index, token in enumerate(tokens):
            known = role_genders().get(token.text.lower())
            if known is None or token.tag != "NN" or token.dep != "nsubj" or token.end in described:
                continue
            article = self._grammar.child(index, "det")
            if article is not None and tokens[article].text.lower() in {"the", "this", "that"}:
                # "the president" is often somebody who has been named.
                continue
            apposed = any(
                tokens[child].dep in {"appos", "compound"} and tokens[child].pos == "PROPN"
                for child in self._grammar.children[index]
            )
            if not apposed:
                span = Span(token.start, token.end)
                yield Person(token.start, None, self._role(span), known, span)

    def _role(self, span: Span) -> Role:
        if self.region(span.start) is not None:
            return "quoted"
        tokens = self._grammar.tokens
        first, end = self._grammar.parse.tokens_within(span)
        head = next((i for i in range(first, end) if not first <= tokens[i].head < end or tokens[i].head == i), None)
        if head is None:
            return "other"
        if tokens[head].dep in {"appos", "compound"} and tokens[tokens[head].head].dep in {"nsubj", "nsubjpass"}:
            # "the mayor, Ana Ruiz, said": the name shares its noun's place.
            head = tokens[head].head
        if tokens[head].dep in {"nsubj", "nsubjpass"}:
            starts = {tokens[head].start, span.start}
            return "main subject" if not starts.isdisjoint(self._main) else "subject"
        return "in subject" if self._in_main_subject(head) else "other"

    def _in_main_subject(self, index: int) -> bool:
        tokens = self._grammar.tokens
        for _ in range(_UP):
            if tokens[index].dep in {"nsubj", "nsubjpass"}:
                return tokens[index].start in self._main
            if tokens[index].dep not in {"poss", "pobj", "prep", "nmod", "compound"}:
                return False
            index = tokens[index].head
        return False

    def _gender(self, entity: Entity) -> str:
        text = self._record.text
        found = {gender_of(entity.name.of(text).split()[0])} if " " in entity.name.of(text) else set[str]()
        for mention in (self._record.by_id[m] for m in entity.mentions):
            if isinstance(mention, Mention):
                if mention.form == "pronoun":
                    found.add(SINGULAR.get(mention.span.of(text).lower(), "u"))
                else:
                    title = text[max(0, mention.span.start - _TITLE) : mention.span.start].rsplit(maxsplit=1)[-1:]
                    found.add(_titles().get(title[0], "u") if title else "u")
        for role in entity.roles:
            found |= {role_genders().get(word.lower(), "u") for word in role.of(text).split()}
        found.discard("u")
        return found.pop() if len(found) == 1 else "u"


def gender_of(given_name: str) -> str:
    """Return what a given name tells of its bearer: m, f, or u where it does not tell."""
    return _given_names().get(given_name.title(), "u")


@cache
def role_genders() -> dict[str, str]:
    """Return what nouns for people tell of them."""
    people = {"man": "m", "woman": "f", "boy": "m", "girl": "f"}
    return people | {row[0]: row[1] for row in read_table("language", "roles", columns=2)}


@cache
def _given_names() -> dict[str, str]:
    tables = [read_table("language", name, columns=2) for name in ("name_genders", "given_names")]
    return {row[0]: row[1] for table in tables for row in table}


@cache
def _titles() -> dict[str, str]:
    return {row[0]: row[1] for row in read_table("language", "titles", columns=2)}


@cache
def _title_nouns() -> dict[str, str]:
    return {row[0].lower(): row[1] for row in read_table("language", "title_nouns", columns=2)}
