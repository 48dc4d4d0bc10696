"""What event coders ask of an event and the record holds in other words: its class, scores, day, place and status."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple

from dateline.record import Event, EventStatus, Participant, PlaceReference, Record, TimeExpression
from dateline.resources.tables import read_table

AUXILIARY: dict[EventStatus, str] = {
    "planned": "future",
    "demanded": "hypothetical",
    "conditional": "hypothetical",
    "hypothetical": "hypothetical",
    "denied": "negation",
    "failed": "negation",
}
"""PLOVER's auxiliary mark of each status; ``actual`` and ``reported`` have none."""

_PLOVER_CODES = {"XKX": "KOS"}
"""Where PLOVER does not write what ISO 3166-1 has or leaves to its users."""


class Cameo(NamedTuple):
    """CAMEO codes, from the coarse to the fine; None where several would fit."""

    root: str | None
    base: str | None
    code: str | None


class Day(NamedTuple):
    """The day of an event, and what it was taken from."""

    day: str
    source: Literal["event", "publication"]


@cache
def _scores() -> dict[tuple[str, str], tuple[int, float]]:
    return {(t, mode): (int(quad), float(score)) for t, quad, mode, score in read_table("events", "plover", columns=4)}


@cache
def _cameo() -> dict[tuple[str, str, str], Cameo]:
    def known(code: str) -> str | None:
        return None if code == "-" else code

    rows = read_table("events", "cameo", columns=6)
    return {row[:3]: Cameo(*map(known, row[3:])) for row in rows}  # type: ignore[misc]  # three columns


def quad_class(event: Event) -> int:
    """Return PLOVER's quad class: 1 verbal and 2 material cooperation, 3 verbal and 4 material conflict."""
    return _scores()[event.type, "-"][0]


def score(event: Event) -> float:
    """Return the manual's conflict and cooperation score, -10 to 10: of the mode, else of the type."""
    found = _scores().get((event.type, event.mode or "-"))
    return (found or _scores()[event.type, "-"])[1]


def cameo(event: Event) -> Cameo:
    """Return the CAMEO codes that type, mode and trigger word make certain."""
    word = (event.rule or "-").split(".")[0]
    mode = event.mode or "-"
    for key in ((event.type, mode, word), (event.type, "-", word), (event.type, mode, "-"), (event.type, "-", "-")):
        if key in _cameo():
            return _cameo()[key]
    return Cameo(None, None, None)


def code_of(participant: Participant) -> str | None:
    """Return PLOVER's code of a participant's country or kind of organisation."""
    return None if participant.country is None else _PLOVER_CODES.get(participant.country, participant.country)


def time_of(record: Record, event: Event) -> TimeExpression | None:
    """Return when the event took place; None where its sentence does not say."""
    found = None if event.time is None else record.by_id.get(event.time)
    return found if isinstance(found, TimeExpression) else None


def place_of(record: Record, event: Event) -> PlaceReference | None:
    """Return where the event took place; None where its sentence does not say."""
    found = None if event.place is None else record.by_id.get(event.place)
    return found if isinstance(found, PlaceReference) else None


def day_of(record: Record, event: Event) -> Day | None:
    """Return the event's own day; where it has none, the day of publication, which says so; else None."""
    time = time_of(record, event)
    if time is not None:
        own = re.match(r"\d{4}-\d\d-\d\d", time.value or "")
        # "in November" is some day that is not known, and not the day of publication.
        return Day(own[0], "event") if own else None
    published = record.article.published
    said = None if published is None else re.match(r"\d{4}-\d\d-\d\d", published.value)
    return Day(said[0], "publication") if said else None
