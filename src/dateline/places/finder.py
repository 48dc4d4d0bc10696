"""The room's part: finds toponyms in a record and resolves them."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from dateline.places.homes import PublisherHomes
from dateline.places.lexicon import PlaceLexicon
from dateline.places.reasons import reasons_of
from dateline.places.recognition import Recogniser
from dateline.places.resolution import resolve
from dateline.places.senses import Reading, gather
from dateline.places.setting import domain_of, setting_of
from dateline.places.toponyms import Toponym, toponym_at
from dateline.places.uses import government_acts, is_ground, radius_km, relation_of
from dateline.places.venues import SAINTS, Town, placed, towns_of, venues_of
from dateline.places.words import Word, words_of
from dateline.record import Annotation, Entity, EntityType, Mention, PlaceReference, Reason, Record, Span
from dateline.resources.gazetteer import Gazetteer

LEAST_LIKELY = 0.3
"""Probability below which a toponym stays unresolved: the next senses are told, none is chosen."""

CANDIDATES = 3
"""Next-best senses kept with a reference."""

MENTION_SAYS: dict[EntityType, tuple[float, float]] = {
    "person": (-5.0, -1.5),
    "organisation": (-0.5, -0.5),
    "work": (-3.0, -1.0),
    "product": (-3.0, -1.0),
    "place": (0.0, 1.0),
    "group": (0.0, 0.5),
}
"""Log odds that a mention found before adds to a toponym inside it, and to one that has just its words.

By judgement: within a longer name of a person nothing is a place, but the language model takes single
towns for people often enough. LGL, every eighth article, strict F1: 0.884 so, 0.862 with -5 and -1 for both.
"""

_KNOWN = frozenset({"seat", "venue"})
"""What our tables know by its name alone, and the gazetteer by the city that holds it."""

NEAR_WORDS = 10
"""How many words on either side may mean a name's other sense."""

OTHER_SENSE = -5.0
"""Log odds that such a word adds; by judgement."""

NAMED_IN_DATELINE = 4.0
"""Log odds that a name in the dateline adds to its other mentions; by judgement."""


AGREED = 0.1
"""Score of a name that is a place elsewhere in the article and in the eyes of the part that finds names."""
_PLACE_NAME = ("name", "place")


