"""Records as one HTML file to read: no script, nothing fetched from anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from jinja2 import Environment
from markupsafe import Markup

from dateline.record import (
    AnyAnnotation,
    Article,
    Event,
    Metadatum,
    Place,
    PlaceReference,
    PublicationTime,
    Quotation,
    Record,
    Span,
)
from dateline.record.focus import focus_places
from dateline.record.marking import Mark, MarkedBlock, mark
from dateline.typesetting import classification, environment, marked_words, stylesheet, wording
from dateline.typesetting.maps import place_map
from dateline.typesetting.notes import Note, note, reason_in_words
from dateline.typesetting.timelines import time_line


class Field(NamedTuple):
    """One statement about the article and what it stands on."""

    name: str
    value: str
    evidence: str
    url: str | None = None


class MarginNote(NamedTuple):
    """The speaker of a quotation, beside the paragraph that holds it."""

    quotation: str
    speaker: str
    how: str


class DrawnBlock(NamedTuple):
    """A block ready to be set."""

    role: str
    start: int
    words: Markup
    margin: tuple[MarginNote, ...]


class NamedPlace(NamedTuple):
    """A place with all the words of the article that mean it; None where they are not settled."""

    name: str
    place: Place | None
    mentions: tuple[PlaceReference, ...]


class RecordPage:
    """What the template needs to know of one record. ``prefix`` keeps ids apart where several share a file."""

    def __init__(self, record: Record, prefix: str = "") -> None:
        self.record = record
        self.article = record.article
        self.prefix = prefix
        self.title = wording.title_of(record)
        findings: tuple[AnyAnnotation, ...] = (*record.quotations, *record.times, *record.places, *record.events)
        self.notes: dict[str, Note] = {finding.id: note(record, finding) for finding in findings}
        self._pieces: dict[tuple[str, str], int] = {}
        self.blocks = tuple(self._drawn(marked) for marked in mark(record))
        self.speech = record.statements
        self.attitudes = tuple(q for q in record.quotations if q.use == "speech" and q not in set(record.statements))
        self.quoted_terms = tuple(q for q in record.quotations if q.use != "speech")
        self.fields = tuple(_fields(self.article, record))
        literal = {place.place.id for place in record.places if place.place is not None and place.use == "literal"}
        self.focus = tuple(focused for focused in focus_places(record) if focused.place.id in literal)
        self.map = place_map((focused.place for focused in self.focus), prefix=prefix)
        self.named = _named_places(record)
        self.line = time_line(record, prefix=prefix)

    def words(self, span: Span) -> str:
        """Return the words at a span."""
        return span.of(self.record.text)

    def pieces(self, quotation: Quotation) -> str:
        """Return a quotation's content, its pieces joined by an ellipsis in brackets."""
        return " […] ".join(self.words(span) for span in quotation.content)

    def people(self, event: Event) -> tuple[str, str]:
        """Return who did it and to whom, in words."""
        sides = (event.actors, event.recipients)
        actors, recipients = (", ".join(wording.participant_name(self.record, one) for one in side) for side in sides)
        return actors or "someone not named", recipients

    def spoken(self, named: NamedPlace) -> list[tuple[str, tuple[PlaceReference, ...]]]:
        """Return a place's mentions by their words, with those that shift it ("eastern Aleppo"), in reading order."""
        by_words: dict[str, list[PlaceReference]] = {}
        for reference in named.mentions:
            shift = "" if reference.relation is None else self.words(reference.relation) + " "
            by_words.setdefault(shift + self.words(reference.span), []).append(reference)
        return [(words, tuple(references)) for words, references in by_words.items()]

    def _drawn(self, marked: MarkedBlock) -> DrawnBlock:
        margin: dict[str, MarginNote] = {}
        for segment in marked.segments:
            for piece in segment.opened:
                if piece.kind == "quotation":
                    finding = self.record.by_id[piece.annotation]
                    if isinstance(finding, Quotation) and finding.use == "speech":
                        margin.setdefault(piece.annotation, self._margin_note(finding))
        words = marked_words(self.record.text, marked, self._opening, self._closing)
        return DrawnBlock(marked.block.role, marked.block.span.start, words, _without_repeats(margin))

    def _margin_note(self, quotation: Quotation) -> MarginNote:
        name = wording.speaker_name(self.record, quotation)
        cue = " ".join(self.words(span) for span in quotation.cue)
        return MarginNote(quotation.id, name or "speaker not named", cue or wording.quotation_kind(quotation))

    def _opening(self, piece: Mark) -> Markup:
        finding = self.record.by_id[piece.annotation]
        number = self._pieces[piece.kind, piece.annotation] = self._pieces.get((piece.kind, piece.annotation), 0) + 1
        kind: str = piece.kind
        if isinstance(finding, Quotation) and finding.use != "speech":
            kind += " aside"
        status = Markup("")
        if isinstance(finding, Event) and wording.event_status(finding) != "actual":
            status = Markup(' data-status="{}"').format(wording.event_status(finding))
        own_id = Markup(' id="{}{}"').format(self.prefix, piece.annotation) if piece.first else ""
        return Markup('<span class="m {}"{}{} tabindex="0" aria-describedby="{}">').format(
            kind, own_id, status, self._note_id(piece.annotation, number)
        )

    def _closing(self, piece: Mark) -> Markup:
        number = self._pieces[piece.kind, piece.annotation]
        said = self.notes[piece.annotation]
        details = Markup("").join(Markup("<i>{}</i>").format(detail) for detail in said.details[:4])
        return Markup('<span class="note" role="tooltip" id="{}"><b>{}: {}</b>{}<i>{}</i></span></span>').format(
            self._note_id(piece.annotation, number), said.what, said.means, details, said.decided
        )

    def _note_id(self, annotation: str, number: int) -> str:
        return f"{self.prefix}{annotation}-note" + (f"-{number}" if number > 1 else "")


