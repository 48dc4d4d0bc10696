"""What a record can be found by: its words by field, and its quotations, events and places as rows.

All of it can be worked out from the record again; the tables that hold it are an index.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

from dateline.archive.search.geometry import cells_at, unit_vector
from dateline.archive.search.words import BREAK, field_of, fold_words
from dateline.record import Entity, Mention, Participant, PlaceReference, Quotation, Record

Fields = dict[str, str]
"""Folded words by field: words with a space around each, and a break between two names."""

FIELDS = (
    "text",
    "names",
    "speakers",
    "said",
    "actors",
    "recipients",
    "kinds",
    "places",
    "cells",
    "sources",
    "sections",
    "languages",
)
"""``names`` of entities, ``said`` in quotations, ``kinds`` of events (types and statuses), ``cells`` of the globe."""

Row = dict[str, Any]


def fields_of(record: Record, quotations: list[Row], events: list[Row], places: list[Row]) -> Fields:
    """Return the words of a record by field; the rows are those of the functions below."""
    article, page = record.article, record.page
    hosts = (urlsplit(url).hostname or "" for url in map(_parsable, (page.url, page.final_url)) if url)
    return {
        "text": f" {' '.join(fold_words(record.text))} ",
        "names": field_of(entity.name.of(record.text) for entity in record.entities),
        "speakers": _joined(row["speaker"] for row in quotations),
        "said": _joined(row["about"] for row in quotations),
        "actors": _joined(row["actor"] for row in events),
        "recipients": _joined(row["recipient"] for row in events),
        "kinds": field_of(kind for row in events for kind in (row["type"], row["status"])),
        "places": _joined(row["names"] for row in places),
        "cells": field_of(cell for row in places for cell in cells_at(row["latitude"], row["longitude"])),
        "sources": field_of((article.publisher.value if article.publisher else "", *hosts)),
        "sections": field_of(section.value for section in article.sections),
        "languages": field_of(language_words(article.language.value if article.language else "")),
    }


def language_words(tag: str) -> tuple[str, ...]:
    """Return each tag that a BCP 47 tag begins with as one word.

    >>> language_words("pt-BR")
    ('pt', 'ptbr')
    """
    parts = tag.lower().split("-")
    return tuple("".join(parts[:number]) for number in range(1, len(parts) + 1) if tag)


def quotation_rows(record: Record) -> list[Row]:
    """Return who says what about whom, a row a statement, in reading order."""
    mentions = [mention for mention in record.mentions if mention.id in record.entity_of_mention]
    return [
        {
            "position": position,
            "start": quotation.extent.start,
            "end": quotation.extent.end,
            "speaker": field_of(_speaker(record, quotation)),
            "about": field_of(_spoken_of(record, quotation, mentions)),
        }
        for position, quotation in enumerate(record.statements)
    ]


def _speaker(record: Record, quotation: Quotation) -> Iterator[str]:
    if quotation.speaker is not None:
        entity = record.by_id.get(quotation.speaker.entity or "")
        if isinstance(entity, Entity):
            yield from (span.of(record.text) for span in (entity.name, *entity.roles))
        yield quotation.speaker.span.of(record.text)


def _spoken_of(record: Record, quotation: Quotation, mentions: list[Mention]) -> Iterator[str]:
    yield from (span.of(record.text) for span in quotation.content)
    for mention in mentions:
        if any(span.contains(mention.span) for span in quotation.content):
            yield record.entity_of_mention[mention.id].name.of(record.text)


def event_rows(record: Record) -> list[Row]:
    """Return who does what to whom, a row an event, in the order of their triggers."""
    return [
        {
            "position": position,
            "start": event.trigger.start,
            "end": event.trigger.end,
            "type": event.type,
            "status": event.status,
            "actor": field_of(_people(record, event.actors)),
            "recipient": field_of(_people(record, event.recipients)),
        }
        for position, event in enumerate(record.events)
    ]


def _people(record: Record, participants: Iterable[Participant]) -> Iterator[str]:
    for participant in participants:
        yield participant.span.of(record.text)
        entity = record.by_id.get(participant.entity or "")
        if isinstance(entity, Entity):
            yield entity.name.of(record.text)
        yield participant.country or ""
        yield from participant.sectors


def place_rows(record: Record) -> list[Row]:
    """Return where it is, a row a place, at its first reference; what stands for people or a government is no place."""
    first: dict[str, PlaceReference] = {}
    for reference in record.places:
        if reference.place is not None and reference.use == "literal":
            first.setdefault(reference.place.id, reference)
    rows = []
    for position, reference in enumerate(first.values()):
        place = reference.place
        if place is not None:
            x, y, z = unit_vector(place.latitude, place.longitude)
            rows.append(
                {
                    "position": position,
                    "start": reference.span.start,
                    "end": reference.span.end,
                    "place": place.id,
                    "names": field_of((place.id, place.name, *place.chain)),
                    "latitude": place.latitude,
                    "longitude": place.longitude,
                    "x": x,
                    "y": y,
                    "z": z,
                }
            )
    return rows


def _joined(fields: Iterable[str]) -> str:
    """Return several fields as one, each once."""
    return BREAK.join(dict.fromkeys(filter(None, fields)))


def _parsable(url: str | None) -> str | None:
    """Return an address; None for one that can't be taken apart: what is kept may be odd."""
    try:
        return url if url and urlsplit(url).hostname else None
    except ValueError:
        return None