class PlaceFinder:
    """Finds the places of a record and says which ones they are, with the reasons.

    ``homes`` gives publishers' homes, a gazetteer row by domain (see ``learn_homes``). Mentions
    found before are evidence; without them the words around a name decide alone.

    Method: gazetteer look-up and a logistic model of the context for which words are toponyms; joint
    resolution by a conditional logistic model in two passes, after the ideas of Lieberman and Samet (2012)
    and of one sense a discourse (Gale, Church and Yarowsky, 1992).
    """

    name = "places/1"
    needs: frozenset[type[Annotation]] = frozenset({Mention, Entity})
    makes: frozenset[type[Annotation]] = frozenset({PlaceReference})

    def __init__(
        self,
        gazetteer: Gazetteer,
        *,
        lexicon: PlaceLexicon | None = None,
        homes: Mapping[str, int] | None = None,
        least_likely: float = LEAST_LIKELY,
    ) -> None:
        self.gazetteer = gazetteer
        self._least = least_likely
        self._lexicon = PlaceLexicon.load() if lexicon is None else lexicon
        self._homes = homes or {}
        self._recognise = Recogniser(gazetteer, self._lexicon)
        self.resources: tuple[tuple[str, str], ...] = (
            (gazetteer.name, gazetteer.digest),
            ("dateline-place-tables/1", self._lexicon.digest),
            *((("learnt-homes/1", _digest(self._homes)),) if self._homes else ()),
        )

    def __call__(self, record: Record) -> Iterable[PlaceReference]:
        """Return place references in reading order, not overlapping."""
        words = words_of(record.article)
        return self._references(record, words, self._toponyms(record, words))

    def teach(self, homes: PublisherHomes, record: Record) -> None:
        """Let one more article of a source tell where its publisher is at home."""
        toponyms = self._toponyms(record, words_of(record.article))
        homes.hear(domain_of(record), gather(record.text, toponyms))

    def _toponyms(self, record: Record, words: Sequence[Word]) -> list[Toponym]:
        found = self._recognise(record.article, words)
        _hear_mentions(record.text, found, record.mentions)
        _hear_other_senses(found, words, self._lexicon)
        _hear_saints(found, words, self._lexicon)
        _settle_dateline(found, record)
        _hear_elsewhere(record.text, found, record.mentions)
        return [toponym for toponym in found if toponym.score > 0 or toponym.form in _KNOWN]

    def resolve(self, record: Record, spans: Sequence[Span]) -> list[PlaceReference]:
        """Return a reference for each span that is known to name a place, in the order of the text."""
        toponyms = [toponym_at(record.text, span.start, span.end, self.gazetteer) for span in sorted(set(spans))]
        return self._references(record, [], toponyms)

    def _references(self, record: Record, words: Sequence[Word], toponyms: list[Toponym]) -> list[PlaceReference]:
        setting = setting_of(record, self.gazetteer, self._homes)
        readings = resolve(record.text, toponyms, self.gazetteer, self._lexicon, setting)
        reading_of = {id(mention): reading for reading in readings.values() for mention in reading.mentions}
        starts = [block.span.start for block in record.article.blocks]
        references = []
        chosen: dict[int, tuple[int, float]] = {}
        for number, toponym in enumerate(toponyms):
            reading = reading_of[id(toponym)]
            use = Use(None, None)
            if words and reading.best is not None and reading.certainty >= self._least:
                chosen[number] = reading.best.row, reading.certainty
                linked = _linked(record.text, toponyms, number)
                use = self._use(toponym, reading.best.row, words, linked)
            at = bisect_right(starts, toponym.start) - 1
            moved = relation_of(record.text, toponym, starts[at] if at >= 0 else 0)
            reasons = reasons_of(toponym, reading, readings, self.gazetteer, setting)
            references.append(self._reference(toponym, reading, use, moved, reasons))
        venues = list(self._venues(record, words, towns_of(toponyms, chosen, self.gazetteer)))
        return _merged(references, venues)

    def _venues(self, record: Record, words: Sequence[Word], towns: Sequence[Town]) -> Iterable[PlaceReference]:
        """Yield streets and buildings by the city that holds them."""
        for venue, container in placed(record, venues_of(words, self._lexicon), towns, self.gazetteer):
            yield PlaceReference(
                id=f"place-{venue.start}-{venue.end}",
                made_by=self.name,
                confidence=None if container.certainty is None else round(container.certainty, 3),
                span=Span(venue.start, venue.end),
                place=self.gazetteer.place(container.row),
                radius_km=radius_km(container.row, self.gazetteer),
                via="container",
                reasons=(container.reason,),
            )

    def _use(self, toponym: Toponym, row: int, words: Sequence[Word], linked: Sequence[Toponym]) -> Use:
        """Say what a toponym stands for: only a country, its capital or a seat of power has a government."""
        governs = toponym.form == "seat" or row in self.gazetteer.capitals or self.gazetteer.type(row) == "country"
        if not governs or toponym.form in {"demonym", "venue"}:
            return Use(None, None)
        reason = government_acts(toponym, words, linked, self._lexicon)
        if reason is None and toponym.form == "seat" and not is_ground(toponym, words):
            reason = Reason(says="a seat of government, named without a word of place")
        return Use(None if reason is None else self.gazetteer.country(row), reason)

    def _reference(
        self,
        toponym: Toponym,
        reading: Reading,
        use: Use,
        moved: tuple[Span | None, float | None],
        reasons: tuple[Reason, ...],
    ) -> PlaceReference:
        gazetteer = self.gazetteer
        relation, distance_km = moved
        sure = reading.certainty >= self._least
        row = reading.best.row if reading.best is not None and sure else None
        radius = None if row is None else radius_km(row, gazetteer)
        if distance_km is not None:
            # A town is its point; a country's point is its middle, and what lies near it may lie beyond its border.
            town = row is None or gazetteer.type(row) in {"city", "feature"}
            radius = max(distance_km, radius or 0.0) if town else round(distance_km + (radius or 0.0), 1)
        others = [sense.row for sense in reading.senses[0 if row is None else 1 :] if sense.probability >= 0.01]
        literal: Literal["literal", "demonym"] = "demonym" if toponym.form == "demonym" else "literal"
        return PlaceReference(
            id=f"place-{toponym.start}-{toponym.end}",
            made_by=self.name,
            confidence=round(_recognised(toponym) * (reading.certainty if sure else 1.0), 3),
            span=Span(toponym.start, toponym.end),
            use=literal if use.stands_for is None else "metonym",
            place=None if row is None else gazetteer.place(row),
            stands_for=use.stands_for,
            relation=relation,
            radius_km=radius,
            via="container" if toponym.form in _KNOWN and row is not None and use.stands_for is None else None,
            reasons=reasons if use.reason is None else (use.reason, *reasons),
            candidates=tuple(gazetteer.place(other) for other in others[:CANDIDATES]),
        )


