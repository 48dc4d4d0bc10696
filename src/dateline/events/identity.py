"""Who the words of a record are, on the day it was published and among the places that are known in it."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date

from dateline.events.directory import directory, words_of
from dateline.events.homeland import country_of
from dateline.events.phrases import Identity, identify
from dateline.record import PlaceReference, Record, Span

_DIRECTIONS = frozenset({"north", "south", "east", "west", "northern", "southern", "eastern", "western", "central"})


class Identities:
    """Reads phrases of one record."""

    def __init__(self, record: Record) -> None:
        self._text = record.text
        self._day = day_of(record)
        self._places = sorted(
            (place.span, country)
            for place in record.places
            if (country := country_of(place)) is not None and not _is_namesake(record, place)
        )
        self._starts = [span.start for span, _ in self._places]

    def of(self, span: Span, *, person: Span | None = None) -> Identity:
        """Return who the words at a span are; ``person`` is a person's name in them."""
        inside = self._places[bisect_left(self._starts, span.start) : bisect_left(self._starts, span.end)]
        places = [(place, country) for place, country in inside if place.end <= span.end]
        return identify(directory(), self._text, span, day=self._day, places=places, person=person)


def find_actor(record: Record, *, context: Span | None = None) -> Identity:
    """Return who the phrase is that a record's text consists of: its country and sectors as far as words say.

    The record has been through the rooms before this one; its publication day decides between holders of an
    office. ``context`` are words after the phrase that are not part of it: a country there is taken where the
    phrase has none, and marked inferred.
    """
    identities = Identities(record)
    who = identities.of(Span(0, len(record.text) if context is None else context.start))
    if context is not None and who.country is None:
        around = identities.of(context)
        who = who._replace(country=around.country, inferred=who.inferred or around.country is not None)
    return who


def _is_namesake(record: Record, place: PlaceReference) -> bool:
    """A town that bears a country's name ("Jordan", "South Lebanon") hardly ever acts: the country is meant."""
    if place.place is None or place.place.type != "city":
        return False
    words = words_of(record.text, place.span.start, place.span.end)
    if len(words) > 1 and words[0].folded in _DIRECTIONS:
        words = words[1:]
    return any(fact.kind == "country" for fact in directory().facts(words, cased=True))


def day_of(record: Record) -> date | None:
    """Return the day of publication; None where it is not known to the day."""
    published = record.article.published
    try:
        return None if published is None else date.fromisoformat(published.value[:10])
    except ValueError:
        return None
