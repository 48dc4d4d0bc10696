"""Findings as CSV: one row a finding, each with the characters it stands on, for spreadsheets and data frames."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from typing import Literal

from dateline.exports.coding import quad_class
from dateline.record import (
    AnyAnnotation,
    Event,
    Participant,
    PlaceReference,
    Quotation,
    Record,
    Span,
    TimeExpression,
    covering,
)
from dateline.typesetting import wording

Kind = Literal["quotations", "times", "places", "events", "sections"]

_SHARED = ("record", "digest", "url", "publisher", "published", "id", "start", "end", "words")
_DECISION = ("confidence", "made_by")
_OWN: dict[Kind, tuple[str, ...]] = {
    "quotations": ("type", "use", "speaker", "speaker_words", "cue", "flags"),
    "times": ("type", "value", "mod", "from", "to", "inferred"),
    "places": ("use", "place", "name", "country", "latitude", "longitude", "via", "stands_for"),
    "events": (
        "type",
        "mode",
        "quad_class",
        "contexts",
        "status",
        "actors",
        "actor_codes",
        "recipients",
        "recipient_codes",
        "time",
        "place",
        "evidence",
        "instrument",
        "victims",
    ),
    "sections": ("topic", "name", "voice", "said", "stands", "genre", "country", "abroad", "evidence"),
}


def columns(kind: Kind) -> tuple[str, ...]:
    """Return the names of the columns, in order: the same for every record."""
    return (*_SHARED, *_OWN[kind], *_DECISION)


def csv_lines(records: Iterable[Record], kind: Kind) -> Iterator[str]:
    """Yield the header and one line a finding (RFC 4180, in UTF-8 when encoded), in the order of records and text.

    ``start`` and ``end`` count code points of the article's text. A quotation in pieces goes from its first
    to its last word, and ``words`` are all between. Several values in one cell are parted by " | ". An empty
    cell is unknown. Words stand exactly as they were written, so a spreadsheet should take them as text.
    A section's row is one voice on what an article is about; it goes from the first to the last word that
    shows it, and has none where the page states it outside its text.
    """
    yield _line(columns(kind))
    for record in records:
        shared = _of_record(record)
        if kind == "sections":
            yield from (_line((*shared, *cells)) for cells in _sections(record))
            continue
        for finding in _findings(record, kind):
            extent = finding.extent
            own = _CELLS[kind](record, finding)
            confidence = "" if finding.confidence is None else f"{finding.confidence:g}"
            place = (finding.id, str(extent.start), str(extent.end), extent.of(record.text))
            yield _line((*shared, *place, *own, confidence, finding.made_by))


def _sections(record: Record) -> Iterator[tuple[str, ...]]:
    about = record.classification
    if about is None:
        return
    setting = about.setting
    abroad = None if setting is None else setting.abroad
    for number, section in enumerate(about.sections, start=1):
        extent = covering(section.evidence) if section.evidence else None
        place = ("", "", "") if extent is None else (str(extent.start), str(extent.end), extent.of(record.text))
        own = (section.code, section.name, section.voice, section.said or "", _yes(section.code in about.topics))
        rest = (
            about.genre.name if about.genre else "",
            setting.country if setting else "",
            "" if abroad is None else _yes(abroad),
            _words(record, section.evidence),
        )
        confidence = "" if section.confidence is None else f"{section.confidence:g}"
        yield (f"section-{number}", *place, *own, *rest, confidence, about.made_by)


def _findings(record: Record, kind: Kind) -> tuple[AnyAnnotation, ...]:
    found: dict[Kind, tuple[AnyAnnotation, ...]] = {
        "quotations": record.quotations,
        "times": record.times,
        "places": record.places,
        "events": record.events,
        "sections": (),
    }
    return found[kind]


def _of_record(record: Record) -> tuple[str, ...]:
    article = record.article
    return (
        record.id,
        article.digest,
        record.page.url or "",
        article.publisher.value if article.publisher else "",
        article.published.value if article.published else "",
    )


def _quotation(record: Record, finding: AnyAnnotation) -> tuple[str, ...]:
    if not isinstance(finding, Quotation):
        raise TypeError(finding)
    said = finding.speaker.span.of(record.text) if finding.speaker else ""
    name = wording.speaker_name(record, finding) or ""
    return (finding.type, finding.use, name, said, _words(record, finding.cue), " | ".join(finding.flags))


def _time(_: Record, finding: AnyAnnotation) -> tuple[str, ...]:
    if not isinstance(finding, TimeExpression):
        raise TypeError(finding)
    ends = (finding.start or "", finding.end or "")
    return (finding.type, finding.value or "", finding.mod or "", *ends, _yes(finding.inferred))


def _place(_: Record, finding: AnyAnnotation) -> tuple[str, ...]:
    if not isinstance(finding, PlaceReference):
        raise TypeError(finding)
    place = finding.place
    if place is None:
        return (finding.use, *[""] * 5, finding.via or "", finding.stands_for or "")
    where = (f"{place.latitude:g}", f"{place.longitude:g}")
    return (finding.use, place.id, place.name, place.country or "", *where, finding.via or "", finding.stands_for or "")


def _event(record: Record, finding: AnyAnnotation) -> tuple[str, ...]:
    if not isinstance(finding, Event):
        raise TypeError(finding)
    return (
        finding.type,
        finding.mode or "",
        str(quad_class(finding)),
        " | ".join(finding.contexts),
        finding.status,
        _people(record, finding.actors),
        _codes(finding.actors),
        _people(record, finding.recipients),
        _codes(finding.recipients),
        finding.time or "",
        finding.place or "",
        _words(record, finding.evidence),
        "" if finding.instrument is None else finding.instrument.of(record.text),
        " | ".join(wording.victims_in_words(record, victims) for victims in finding.victims),
    )


_CELLS: dict[Kind, Callable[[Record, AnyAnnotation], tuple[str, ...]]] = {
    "quotations": _quotation,
    "times": _time,
    "places": _place,
    "events": _event,
}
"""By kind; sections are no findings at one place, see ``_sections``."""


def _people(record: Record, people: tuple[Participant, ...]) -> str:
    return " | ".join(wording.participant_name(record, person) for person in people)


def _codes(people: tuple[Participant, ...]) -> str:
    """Country and sectors of each, in their order; "?" for one that is not known at all."""
    return " | ".join(" ".join(filter(None, (person.country, *person.sectors))) or "?" for person in people)


def _words(record: Record, spans: tuple[Span, ...]) -> str:
    return " | ".join(span.of(record.text) for span in spans)


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _line(cells: Iterable[str]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue()