def record_html(record: Record) -> str:
    """Return a record as a self-contained HTML file: marked text, every finding with its reasons, what was removed."""
    return records_html([record])


def records_html(records: Sequence[Record]) -> str:
    """Return several records as one such file, with a list of them at the top."""
    pages = [RecordPage(record, f"r{n}-" if len(records) > 1 else "") for n, record in enumerate(records, 1)]
    return (
        _environment()
        .get_template("record.html")
        .render(
            pages=pages,
            source_in_words=source_in_words,
            reason_in_words=reason_in_words,
            css=Markup(stylesheet("dateline.exports", "page.css")),  # noqa: S704 - our own file
        )
    )


@lru_cache
def _environment() -> Environment:
    return environment("dateline.exports")


def _without_repeats(margin: dict[str, MarginNote]) -> tuple[MarginNote, ...]:
    """Name a speaker once where several quotations of one paragraph follow one another."""
    kept: list[MarginNote] = []
    for one in margin.values():
        if not kept or kept[-1].speaker != one.speaker:
            kept.append(one)
    return tuple(kept)


def _named_places(record: Record) -> tuple[NamedPlace, ...]:
    """Return the places of an article, each once, those named most often first; unsettled ones by their words."""
    groups: dict[str, list[PlaceReference]] = {}
    for reference in record.places:
        words = reference.span.of(record.text)
        key = reference.place.id if reference.place is not None else f"words:{words.casefold()}"
        groups.setdefault(key, []).append(reference)
    named = [
        NamedPlace(
            first.span.of(record.text) if first.place is None else first.place.name, first.place, (first, *others)
        )
        for first, *others in groups.values()
    ]
    return tuple(sorted(named, key=lambda each: -len(each.mentions)))


def _fields(article: Article, record: Record) -> list[Field]:
    fields = []
    if article.headline is not None:
        fields.append(Field("Headline", article.headline.of(article.text), _place_in_text(article.headline)))
    if article.headline_stated is not None:
        fields.append(_stated("Headline as stated", article.headline_stated))
    fields += [_stated("Byline", byline.name, f"; {byline.kind}") for byline in article.bylines]
    if article.dateline is not None:
        fields.append(Field("Dateline", article.dateline.span.of(article.text), _place_in_text(article.dateline.span)))
    for name, time in (("Published", article.published), ("Modified", article.modified)):
        if time is not None:
            fields.append(_time_field(name, time))
    for name, stated in (("Publisher", article.publisher), ("Agency", article.agency_credit)):
        if stated is not None:
            fields.append(_stated(name, stated))
    fields += [
        Field("Credit line", credit.span.of(article.text), _place_in_text(credit.span)) for credit in article.credits
    ]
    fields += _sections(record)
    if article.language is not None:
        fields.append(_stated("Language", article.language))
    if article.canonical_url is not None:
        fields.append(_stated("Address", article.canonical_url))
    fields += [_stated("Rights", right) for right in article.rights]
    page = record.page
    captured = f"{page.size_bytes:,} bytes of {page.media_type}, read as {page.encoding}"
    if page.fetched_at is not None:
        captured += f", fetched {wording.day_in_words(page.fetched_at)}"
    where = page.final_url or page.url
    fields.append(Field("Page", where or page.name or "handed in without an address", captured, url=where))
    return fields


def _sections(record: Record) -> list[Field]:
    """What the page states, then what it is about by every voice, and its genre."""
    fields = [_stated("Section as stated", section) for section in record.article.sections]
    for name, words in (
        ("Section", classification.sections_in_words(record)),
        ("Other voices", classification.other_voices_in_words(record)),
        ("Genre", classification.genre_in_words(record)),
    ):
        if words is not None and record.classification is not None:
            fields.append(Field(name, words, record.classification.made_by))
    return fields


def _stated(name: str, stated: Metadatum, more: str = "") -> Field:
    return Field(name, stated.value, source_in_words(stated) + more, url=stated.value if name == "Address" else None)


def _time_field(name: str, time: PublicationTime) -> Field:
    return Field(name, wording.published_in_words(time), source_in_words(time))


def source_in_words(stated: Metadatum | PublicationTime) -> str:
    """Return where a statement was found and the characters it was read from."""
    said = wording.FIELD_SOURCES[stated.source]
    if stated.path is not None:
        said += f" ({stated.path})"
    if stated.raw and stated.raw != stated.value:
        said += f": “{stated.raw if len(stated.raw) <= 120 else stated.raw[:119] + '…'}”"
    return said


def _place_in_text(span: Span) -> str:
    return f"characters {span.start:,} to {span.end:,} of the text"
