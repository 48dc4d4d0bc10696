"""Which place a toponym names, decided for the whole article at once.

A conditional logistic model weighs the features of each sense (senses.py; weights in
data/places/resolution.tsv, made by tools/train_places.py). It runs twice: the first pass, without the
other names, finds the sure ones; the second scores every name against those.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from dateline.places.lexicon import PlaceLexicon
from dateline.places.senses import Anchor, Company, Measure, Reading, Sense, gather
from dateline.places.setting import Setting
from dateline.places.toponyms import Toponym
from dateline.resources.folding import fold
from dateline.resources.gazetteer import Gazetteer

CONTEXT = 30
"""Other places of an article that a sense is measured against, those named most often."""

SAME_KM = 60.0
"""How near the middle of a division lies to its city where both are one place to a reader."""

PASSES = (math.inf, 0.8, 0.0)
"""Probability that a place needs to count for the others: first none does, then the sure ones, then all."""


def resolve(
    text: str, toponyms: Sequence[Toponym], gazetteer: Gazetteer, lexicon: PlaceLexicon, setting: Setting
) -> dict[str, Reading]:
    """Return a reading for each name, with its senses and their probabilities; one sense a discourse."""
    readings = gather(text, toponyms)
    company = Company(readings, gazetteer)
    measures = [Measure(reading, gazetteer, setting, company) for reading in readings.values()]
    for least in PASSES:
        anchors = anchors_of(readings, gazetteer, least)
        for measure in measures:
            measure.reading.senses = measure.senses(anchors)
            weigh(measure.reading.senses, lexicon.resolution)
            settle(measure.reading, gazetteer)
    return readings


def anchors_of(readings: Mapping[str, Reading], gazetteer: Gazetteer, least: float) -> list[Anchor]:
    """Return the likeliest places of the names, those named most often first."""
    found = []
    for reading in sorted(readings.values(), key=lambda r: (-len(r.mentions), r.mentions[0].start)):
        best = reading.best
        if best is not None and reading.certainty >= least:
            likely = max(mention.probability for mention in reading.mentions)
            if likely >= 0.4:
                found.append(
                    Anchor(best.row, frozenset((best.row, *gazetteer.within(best.row))), gazetteer.point(best.row),
                           reading.key, reading.certainty * likely, reading.mentions[0].form == "demonym",
                           gazetteer.level(best.row) > 0)
                )  # fmt: skip
    return found[:CONTEXT]


def weigh(senses: list[Sense], weights: Mapping[str, float]) -> None:
    """Give each sense its probability and put the likeliest first."""
    scores = [sum(weights.get(name, 0.0) * value for name, value in sense.features.items()) for sense in senses]
    top = max(scores, default=0.0)
    powers = [math.exp(score - top) for score in scores]
    total = sum(powers)
    for sense, power in zip(senses, powers, strict=True):
        sense.probability = power / total
    senses.sort(key=lambda sense: -sense.probability)


def settle(reading: Reading, gazetteer: Gazetteer) -> None:
    """Put the likeliest sense first: of a city and the divisions of its name around it, the city.

    GeoNames has Geneva as city, district and canton: three rows for the same ground share what
    speaks for it, and a text that says Geneva means the city first of all.
    """
    senses = reading.senses
    if not senses:
        return
    same = [sense for sense in senses if _same_ground(senses[0].row, sense.row, gazetteer)]
    reading.certainty = min(1.0, sum(sense.probability for sense in same))
    if gazetteer.type(senses[0].row) == "division":
        city = next(
            (s for s in same if gazetteer.type(s.row) == "city" and fold(gazetteer.title(s.row)) == reading.key), None
        )
        if city is not None:
            senses.remove(city)
            senses.insert(0, city)


def _same_ground(a: int, b: int, gazetteer: Gazetteer) -> bool:
    """Say whether two rows are one place, or a city and a division around it with its middle near."""
    if a == b:
        return True
    if "country" in {gazetteer.type(a), gazetteer.type(b)}:
        return False
    nested = a in gazetteer.within(b) or b in gazetteer.within(a)
    return nested and gazetteer.distance_km(a, b) <= SAME_KM
