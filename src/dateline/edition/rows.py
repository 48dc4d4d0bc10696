"""What a list holds, as data: the rows behind every list page, its JSON, its CSV, its feeds and its points."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from dateline.edition.holdings import Filter
from dateline.edition.paths import anchor, article_path, original, place_key, sentence_at, source_name, story_path
from dateline.edition.ranking import Weight, formula_in_words
from dateline.record import Event, Place, PlaceReference, Quotation, Record, Span, Story, TimeExpression
from dateline.typesetting import href, wording
from dateline.typesetting.notes import people


class Entry(NamedTuple):
    """A row as a feed shows it."""

    title: str
    says: str
    page: str
    """Its page, from the edition's folder."""
    dated: str | None
    """ISO 8601, as precisely as the source gives it."""
    address: str | None
    """The original page."""
    finding: str | None = None
    """Its id in the record, where the row is of one: two of a sentence have one page, and are two entries."""

    @property
    def id(self) -> str:
        """What tells it from the others of a feed: its page with the finding."""
        return self.page if self.finding is None else f"{self.page.partition('#')[0]}#{self.finding}"


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One row of a list. Words are a source's own, at ``start`` to ``end`` of the record's text (code points)."""

    record: str | None
    digest: str | None
    start: int | None
    end: int | None
    words: str | None
    publisher: str | None
    published: str | None
    page: str
    """Where in this edition it can be read."""
    address: str | None
    """The sentence on the original page, as a text fragment; None where its address is not known."""

    def entry(self) -> Entry:
        """Return the row as a feed shows it."""
        raise NotImplementedError


class StoryRow(Row, frozen=True, kw_only=True):
    """A story: its lead's words are the evidence."""

    story: str
    headline: str
    sections: tuple[str, ...]
    independent_reports: int
    copied_reports: int
    accounts_differ: bool
    first: str | None
    latest: str | None
    weight: float | None
    """None in the list of all stories, which does not stand in that order."""
    why: str
    """The sum that its place on the front page comes from."""
    based_on: tuple[str, ...]
    """Addresses of its independent reports."""

    def entry(self) -> Entry:
        return Entry(self.headline, self.words or "", self.page, self.latest, self.address)


class ReportRow(Row, frozen=True, kw_only=True):
    """An article: its headline's words are the evidence."""

    headline: str
    carries_other_text: bool | None = None
    """Whether it is a copy in its story; None where it is in none."""

    def entry(self) -> Entry:
        return Entry(self.headline, self.words or "", self.page, self.published, self.address)


class StatementRow(Row, frozen=True, kw_only=True):
    """Something that was said."""

    quotation: str
    speaker: str
    cue: str
    type: str
    flags: tuple[str, ...]

    def entry(self) -> Entry:
        said = f"“{self.words}”" if self.type == "direct" else self.words
        return Entry(f"{self.speaker} ({self.publisher or 'publisher not stated'})", f"{self.cue}: {said}", self.page,
                     self.published, self.address, self.quotation)  # fmt: skip


class EventRow(Row, frozen=True, kw_only=True):
    """An event: what happened to whom by the words of its sentence, and whether it is told as done."""

    event: str
    day: str | None
    day_from: str
    """"text" where the event's own time names the day, "publication" where that is all there is."""
    type: str
    mode: str | None
    status: str
    actors: str
    recipients: str
    place: str | None
    place_name: str | None
    latitude: float | None
    longitude: float | None

    def entry(self) -> Entry:
        return Entry(f"{self.type}, {self.status}: {self.actors or '?'} → {self.recipients or '?'}", self.words or "",
                     self.page, self.published, self.address, self.event)  # fmt: skip


class PlaceRow(Row, frozen=True, kw_only=True):
    """Words that name a place."""

    place: str
    place_name: str
    type: str
    latitude: float
    longitude: float

    def entry(self) -> Entry:
        return Entry(f"{self.place_name} ({self.publisher or 'publisher not stated'})", self.words or "", self.page,
                     self.published, self.address)  # fmt: skip


def _at(record: Record, span: Span | None) -> dict[str, object]:
    """Return the fields of every row: the evidence, and where it can be read."""
    published = record.article.published
    page = article_path(record.id)
    return {
        "record": record.id,
        "digest": record.article.digest,
        "start": span.start if span else None,
        "end": span.end if span else None,
        "words": span.of(record.text) if span else None,
        "publisher": source_name(record),
        "published": published.value if published else None,
        "page": f"{page}#{anchor(record, span)}" if span else page,
        "address": original(record, span) if span else href(record.page.url),
    }