def _merged(found: Sequence[PlaceReference], venues: Sequence[PlaceReference]) -> list[PlaceReference]:
    """Put venues among toponyms in reading order: a venue takes the place of a toponym that is only part of it.

    "St. Mary's Hospital in Portsmouth" is no place called St. Mary's; a toponym that is as long or reaches
    further knows better.
    """
    ends = [reference.span.end for reference in found]
    kept: list[PlaceReference] = []
    parts: set[str] = set()
    for venue in venues:
        first = bisect_right(ends, venue.span.start)
        inside = []
        for reference in found[first:]:
            if reference.span.start >= venue.span.end:
                break
            inside.append(reference)
        if all(venue.span.contains(one.span) and venue.span != one.span for one in inside):
            kept.append(venue)
            parts.update(one.id for one in inside)
    return sorted([*(one for one in found if one.id not in parts), *kept], key=lambda reference: reference.span)


class Use(NamedTuple):
    """The country whose government a toponym stands for, if it does, and why."""

    stands_for: str | None
    reason: Reason | None


def _recognised(toponym: Toponym) -> float:
    """Return how likely the words name a place; a seat of power or a known venue is told by its name."""
    return 1.0 if toponym.form in _KNOWN else toponym.probability


def _linked(text: str, toponyms: Sequence[Toponym], number: int) -> list[Toponym]:
    """Return the toponyms that follow in the same list ("A, B and C")."""
    found = []
    last = toponyms[number]
    for after in toponyms[number + 1 : number + 6]:
        if text[last.end : after.start] not in {" and ", ", ", ", and ", " and the ", ", the ", " or "}:
            break
        found.append(after)
        last = after
    joined = found and " and " in text[toponyms[number].end : found[-1].start]
    return found if joined else []


def _digest(homes: Mapping[str, int]) -> str:
    return hashlib.sha256(repr(sorted(homes.items())).encode()).hexdigest()


def _hear_mentions(text: str, toponyms: Sequence[Toponym], mentions: Sequence[Mention]) -> None:
    """Let the names found before speak for or against toponyms that they cover."""
    names = [mention for mention in mentions if mention.form == "name"]
    starts = [mention.span.start for mention in names]
    for toponym in toponyms:
        at = bisect_right(starts, toponym.start) - 1
        if at >= 0 and names[at].span.end >= toponym.end:
            inside, same = MENTION_SAYS.get(names[at].type, (0.0, 0.0))
            toponym.score += same if _same_words(text, names[at].span, toponym) else inside


def _hear_elsewhere(text: str, toponyms: Sequence[Toponym], mentions: Sequence[Mention]) -> None:
    """Take a name for a place where one more reader takes it for one and it is one elsewhere in the article."""
    sure = {toponym.key for toponym in toponyms if toponym.score > 0}
    named = {mention.span.start: mention.span for mention in mentions if (mention.form, mention.type) == _PLACE_NAME}
    for toponym in toponyms:
        span = named.get(toponym.start)
        if toponym.key in sure and toponym.score <= 0 and span is not None and _same_words(text, span, toponym):
            toponym.score = AGREED


def _same_words(text: str, span: Span, toponym: Toponym) -> bool:
    """Say whether a span holds a toponym's words and at most an article or an ending more."""
    before, after = text[span.start : toponym.start], text[toponym.end : span.end]
    return before.lower() in {"", "the "} and after in {"", ".", "'s", "’s"}


def _hear_other_senses(toponyms: Sequence[Toponym], words: Sequence[Word], lexicon: PlaceLexicon) -> None:
    """Turkey among roast and gravy is a bird: words near a name may mean its other sense."""
    for toponym in toponyms:
        cues = lexicon.other_senses.get(toponym.key)
        if cues is not None:
            near = words[max(0, toponym.first - NEAR_WORDS) : toponym.last + 1 + NEAR_WORDS]
            if any(word.folded in cues for word in near):
                toponym.score += OTHER_SENSE


def _hear_saints(toponyms: Sequence[Toponym], words: Sequence[Word], lexicon: PlaceLexicon) -> None:
    """St. Luke's Hospital is named after the saint, not after a town of his."""
    for toponym in toponyms:
        first, after = words[toponym.first], words[toponym.last + 1 : toponym.last + 2]
        if first.folded in SAINTS and any(word.joined and word.folded in lexicon.venue_nouns for word in after):
            toponym.score += OTHER_SENSE


def _settle_dateline(toponyms: Sequence[Toponym], record: Record) -> None:
    """A dateline's place is a place, whatever else its name may be, and mostly so in the rest of the article."""
    dateline = record.article.dateline
    if dateline is None or dateline.place is None:
        return
    inside = [t for t in toponyms if dateline.place.contains(Span(t.start, t.end))]
    for toponym in inside:
        toponym.score = max(toponym.score, 6.0)
    keys = {toponym.key for toponym in inside}
    for toponym in toponyms:
        if toponym.key in keys and toponym not in inside:
            toponym.score += NAMED_IN_DATELINE
