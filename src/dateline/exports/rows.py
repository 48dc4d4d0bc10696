"""Findings as rows: one a finding, each with the characters it stands on; and the same as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from typing import Literal

from dateline.exports.coding import day_of, quad_class
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
Cell = str | int | float | bool | tuple[str, ...] | None

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
        "day",
        "day_from",
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


def finding_rows(records: Iterable[Record], kind: Kind) -> Iterator[tuple[Cell, ...]]:
    """Yield one row a finding, with the cells of ``columns``, in the order of records and text.

    ``start`` and ``end`` count code points of the article's text. A quotation in pieces goes from its first
    to its last word, and ``words`` are all between. None is unknown, an empty tuple no value where there may
    be several. A section's row is one voice on what an article is about; it goes from the first to the last
    word that shows it, and has none where the page states it outside its text.
    """
    for record in records:
        shared = _of_record(record)
        if kind == "sections":
            yield from ((*shared, *cells) for cells in _sections(record))
            continue
        for finding in _findings(record, kind):
            extent = finding.extent
            place = (finding.id, extent.start, extent.end, extent.of(record.text))
            yield (*shared, *place, *_CELLS[kind](record, finding), finding.confidence, finding.made_by)


def csv_lines(records: Iterable[Record], kind: Kind) -> Iterator[str]:
    """Yield the header and one line a row of ``finding_rows`` (RFC 4180, in UTF-8 when encoded).

    Several values in one cell are parted by " | ". An empty cell is unknown. Words stand exactly as they
    were written, so a spreadsheet should take them as text.
    """
    yield _line(columns(kind))
    for row in finding_rows(records, kind):
        yield _line(map(_in_csv, row))


def in_figures(number: float) -> str:
    """Return a number with all its digits, up to ten: degrees have five behind the point, three before it.

    >>> in_figures(106.62965), in_figures(46.0)
    ('106.62965', '46')
    """
    return f"{number:.10g}"


def _in_csv(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "yes" if cell else "no"
        case float():
            return in_figures(cell)
        case tuple():
            return " | ".join(cell)
        case _:
            return str(cell)


def _sections(record: Record) -> Iterator[tuple[Cell, ...]]:
    about = record.classification
    if about is None:
        return
    setting = about.setting
    for number, section in enumerate(about.sections, start=1):
        extent = covering(section.evidence) if section.evidence else None
        place = (None, None, None) if extent is None else (extent.start, extent.end, extent.of(record.text))
        own = (section.code, section.name, section.voice, section.said, section.code in about.topics)
        rest = (
            about.genre.name if about.genre else None,
            setting.country if setting else None,
            setting.abroad if setting else None,
            _words(record, section.evidence),
        )
        yield (f"section-{number}", *place, *own, *rest, section.confidence, about.made_by)


def _findings(record: Record, kind: Kind) -> tuple[AnyAnnotation, ...]:
    found: dict[Kind, tuple[AnyAnnotation, ...]] = {
        "quotations": record.quotations,
        "times": record.times,
        "places": record.places,
        "events": record.events,
        "sections": (),
    }
    return found[kind]


def _of_record(record: Record) -> tuple[Cell, ...]:
    article = record.article
    return (
        record.id,
        article.digest,
        record.page.url,
        article.publisher.value if article.publisher else None,
        article.published.value if article.published else None,
    )


def _quotation(record: Record, finding: AnyAnnotation) -> tuple[Cell, ...]:
    if not isinstance(finding, Quotation):
        raise TypeError(finding)
    said = finding.speaker.span.of(record.text) if finding.speaker else None
    name = wording.speaker_name(record, finding)
    return (finding.type, finding.use, name, said, _words(record, finding.cue), finding.flags)


def _time(_: Record, finding: AnyAnnotation) -> tuple[Cell, ...]:
    if not isinstance(finding, TimeExpression):
        raise TypeError(finding)
    return (finding.type, finding.value, finding.mod, finding.start, finding.end, finding.inferred)


def _place(_: Record, finding: AnyAnnotation) -> tuple[Cell, ...]:
    if not isinstance(finding, PlaceReference):
        raise TypeError(finding)
    place = finding.place
    known = (None,) * 5 if place is None else (place.id, place.name, place.country, place.latitude, place.longitude)
    return (finding.use, *known, finding.via, finding.stands_for)


def _event(record: Record, finding: AnyAnnotation) -> tuple[Cell, ...]:
    if not isinstance(finding, Event):
        raise TypeError(finding)
    day = day_of(record, finding)
    return (
        finding.type,
        finding.mode,
        quad_class(finding),
        finding.contexts,
        finding.status,
        day.day if day else None,
        day.source if day else None,
        _people(record, finding.actors),
        _codes(finding.actors),
        _people(record, finding.recipients),
        _codes(finding.recipients),
        finding.time,
        finding.place,
        _words(record, finding.evidence),
        None if finding.instrument is None else finding.instrument.of(record.text),
        tuple(wording.victims_in_words(record, victims) for victims in finding.victims),
    )


_CELLS: dict[Kind, Callable[[Record, AnyAnnotation], tuple[Cell, ...]]] = {
    "quotations": _quotation,
    "times": _time,
    "places": _place,
    "events": _event,
}
"""By kind; sections are no findings at one place, see ``_sections``."""


def _people(record: Record, people: tuple[Participant, ...]) -> tuple[str, ...]:
    return tuple(wording.participant_name(record, person) for person in people)


def _codes(people: tuple[Participant, ...]) -> tuple[str, ...]:
    """Country and sectors of each, in their order; "?" for one that is not known at all."""
    return tuple(" ".join(filter(None, (person.country, *person.sectors))) or "?" for person in people)


def _words(record: Record, spans: tuple[Span, ...]) -> tuple[str, ...]:
    return tuple(span.of(record.text) for span in spans)


def _line(cells: Iterable[str]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue()
