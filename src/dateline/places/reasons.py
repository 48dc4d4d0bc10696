"""Why a name was taken for one place and no other: the evidence, with the words it rests on."""

from __future__ import annotations

from collections.abc import Mapping

from dateline.places.senses import Reading
from dateline.places.setting import Setting
from dateline.places.toponyms import Form, Toponym
from dateline.record import Reason, Span
from dateline.resources.gazetteer import Gazetteer

_TOLD: dict[Form, str] = {
    "demonym": "an adjective or people of {}",
    "abbreviation": "short for {}",
    "seat": "a seat of government that stands in {}",
    "venue": "stands in {}",
}
"""What our tables say of forms that name one place only."""

NEAR_KM = 160.0
"""How near another place must lie to be told as a reason."""


def reasons_of(
    toponym: Toponym, reading: Reading, readings: Mapping[str, Reading], gazetteer: Gazetteer, setting: Setting
) -> tuple[Reason, ...]:
    """Return what decided for the likeliest sense of a reading, strongest first; each from the features it has."""
    best = reading.best
    if best is None:
        return ()
    title = gazetteer.title(best.row)
    if toponym.form in _TOLD:
        return (Reason(says=_TOLD[toponym.form].format(title)),)
    if len(reading.senses) == 1:
        return (Reason(says=f"only {title} has that name in the gazetteer"),)
    found = []
    if "contained" in best.features:
        above = set(gazetteer.within(best.row))
        for row, words in reading.containers.items():
            if row in above:
                span = Span(words.start, words.end)
                found.append(Reason(says=f"{gazetteer.title(row)}, named right after it, contains it", span=span))
                break
    if not found:
        found += _named_around(best.row, reading, readings, gazetteer)
    if setting.dateline is not None and setting.dateline == reading.key:
        found.append(Reason(says="the article is datelined there", span=Span(toponym.start, toponym.end)))
    if "is-home" in best.features or "home:30" in best.features:
        found.append(Reason(says="the publisher's articles are mostly from there"))
    elif "small-in-masthead" in best.features:
        found.append(Reason(says="the publisher's name or address holds the name"))
    elif "container-in-masthead" in best.features:
        found.append(Reason(says="the publisher's name or address holds what contains it"))
    if "listed" in best.features:
        found.append(Reason(says="what the name means first of all, by the table of names"))
    elif "best-known" in best.features:
        found.append(Reason(says=f"the best known of {len(reading.senses)} places of that name"))
    return tuple(found) or (Reason(says=f"the likeliest of {len(reading.senses)} places of that name"),)


def _named_around(row: int, reading: Reading, readings: Mapping[str, Reading], gazetteer: Gazetteer) -> list[Reason]:
    """Return the first place that contains this one, and the nearest one, among the others of the article."""
    above = gazetteer.within(row)
    container: tuple[int, Toponym] | None = None
    nearest: tuple[float, Toponym] | None = None
    for other in list(readings.values())[:200]:
        best = other.best
        if other is reading or best is None or best.probability < 0.5:
            continue
        mention = other.mentions[0]
        if best.row in above:
            if container is None or above.index(best.row) < above.index(container[0]):
                container = (best.row, mention)
        elif gazetteer.level(best.row) and best.row != row:
            distance = gazetteer.distance_km(row, best.row)
            if distance <= NEAR_KM and (nearest is None or distance < nearest[0]):
                nearest = (distance, mention)
    found = []
    if container is not None:
        says = f"the article names {gazetteer.title(container[0])}, which contains it"
        found.append(Reason(says=says, span=Span(container[1].start, container[1].end)))
    if nearest is not None:
        says = f"{nearest[0]:.0f} km from another place of the article"
        found.append(Reason(says=says, span=Span(nearest[1].start, nearest[1].end)))
    return found
