"""Who a "he" or "she" that speaks stands for: people named before it, weighed by grammar, gender and nearness.

After the salience weights of Lappin & Leass (1994) and centering (Grosz, Joshi & Weinstein, 1995): a subject weighs
more than another noun, the one who spoke last goes on speaking, what is named in quotation marks weighs little,
and every paragraph between takes some away. Where two people come out close, nobody is named.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from dateline.quotes.grammar import Grammar
from dateline.record import Entity, Mention, Record, Span
from dateline.resources.tables import read_table

SINGULAR = {"he": "m", "she": "f", "his": "m", "her": "f", "him": "m"}
_SUBJECTS = frozenset({"he", "she", "He", "She"})

# Tuned by hand on the tune half of tests/gold/speakers.jsonl (81 pronouns).
_MAIN_SUBJECT = 3.5
_SUBJECT = 1.8
"""Of a clause that is not the main one."""
_IN_SUBJECT = 2.4
"""Part of a main subject: "Marsh's plan", "one of Marsh's aides"."""
_OTHER_ROLE = 1.0
_QUOTED = -2.5
_SAME_SENTENCE = 0.8
"""For a main subject of the pronoun's own sentence."""
_SPOKE_LAST = 1.8
_SPOKE_BEFORE = 0.4
"""For who spoke last where somebody else was a main subject since."""
_KNOWN_GENDER = 0.6
_SENTENCE = 0.7
"""Taken away for each sentence between, up to four."""
_PARAGRAPH = 0.9
"""Taken away for each paragraph between."""
_NAMED_AGAIN = 0.15
"""For each doubling of an entity's mentions in the article."""
_CATAPHOR = 3.0
"""The subject of the clause that "In what he called a rant" opens."""
_MARGIN = 0.1
"""The least by which the best one must lead."""
_CERTAIN = 1.0
"""The least by which one of several must lead where a description is meant."""
_LEAST = -0.5
_UP = 6
"""Heads from a name up to the subject that it is part of."""
_WINDOW = 4
"""Paragraphs before the pronoun's own in which somebody may be meant."""


class _Named(NamedTuple):
    start: int
    entity: str | None
    """None for somebody unnamed: "a spokesman"."""
    weight: float
    gender: str
    person: Span
    """The words, for the evidence."""


class Choice(NamedTuple):
    """The entity chosen, the words that it was chosen for, and why, in a few words."""

    entity: Entity
    words: Span
    how: str


