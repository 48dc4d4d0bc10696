"""Who the words before or after a cue stand for in this article."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from dateline.quotes.antecedents import Antecedents, Choice
from dateline.quotes.grammar import Grammar
from dateline.quotes.people import SINGULAR
from dateline.record import Entity, Mention, Record, Span, Speaker

_JOINED = re.compile(r",?\s+(?:and|or)\s+(?:the\s+)?")
_LONGEST_NAME = 60
"""Characters on either side of a token within which a name it is part of begins and ends."""
_NOBODY_SURE = frozenset({"i", "we", "you", "it", "they", "who", "which", "that"})


class SpeakerFinder:
    """Resolves the words of a source to an entity of the record, with the evidence; never guesses.

    A name in the source, at its head or in apposition, is that entity. Pronouns and descriptions are weighed (see
    antecedents.py). Sources are to be asked for in reading order.
    """

    def __init__(self, record: Record, grammar: Grammar, quoted: Sequence[Span]) -> None:
        self._record = record
        self._mentions = record.mentions
        self._starts = [mention.span.start for mention in self._mentions]
        self.antecedents = Antecedents(record, grammar, quoted)

    def speaker(
        self,
        source: Span,
        head: Span,
        *,
        said: Sequence[Span] = (),
        antecedent: Span | None = None,
        several: bool = False,
    ) -> Speaker:
        """Return the speaker that words stand for. ``head`` is their head noun, ``antecedent`` that of a "who".

        ``said``: the words of the quotation. ``several``: whether another noun is joined to the head. Two speakers
        are not the first of them.
        """
        words = source.of(self._record.text).lower()
        if words in SINGULAR:
            return self._chosen(source, self.antecedents.choose(source, said))
        if antecedent is not None:
            return self._named(source, self._around(antecedent), "whom the clause is about")
        if words in _NOBODY_SURE:
            return Speaker(span=source)
        here = [m for m in self._within(source) if m.id in self._record.entity_of_mention]
        named = [m for m in here if m.span.overlaps(head)] or [
            m for m in here if m.type == "person" and m.form == "name"
        ]
        if named and not named[0].span.overlaps(head) and not self._apposed(source, head, named[0]):
            return Speaker(span=source)
        if several or any(_JOINED.fullmatch(self._record.text, named[0].span.end, m.span.start) for m in here if named):
            return Speaker(span=source)
        if not named and words == f"the {head.of(self._record.text).lower()}":
            # "the former mayor", "the second official" may be anybody.
            return self._chosen(source, self.antecedents.describe(source, head.of(self._record.text).lower()))
        form = "named here" if not named or named[0].form == "name" else "description of one person only"
        return self._named(source, named, form)

    def spoke(self, speaker: Speaker, *, person: bool) -> None:
        """Remember who spoke last. ``person``: whether the words are of one person, known or not."""
        entity = None if speaker.entity is None else self._record.by_id[speaker.entity]
        if isinstance(entity, Entity) and entity.type == "person":
            self.antecedents.spoke(speaker.span.start, entity)
        elif person and not any(m.type != "person" for m in self._within(speaker.span)):
            # A country or a body that spoke in between is no "he".
            self.antecedents.spoke(speaker.span.start, None)

    def _named(self, source: Span, named: list[Mention], how: str) -> Speaker:
        owners = {self._record.entity_of_mention[m.id].id for m in named}
        if len(owners) != 1:
            return Speaker(span=source)
        entity = self._record.entity_of_mention[named[0].id]
        return Speaker(span=source, entity=entity.id, how=how, evidence=self._evidence(entity, named[0]))

    def _chosen(self, source: Span, choice: Choice | None) -> Speaker:
        if choice is None:
            return Speaker(span=source)
        evidence = (choice.words,) if choice.words == choice.entity.name else (choice.words, choice.entity.name)
        return Speaker(
            span=source,
            entity=choice.entity.id,
            how=choice.how,
            evidence=evidence,
            confidence=choice.confidence,
        )

    def _around(self, token: Span) -> list[Mention]:
        """The names that a token is part of."""
        near = self._within(Span(max(0, token.start - _LONGEST_NAME), token.end + _LONGEST_NAME))
        return [m for m in near if m.span.overlaps(token) and m.id in self._record.entity_of_mention]

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
