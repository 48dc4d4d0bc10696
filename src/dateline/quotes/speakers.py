"""Who the words before or after a cue stand for in this article."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from functools import cache

from dateline.record import Entity, Mention, Record, Span, Speaker
from dateline.resources.tables import read_table

_SINGULAR = {"he": "m", "she": "f", "his": "m", "her": "f", "him": "m"}
_JOINED = re.compile(r",?\s+(?:and|or)\s+(?:the\s+)?")
_LONGEST_NAME = 60
"""Characters on either side of a token within which a name it is part of begins and ends."""
_NOBODY_SURE = frozenset({"i", "we", "you", "it", "they", "who", "which", "that"})
_FORGOTTEN_AFTER = 3
"""Paragraph breaks after which the last speaker is no longer meant by "he"."""


@cache
def _given_names() -> dict[str, str]:
    return {row[0]: row[1] for row in read_table("language", "given_names", columns=2)}


@cache
def _roles() -> frozenset[str]:
    return frozenset(row[0] for row in read_table("language", "roles", columns=2))


class SpeakerFinder:
    """Resolves the words of a source to an entity of the record, with the evidence; never guesses.

    A name in the source, at its head or in apposition, is that entity. A pronoun is what the language
    room makes of it, unless the last speaker fits it too and the other one is no subject since; where the
    language room leaves it open, it is the last speaker, if a person and if nobody else is named outside
    quotation marks since then. Sources are to be asked for in reading order.
    """

    def __init__(self, record: Record, subjects: Mapping[int, tuple[str, str]], quoted: Sequence[Span]) -> None:
        self._record = record
        self._subjects = subjects
        self._subject_starts = sorted(subjects)
        self._mentions = record.mentions
        self._starts = [mention.span.start for mention in self._mentions]
        self._by_id = {mention.id: mention for mention in self._mentions}
        self._quoted_spans = quoted
        self._quoted_starts = [span.start for span in quoted]
        self._quoted = {mention.id for mention in self._mentions if self._is_quoted(mention.span.start)}
        self._last: Speaker | None = None

    def speaker(self, source: Span, head: Span, *, antecedent: Span | None = None, several: bool = False) -> Speaker:
        """Return the speaker that words stand for. ``head`` is their head noun, ``antecedent`` that of a "who".

        ``several``: whether another noun is joined to the head. Two speakers are not the first of them.
        """
        words = source.of(self._record.text).lower()
        here = [m for m in self._within(source) if m.id in self._record.entity_of_mention]
        if words in _SINGULAR:
            return self._pronoun(source, here)
        if antecedent is not None:
            return self._named(source, self._around(antecedent), "whom the clause is about")
        if words in _NOBODY_SURE:
            return Speaker(span=source)
        named = [m for m in here if m.span.overlaps(head)] or [
            m for m in here if m.type == "person" and m.form == "name"
        ]
        if named and not named[0].span.overlaps(head) and not self._apposed(source, head, named[0]):
            return Speaker(span=source)
        if several or any(_JOINED.fullmatch(self._record.text, named[0].span.end, m.span.start) for m in here if named):
            return Speaker(span=source)
        form = "named here" if not named or named[0].form == "name" else "description of one person only"
        return self._named(source, named, form)

    def _named(self, source: Span, named: list[Mention], how: str) -> Speaker:
        owners = {self._record.entity_of_mention[m.id].id for m in named}
        if len(owners) != 1:
            return Speaker(span=source)
        entity = self._record.entity_of_mention[named[0].id]
        return Speaker(span=source, entity=entity.id, how=how, evidence=self._evidence(entity, named[0]))

    def _around(self, token: Span) -> list[Mention]:
        """The names that a token is part of."""
        near = self._within(Span(max(0, token.start - _LONGEST_NAME), token.end + _LONGEST_NAME))
        return [m for m in near if m.span.overlaps(token) and m.id in self._record.entity_of_mention]

    def spoke(self, speaker: Speaker, *, person: bool) -> None:
        """Remember who spoke last. ``person``: whether the words are of one person, known or not."""
        entity = self._entity(speaker)
        if entity is not None and entity.type == "person":
            self._last = speaker
        elif person:
            self._last = None

    def _pronoun(self, source: Span, here: list[Mention]) -> Speaker:
        last = self._last_that_fits(source)
        if here:
            entity = self._record.entity_of_mention[here[0].id]
            if last is not None and last.entity != entity.id and not self._takes_over(entity, last, source):
                return self._subject_before(source)
            return Speaker(span=source, entity=entity.id, how="the only person it can be here", evidence=(entity.name,))
        before = None if last is None else self._entity(last)
        if last is None or before is None:
            return self._subject_before(source)
        for mention in self._within(Span(last.span.end, source.start)):
            owner = self._record.entity_of_mention.get(mention.id)
            other = mention.type == "person" and (owner is None or owner.id != before.id)
            if other and mention.id not in self._quoted:
                return self._subject_before(source)
        return Speaker(span=source, entity=before.id, how="goes on speaking", evidence=(last.span, before.name))

    def _subject_before(self, source: Span) -> Speaker:
        """The person who is the subject of the clause before, as centering has it (Grosz, Joshi & Weinstein, 1995).

        Stops at a subject who is somebody unnamed ("a spokesman said"), may be several people, or asks: the answer
        is another's. Of 22 read in a sample of PolNeAR train 19 were right; the other rules err less.
        """
        text = self._record.text
        place = bisect_left(self._subject_starts, source.start) - 1
        while place >= 0 and text.count("\n\n", self._subject_starts[place], source.start) <= 1:
            offset = self._subject_starts[place]
            place -= 1
            number = bisect_right(self._starts, offset) - 1
            mention = self._mentions[number] if number >= 0 else None
            if mention is None or mention.span.end <= offset:
                if self._subjects[offset][0] in _roles() and not self._is_quoted(offset):
                    break
                continue
            if mention.type != "person" or mention.id in self._quoted:
                continue
            entity = self._record.entity_of_mention.get(mention.id)
            if entity is None or self._subjects[offset][1] == "ask":
                break
            if self._fits(source, entity):
                how = "subject of the clause before"
                return Speaker(span=source, entity=entity.id, how=how, evidence=(mention.span, entity.name))
        return Speaker(span=source)

    def _last_that_fits(self, pronoun: Span) -> Speaker | None:
        """The last speaker, if not long ago and if no given name speaks against the pronoun."""
        entity = None if self._last is None else self._entity(self._last)
        if self._last is None or entity is None or self._last.span.end >= pronoun.start:
            return None
        text = self._record.text
        if text.count("\n\n", self._last.span.end, pronoun.start) > _FORGOTTEN_AFTER:
            return None
        return self._last if self._fits(pronoun, entity) else None

    def _fits(self, pronoun: Span, entity: Entity) -> bool:
        """Say whether no given name, and no other pronoun for that person, speaks against a pronoun."""
        text = self._record.text
        gender = _SINGULAR[pronoun.of(text).lower()]
        if _given_names().get(entity.name.of(text).split()[0], "u") not in {"u", gender}:
            return False
        other = {"m": {"she", "her"}, "f": {"he", "him", "his"}}[gender]
        forms = (self._by_id[m] for m in entity.mentions)
        return not any(m.form == "pronoun" and m.span.of(text).lower() in other for m in forms)

    def _is_quoted(self, offset: int) -> bool:
        place = bisect_right(self._quoted_starts, offset) - 1
        return place >= 0 and offset < self._quoted_spans[place].end

    def _takes_over(self, entity: Entity, last: Speaker, source: Span) -> bool:
        """Say whether somebody else than the last speaker is the subject of a clause since."""
        for mention in self._within(Span(last.span.end, source.start)):
            owner = self._record.entity_of_mention.get(mention.id)
            same = owner is not None and owner.id == entity.id and mention.id not in self._quoted
            if same and any(offset in self._subjects for offset in range(mention.span.start, mention.span.end)):
                return True
        return False

    def _entity(self, speaker: Speaker) -> Entity | None:
        entity = None if speaker.entity is None else self._record.by_id[speaker.entity]
        return entity if isinstance(entity, Entity) else None

    def _within(self, span: Span) -> list[Mention]:
        found = []
        for number in range(bisect_left(self._starts, span.start), len(self._mentions)):
            mention = self._mentions[number]
            if mention.span.start >= span.end:
                break
            if span.contains(mention.span):
                found.append(mention)
        return found

    def _apposed(self, source: Span, head: Span, mention: Mention) -> bool:
        """Say whether a name in a source stands beside its head: "a spokeswoman, Ana Ruiz," or "the poet Ana Ruiz"."""
        if self._record.text[head.end : mention.span.start].isspace():
            return True
        before = self._record.text[source.start : mention.span.start].rstrip()
        return before.endswith((",", "—", "–", ":"))

    def _evidence(self, entity: Entity, mention: Mention) -> tuple[Span, ...]:
        return (mention.span,) if entity.name == mention.span else (mention.span, entity.name)
