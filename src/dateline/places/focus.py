"""Where an article happens: its places with weights, for maps and sections."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from dateline.record import Place, Record

USE_WEIGHT = {"literal": 1.0, "demonym": 0.4, "metonym": 0.2}
"""How much a mention says of where: a government that speaks is where nothing happened. By judgement."""

LEAD_WEIGHT = 2.0
"""How much more a mention weighs in the headline, the dateline and the first paragraph of the body."""


class FocusPlace(NamedTuple):
    """A place and its share of the article, between 0 and 1."""

    place: Place
    weight: float


def focus_of(record: Record, *, most: int = 5) -> tuple[FocusPlace, ...]:
    """Return the places that an article is about, most weight first; the weights of all its places add up to 1."""
    end = _lead_end(record)
    weights: dict[str, float] = defaultdict(float)
    by_id: dict[str, Place] = {}
    for reference in record.places:
        if reference.place is not None:
            near = LEAD_WEIGHT if reference.span.start < end else 1.0
            sure = 1.0 if reference.confidence is None else reference.confidence
            weights[reference.place.id] += USE_WEIGHT[reference.use] * near * sure
            by_id[reference.place.id] = reference.place
    return _shares(weights.items(), by_id, most)


def _shares(weights: Iterable[tuple[str, float]], by_id: dict[str, Place], most: int) -> tuple[FocusPlace, ...]:
    ranked = sorted(weights, key=lambda item: (-item[1], item[0]))
    total = sum(weight for _, weight in ranked)
    return tuple(FocusPlace(by_id[key], round(weight / total, 3)) for key, weight in ranked[:most] if total)


def _lead_end(record: Record) -> int:
    """Return where the first paragraph of the body ends; 0 for an article without one."""
    body = record.article.blocks_of("body")
    return body[0].span.end if body else 0
