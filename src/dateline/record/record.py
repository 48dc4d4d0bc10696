"""The record: an article and everything found in it, checked whenever it is made or read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any, TypeVar

import msgspec

from dateline.errors import DigestError, RecordError, SpanError
from dateline.record.annotations import (
    AnyAnnotation,
    Entity,
    Event,
    Mention,
    PlaceReference,
    Quotation,
    Sentence,
    TimeExpression,
)
from dateline.record.article import Article, text_digest
from dateline.record.classification import Classification, Section
from dateline.record.fields import fields_with
from dateline.record.page import PageReference
from dateline.record.span import Span

RECORD_VERSION = 1
"""Version of the JSON form; a reader refuses a newer one."""

A = TypeVar("A", Sentence, Mention, Entity, Quotation, TimeExpression, PlaceReference, Event)


class Part(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A part of the pipeline that had a hand in a record: what to install to make it again."""

    name: str
    """As it stands in ``made_by``."""
    resources: tuple[tuple[str, str], ...] = ()
    """(name and version, SHA-256) of each model, gazetteer or lexicon it used."""


class Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, dict=True):
    """An article with its findings, in the order of the text.

    Made or decoded, it is checked: the digest is that of the text, every span lies inside it, ids
    are unique, and an id that is named exists. SpanError, DigestError or RecordError say which
    did not hold, with the path in the JSON form.
    """

    version: int = RECORD_VERSION
    id: str
    """The same for the same page read again; see ``record_id``."""
    page: PageReference
    article: Article
    annotations: tuple[AnyAnnotation, ...] = ()
    parts: tuple[Part, ...] = ()
    classification: Classification | None = None
    """What it is about and what kind of article it is; None where no part looked."""

    def __post_init__(self) -> None:
        if self.version > RECORD_VERSION:
            raise RecordError(
                f"record {self.id} has version {self.version}, and this Dateline reads up to {RECORD_VERSION}; "
                "update Dateline or export the record again",
                version=self.version,
            )
        self._check_digest()
        self._check_spans()
        self._check_blocks()
        self._check_ids()

    def _check_digest(self) -> None:
        digest = text_digest(self.article.text)
        if digest != self.article.digest:
            raise DigestError(
                f"record {self.id}: digest {self.article.digest[:12]}… at $.article.digest is not that of the text "
                f"({digest[:12]}…); the text was changed after it was annotated, read the page again",
                expected=digest,
                found=self.article.digest,
            )

    def _check_spans(self) -> None:
        length = len(self.article.text)
        # Nearly all records hold: the paths are worked out only for one that doesn't.
        if _end(self) <= length:
            return
        for path, span in self.spans():
            if span.end > length:
                raise SpanError(
                    f"record {self.id}: span {span.start}:{span.end} at {path} lies outside a text of {length} "
                    "characters; read the page again",
                    path=path,
                    start=span.start,
                    end=span.end,
                    length=length,
                )

    def _check_blocks(self) -> None:
        end = 0
        for number, block in enumerate(self.article.blocks):
            gap = self.article.text[end : block.span.start]
            if block.span.start < end or gap.strip():
                raise RecordError(
                    f"record {self.id}: block {block.span.start}:{block.span.end} at $.article.blocks[{number}] "
                    f"{'overlaps the one before' if block.span.start < end else 'leaves words to no block'}; "
                    "blocks stand in reading order and hold all words of the text",
                    path=f"$.article.blocks[{number}]",
                )
            end = block.span.end
        if self.article.text[end:].strip():
            raise RecordError(
                f"record {self.id}: the text from {end} on is in no block at $.article.blocks; "
                "blocks hold all words of the text",
                path="$.article.blocks",
            )

    def _check_ids(self) -> None:
        known: set[str] = set()
        for number, annotation in enumerate(self.annotations):
            if annotation.id in known:
                raise RecordError(
                    f"record {self.id}: id {annotation.id!r} at $.annotations[{number}].id is taken; ids are unique",
                    path=f"$.annotations[{number}].id",
                )
            known.add(annotation.id)
        for number, annotation in enumerate(self.annotations):
            for field, target in annotation.references():
                if target not in known:
                    raise RecordError(
                        f"record {self.id}: $.annotations[{number}].{field} names {target!r}, which is not in the "
                        "record; add that annotation or leave the field out",
                        path=f"$.annotations[{number}].{field}",
                    )

    def spans(self) -> Iterator[tuple[str, Span]]:
        """Yield every span of the article and its findings, with its path in the JSON form."""
        yield from _spans(self.article, "$.article")
        for number, annotation in enumerate(self.annotations):
            yield from _spans(annotation, f"$.annotations[{number}]")
        if self.classification is not None:
            yield from _spans(self.classification, "$.classification")

    def of(self, kind: type[A]) -> tuple[A, ...]:
        """Return the findings of one type, in the order of the record."""
        return tuple(a for a in self.annotations if isinstance(a, kind))

    @cached_property
    def by_id(self) -> dict[str, AnyAnnotation]:
        """The findings by id."""
        return {annotation.id: annotation for annotation in self.annotations}

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences, in reading order."""
        return self.of(Sentence)

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """The mentions, in reading order."""
        return self.of(Mention)

    @cached_property
    def entities(self) -> tuple[Entity, ...]:
        """The entities, in the order of their names in the text."""
        return self.of(Entity)

    @cached_property
    def quotations(self) -> tuple[Quotation, ...]:
        """The quotations, and the quoted words that are none, in reading order."""
        return self.of(Quotation)

    @cached_property
    def statements(self) -> tuple[Quotation, ...]:
        """The quotations that were uttered, by all that the article says: spoken or written, in no wish or belief.

        Nor what was not said, may be said, is yet to be said, or what somebody declined to say.
        """
        return tuple(q for q in self.quotations if self._uttered(q))

    def _uttered(self, quotation: Quotation) -> bool:
        seen: set[str] = set()
        inner: AnyAnnotation | None = quotation
        while isinstance(inner, Quotation) and inner.id not in seen:
            if inner.use != "speech" or inner.cue_kind not in {None, "speech", "writing"}:
                return False
            if not _UNSAID.isdisjoint(inner.flags):
                return False
            seen.add(inner.id)
            inner = self.by_id.get(inner.parent) if inner.parent is not None else None
        return True

    @cached_property
    def times(self) -> tuple[TimeExpression, ...]:
        """The time expressions, in reading order."""
        return self.of(TimeExpression)

    @cached_property
    def places(self) -> tuple[PlaceReference, ...]:
        """The place references, in reading order."""
        return self.of(PlaceReference)

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """The events, in the order of their triggers."""
        return self.of(Event)

    @cached_property
    def entity_of_mention(self) -> dict[str, Entity]:
        """For each mention's id the entity it belongs to."""
        return {mention: entity for entity in self.entities for mention in entity.mentions}

    @property
    def sections(self) -> tuple[Section, ...]:
        """Every voice on the article's topics; those of the topics that stand come first."""
        return () if self.classification is None else self.classification.sections

    @property
    def text(self) -> str:
        """The article's text."""
        return self.article.text

    @property
    def headline(self) -> str | None:
        """The headline's words; where the text holds none, what the metadata state; None if neither does."""
        if self.article.headline is not None:
            return self.article.words(self.article.headline)
        return self.article.headline_stated.value if self.article.headline_stated else None

    def with_annotations(self, found: Iterable[AnyAnnotation], *, part: Part | None = None) -> Record:
        """Return a new record with more findings, in reading order; checked like any other."""
        annotations = sorted((*self.annotations, *found), key=_reading_order)
        parts = self.parts if part is None else (*self.parts, part)
        return msgspec.structs.replace(self, annotations=tuple(annotations), parts=parts)

    def with_classification(self, classification: Classification, *, part: Part | None = None) -> Record:
        """Return a new record with sections, genre and setting; checked like any other."""
        parts = self.parts if part is None else (*self.parts, part)
        return msgspec.structs.replace(self, classification=classification, parts=parts)

    def to_json(self) -> bytes:
        """Return the record as JSON in UTF-8 on one line: the same bytes for the same record."""
        return msgspec.json.encode(self)

    def _repr_html_(self) -> str:
        from dateline.record.notebook import notebook_html

        return notebook_html(self)

    @classmethod
    def from_json(cls, data: bytes | str) -> Record:
        """Read a record back and check it.

        Raises RecordError, SpanError or DigestError; the message gives the path, the value and the mend.
        """
        try:
            return _DECODER.decode(data)
        except msgspec.ValidationError as error:
            if isinstance(error.__cause__, RecordError):
                raise type(error.__cause__)(str(error), **error.__cause__.facts) from error
            raise RecordError(
                f"not a record of version {RECORD_VERSION}: {_lower_first(str(error))}; "
                'compare it with "dateline schema"'
            ) from error
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise RecordError(
                f"not JSON: {_lower_first(str(error))}; give one record as dateline read --json prints it"
            ) from error


