"""Where an article happens: its places with weights, each with the words that give it weight."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from dateline.record.annotations import Place, PlaceReference
from dateline.record.record import Record

USE_WEIGHT = {"literal": 1.0, "demonym": 0.4, "metonym": 0.2}
"""How much a mention says of where: a government that speaks is where nothing happened. By judgement."""

LEAD_WEIGHT = 2.0
"""How much more a mention weighs in the headline, the deck, the date line and the first paragraph. By judgement."""

_CONTAINERS = {"country", "division"}


class FocusPlace(NamedTuple):
    """A place, its share of the article between 0 and 1, and the references that name it."""

    place: Place
    weight: float
    references: tuple[str, ...]
    """Ids of the place references, in reading order."""


def focus_places(record: Record) -> tuple[FocusPlace, ...]:
    """Return the places of an article, most weight first; the weights add up to 1.

    A mention weighs by its use, its confidence, and double up to the end of the first body paragraph. A
    country or division that weighs no more than the named places inside it only says where these are
    ("Aleppo, Syria"): its weight goes to them in proportion, and it is not listed itself.
    """
    end = _lead_end(record)
    weights: dict[str, float] = defaultdict(float)
    named: dict[str, list[PlaceReference]] = defaultdict(list)
    for reference in record.places:
        if reference.place is not None:
            near = LEAD_WEIGHT if reference.span.start < end else 1.0
            sure = 1.0 if reference.confidence is None else reference.confidence
            weights[reference.place.id] += USE_WEIGHT[reference.use] * near * sure
            named[reference.place.id].append(reference)
    places = {key: references[0].place for key, references in named.items()}
    _fold(weights, {key: place for key, place in places.items() if place is not None})
    total = sum(weights.values())
    if not total:
        return ()
    ranked = sorted(weights.items(), key=lambda item: (-item[1], item[0]))
    return tuple(
        FocusPlace(place, weight / total, tuple(reference.id for reference in named[key]))
        for key, weight in ranked
        if (place := places[key]) is not None
    )


def _fold(weights: dict[str, float], places: dict[str, Place]) -> None:
    """Give the weight of mere containers to what they hold, the widest first so that it comes down to the towns."""
    inside: dict[tuple[str, str | None], list[str]] = defaultdict(list)
    for key, place in places.items():
        for name in dict.fromkeys(place.chain):
            inside[name, place.country].append(key)
    containers = [key for key, place in places.items() if place.type in _CONTAINERS]
    for key in sorted(containers, key=lambda each: len(places[each].chain)):
        place = places[key]
        # A chain has names, so that two of one name within a country count as one.
        held = [each for each in inside[place.name, place.country] if each != key and each in weights]
        total = sum(weights[each] for each in held)
        if total and weights[key] <= total:
            growth = 1 + weights.pop(key) / total
            for each in held:
                weights[each] *= growth


def _lead_end(record: Record) -> int:
    body = record.article.blocks_of("body")
    return body[0].span.end if body else 0