def story_row(story: Story, weight: Weight | None, reports: list[Record]) -> StoryRow:
    """Return a story as a row; ``reports`` are the representatives of its independent reports.

    Without a weight the row tells how it is worked out.
    """
    lead = story.lead or story.headline
    first = reports[0]
    shown = next((record for record in reports if lead is not None and record.id == lead.record), first)
    about = _at(shown, lead.span if lead is not None and lead.record == shown.id else None)
    return StoryRow(
        **about | {"page": story_path(story.id)},  # type: ignore[arg-type]
        story=story.id,
        headline=story.headline.words if story.headline else (first.headline or "No headline"),
        sections=story.sections,
        independent_reports=story.independent_reports,
        copied_reports=story.copied_reports,
        accounts_differ=bool(story.contradictions),
        first=story.first,
        latest=story.latest,
        weight=None if weight is None else round(weight.value, 6),
        why=formula_in_words(story) if weight is None else weight.in_words(),
        based_on=tuple(address for record in reports if (address := href(record.page.url))),
    )


def report_row(record: Record, *, copied: bool | None = None) -> ReportRow:
    """Return an article as a row."""
    headline = wording.title_of(record)
    about = _at(record, record.article.headline) | {"page": article_path(record.id)}
    return ReportRow(**about, headline=headline, carries_other_text=copied)  # type: ignore[arg-type]


def found_row(record: Record, span: Span | None) -> ReportRow:
    """Return an article as a row whose words are a passage of it."""
    return ReportRow(**_at(record, span), headline=wording.title_of(record))  # type: ignore[arg-type]


def statement_row(record: Record, quotation: Quotation) -> StatementRow:
    """Return a statement as a row."""
    return StatementRow(
        **_at(record, quotation.extent),  # type: ignore[arg-type]
        quotation=quotation.id,
        speaker=wording.speaker_name(record, quotation) or "Speaker not named",
        cue=" ".join(span.of(record.text) for span in quotation.cue),
        type=quotation.type,
        flags=quotation.flags,
    )


def place_row(record: Record, reference: PlaceReference, place: Place) -> PlaceRow:
    """Return words that name a place as a row."""
    return PlaceRow(
        **_at(record, reference.span),  # type: ignore[arg-type]
        place=place.id,
        place_name=wording.place_in_words(place),
        type=place.type,
        latitude=place.latitude,
        longitude=place.longitude,
    )


def event_row(record: Record, event: Event) -> EventRow:
    """Return an event as a row."""
    actors, recipients = people(record, event)
    place = event_place(record, event)
    day, own = event_day(record, event)
    return EventRow(
        **_at(record, sentence_at(record, event.trigger)),  # type: ignore[arg-type]
        event=event.id,
        day=day,
        day_from="text" if own else "publication",
        type=event.type,
        mode=event.mode,
        status=event.status,
        actors=actors,
        recipients=recipients,
        place=place.id if place else None,
        place_name=wording.place_in_words(place) if place else None,
        latitude=place.latitude if place else None,
        longitude=place.longitude if place else None,
    )


def event_place(record: Record, event: Event) -> Place | None:
    """Return where an event is; None where that is not known."""
    found = None if event.place is None else record.by_id.get(event.place)
    return found.place if isinstance(found, PlaceReference) else None


def event_day(record: Record, event: Event) -> tuple[str | None, bool]:
    """Return the day of an event, and whether its own words name it; else the day of publication, else None."""
    found = None if event.time is None else record.by_id.get(event.time)
    if isinstance(found, TimeExpression) and found.start is not None and found.granularity not in _WIDE:
        return found.start[:10], True
    published = record.article.published
    return (None if published is None else published.day), False


_WIDE = {"month", "season", "quarter", "half", "year", "decade", "century"}


def fits(record: Record, event: Event, only: Filter) -> bool:
    """Say whether an event is one that a filtered table shows."""
    if (only.type and event.type != only.type) or (only.status and event.status != only.status):
        return False
    if only.day and event_day(record, event)[0] != only.day:
        return False
    if only.actor:
        names = people(record, event)[0].casefold().split()
        codes = {code for each in event.actors for code in (each.country, *each.sectors) if code}
        wanted = only.actor.casefold().split()
        if only.actor.upper() not in codes and not all(word in names for word in wanted):
            return False
    if only.place:
        place = event_place(record, event)
        if place is None:
            return False
        held = {place.name.casefold(), place.id, place_key(place), *(name.casefold() for name in place.chain)}
        return only.place.casefold() in held
    return True
