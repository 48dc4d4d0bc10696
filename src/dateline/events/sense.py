"""Whether words are meant as their readings have them: sport, markets and fiction borrow those of force."""

from __future__ import annotations

import re
from functools import cached_property

from dateline.events.actors import Participants, is_power
from dateline.events.grammar import Grammar
from dateline.events.lexicon import EventLexicon, Trigger
from dateline.record import Participant, Record

_OF_CLUBS = frozenset({"AGREE", "REJECT", "SUPPORT", "CONSULT", "THREATEN", "RETREAT", "CONCEDE", "AID", "REQUEST"})
"""Types that tell of clubs, coaches and players in a sentence about sport."""
_PREFIX_WORDS = 5
_FIELDS = ("sport", "market", "election")
_SCORE = re.compile(r"\b\d{1,2}[-–]\d{1,2}\b")
_SPORT_SECTIONS = frozenset({
    "sport", "sports", "football", "soccer", "cricket", "rugby", "tennis", "golf", "basketball", "nba", "nfl", "nhl",
    "mlb", "boxing", "athletics", "cycling", "olympics",
})  # fmt: skip
_SPORT_SHARE = 0.3
_FEW_SENTENCES = 4
"""From so many sentences on, an article with that share of sentences with words of sport is about sport."""


class Sense:
    """Reads what the words of one record are about."""

    def __init__(self, grammar: Grammar, participants: Participants, lexicon: EventLexicon, record: Record) -> None:
        self._g = grammar
        self._participants = participants
        self._classes = lexicon.classes
        self._agents = lexicon.agents
        self._record = record
        self._fields: dict[tuple[int, str], bool] = {}

    def is_meant(self, index: int, trigger: Trigger, people: tuple[Participant, ...]) -> bool:
        """Say whether a trigger with these participants is meant as its reading has it."""
        if self._is_invented(index) or self._is_forceless(index, trigger, people):
            return False
        return not self._is_figurative(index, trigger, people)

    def _is_forceless(self, index: int, trigger: Trigger, people: tuple[Participant, ...]) -> bool:
        """ "attacked the pay of the chief", "fired a shot at regulators": said of firms and of anybody.

        A verb that is often a figure of speech wants somebody armed or in office, a country, or something
        that force can be used on.
        """
        if trigger.type == "ASSAULT" and self._is_done_by_a_thing(index):
            return True
        if trigger.type != "ASSAULT" or trigger.lemma not in self._classes["figure-of-speech"]:
            return False
        return bool(people) and not any(self._is_forceful(who) for who in people)

    def _is_done_by_a_thing(self, verb: int) -> bool:
        """ "the dog attacked a postman": the subject is neither somebody nor a weapon nor an attack."""
        subject = self._g.child(verb, "nsubj")
        if subject is None or self._g.tokens[subject].pos == "PRON" or self._participants.acts(subject):
            return False
        by_force = self._classes["violence"] | self._classes["weapon"] | self._classes["bomb"]
        return self._g.tokens[self._participants.core(subject)].lemma.lower() not in by_force

    def _is_forceful(self, who: Participant) -> bool:
        noun = self._noun(who)
        if who.country is not None or noun in self._classes["thing"] or noun in self._classes["place"]:
            return True
        if who.sectors:
            return set(who.sectors) != {"BUS"}
        return noun in self._agents and self._agents[noun].sector is None

    def _noun(self, who: Participant) -> str:
        token = self._g.at(who.span.end - 1)
        return "" if token is None else self._g.tokens[self._participants.core(token)].lemma.lower()

    def _is_invented(self, index: int) -> bool:
        """Say whether a work of fiction tells it: "in the film, a spy kidnaps …", "an opera about a thief"."""
        g, fiction = self._g, self._classes["fiction"]
        if any(g.tokens[node].lemma.lower() in fiction for node in g.up(index)):
            return True
        verb = g.verb_of(index)
        told = [c for v in (verb, *g.up(verb)) for c in g.children(v, "nsubj", "prep", "advcl")]
        below = (n for c in told for n in (c, *g.children(c, "pobj")))
        return any(g.tokens[n].lemma.lower() in fiction for n in below) or self._is_reviewed(index)

    def _is_reviewed(self, index: int) -> bool:
        """ "Book review: a general who …"."""
        g = self._g
        first = g.sentences[g.tokens[index].sentence][0]
        colon = next((i for i in range(first, min(index, first + _PREFIX_WORDS)) if g.tokens[i].text == ":"), first)
        opening = {g.tokens[i].lemma.lower() for i in range(first, colon)}
        return not opening.isdisjoint(self._classes["fiction"] | {"review"})

    def _is_figurative(self, index: int, trigger: Trigger, people: tuple[Participant, ...]) -> bool:
        """Say whether it tells of sport or of markets: by its sentence, where nobody in it is armed or in office."""
        if trigger.type in _OF_CLUBS and self._is_about(self._g.tokens[index].sentence, "sport"):
            return not any(is_power(who) for who in people)
        fields = [f for f in _FIELDS if trigger.lemma in self._classes[f"{f}-figurative"]]
        sentence = self._g.tokens[index].sentence
        if not any(self._is_about(sentence, field) for field in fields):
            return False
        heads = (self._g.at(who.span.end - 1) for who in people)
        return not any(h is not None and self._participants.is_of_kind(h, "armed") for h in heads)

    @cached_property
    def _is_of_sport(self) -> bool:
        """Say whether the whole article is about sport: by its section, or by the words of many of its sentences."""
        sections = {word for s in self._record.article.sections for word in re.findall(r"[a-z]+", s.value.lower())}
        if not sections.isdisjoint(_SPORT_SECTIONS):
            return True
        sport = self._classes["sport"]
        sentences = self._g.sentences
        told = sum(any(self._g.tokens[i].lemma.lower() in sport for i in range(*s)) for s in sentences)
        return len(sentences) >= _FEW_SENTENCES and told >= _SPORT_SHARE * len(sentences)

    def _is_about(self, sentence: int, field: str) -> bool:
        if (sentence, field) not in self._fields:
            first, end = self._g.sentences[sentence]
            words = {self._g.tokens[i].lemma.lower() for i in range(first, end)}
            whole = field == "sport" and self._is_of_sport
            text = self._record.text[self._g.tokens[first].start : self._g.tokens[end - 1].end]
            told = whole or bool(words & self._classes[field]) or (field == "sport" and _SCORE.search(text) is not None)
            by_force = self._classes["weapon"] | (self._classes["violence"] - self._classes["sport-figurative"])
            self._fields[sentence, field] = told and not words & by_force
        return self._fields[sentence, field]
