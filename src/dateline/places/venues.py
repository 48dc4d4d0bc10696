"""Streets and buildings, which the gazetteer lacks: found by their last word, placed in the city that holds them.

A reference to one has the city's point and says so (``via`` "container"). The city is the one that the text
names with it ("the Odeon theatre in Leeds", "Kyiv's Maidan"); a street alone lies in the town that its
paragraph or date line is about. Where the text settles nothing, nothing is said.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dateline.places.lexicon import PlaceLexicon
from dateline.places.toponyms import Toponym
from dateline.places.words import Word
from dateline.record import Reason, Record, Span
from dateline.resources.gazetteer import Gazetteer

LONGEST = 5
"""Words that may stand before the noun: more are a sentence in capitals."""

_WHERE = frozenset(
    (
        *("in", "at", "on", "near", "outside", "inside", "into", "around", "along", "through", "across"),
        *("behind", "opposite", "beside", "towards", "toward", "off", "above", "beneath", "under"),
    )
)
"""Prepositions after which a street or building is a place, not somebody who speaks or owns."""

SAINTS = frozenset({"saint", "sainte", "san", "santa", "our"})
"""Before a possessive that is part of a name, and owns nothing: St. Mary's Hospital, Our Lady's Church."""

_OPENERS = frozenset({"rue", "piazza", "plaza", "via", "calle", "avenida", "praça", "place", "boulevard", "paseo"})
_INSIDE = frozenset({"de", "la", "le", "les", "des", "du", "del", "della", "di", "da", "do", "dos", "of", "the"})

_THEN_IN = re.compile(
    r",? (?:in|of) (?:the )?(?:(?:central|downtown|eastern|western|northern|southern|city of) ?)*|, ?"
)
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")
"""The number of a street is part of its name, that of a house is not."""

_MOST_BETWEEN = 30
"""Characters that may stand between a venue and its city."""


@dataclass(slots=True)
class Venue:
    """A street or building. ``first`` and ``last`` are indices of words."""

    start: int
    end: int
    first: int
    last: int
    kind: str
    key: str


@dataclass(slots=True)
class Container:
    """The city that holds a venue, with the words that name it, and why."""

    row: int
    reason: Reason
    certainty: float | None
    """None where the text does not put the two together itself."""


def venues_of(words: Sequence[Word], lexicon: PlaceLexicon) -> list[Venue]:
    """Return the streets and buildings that stand after a word of place or an owner, in reading order."""
    found: list[Venue] = []
    for index, word in enumerate(words):
        kind = lexicon.venue_nouns.get(word.folded)
        if found and found[-1].last >= index:
            continue
        first: int | None
        last: int | None
        if kind is not None and word.joined:
            first, last = _before(words, index), index
        elif word.folded in _OPENERS and word.capital:
            first, last, kind = index, _after(words, index), "street"
        else:
            continue
        if first is not None and last is not None and first < last and _is_where(words, first):
            key = " ".join(word.folded for word in words[first : last + 1])
            found.append(Venue(words[first].start, words[last].end, first, last, kind, key))
    return found


def _before(words: Sequence[Word], noun: int) -> int | None:
    """Return where the run of capitals that ends in a noun begins; a small noun needs one capital before it."""
    first = noun
    while first > 0 and noun - first < LONGEST and words[first].joined:
        before = words[first - 1]
        owner = before.possessive and not (first > 1 and words[first - 2].folded in SAINTS)
        if owner or not (before.capital or _ORDINAL.fullmatch(before.text)):
            break
        first -= 1
    while first < noun and words[first].folded in {"the", "a", "an"}:
        first += 1
    return first if first < noun else None


def _after(words: Sequence[Word], first: int) -> int | None:
    """Return where the name that a noun opens ends: Rue de Rivoli."""
    last = None
    for index in range(first + 1, min(len(words), first + LONGEST)):
        word = words[index]
        if not word.joined or words[index - 1].possessive:
            break
        if word.capital:
            last = index
        elif word.folded not in _INSIDE:
            break
    return last


def _is_where(words: Sequence[Word], first: int) -> bool:
    """Say whether a preposition of place stands before, or an owner in the possessive ("Kyiv's Maidan")."""
    at = first - 1
    if at >= 0 and words[at + 1].joined and words[at].possessive:
        return True
    if at > 0 and words[at].folded in {"the", "a", "an", "its", "his", "her", "their"}:
        at -= 1
    return at >= 0 and words[at + 1].joined and words[at].folded in _WHERE


class Town:
    """A toponym of the article that is sure to be a city or division."""

    __slots__ = ("certainty", "row", "toponym")

    def __init__(self, toponym: Toponym, row: int, certainty: float) -> None:
        self.toponym, self.row, self.certainty = toponym, row, certainty

    @property
    def span(self) -> Span:
        """Its words."""
        return Span(self.toponym.start, self.toponym.end)


def placed(
    record: Record, venues: Sequence[Venue], towns: Sequence[Town], gazetteer: Gazetteer
) -> Iterator[tuple[Venue, Container]]:
    """Yield the venues whose city the article tells. ``towns`` are in reading order.

    A name said twice is one venue: what is told with one mention holds for the others.
    """
    told: dict[str, Container] = {}
    starts = [town.toponym.start for town in towns]
    for venue in venues:
        container = _named_with(record.text, venue, towns, starts, gazetteer)
        if container is not None:
            told.setdefault(venue.key, container)
    blocks = [block.span.start for block in record.article.blocks]
    dateline = _dateline_town(record, towns)
    for venue in venues:
        container = told.get(venue.key)
        if container is None and venue.kind == "street":
            container = _near(venue, towns, starts, blocks, gazetteer) or dateline
        if container is not None:
            yield venue, container


def _named_with(
    text: str, venue: Venue, towns: Sequence[Town], starts: Sequence[int], gazetteer: Gazetteer
) -> Container | None:
    at = bisect_left(starts, venue.start)
    after = bisect_left(starts, venue.end)
    if after < len(towns) and towns[after].toponym.start - venue.end <= _MOST_BETWEEN:
        town = towns[after]
        if _THEN_IN.fullmatch(text[venue.end : town.toponym.start]):
            says = f"stands in {gazetteer.title(town.row)}, named right after it"
            return Container(town.row, Reason(says=says, span=town.span), town.certainty)
    if at:
        town = towns[at - 1]
        if text[town.toponym.end : venue.start] in {"'s ", "’s ", "' ", "’ ", "'s iconic ", "’s iconic "}:
            says = f"is said to be {gazetteer.title(town.row)}'s"
            return Container(town.row, Reason(says=says, span=town.span), town.certainty)
    return None


def _near(
    venue: Venue, towns: Sequence[Town], starts: Sequence[int], blocks: Sequence[int], gazetteer: Gazetteer
) -> Container | None:
    """Return the last city named before a street in its paragraph."""
    block = blocks[max(0, bisect_left(blocks, venue.start + 1) - 1)]
    for town in reversed(towns[: bisect_left(starts, venue.start)][-5:]):
        if town.toponym.start < block:
            break
        if gazetteer.type(town.row) == "city":
            says = f"taken to be in {gazetteer.title(town.row)}, the city named before it"
            return Container(town.row, Reason(says=says, span=town.span), None)
    return None


def _dateline_town(record: Record, towns: Sequence[Town]) -> Container | None:
    dateline = record.article.dateline
    if dateline is None or dateline.place is None:
        return None
    for town in towns[:3]:
        if dateline.place.contains(town.span):
            return Container(town.row, Reason(says="taken to be where the article is datelined", span=town.span), None)
    return None


def towns_of(toponyms: Sequence[Toponym], chosen: Mapping[int, tuple[int, float]], gazetteer: Gazetteer) -> list[Town]:
    """Return the toponyms that are cities or divisions. ``chosen`` gives row and certainty by a toponym's number."""
    return [
        Town(toponym, *chosen[number])
        for number, toponym in enumerate(toponyms)
        if number in chosen and toponym.form in {"name", "abbreviation"} and gazetteer.level(chosen[number][0]) > 0
    ]