def record_id(page_digest: str, url: str | None) -> str:
    """Return the id of a page's record: 16 hex digits of SHA-256 over its URL and the digest of its bytes.

    Two outlets that publish the same bytes have two records; the same page read twice has one.
    """
    return hashlib.sha256(f"{url or ''}\n{page_digest}".encode()).hexdigest()[:16]


_UNSAID = frozenset({"negated", "declined", "conditional", "future"})
"""Flags of a cue that tells of no utterance."""

_KIND_ORDER = {
    kind: n for n, kind in enumerate((Sentence, Mention, Entity, Quotation, TimeExpression, PlaceReference, Event))
}


def _reading_order(annotation: AnyAnnotation) -> tuple[int, int, int, str]:
    extent = annotation.extent
    return (_KIND_ORDER[type(annotation)], extent.start, extent.end, annotation.id)


def _spans(value: object, path: str) -> Iterator[tuple[str, Span]]:
    if isinstance(value, Span):
        yield path, value
    elif isinstance(value, tuple):
        for number, inner in enumerate(value):
            yield from _spans(inner, f"{path}[{number}]")
    elif isinstance(value, msgspec.Struct):
        for field in fields_with(type(value), Span):
            yield from _spans(getattr(value, field), f"{path}.{field}")


def _end(value: msgspec.Struct | tuple[Any, ...]) -> int:
    """Return where the last span ends in a tuple or a noun that spans can be in; 0 where there is none."""
    if isinstance(value, Span):
        return value.end
    fields = value if isinstance(value, tuple) else [getattr(value, each) for each in fields_with(type(value), Span)]
    return max((_end(inner) for inner in fields if inner), default=0)  # neither None nor ()


def _lower_first(message: str) -> str:
    return message[:1].lower() + message[1:]


_DECODER = msgspec.json.Decoder(Record)
