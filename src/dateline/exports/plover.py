"""Events in PLOVER's JSON Lines: the field names of the manual 2.0, and what it has no field for under ``dateline``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from dateline.exports.coding import AUXILIARY, cameo, code_of, day_of, place_of, quad_class, score, time_of
from dateline.record import Event, Operator, Participant, Record, Span, Victims
from dateline.typesetting import wording


def plover_lines(records: Iterable[Record], *, only_actual: bool = False) -> Iterator[str]:
    """Yield one JSON object a line for each event, in the order of records and text.

    Every event is there unless ``only_actual`` is asked for: ``auxiliary`` and ``dateline.status`` tell what did
    not happen. Offsets count code points of the article's text, whose digest stands beside them.
    """
    for record in records:
        for event in record.events:
            if not only_actual or event.status == "actual":
                yield msgspec.json.encode(_event(record, event)).decode() + "\n"


def _event(record: Record, event: Event) -> dict[str, Any]:
    day = day_of(record, event)
    auxiliary = AUXILIARY.get(event.status)
    codes = cameo(event)
    return {
        "id": f"{record.id}/{event.id}",
        "date": None if day is None else day.day,
        "actor": [_entity(record, person) for person in event.actors],
        "recipient": [_entity(record, person) for person in event.recipients],
        "event": event.type,
        "mode": [] if event.mode is None else [event.mode],
        "context": list(event.contexts),
        "auxiliary": [] if auxiliary is None else [auxiliary],
        "text": event.evidence[0].of(record.text),
        "location": _location(record, event),
        "dateline": {
            "status": event.status,
            "modality": [_operator(record, operator) for operator in event.modality],
            "date_from": None if day is None else day.source,
            "time": _time(record, event),
            "quad_class": quad_class(event),
            "score": score(event),
            "cameo": codes.code or codes.base or codes.root,
            "trigger": _words(record, event.trigger),
            "instrument": None if event.instrument is None else _words(record, event.instrument),
            "victims": [_victims(record, victims) for victims in event.victims],
            "evidence": [_words(record, span) for span in event.evidence],
            "context_words": [_words(record, span) for span in event.context_words],
            "confidence": event.confidence,
            "made_by": event.made_by,
            "rule": event.rule,
            "record": record.id,
            "digest": record.article.digest,
            "url": record.page.url,
            "publisher": record.article.publisher.value if record.article.publisher else None,
            "published": record.article.published.value if record.article.published else None,
        },
    }


def _entity(record: Record, person: Participant) -> dict[str, Any]:
    return {
        "code": code_of(person),
        "sector": list(person.sectors),
        "entity_text": person.span.of(record.text),
        "identifier_text": wording.participant_name(record, person) if person.entity is not None else None,
        "dateline": {
            "start": person.span.start,
            "end": person.span.end,
            "inferred": person.inferred,
            "entity": person.entity,
        },
    }


def _operator(record: Record, operator: Operator) -> dict[str, Any]:
    holder = None if operator.holder is None else _words(record, operator.holder)
    return {"kind": operator.kind, **_words(record, operator.span), "holder": holder}


def _victims(record: Record, victims: Victims) -> dict[str, Any]:
    return _words(record, victims.span) | {
        "harm": victims.harm,
        "lowest": victims.lowest,
        "highest": victims.highest,
        "approximate": victims.approximate,
        "said_by": None if victims.said_by is None else _words(record, victims.said_by),
    }


def _location(record: Record, event: Event) -> dict[str, Any] | None:
    found = place_of(record, event)
    if found is None:
        return None
    place = found.place
    named = _words(record, found.span)
    if place is None:
        return named
    return named | {
        "name": wording.place_in_words(place),
        "country": place.country,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "place": place.id,
    }


def _time(record: Record, event: Event) -> dict[str, Any] | None:
    found = time_of(record, event)
    if found is None:
        return None
    return _words(record, found.span) | {"value": found.value, "inferred": found.inferred}


def _words(record: Record, span: Span) -> dict[str, Any]:
    return {"text": span.of(record.text), "start": span.start, "end": span.end}
