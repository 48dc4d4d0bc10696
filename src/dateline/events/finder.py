"""Record to events."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from dateline.events.actors import Participants
from dateline.events.circumstances import Circumstances
from dateline.events.concern import Concern
from dateline.events.contexts import Contexts
from dateline.events.coreference import join_events
from dateline.events.directory import directory
from dateline.events.frames import Frames
from dateline.events.grammar import Grammar
from dateline.events.headlines import parse_with_headlines
from dateline.events.lexicon import EventLexicon, Trigger
from dateline.events.modality import ModalityCalculus, Scope, quoted_regions
from dateline.events.mode import Modes
from dateline.events.mood import Found
from dateline.events.sense import Sense
from dateline.events.setting import Setting
from dateline.events.slots import Slots
from dateline.events.status import status_of
from dateline.events.sureness import Sureness
from dateline.events.triggers import TriggerGate
from dateline.events.victims import VictimCounter
from dateline.events.voter import TypeVoter
from dateline.record import (
    Annotation,
    AnyAnnotation,
    Entity,
    Event,
    Identifier,
    Mention,
    Operator,
    PlaceReference,
    Record,
    Sentence,
    Span,
    TimeExpression,
)
from dateline.resources.parsing import Parser


class EventFinder:
    """Finds who did what to whom, and how far the article vouches for it.

    Events come in the order of their triggers, each with its whole chain of modality. What grammar
    does not make certain has a weaker status or is left out. ``time`` and ``place`` are those of
    the trigger's clause, else the only one of its sentence, else None. ``confidence`` is how often
    an event was right on which the second voter agrees or differs; None without it.

    Raises LexiconError where a table of the package is damaged, ModelError where the voter is.

    Method: a trigger lexicon over dependency frames, PLOVER 2.0 types, modality as scope.
    """

    needs: frozenset[type[Annotation]] = frozenset({Sentence, Mention, Entity, TimeExpression, PlaceReference})
    makes: frozenset[type[Annotation]] = frozenset({Event})

    def __init__(self, parser: Parser, voter: TypeVoter | None = None) -> None:
        """Without a second voter the rules stand alone; ``made_by`` of the findings says which."""
        self._parser = parser
        self._lexicon = EventLexicon()
        self._voter = voter
        self.name = "events-rules/1" if voter is None else "events-rules+voter/1"
        self.resources: tuple[tuple[str, str], ...] = (
            *parser.resources,
            self._lexicon.resource,
            directory().resource,
        )
        if voter is not None:
            self.resources += ((voter.name, voter.digest),)

    def __call__(self, record: Record) -> Iterable[AnyAnnotation]:
        """Return the events of a record."""
        found = _Reading(record, self._parser, self._lexicon, self.name).events()
        return Sureness(record.text, self._voter).added(found)


class _Reading:
    """One record being read."""

    def __init__(self, record: Record, parser: Parser, lexicon: EventLexicon, made_by: str) -> None:
        self._record = record
        self._made_by = made_by
        self._lexicon = lexicon
        self._grammar = Grammar(parse_with_headlines(record, parser, lexicon))
        self._frames = Frames(self._grammar, lexicon)
        self._participants = Participants(self._grammar, record, lexicon)
        self._slots = Slots(self._grammar, self._frames, self._participants, lexicon)
        self._modality = ModalityCalculus(self._grammar, self._frames, lexicon)
        self._gate = TriggerGate(self._grammar, self._frames, self._participants, lexicon)
        self._modes = Modes(self._grammar, self._frames, self._gate, lexicon)
        self._victims = VictimCounter(self._grammar, self._frames, lexicon, record.text)
        self._circumstances = Circumstances(self._grammar, lexicon, record)
        self._sense = Sense(self._grammar, self._participants, lexicon, record)
        self._concern = Concern(self._grammar, self._frames, self._participants, lexicon, record)
        self._setting = Setting(self._grammar, self._participants, lexicon, record)
        self._contexts = Contexts(record)
        self._quoted = quoted_regions(record.text)

    def events(self) -> list[Event]:
        found = [event for index, trigger in self._gate if (event := self._event(index, trigger)) is not None]
        joined = join_events(self._record, found)
        name = Identifier()
        return [_renamed(self._in_context(event), name("event", event.trigger)) for event in joined]

    def _in_context(self, event: Event) -> Event:
        shown = self._contexts.around(event.evidence)
        return msgspec.structs.replace(
            event,
            contexts=tuple(one.context for one in shown),
            context_words=tuple(one.span for one in shown),
        )

    def _event(self, index: int, trigger: Trigger) -> Event | None:
        scope = None if self._is_protest_demand(index, trigger) else self._modality.scope(index)
        if scope is None:
            return None
        actors = self._slots.actors(index, trigger)
        taken = {participant.span for participant in actors}
        recipients = tuple(p for p in self._slots.recipients(index, trigger) if p.span not in taken)
        if not actors and not recipients and not self._stands_alone(trigger, scope):
            return None
        people = (*actors, *recipients)
        if self._concern.is_everyday(index, trigger, people) or not self._sense.is_meant(index, trigger, people):
            return None
        sentence = self._sentence(index)
        time = self._circumstances.time(index, sentence)
        scope = self._in_setting(index, self._within_quotation(index, scope), time)
        if scope.status in {"actual", "reported"} and self._setting.is_untold(index, trigger, scope.status):
            return None
        if trigger.pos == "N" and scope.status == "hypothetical" and not actors and not self._is_held(scope):
            return None  # "sanctions would hurt farmers": nobody does, plans or wants it
        place = self._circumstances.place(index, sentence, tuple(p.span for p in (*actors, *recipients)))
        return Event(
            id="",
            made_by=self._made_by,
            type=trigger.type,
            mode=self._modes.mode(index, trigger),
            trigger=self._grammar.span(index),
            actors=actors,
            recipients=recipients,
            status=scope.status,
            modality=scope.operators,
            time=None if time is None else time.id,
            place=None if place is None else place.id,
            instrument=self._modes.instrument(index, trigger),
            victims=self._victims.victims(index, trigger, scope.operators),
            evidence=(sentence,),
            rule=trigger.rule,
        )

    def _stands_alone(self, trigger: Trigger, scope: Scope) -> bool:
        """A truce that is kept, or that somebody wants: told even where nobody in it is named."""
        if "bare" not in trigger.needs:
            return False
        return scope.status == "actual" or self._is_held(scope)

    def _is_held(self, scope: Scope) -> bool:
        """Say whether somebody who can act wants, plans, discusses or denies it."""
        holders = (self._grammar.at(o.holder.end - 1) for o in scope.operators if o.holder is not None)
        return any(h is not None and self._participants.acts(h) for h in holders)

    def _is_protest_demand(self, index: int, trigger: Trigger) -> bool:
        """What a protest demands is not a request of its own (PLOVER 2.0, REQUEST)."""
        token = self._grammar.tokens[index]
        above = self._lexicon.triggers.get((self._grammar.tokens[token.head].lemma, "V"), ())
        return trigger.type == "REQUEST" and token.dep == "advcl" and any(t.type == "PROTEST" for t in above)

    def _sentence(self, index: int) -> Span:
        first, end = self._grammar.sentences[self._grammar.tokens[index].sentence]
        return Span(self._grammar.tokens[first].start, self._grammar.tokens[end - 1].end)

    def _within_quotation(self, index: int, scope: Scope) -> Scope:
        """Words in quotation marks are somebody's, not the article's."""
        span = self._grammar.span(index)
        region = next((r for r in self._quoted if r.contains(span)), None)
        if region is None or any(operator.kind == "report" for operator in scope.operators):
            return scope
        cue, holder = self._cue(span, region)
        operators = (Operator(kind="report", span=cue, holder=holder), *scope.operators)
        return Scope(operators, status_of(tuple(operator.kind for operator in operators)))

    def _in_setting(self, index: int, scope: Scope, time: TimeExpression | None) -> Scope:
        """What its date and the headline around it still keep from being told as done."""
        kinds = {operator.kind for operator in scope.operators}
        found: list[Found] = []
        to_come = self._setting.to_come(index, time) if kinds <= {"report"} else None
        if to_come is not None:
            found.append(to_come)
        attribution = None if "report" in kinds else self._setting.attribution(index)
        if attribution is not None:
            found.insert(0, attribution)
        if not found:
            return scope
        added = [self._modality.operator(f) for f in found]
        outer = [o for o in added if o.kind == "report"]
        operators = (*outer, *scope.operators, *(o for o in added if o.kind != "report"))
        return Scope(operators, status_of(tuple(operator.kind for operator in operators)))

    def _cue(self, span: Span, region: Span) -> tuple[Span, Span | None]:
        for quotation in self._record.quotations:
            if any(content.contains(span) for content in quotation.content):
                holder = None if quotation.speaker is None else quotation.speaker.span
                return (quotation.cue[0] if quotation.cue else Span(region.start, region.start + 1)), holder
        return Span(region.start, region.start + 1), None


def _renamed(event: Event, identifier: str) -> Event:
    return msgspec.structs.replace(event, id=identifier)
