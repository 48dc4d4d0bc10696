"""Who a phrase is: entity, country and PLOVER sectors, from what the record and the words say."""

from __future__ import annotations

from bisect import bisect_left
from typing import Literal, TypeVar

import msgspec

from dateline.events.grammar import Grammar
from dateline.events.homeland import Homeland
from dateline.events.identity import Identities
from dateline.events.lexicon import EventLexicon
from dateline.events.phrases import Identity
from dateline.record import Entity, Mention, Participant, PlaceReference, Record, Span

Nature = Literal["agent", "place", "thing"]
A = TypeVar("A", Mention, PlaceReference)

_CIVILIAN = frozenset({"CVL", "EDU", "LAB", "MED", "AGR", "REF", "OPP", "REL", "JRN", "SOC", "BUS", "PTY"})
_OFFICIAL = frozenset({"GOV", "LEG", "MIL", "ELI", "JUD", "SPY", "PTY", "COP", "OPP"})
_KINDS = {
    "business": frozenset({"BUS"}),
    "armed": frozenset({"MIL", "REB", "UAF", "COP", "PRM", "CRM"}),
    "irregular": frozenset({"REB", "UAF", "CRM"}),
    "civilian": _CIVILIAN,
    "labour": _CIVILIAN,
    "official": _OFFICIAL,
    "state": _OFFICIAL,
}
_POWER = _OFFICIAL | _KINDS["armed"] | {"LAB", "REL"}
_SAYING_WHOSE = frozenset({"in", "of", "from", "at", "for", "near", "fleeing", "based", "loyal"})
_MENTIONS_READ = 8
_REACH_LIMIT = 12
"""Steps down a phrase: what stands further off says something else."""


