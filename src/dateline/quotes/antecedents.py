"""Who a "he" or "she" that speaks stands for: people named before it, weighed by grammar, gender and nearness.

After the salience weights of Lappin & Leass (1994) and centering (Grosz, Joshi & Weinstein, 1995): a subject weighs
more than another noun, the one who spoke last goes on speaking, what is named in quotation marks weighs little, and
nobody names himself in what he says. The weights are of a log-linear model, fitted by tools/fit_antecedents.py
(quotes/antecedents.tsv), which tells how sure a choice is. Where two people come out close, nobody is named.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from dateline.quotes.grammar import Grammar
from dateline.quotes.people import SINGULAR, People, Person, role_genders
from dateline.record import Entity, Record, Span
from dateline.resources.tables import read_table

_LEAST = 0.45
"""The least chance that the choice must have. Of .3 to .6 this resolved most at a precision over .9 (fitting rows)."""
_LEAST_DESCRIPTION = 0.6
_WINDOW = 4
"""Paragraphs before the pronoun's own in which somebody may be meant."""
_MOST = 60
"""Of those, the last so many are weighed: a paragraph may be as long as an article."""
_FAR = 5
"""Sentences between; more count as much."""
_FAR_UP = 12
"""Heads from a pronoun up to the main verb."""

Features = dict[str, float]


class Choice(NamedTuple):
    """The entity chosen, the words that it was chosen for, why, in a few words, and how likely it is right."""

    entity: Entity
    words: Span
    how: str
    confidence: float


class Weighed(NamedTuple):
    """Somebody whom a pronoun may stand for, with what speaks for it."""

    person: Person
    features: Features


