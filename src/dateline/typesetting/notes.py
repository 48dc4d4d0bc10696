"""A finding explained to a reader: what it is, what it means, why, how sure, who decided."""

from __future__ import annotations

from typing import NamedTuple

from dateline.record import (
    AnyAnnotation,
    Event,
    Operator,
    PlaceReference,
    Quotation,
    Reason,
    Record,
    TimeExpression,
)
from dateline.typesetting import wording

OPERATOR_WORDS = {
    "negation": "negated", "modal": "a modal verb", "future": "in the future", "condition": "a condition",
    "report": "reported", "wish": "wished", "demand": "demanded", "plan": "planned", "purpose": "a purpose",
    "attempt": "attempted", "failure": "failed", "question": "asked", "doubt": "doubted",
}  # fmt: skip

FLAG_WORDS = {
    "denied": "what was denied", "negated": "told under a negation",
    "declined": "the speaker declined to say", "conditional": "under a condition",
    "future": "not said yet", "hearsay": "heard from others", "document": "from a document",
    "joined": "two remarks may be joined", "unclosed": "the closing mark is missing", "question": "a question",
}  # fmt: skip


class Note(NamedTuple):
    """A finding in words."""

    what: str
    """Quotation, time, place, event."""
    means: str
    details: tuple[str, ...]
    """Reasons and particulars, one short line each."""
    decided: str


def note(record: Record, finding: AnyAnnotation) -> Note:
    """Return the words that explain a finding of a record."""
    match finding:
        case Quotation():
            return _of_quotation(record, finding)
        case TimeExpression():
            return _of_time(record, finding)
        case PlaceReference():
            return _of_place(record, finding)
        case Event():
            return _of_event(record, finding)
        case _:
            kind = type(finding).__name__
            return Note(kind, finding.extent.of(record.text), (), wording.decided_by(finding))


def _of_quotation(record: Record, quotation: Quotation) -> Note:
    if quotation.use in {"term", "scare"}:
        return Note("Quoted words", wording.quotation_kind(quotation), (), wording.decided_by(quotation))
    name = wording.speaker_name(record, quotation)
    details = []
    if quotation.speaker is not None:
        words = quotation.speaker.span.of(record.text)
        if words != name:
            details.append(f"the text says “{words}”")
        if quotation.speaker.how:
            details.append(quotation.speaker.how)
    if quotation.cue:
        details.append("cue " + ", ".join(f"“{span.of(record.text)}”" for span in quotation.cue))
    details += [FLAG_WORDS[flag] for flag in quotation.flags]
    means = f"{name or 'speaker not named'}, {wording.quotation_kind(quotation)}"
    return Note("Quotation", means, tuple(details), wording.decided_by(quotation))


def _of_time(record: Record, time: TimeExpression) -> Note:
    details = _reasons(record, time.reasons)
    if time.anchor == "expression" and time.anchor_span is not None:
        details.append(f"counted from “{time.anchor_span.of(record.text)}”")
    elif time.anchor is not None:
        details.append(f"counted from the {time.anchor}{'’s day' if time.anchor == 'publication' else ''}")
    return Note("Time", wording.time_in_words(time), tuple(details), wording.decided_by(time))


def _of_place(record: Record, reference: PlaceReference) -> Note:
    details = []
    if reference.place is not None:
        details.append(wording.degrees(reference.place))
    if reference.via == "container":
        details.append("not in the gazetteer itself: the point is that of the place that holds it")
    if reference.stands_for is not None:
        details.append(f"stands for {reference.stands_for}")
    if reference.relation is not None:
        details.append(f"shifted by “{reference.relation.of(record.text)}”")
    if reference.radius_km is not None:
        details.append(f"within about {reference.radius_km:g} km")
    details += _reasons(record, reference.reasons)
    return Note("Place", wording.place_meaning(reference), tuple(details), wording.decided_by(reference))


def _of_event(record: Record, event: Event) -> Note:
    actors = _people(record, event, "actors") or "someone not named"
    recipients = _people(record, event, "recipients")
    means = f"{actors} {wording.EVENT_WORDS[event.type]} {recipients or 'someone not named'}"
    details = [wording.STATUS_WORDS[event.status], wording.event_kind(event)]
    if wording.is_doubtful(event):
        details.insert(0, "doubtful: read again, the sentence was taken for something else")
    details += [_layer(record, operator) for operator in event.modality]
    if event.contexts:
        details.append("about " + ", ".join(context.replace("_", " ") for context in event.contexts))
    if event.instrument is not None:
        details.append(f"by means of “{event.instrument.of(record.text)}”")
    details += [wording.victims_in_words(record, harmed) for harmed in event.victims]
    for says, name in (("when", event.time), ("where", event.place)):
        linked = record.by_id.get(name) if name is not None else None
        if linked is not None:
            details.append(f"{says}: “{linked.extent.of(record.text)}”")
    return Note("Event", means, tuple(details), wording.decided_by(event))


def people(record: Record, event: Event) -> tuple[str, str]:
    """Return who did it and to whom, each empty where nobody is named."""
    return _people(record, event, "actors"), _people(record, event, "recipients")


def _people(record: Record, event: Event, side: str) -> str:
    return ", ".join(wording.participant_name(record, person) for person in getattr(event, side))


def _layer(record: Record, operator: Operator) -> str:
    held = "" if operator.holder is None else f" by {operator.holder.of(record.text)}"
    return f"{OPERATOR_WORDS[operator.kind]}{held}: “{operator.span.of(record.text)}”"


def _reasons(record: Record, reasons: tuple[Reason, ...]) -> list[str]:
    return [reason_in_words(record, reason) for reason in reasons]


def reason_in_words(record: Record, reason: Reason) -> str:
    """Return one step of a conclusion with the words it rests on."""
    said = f"against it: {reason.says}" if reason.against else reason.says
    return said if reason.span is None else f"{said} (“{reason.span.of(record.text)}”)"
