"""A small archive made by hand, for editions."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import msgspec

from dateline.edition.notes import NOTES
from dateline.record import (
    AnyAnnotation,
    Claim,
    Contradiction,
    Entity,
    Event,
    Family,
    Identifier,
    Mention,
    Metadatum,
    Place,
    PlaceReference,
    Quotation,
    Reason,
    Record,
    Removed,
    Sentence,
    Span,
    Speaker,
    Story,
    StoryLink,
    TimeExpression,
    TimelineEntry,
    evidence,
)
from tests.writing import written

HARBOUR = (
    "Six people were hurt when a crane fell in Gdansk on Tuesday, the harbour master said.\n\n"
    "“Nobody should work under it,” said Hanna Brzoza. She demanded that the port close the quay."
)
TOWER = "Nine people were hurt when a crane fell in Gdansk, a doctor said. The port will close the quay on Friday."


GDANSK = Place(
    id="geonames:3099434", name="Gdańsk", latitude=54.35, longitude=18.65, type="city", country="POL",
    chain=("Pomerania", "Poland"),
)  # fmt: skip


def files(folder: Path) -> dict[str, bytes]:
    """The files of an edition, without what a build keeps for the next one."""
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in found.items() if name != NOTES}


class Kept:
    """An archive of what it is given."""

    def __init__(self, records: list[Record], stories: list[Story]) -> None:
        self._records, self._stories = records, stories

    def records(self) -> Iterator[Record]:
        return iter(self._records)

    def record(self, record_id: str) -> Record:
        return next(record for record in self._records if record.id == record_id)

    def record_digests(self) -> Iterator[tuple[str, str]]:
        return ((record.id, sha256(record.to_json()).hexdigest()) for record in self._records)

    def stories(self) -> Iterator[Story]:
        return iter(self._stories)


def read(text: str, *, headline: str, publisher: str, published: str | None, section: str = "World") -> Record:
    """A record with every kind of finding that an edition shows, found by looking for words."""
    record = written(text, headline=headline, published=published, url=f"https://{publisher.lower()}.example/1")
    article = msgspec.structs.replace(
        record.article,
        publisher=Metadatum(value=publisher, source="meta", raw=publisher),
        sections=(Metadatum(value=section, source="visible", raw=section),),
        removed=(Removed(words="Share <this>", taken_for="share-control", reason="a control, not a sentence"),),
    )
    name = Identifier()
    found: list[AnyAnnotation] = []
    for block in article.blocks:
        start = block.span.start
        for piece in block.span.of(article.text).split(". "):
            span = Span(start, min(start + len(piece) + 1, block.span.end))
            found.append(Sentence(id=name("sentence", span), made_by="by-hand/1", span=span))
            start = span.end + 1

    def at(words: str) -> Span:
        return Span(article.text.index(words), article.text.index(words) + len(words))

    if "Hanna" in text:
        said, who = at("Nobody should work under it,"), at("Hanna Brzoza")
        named = Mention(id=name("mention", who), made_by="by-hand/1", span=who, type="person")
        entity = Entity(id=name("entity", who), made_by="by-hand/1", type="person", name=who, mentions=(named.id,))
        found += [named, entity]
        found.append(
            Quotation(id=name("quotation", said), made_by="by-hand/1", type="direct", content=(said,),
                      cue=(at("said Hanna"),), speaker=Speaker(span=who, entity=entity.id))
        )  # fmt: skip
        found.append(
            Event(id=name("event", at("close")), made_by="by-hand/1", type="COERCE", trigger=at("close"),
                  status="demanded", evidence=(article.blocks[-1].span,))
        )  # fmt: skip
        found.append(
            TimeExpression(id=name("time", at("Tuesday")), made_by="by-hand/1", span=at("Tuesday"), type="DATE",
                           value="2024-03-05", anchor="publication", rule="weekday")
        )  # fmt: skip
    if "Gdansk" in text:
        found.append(
            PlaceReference(id=name("place", at("Gdansk")), made_by="by-hand/1", span=at("Gdansk"), place=GDANSK)
        )
    return msgspec.structs.replace(record, article=article).with_annotations(found)


def archive() -> Kept:
    """Two reports of one story that differ, a copy of the first, and an undated story that follows it."""
    first = read(HARBOUR, headline="Crane falls in Gdansk", publisher="Harbour", published="2024-03-05T10:00:00+01:00")
    copy = read(HARBOUR, headline="Crane falls in Gdansk", publisher="Copyist", published="2024-03-05T12:00:00+01:00")
    other = read(TOWER, headline="Nine hurt at the port", publisher="Tower", published="2024-03-05", section="Local")
    later = read("The quay is open again.", headline="Quay open", publisher="Later", published=None)
    hurt, nine = first.sentences[1].span, other.sentences[1].span
    claims = tuple(
        Claim(id=f"claim-number-injured-{value}", type="number", about="injured", value=value,
              reports=(evidence(record, span),), families=(family,))
        for value, record, span, family in (("6", first, hurt, "family-a"), ("9+", other, nine, "family-b"))
    )  # fmt: skip
    story = Story(
        id="story-a",
        headline=evidence(first, _headline(first)),
        lead=evidence(first, hurt),
        families=(
            Family(id="family-a", members=(first.id, copy.id)),
            Family(id="family-b", members=(other.id,)),
        ),
        claims=claims,
        contradictions=(
            Contradiction(about="injured", says="number of people injured", claims=tuple(c.id for c in claims)),
        ),
        timeline=(TimelineEntry(when="2024-03-05", basis="inferred", evidence=evidence(first, hurt)),),
        sections=("World", "Local"),
        first="2024-03-05",
        latest="2024-03-05T12:00:00+01:00",
        reasons=(Reason(says="2 reports open with the same names: gdansk"),),
        made_by="by-hand/1",
    )
    undated = Story(
        id="story-b",
        headline=evidence(later, _headline(later)),
        families=(Family(id="family-c", members=(later.id,)),),
        links=(StoryLink(type="follows-up", story="story-a"),),
        made_by="by-hand/1",
    )
    return Kept([first, copy, other, later], [undated, story])


def _headline(record: Record) -> Span:
    assert record.article.headline is not None
    return record.article.headline