class Antecedents:
    """People that pronouns may stand for, in one record. Ask in reading order, and tell who spoke."""

    def __init__(self, record: Record, grammar: Grammar, quoted: Sequence[Span]) -> None:
        self._record = record
        self._grammar = grammar
        self._people = People(record, grammar, quoted)
        self._breaks = [block.span.start for block in record.article.blocks]
        self._token_starts = [token.start for token in grammar.tokens]
        self._pronouns = [
            Span(token.start, token.end)
            for token in grammar.tokens
            if token.text.lower() in SINGULAR and self._people.region(token.start) is None
        ]
        self._settled = 0
        self.asked: list[tuple[Span, list[Weighed]]] = []
        self._spoke: tuple[int, str | None] | None = None

    def spoke(self, at: int, entity: Entity | None) -> None:
        """Remember who spoke last, known or not, and where their words stand."""
        self._spoke = (at, None if entity is None else entity.id)

    def choose(self, pronoun: Span, said: Sequence[Span] = ()) -> Choice | None:
        """Return whom a pronoun that says ``said`` stands for; None where it is not certain."""
        self._settle(pronoun.start)
        weighed = self.weighed(pronoun, said)
        self.asked.append((pronoun, weighed))
        choice = self._best(weighed, _LEAST)
        if choice is not None and self._next_is(pronoun):
            self._people.add(pronoun, choice.entity.id)
            self._settled += 1
        return choice

    def describe(self, words: Span, noun: str) -> Choice | None:
        """Return whom "the senator" stands for: somebody near who is called that in the article.

        None for a noun that is no person's office, and where it is not certain.
        """
        gender = role_genders().get(noun)
        if gender is None:
            return None
        self._settle(words.start)
        holders = [
            each
            for each in self._weighed(words, gender, ())
            if each.person.entity is not None and noun in self._people.offices(each.person.entity)
        ]
        choice = self._best(holders, _LEAST_DESCRIPTION)
        return None if choice is None else choice._replace(how="described: holds that office")

    def weighed(self, pronoun: Span, said: Sequence[Span] = ()) -> list[Weighed]:
        """Return whom a pronoun may stand for, each reference by itself. For choosing, and for fitting the weights."""
        return self._weighed(pronoun, SINGULAR[pronoun.of(self._record.text).lower()], said)

    def _next_is(self, pronoun: Span) -> bool:
        return self._settled < len(self._pronouns) and self._pronouns[self._settled] == pronoun

    def _settle(self, end: int) -> None:
        """Decide on the pronouns up to an offset, so that they are somebody for those that follow."""
        while self._settled < len(self._pronouns) and self._pronouns[self._settled].start < end:
            pronoun = self._pronouns[self._settled]
            self._settled += 1
            choice = self._best(self.weighed(pronoun), _LEAST)
            if choice is not None:
                self._people.add(pronoun, choice.entity.id)

    def _weighed(self, words: Span, gender: str, said: Sequence[Span]) -> list[Weighed]:
        paragraph = self._paragraph(words.start)
        sentence = self._sentence(words.start)
        window = self._window(words, paragraph)
        fitting = [p for p in window if gender == "u" or p.gender in {"u", gender}]
        told = {p.entity for span in said for p in self._people.between(span.start, span.end) if not p.pronoun}
        beside = self._beside(words)
        last = None if self._spoke is None or self._spoke[0] > words.start else self._spoke
        another = last is not None and any(
            p.role == "main subject" and p.entity != last[1] for p in fitting if p.start > last[0]
        )
        found = []
        for person in fitting:
            features: Features = {person.role: 1.0}
            between = sentence - self._sentence(person.start)
            if person.start > words.start:
                features = {"named after": 1.0}
            elif between:
                features["sentences"] = min(between, _FAR)
                features["paragraphs"] = paragraph - self._paragraph(person.start)
            else:
                features[f"same sentence, {'main subject' if person.role == 'main subject' else 'not'}"] = 1.0
            features["gender known"] = float(person.gender == gender)
            features["pronoun"] = float(person.pronoun)
            features["unnamed"] = float(person.entity is None)
            features["renown"] = self._renown(person.entity)
            if person.entity is not None:
                features["named in what is said"] = float(person.entity in told)
                features["spoken to"] = float(person.entity in beside)
                if last is not None and person.entity == last[1]:
                    features["spoke last, another since" if another else "spoke last"] = 1.0
                    features["sentences since"] = min(sentence - self._sentence(last[0]), _FAR)
            found.append(Weighed(person, {name: value for name, value in features.items() if value}))
        return found

    def _best(self, weighed: Sequence[Weighed], least: float) -> Choice | None:
        """Return the likeliest, going by the reference to each that weighs most; "nobody named" weighs nothing."""
        scores: dict[str | None, tuple[float, Person]] = {}
        for person, features in weighed:
            score = sum(weights().get(name, 0.0) * value for name, value in features.items())
            if person.entity not in scores or score >= scores[person.entity][0]:
                scores[person.entity] = (score, person)
        ranked = sorted(scores, key=lambda entity: (-scores[entity][0], -scores[entity][1].start))
        if not ranked or ranked[0] is None:
            return None
        nobody = math.exp(min(50.0, weights()["nobody"]))
        total = nobody + sum(math.exp(min(50.0, score)) for score, _ in scores.values())
        score, person = scores[ranked[0]]
        chance = math.exp(min(50.0, score)) / total
        entity = self._record.by_id[ranked[0]]
        if chance < least or not isinstance(entity, Entity):
            return None
        if len(ranked) == 1:
            how = "the only person it can be here"
        elif self._spoke is not None and self._spoke[1] == entity.id:
            how = "goes on speaking"
        else:
            how = "named nearest, and as a subject" if "subject" in person.role else "named nearest"
        return Choice(entity, person.words, how, round(chance, 2))

    def _renown(self, entity: str | None) -> float:
        found = None if entity is None else self._record.by_id[entity]
        return math.log2(len(found.mentions)) if isinstance(found, Entity) and found.mentions else 0.0

    def _window(self, pronoun: Span, paragraph: int) -> list[Person]:
        """Those named in the paragraphs before, and the subject of the main clause after an opening one."""
        first = self._breaks[max(0, paragraph - _WINDOW)] if self._breaks else 0
        inside = self._people.region(pronoun.start)
        found = [
            person
            for person in self._people.between(first, pronoun.start)
            # Within a quotation "he" may be anybody: only who is named in it counts.
            if inside is None or self._people.region(person.start) == inside
        ][-_MOST:]
        subject = self._later_subject(pronoun)
        named = None if subject is None or inside is not None else self._people.at(subject)
        return found if named is None or named.start < pronoun.start else [*found, named]

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
        if subject is None or subject <= index:
            return None
        above = index
        for _ in range(_FAR_UP):
            if tokens[above].head == above:
                break
            above = tokens[above].head
            if tokens[above].dep in {"advcl", "prep"} and above < subject:
                return tokens[subject].start
        return None

    def _beside(self, pronoun: Span) -> set[str | None]:
        """Who is an object of the verb that a pronoun is the subject of: "he told Marsh" is not Marsh."""
        tokens = self._grammar.tokens
        index = bisect_left(self._token_starts, pronoun.start)
        if index >= len(tokens) or tokens[index].dep not in {"nsubj", "nsubjpass"}:
            return set()
        objects = []
        for child in self._grammar.children[tokens[index].head]:
            if tokens[child].dep in {"dobj", "dative", "agent", "prep"}:
                noun = self._grammar.child(child, "pobj") if tokens[child].dep in {"dative", "agent", "prep"} else child
                objects.append(child if noun is None else noun)
        found = [self._people.at(tokens[each].start) for each in objects]
        return {person.entity for person in found if person is not None}

    def _paragraph(self, offset: int) -> int:
        return bisect_right(self._breaks, offset) - 1

    def _sentence(self, offset: int) -> int:
        index = bisect_right(self._token_starts, offset) - 1
        return self._grammar.tokens[index].sentence if index >= 0 else -1


@cache
def weights() -> dict[str, float]:
    """Return what each feature weighs, in log-odds."""
    return {row[0]: float(row[1]) for row in read_table("quotes", "antecedents", columns=2)}