class Antecedents:
    """People that pronouns may stand for, in one record. Ask in reading order, and tell who spoke."""

    def __init__(self, record: Record, grammar: Grammar, quoted: Sequence[Span]) -> None:
        self._record = record
        self._grammar = grammar
        self._quoted = quoted
        self._quoted_starts = [span.start for span in quoted]
        self._breaks = [block.span.start for block in record.article.blocks]
        self._token_starts = [token.start for token in grammar.tokens]
        self._named = sorted([*self._names(), *self._unnamed()], key=lambda named: named.person)
        self._starts = [named.start for named in self._named]
        self._spoke: tuple[int, str | None] | None = None

    def spoke(self, at: int, entity: Entity | None) -> None:
        """Remember who spoke last, known or not, and where their words stand."""
        self._spoke = (at, None if entity is None else entity.id)

    def choose(self, pronoun: Span) -> Choice | None:
        """Return whom a pronoun stands for; None where it is not certain."""
        gender = SINGULAR[pronoun.of(self._record.text).lower()]
        scores = self._scores(pronoun, gender)
        choice = self._best(scores, _MARGIN)
        if choice is None or len(scores) == 1:
            return choice
        far = self._paragraph(pronoun.start) - self._paragraph(choice.words.start) > 1
        # Further back only who spoke last is meant, and only if nobody else came up since.
        goes_on = self._spoke is not None and self._spoke[1] == choice.entity.id
        return None if far and (not goes_on or self._another_since(pronoun.start, gender)) else choice

    def describe(self, words: Span, noun: str) -> Choice | None:
        """Return whom "the senator" stands for: one who is called that somewhere, else the person just spoken of.

        None for a noun that is no person's office, and where it is not certain.
        """
        gender = _roles().get(noun)
        if gender is None:
            return None
        scores = self._scores(words, gender)
        holders = {entity for entity in scores if entity is not None and noun in self._offices(entity)}
        kept = {entity: score for entity, score in scores.items() if not holders or entity in holders}
        choice = self._best(kept, _CERTAIN)
        if choice is None or (not holders and choice.entity.id != self._just_spoke(words.start)):
            return None
        return choice._replace(how="described: holds that office" if holders else "described: spoke just before")

    def _just_spoke(self, at: int) -> str | None:
        """Who spoke last, if in the same paragraph or the one before."""
        if self._spoke is None or self._paragraph(at) - self._paragraph(self._spoke[0]) > 1:
            return None
        return self._spoke[1]

    def _offices(self, entity: str) -> set[str]:
        found = self._record.by_id[entity]
        if not isinstance(found, Entity):
            return set()
        words = {word.lower() for role in found.roles for word in role.of(self._record.text).split()}
        return words | {_title_nouns()[title] for title in words & set(_title_nouns())}

    def _scores(self, pronoun: Span, gender: str) -> dict[str | None, tuple[float, _Named]]:
        paragraph = self._paragraph(pronoun.start)
        sentence = self._sentence(pronoun.start)
        scores: dict[str | None, tuple[float, _Named]] = {}
        for named in self._window(pronoun, paragraph):
            if gender != "u" and named.gender not in {"u", gender}:
                continue
            score = named.weight - _PARAGRAPH * (paragraph - self._paragraph(named.start))
            between = sentence - self._sentence(named.start)
            if named.start > pronoun.start:
                score = _CATAPHOR
            elif between:
                score -= _SENTENCE * min(between, 4)
            elif named.weight == _MAIN_SUBJECT:
                score += _SAME_SENTENCE
            if named.gender == gender:
                score += _KNOWN_GENDER
            if self._spoke is not None and named.entity is not None and named.entity == self._spoke[1]:
                score += _SPOKE_BEFORE if self._another_since(pronoun.start, gender) else _SPOKE_LAST
            if named.entity not in scores or score > scores[named.entity][0]:
                scores[named.entity] = (score, named)
        return scores

    def _another_since(self, end: int, gender: str) -> bool:
        """Say whether somebody whom the pronoun fits was a main subject since the last speaker spoke."""
        if self._spoke is None:
            return False
        start, entity = self._spoke
        return any(
            named.weight == _MAIN_SUBJECT and named.entity != entity and named.gender in {"u", gender}
            for named in self._named[bisect_right(self._starts, start) : bisect_left(self._starts, end)]
        )

    def _best(self, scores: dict[str | None, tuple[float, _Named]], margin: float) -> Choice | None:
        total = {
            entity: score + (0.0 if entity is None else self._renown(entity)) for entity, (score, _) in scores.items()
        }
        ranked = sorted(total, key=lambda entity: (-total[entity], -scores[entity][1].start))
        if not ranked or ranked[0] is None or total[ranked[0]] < (_LEAST if len(ranked) > 1 else _QUOTED):
            return None
        if len(ranked) > 1 and total[ranked[0]] - total[ranked[1]] < margin:
            return None
        entity = self._record.by_id[ranked[0]]
        if not isinstance(entity, Entity):
            return None
        words = scores[ranked[0]][1].person
        if len(ranked) == 1:
            how = "the only person it can be here"
        elif self._spoke is not None and self._spoke[1] == entity.id:
            how = "goes on speaking"
        else:
            how = "named nearest, and as a subject" if scores[ranked[0]][1].weight >= _SUBJECT else "named nearest"
        return Choice(entity, words, how)

    def _renown(self, entity: str) -> float:
        found = self._record.by_id[entity]
        return _NAMED_AGAIN * math.log2(len(found.mentions)) if isinstance(found, Entity) and found.mentions else 0.0

    def _window(self, pronoun: Span, paragraph: int) -> list[_Named]:
        """Those named in the paragraphs before, and the subject of the main clause after an opening one."""
        first = self._breaks[max(0, paragraph - _WINDOW)] if self._breaks else 0
        inside = self._region(pronoun.start)
        found = [
            named
            for named in self._named[bisect_left(self._starts, first) : bisect_left(self._starts, pronoun.start)]
            # Within a quotation "he" may be anybody: only who is named in it counts.
            if inside is None or self._region(named.start) == inside
        ]
        subject = self._later_subject(pronoun)
        if subject is not None and inside is None:
            place = bisect_right(self._starts, subject) - 1
            if place >= 0 and self._named[place].person.end > subject and self._named[place].entity is not None:
                found.append(self._named[place]._replace(start=subject))
        return found

    def _later_subject(self, pronoun: Span) -> int | None:
        """Where the subject of the main verb stands, if the pronoun's clause comes before it."""
        tokens = self._grammar.tokens
        index = bisect_left(self._token_starts, pronoun.start)
        if index >= len(tokens):
            return None
        first, end = self._grammar.sentence(index)
        root = next((i for i in range(first, end) if tokens[i].head == i), None)
        if root is None or root <= index:
            return None
        subject = self._grammar.child(root, "nsubj", "nsubjpass")
        above = index
        for _ in range(_WINDOW * 3):
            if tokens[above].head == above:
                break
            above = tokens[above].head
            if tokens[above].dep in {"advcl", "prep"} and above < (subject or 0):
                return None if subject is None or subject <= index else tokens[subject].start
        return None

    def _names(self) -> list[_Named]:
        found = []
        owners = self._record.entity_of_mention
        for mention in self._record.mentions:
            entity = owners.get(mention.id)
            if mention.type == "person" and (
                mention.form != "pronoun" or mention.span.of(self._record.text) in _SUBJECTS
            ):
                gender = "u" if entity is None else self._gender(entity)
                name = None if entity is None else entity.id
                found.append(_Named(mention.span.start, name, self._weight(mention.span), gender, mention.span))
        return found

    def _unnamed(self) -> list[_Named]:
        """Subjects that are one person without a name: "a spokesman", "the woman"."""
        described = {m.span.end for m in self._record.mentions}
        found = []
        for index, token in enumerate(self._grammar.tokens):
            noun = token.text.lower()
            known = _roles().get(noun)
            article = self._grammar.child(index, "det")
            definite = article is not None and self._grammar.tokens[article].text.lower() in {"the", "this", "that"}
            if known is None or definite or token.end in described:
                # "the president" is often somebody who has been named.
                continue
            if token.tag == "NN" and token.dep == "nsubj":
                span = Span(token.start, token.end)
                apposed = any(
                    self._grammar.tokens[child].dep in {"appos", "compound"}
                    and self._grammar.tokens[child].pos == "PROPN"
                    for child in self._grammar.children[index]
                )
                if not apposed:
                    found.append(_Named(token.start, None, self._weight(span), known, span))
        return found

    def _weight(self, span: Span) -> float:
        if self._region(span.start) is not None:
            return _QUOTED
        tokens = self._grammar.tokens
        first, end = self._grammar.parse.tokens_within(span)
        head = next((i for i in range(first, end) if not first <= tokens[i].head < end or tokens[i].head == i), None)
        if head is None:
            return _OTHER_ROLE
        dep = tokens[head].dep
        if dep in {"appos", "compound"}:
            # "the mayor, Ana Ruiz, said": the name shares its noun's place.
            dep = tokens[tokens[head].head].dep
        if dep in {"nsubj", "nsubjpass"}:
            return _MAIN_SUBJECT if tokens[head].start in self._main() else _SUBJECT
        return _IN_SUBJECT if self._in_main_subject(head) else _OTHER_ROLE

    def _in_main_subject(self, index: int) -> bool:
        tokens = self._grammar.tokens
        for _ in range(_UP):
            if tokens[index].dep in {"nsubj", "nsubjpass"}:
                return tokens[index].start in self._main()
            if tokens[index].dep not in {"poss", "pobj", "prep", "nmod", "compound"}:
                return False
            index = tokens[index].head
        return False

    def _main(self) -> dict[int, tuple[str, str]]:
        if not hasattr(self, "_main_subjects"):
            self._main_subjects = self._grammar.subjects()
        return self._main_subjects

    def _gender(self, entity: Entity) -> str:
        text = self._record.text
        found = {_given_names().get(entity.name.of(text).split()[0], "u")}
        for mention in (self._record.by_id[m] for m in entity.mentions):
            if isinstance(mention, Mention):
                if mention.form == "pronoun":
                    found.add(SINGULAR.get(mention.span.of(text).lower(), "u"))
                else:
                    title = text[max(0, mention.span.start - 12) : mention.span.start].rsplit(maxsplit=1)[-1:]
                    found.add(_titles().get(title[0], "u") if title else "u")
        for role in entity.roles:
            found |= {_roles().get(word.lower(), "u") for word in role.of(text).split()}
        found.discard("u")
        return found.pop() if len(found) == 1 else "u"

    def _paragraph(self, offset: int) -> int:
        return bisect_right(self._breaks, offset) - 1

    def _sentence(self, offset: int) -> int:
        index = bisect_right(self._token_starts, offset) - 1
        return self._grammar.tokens[index].sentence if index >= 0 else -1

    def _region(self, offset: int) -> int | None:
        place = bisect_right(self._quoted_starts, offset) - 1
        return place if place >= 0 and offset < self._quoted[place].end else None


@cache
def _given_names() -> dict[str, str]:
    return {row[0]: row[1] for row in read_table("language", "given_names", columns=2)}


@cache
def _titles() -> dict[str, str]:
    return {row[0]: row[1] for row in read_table("language", "titles", columns=2)}


@cache
def _title_nouns() -> dict[str, str]:
    return {row[0].lower(): row[1] for row in read_table("language", "title_nouns", columns=2)}


@cache
def _roles() -> dict[str, str]:
    people = {"man": "m", "woman": "f", "boy": "m", "girl": "f"}
    return people | {row[0]: row[1] for row in read_table("language", "roles", columns=2)}
