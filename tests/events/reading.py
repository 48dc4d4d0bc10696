"""What the rooms before this one would find, made small: names by the parse, countries by a short list."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.events import EventFinder
from dateline.record import (
    AnyAnnotation,
    Entity,
    EntityType,
    Event,
    Identifier,
    Mention,
    Place,
    PlaceReference,
    Record,
    Span,
)
from dateline.resources.parsing import Parser

TYPES: dict[str, EntityType] = {
    "PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place", "NORP": "group",
}  # fmt: skip

COUNTRIES = {
    "Russia": "RUS", "Russian": "RUS", "Syria": "SYR", "Syrian": "SYR", "United States": "USA", "U.S.": "USA",
    "France": "FRA", "Britain": "GBR", "Turkey": "TUR", "Saudi Arabia": "SAU", "Kenya": "KEN", "Somali": "SOM",
    "Chilean": "CHL", "Peru": "PER", "Norway": "NOR", "Serbia": "SRB",
}  # fmt: skip
GOVERNMENTS = {"Moscow": "RUS", "Washington": "USA"}


_FINDERS: dict[str, EventFinder] = {}
"""One finder a parser: its tables are read once."""


def with_names(record: Record, parser: Parser) -> Record:
    """The record with mentions, entities and place references as the rooms before would add them."""
    return record.with_annotations(_found(record, parser))


def _found(record: Record, parser: Parser) -> Iterator[AnyAnnotation]:
    name = Identifier()
    entities: dict[str, list[Mention]] = {}
    tokens = parser(record.article).tokens
    index = 0
    while index < len(tokens):
        end = index + 1
        while end < len(tokens) and tokens[end].entity and not tokens[end].entity_begins and tokens[index].entity:
            end += 1
        kind = TYPES.get(tokens[index].entity)
        while end > index + 1 and tokens[end - 1].tag == "POS":
            end -= 1
        if kind is not None:
            first = index + 1 if tokens[index].pos == "DET" and end > index + 1 else index
            span = Span(tokens[first].start, tokens[end - 1].end)
            mention = Mention(id=name("mention", span), made_by="by-hand/1", span=span, type=kind)
            entities.setdefault(span.of(record.text), []).append(mention)
            yield mention
        index = max(end, index + 1)
    for mentions in entities.values():
        first_span = mentions[0].span
        yield Entity(
            id=name("entity", first_span),
            made_by="by-hand/1",
            type=mentions[0].type,
            name=first_span,
            mentions=tuple(m.id for m in mentions),
        )
    yield from _countries(record, name)


def _countries(record: Record, name: Identifier) -> Iterator[PlaceReference]:
    for words, country in {**COUNTRIES, **GOVERNMENTS}.items():
        at = record.text.find(words)
        while at >= 0:
            end = at + len(words)
            if not record.text[end : end + 1].isalpha() and not record.text[at - 1 : at].isalpha():
                span = Span(at, end)
                government = words in GOVERNMENTS
                place = Place(id=f"iso:{country}", name=words, latitude=0, longitude=0, type="country", country=country)
                yield PlaceReference(
                    id=name("place", span),
                    made_by="by-hand/1",
                    span=span,
                    use="metonym" if government else "literal",
                    stands_for=country if government else None,
                    place=None if government else place,
                )
            at = record.text.find(words, end)


def events_of(record: Record, parser: Parser) -> list[Event]:
    """The events that the finder sees in a record with those names."""
    if parser.name not in _FINDERS:
        _FINDERS[parser.name] = EventFinder(parser)
    finder = _FINDERS[parser.name]
    return [e for e in finder(with_names(record, parser)) if isinstance(e, Event)]