class Participants:
    """Reads the noun phrases of one record."""

    def __init__(self, grammar: Grammar, record: Record, lexicon: EventLexicon) -> None:
        self._g = grammar
        self._record = record
        self._agents = lexicon.agents
        self._people = lexicon.people
        self._classes = lexicon.classes
        self._mentions = sorted(record.mentions, key=lambda m: m.span)
        self._mention_starts = [m.span.start for m in self._mentions]
        self._places = sorted(record.places, key=lambda p: p.span)
        self._place_starts = [p.span.start for p in self._places]
        self._homeland = Homeland(grammar, record)
        self._identities = Identities(record)

    def nature(self, head: int) -> Nature:
        """Say whether a noun phrase names somebody who can act, a place, or a thing."""
        token = self._g.tokens[head]
        if token.text.lower() in self._classes["pronoun"]:
            return "agent"
        noun = self.core(head)
        if self._agent_word(noun)[0] is not None or self._agent_word(head)[0] is not None:
            return "agent"
        token = self._g.tokens[noun]
        if token.pos == "NOUN" and token.lemma.lower() in self._people:
            return "agent"
        mention = self._mention(noun)
        if mention is not None and self._heads(noun, mention):
            if mention.type in {"person", "organisation", "group"}:
                return "agent"
            if mention.type == "place":
                return "place"
        place = self._place(noun)
        if place is not None:
            return "agent" if place.use != "literal" else "place"
        return "thing"

    def _heads(self, noun: int, mention: Mention) -> bool:
        """Say whether a noun is what a name is about: its last word, or "Department" of "Department of Justice"."""
        token = self._g.tokens[noun]
        if mention.span.end == token.end:
            return True
        return mention.span.end > token.end and self._g.tokens[noun + 1].pos == "ADP"

    def acts(self, head: int) -> bool:
        """Say whether a noun phrase can be an actor: somebody, or a place that stands for one."""
        if self._g.tokens[head].lemma == "other" and any(
            self._g.tokens[c].lemma == "each" for c in self._g.children(head)
        ):
            return False
        return self.nature(head) in {"agent", "place"}

    def can_be_target(self, head: int) -> bool:
        """Say whether force can be used on it: somebody, a place, or a thing such as a convoy."""
        g = self._g
        lemma = g.tokens[head].lemma.lower()
        if lemma in self._classes["animal"] or lemma in self._classes["measure"]:
            return False
        counted_of = g.prepositional(head, "of")
        if g.tokens[head].pos == "NUM" and all(g.tokens[n].pos == "PRON" for n in counted_of):
            return True  # "killed 13"
        if lemma in {"score", "dozen", "hundred", "thousand"}:
            return True  # "kills scores"
        # "killed 15 trainees": who is counted and killed is people, listed or not.
        counted = g.tokens[head].tag == "NNS" and g.child(head, "nummod") is not None
        return counted or lemma in self._classes["thing"] or lemma in self._classes["place"] or self.acts(head)

    def is_people(self, head: int) -> bool:
        """Say whether the words themselves say what people it is."""
        return self._agent_word(self.core(head))[0] not in {None, "UNK"}

    def is_of_kind(self, head: int, kind: str) -> bool:
        """Say whether the words make it people of a kind: armed, civilian, labour, official, or a state.

        A person by name passes as an official: who visits or is received is told by name. A place or
        organisation by name passes as a state.
        """
        sector = self._agent_word(self.core(head))[0]
        if sector is not None and sector != "UNK":
            return sector in _KINDS[kind]
        mention = self._mention(self.core(head))
        if kind not in {"official", "state"}:
            group = mention is not None and mention.type == "group"
            return kind == "civilian" and (group or self._g.tokens[self.core(head)].lemma.lower() in self._people)
        by_name = {"place", "organisation", "person"} if kind == "official" else {"place", "organisation"}
        if mention is not None and mention.type in by_name:
            return True
        return self._place(head) is not None or (kind == "official" and sector == "UNK")

    def has_power(self, head: int) -> bool:
        """Say whether a phrase names a country, a body of states, or somebody who is in office or armed."""
        return is_power(self.participant(head))

    def entity(self, head: int) -> Entity | None:
        """Return the entity that a word is a mention of; None where the record says none."""
        mention = self._mention(head)
        return None if mention is None else self._record.entity_of_mention.get(mention.id)

    def parties(self, head: int) -> tuple[Participant, ...]:
        """Return who a phrase names: one participant, or one a nation for "Norwegian and Peruvian officials".

        The last of several has the noun in its span; the others are the words for their nation alone.
        """
        whole = self.participant(head)
        nations = [
            n for n in self._g.children(self.core(head), "amod", "nmod", "compound") if self._g.children(n, "conj")
        ]
        if whole.country is not None or len(nations) != 1:
            return (whole,)
        listed = [nations[0], *self._g.children(nations[0], "conj")]
        codes = [self._identity(self._g.span(token), token).country for token in listed]
        if len(listed) < 2 or None in codes or len(set(codes)) != len(codes) or listed[-1] > head:
            return (whole,)
        spans = [self._g.span(token) for token in listed]
        spans[-1] = Span(spans[-1].start, whole.span.end)
        return tuple(
            msgspec.structs.replace(whole, span=span, country=code, entity=None)
            for span, code in zip(spans, codes, strict=True)
        )

    def participant(self, head: int) -> Participant:
        """Return the phrase with what it resolves to; None wherever neither words nor record say it."""
        span = self._g.phrase(head)
        core = self.core(head)
        entity = self.entity(core)
        who = self._identity(Span(span.start, self._reach(core, span.end)), core)
        if (place := self._place(core)) is not None and place.use == "metonym" and not _known(who.sectors):
            who = who._replace(sectors=("GOV",))
        country, sectors, inferred = who.country, _known(who.sectors), who.inferred
        if entity is not None and (country is None or not sectors):
            told = self._by_roles(entity)
            inferred = (
                inferred or (country is None and told.country is not None) or (not sectors and bool(told.sectors))
            )
            country, sectors = country or told.country, sectors or told.sectors
        if country is None and self._is_common(core):
            country = self._homeland.country(core, sectors)
            inferred = inferred or country is not None
        return Participant(
            span=span,
            entity=None if entity is None else entity.id,
            country=country,
            sectors=sectors,
            inferred=inferred,
        )

    def _is_common(self, core: int) -> bool:
        """A noun that may be anybody's: "rebels"; "Supreme Court" too, but no person's name."""
        if self._g.tokens[core].pos == "NOUN":
            return True
        mention = self._mention(core)
        return self._g.tokens[core].pos == "PROPN" and (mention is None or mention.type == "organisation")

    def _identity(self, span: Span, core: int) -> Identity:
        mention = self._mention(core)
        is_name = mention is not None and mention.type == "person" and mention.form == "name"
        return self._identities.of(span, person=mention.span if mention is not None and is_name else None)

    def _reach(self, head: int, end: int) -> int:
        """Where the words end that say who somebody is: "rebels in the Ivory Coast", "refugees fleeing Liberia"."""
        for child in self._g.children(head, "prep", "acl"):
            if child > head and self._g.tokens[child].text.lower() in _SAYING_WHOSE:
                last = child
                for _ in range(_REACH_LIMIT):
                    below = self._g.children(last)
                    if not below or below[-1] < last or self._g.tokens[below[-1]].pos == "PUNCT":
                        break
                    last = below[-1]
                end = max(end, self._g.tokens[last].end)
        return end

    def core(self, head: int) -> int:
        """Return what is counted: the teachers in "thousands of teachers"; elsewhere the head itself."""
        if self._g.tokens[head].lemma.lower() not in self._classes["quantity"] and self._g.tokens[head].pos != "NUM":
            return head
        inner = self._g.prepositional(head, "of")
        return inner[0] if inner else head

    def _agent_word(self, head: int) -> tuple[str | None, str | None]:
        """Sector and code of the longest listed phrase that ends with the head, then of its modifiers."""
        g = self._g
        first = head
        while first > 0 and head - first < 3 and g.tokens[first - 1].head in range(first, head + 1):
            first -= 1
        for start in range(first, head + 1):
            words = [g.tokens[i].text.lower() for i in range(start, head)]
            for last in (g.tokens[head].lemma.lower(), g.tokens[head].text.lower()):
                found = self._agents.get(" ".join([*words, last]))
                if found is not None:
                    if found.sector in {"UNK", "UAF", "GOV"} or found.sector is None:
                        return self._by_modifier(head, found.sector), found.code
                    return found.sector, found.code
        return None, None

    def _by_modifier(self, head: int, sector: str | None) -> str | None:
        """ "rebel leader", "police chief", "opposition group": the word before says more."""
        g = self._g
        for child in g.children(head, "compound", "amod", "nmod"):
            found = self._agents.get(g.tokens[child].lemma.lower())
            if found is not None and found.sector not in {None, "UNK"}:
                return found.sector
        return sector

    def _by_roles(self, entity: Entity) -> Identity:
        """What the article says of the entity elsewhere: its fullest name, "US Secretary of State"."""
        country: str | None = None
        sectors: tuple[str, ...] = ()
        for role in (entity.name, *entity.roles, *self._titled(entity)):
            is_name = role == entity.name and entity.type == "person"
            told = self._identities.of(role, person=role if is_name else None)
            country, sectors = country or told.country, sectors or _known(told.sectors)
        return Identity(country, sectors)

    def _titled(self, entity: Entity) -> list[Span]:
        """The phrases in which the article names a person with what stands before: "Secretary of State Ann Ash"."""
        found = []
        for name in entity.mentions[:_MENTIONS_READ] if entity.type == "person" else ():
            mention = self._record.by_id[name]
            last = self._g.at(mention.extent.end - 1)
            if last is None or getattr(mention, "form", "name") != "name":
                continue
            phrase = self._g.phrase(last)
            if phrase.start < mention.extent.start:
                found.append(phrase)
        return found

    def _mention(self, token: int) -> Mention | None:
        return _at(self._mentions, self._mention_starts, self._g.tokens[token].start)

    def _place(self, token: int) -> PlaceReference | None:
        return _at(self._places, self._place_starts, self._g.tokens[token].start)


def is_power(who: Participant) -> bool:
    """Say whether a participant is a country, a body of states, or somebody who holds office, commands or is armed."""
    return not _POWER.isdisjoint(who.sectors) if who.sectors else who.country is not None


def _known(sectors: tuple[str, ...]) -> tuple[str, ...]:
    return () if sectors == ("UNK",) else sectors


def _at(annotations: list[A], starts: list[int], offset: int) -> A | None:
    """The annotation that covers an offset; of nested ones the nearest that begins before it."""
    for index in range(bisect_left(starts, offset + 1) - 1, max(-1, bisect_left(starts, offset + 1) - 4), -1):
        if annotations[index].span.start <= offset < annotations[index].span.end:
            return annotations[index]
    return None
