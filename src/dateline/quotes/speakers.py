"""Who the words before or after a cue stand for in this article."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from dateline.record import Entity, Mention, Record, Span, Speaker

_SINGULAR = {"he": "m", "she": "f"}
_FIRST_PERSON = frozenset({"i", "we", "you", "it", "they", "who", "which", "that"})


class SpeakerFinder:
    """Resolves the words of a source to an entity of the record, with the evidence; never guesses.

    A name in the source, at its head or in apposition, is that entity. A pronoun is what the language
    room makes of it; else, where the speaker of the quotation before is a person, and nobody else is named
    outside quotation marks since then, it is that speaker.
    """

    def __init__(self, record: Record) -> None:
        self._record = record
        self._mentions = record.mentions
        self._starts = [mention.span.start for mention in self._mentions]

    def speaker(self, source: Span, head: Span, last: Speaker | None, unquoted: Sequence[Span]) -> Speaker:
        """Return the speaker. ``head`` is the head noun of ``source``, ``unquoted`` the running text since ``last``."""
        words = source.of(self._record.text).lower()
        here = [m for m in self._within(source) if m.id in self._record.entity_of_mention]
        if words in _SINGULAR:
            return self._pronoun(source, here, last, unquoted)
        if words in _FIRST_PERSON:
            return Speaker(span=source)
        named = [m for m in here if m.span.overlaps(head)] or [
            m for m in here if m.type == "person" and m.form == "name"
        ]
        owners = {self._record.entity_of_mention[m.id].id for m in named}
        if len(owners) != 1:
            return Speaker(span=source)
        entity = self._record.entity_of_mention[named[0].id]
        if not named[0].span.overlaps(head) and not self._apposed(source, named[0]):
            return Speaker(span=source)
        how = "named here" if named[0].form == "name" else "description of one person only"
        return Speaker(span=source, entity=entity.id, how=how, evidence=self._evidence(entity, named[0]))

    def _pronoun(self, source: Span, here: list[Mention], last: Speaker | None, unquoted: Sequence[Span]) -> Speaker:
        if here:
            entity = self._record.entity_of_mention[here[0].id]
            return Speaker(span=source, entity=entity.id, how="the only person it can be here", evidence=(entity.name,))
        before = None if last is None or last.entity is None else self._record.by_id[last.entity]
        if last is None or not isinstance(before, Entity) or before.type != "person":
            return Speaker(span=source)
        for stretch in unquoted:
            for mention in self._within(stretch):
                owner = self._record.entity_of_mention.get(mention.id)
                if mention.type == "person" and (owner is None or owner.id != before.id):
                    return Speaker(span=source)
        return Speaker(span=source, entity=before.id, how="goes on speaking", evidence=(last.span, before.name))

    def _within(self, span: Span) -> list[Mention]:
        found = []
        for number in range(bisect_left(self._starts, span.start), len(self._mentions)):
            mention = self._mentions[number]
            if mention.span.start >= span.end:
                break
            if span.contains(mention.span):
                found.append(mention)
        return found

    def _apposed(self, source: Span, mention: Mention) -> bool:
        """Say whether a name in a source stands beside its head: "a spokeswoman, Ana Ruiz,"."""
        before = self._record.text[source.start : mention.span.start].rstrip()
        return before.endswith((",", "—", "–", ":"))

    def _evidence(self, entity: Entity, mention: Mention) -> tuple[Span, ...]:
        return (mention.span,) if entity.name == mention.span else (mention.span, entity.name)
