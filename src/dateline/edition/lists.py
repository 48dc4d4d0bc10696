"""What the lists hold, newest reports first: statements of a speaker, namings of a place, events, reports, changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from dateline.edition.holdings import Filter, meant, versions_in_order
from dateline.edition.lines import Source
from dateline.edition.paths import place_key, source_key, speaker_key
from dateline.edition.rows import (
    EventRow,
    PlaceRow,
    ReportRow,
    StatementRow,
    event_row,
    fits,
    place_row,
    report_row,
    statement_row,
)
from dateline.edition.story_page import Statement, statement
from dateline.record import Event, Evidence, PlaceReference, Record, evidence

SENTENCES = 8
"""Sentences shown of each side of a change."""


def statements(records: Iterable[Record], key: str) -> Iterator[Statement]:
    """Yield what a speaker said."""
    for record in records:
        for quotation in record.statements:
            if speaker_key(record, quotation) == key:
                yield statement(record, quotation)


def folded(found: Iterable[Statement]) -> list[tuple[Statement, list[Statement]]]:
    """Return statements with those of the same words folded under the first of them."""
    by_words: dict[str, tuple[Statement, list[Statement]]] = {}
    for one in found:
        said = " ".join(" ".join(piece.words for piece in one.pieces).casefold().split())
        known = by_words.get(said)
        if known is None:
            by_words[said] = (one, [])
        else:
            known[1].append(one)
    return list(by_words.values())


def statement_rows(source: Source, found: Iterable[Statement]) -> Iterator[StatementRow]:
    """Yield statements as rows."""
    return (statement_row(source.records[one.record], one.quotation) for one in found)


def report_rows(source: Source, found: Iterable[Record]) -> Iterator[ReportRow]:
    """Yield reports as rows."""
    return (report_row(record, copied=source.copied(record)) for record in found)


def namings(records: Iterable[Record], key: str) -> Iterator[tuple[Record, PlaceReference]]:
    """Yield where a place is named as such, once a report."""
    for record in records:
        for reference in record.places:
            if meant(reference) and reference.place is not None and place_key(reference.place) == key:
                yield record, reference
                break


def place_rows(found: Iterable[tuple[Record, PlaceReference]]) -> Iterator[PlaceRow]:
    """Yield namings as rows."""
    for record, reference in found:
        if reference.place is not None:
            yield place_row(record, reference, reference.place)


def events(records: Iterable[Record], only: Filter) -> Iterator[tuple[Record, Event]]:
    """Yield the events that a filter lets through, in each report in reading order."""
    return ((record, event) for record in records for event in record.events if fits(record, event, only))


def event_rows(found: Iterable[tuple[Record, Event]]) -> Iterator[EventRow]:
    """Yield events as rows."""
    return (event_row(record, event) for record, event in found)


def reports(records: Iterable[Record], key: str) -> Iterator[Record]:
    """Yield the reports of a source."""
    return (record for record in records if source_key(record) == key)


def sources(source: Source) -> list[tuple[str, Record]]:
    """Return the sources with one of their records each, in the order of their keys."""
    found: dict[str, Record] = {}
    for record in source.holdings.samples():
        key = source_key(record)
        if key is not None:
            found.setdefault(key, record)
    return sorted(found.items())


class Change(NamedTuple):
    """Two versions of a page, one after the other, and the sentences that only one of them has."""

    key: str | None
    """Of the source."""
    earlier: Record
    later: Record
    gone: tuple[Evidence, ...]
    new: tuple[Evidence, ...]
    notes: tuple[Evidence, ...]
    """What the later one's editors say of it."""


def changes(source: Source, most: int, key: str | None = None) -> list[Change]:
    """Return what changed on pages, of one source or of all, after they were captured, the latest version first.

    So many at most: those of the pages that were captured last.
    """
    found: list[Change] = []
    for group in source.holdings.changed(key):
        if len(found) >= most:
            break
        versions = versions_in_order(source.records[record] for record in group)
        if key is not None and all(source_key(version) != key for version in versions):
            continue
        for earlier, later in pairwise(versions):
            if earlier.article.digest != later.article.digest:
                found.append(_change(earlier, later))
    return sorted(found, key=lambda each: (_when(each.later), each.later.id), reverse=True)[:most]


def _change(earlier: Record, later: Record) -> Change:
    notes = tuple(evidence(later, block.span) for block in later.article.blocks_of("correction"))
    return Change(
        source_key(later), earlier, later, _only_in(earlier, later)[:SENTENCES], _only_in(later, earlier)[:SENTENCES],
        notes,
    )  # fmt: skip


def _only_in(one: Record, other: Record) -> tuple[Evidence, ...]:
    known = {" ".join(each.span.of(other.text).split()) for each in other.sentences}
    notes = [block.span for block in one.article.blocks_of("correction")]
    return tuple(
        evidence(one, each.span)
        for each in one.sentences
        if " ".join(each.span.of(one.text).split()) not in known and not any(note.contains(each.span) for note in notes)
    )


def _when(record: Record) -> str:
    times = (record.article.modified, record.article.published)
    return next((time.value for time in times if time is not None), "")
