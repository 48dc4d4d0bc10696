"""Records with findings to search: invented people in real places."""

from __future__ import annotations

import msgspec

from dateline.archive import Archive
from dateline.record import (
    AnyAnnotation,
    Entity,
    Event,
    EventStatus,
    EventType,
    Mention,
    Metadatum,
    Participant,
    Place,
    PlaceReference,
    Quotation,
    Record,
    Sentence,
    Span,
    Speaker,
)
from tests.archive.making import captured

GENEVA = Place(
    id="geonames:2660646", name="Geneva", latitude=46.20222, longitude=6.14569, type="city", country="CHE",
    chain=("Geneva Canton", "Switzerland"),
)  # fmt: skip
LAUSANNE = Place(
    id="geonames:2659994", name="Lausanne", latitude=46.516, longitude=6.63282, type="city", country="CHE",
    chain=("Vaud", "Switzerland"),
)  # fmt: skip
SUVA = Place(
    id="geonames:2198148", name="Suva", latitude=-18.14161, longitude=178.44149, type="city", country="FJI",
    chain=("Central", "Fiji"),
)  # fmt: skip
APIA = Place(
    id="geonames:4035413", name="Apia", latitude=-13.83333, longitude=-171.76666, type="city", country="WSM",
    chain=("Tuamasaga", "Samoa"),
)  # fmt: skip


class Draft:
    """A text whose findings are named by their words."""

    def __init__(self, text: str, **about: str | None) -> None:
        self.page, self.record = captured(text, **about)
        self.text = text
        self.found: list[AnyAnnotation] = []
        start = 0
        for sentence in text.replace("\n\n", "  ").split(". "):
            end = min(len(text), start + len(sentence) + 1)
            self._put(Sentence(id=f"sentence-{start}", made_by="by-hand/1", span=Span(start, end)))
            start = end + 1

    def span(self, words: str) -> Span:
        at = self.text.index(words)
        return Span(at, at + len(words))

    def entity(self, name: str) -> str:
        span = self.span(name)
        key = f"entity-{span.start}"
        if key not in {each.id for each in self.found}:
            mention = Mention(id=f"mention-{span.start}", made_by="by-hand/1", span=span, type="person")
            self._put(mention)
            self._put(Entity(id=key, made_by="by-hand/1", type="person", name=span, mentions=(mention.id,)))
        return key

    def says(self, speaker: str, content: str) -> Draft:
        who = Speaker(span=self.span(speaker), entity=self.entity(speaker))
        key = f"quotation-{self.text.index(content)}"
        self._put(Quotation(id=key, made_by="by-hand/1", type="direct", content=(self.span(content),), speaker=who))
        return self

    def does(
        self, actor: str, kind: EventType, trigger: str, recipient: str, *, status: EventStatus = "actual", country: str
    ) -> Draft:
        self._put(
            Event(
                id=f"event-{self.text.index(trigger)}",
                made_by="by-hand/1",
                type=kind,
                trigger=self.span(trigger),
                actors=(Participant(span=self.span(actor), country=country, sectors=("GOV",)),),
                recipients=(Participant(span=self.span(recipient)),),
                status=status,
                evidence=(self.span(trigger),),
            )
        )
        return self

    def at(self, words: str, place: Place) -> Draft:
        span = self.span(words)
        self._put(PlaceReference(id=f"place-{span.start}", made_by="by-hand/1", span=span, place=place))
        return self

    def by(self, publisher: str, *, language: str = "en") -> Draft:
        article = msgspec.structs.replace(
            self.record.article,
            publisher=Metadatum(value=publisher, source="meta", raw=publisher),
            language=Metadatum(value=language, source="meta", raw=language),
        )
        self.record = msgspec.structs.replace(self.record, article=article)
        return self

    def kept(self, archive: Archive) -> Record:
        record = self.record.with_annotations(self.found)
        archive.add(self.page, record)
        return record

    def _put(self, annotation: AnyAnnotation) -> None:
        self.found.append(annotation)
