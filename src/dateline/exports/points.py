"""Places as GeoJSON (RFC 7946): one point a toponym, with the words that name it."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from dateline.record import Event, Place, PlaceReference, Record
from dateline.typesetting import wording


def geojson(records: Iterable[Record]) -> bytes:
    """Return the resolved places of the records as one FeatureCollection, in the order of records and text.

    Positions are longitude first, as the format asks. A toponym that is not resolved has no point and is left
    out. ``use`` tells a place from a word that stands for its people or its government: a map of where things
    happened shows ``literal`` ones only. ``events`` are those that the text tells took place there, or would.
    """
    features = [
        _feature(record, reference, reference.place)
        for record in records
        for reference in record.places
        if reference.place is not None
    ]
    return msgspec.json.encode({"type": "FeatureCollection", "features": features})


def _event(record: Record, event: Event) -> dict[str, object]:
    return {
        "id": event.id,
        "type": event.type,
        "mode": event.mode,
        "status": event.status,
        "actors": [wording.participant_name(record, person) for person in event.actors],
        "recipients": [wording.participant_name(record, person) for person in event.recipients],
        "victims": [wording.victims_in_words(record, victims) for victims in event.victims],
        "trigger": event.trigger.of(record.text),
        "confidence": event.confidence,
    }


def _feature(record: Record, reference: PlaceReference, place: Place) -> dict[str, object]:
    published = record.article.published
    return {
        "type": "Feature",
        "id": f"{record.id}/{reference.id}",
        "geometry": {"type": "Point", "coordinates": [place.longitude, place.latitude]},
        "properties": {
            "name": wording.place_in_words(place),
            "place": place.id,
            "type": place.type,
            "country": place.country,
            "use": reference.use,
            "stands_for": reference.stands_for,
            "radius_km": reference.radius_km,
            "via": reference.via,
            "record": record.id,
            "digest": record.article.digest,
            "start": reference.span.start,
            "end": reference.span.end,
            "words": reference.span.of(record.text),
            "url": record.page.url,
            "published": published.value if published else None,
            "events": [_event(record, event) for event in record.events if event.place == reference.id],
            "confidence": reference.confidence,
            "made_by": reference.made_by,
        },
    }
