"""Lines: everything that an edition says beside its templates' own words.

A line is words of a source at a span, a statement of a page about its article, a finding in words, a
count, or what a story says of its reports. ``Source.said`` works out what it must read, from records and
stories alone: pages are built with it, and checked with it again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Annotated, Literal, NamedTuple

import msgspec
from msgspec import Meta

from dateline.edition.ranking import weigh
from dateline.errors import EditionError
from dateline.record import (
    Claim,
    Contradiction,
    Evidence,
    Place,
    PlaceReference,
    Record,
    Story,
    StoryLink,
    TimelineEntry,
    evidence,
)
from dateline.record.focus import focus_places
from dateline.typesetting import wording
from dateline.typesetting.maps import place_map
from dateline.typesetting.notes import note

Field = Literal["headline", "publisher", "published", "modified", "byline", "section", "agency", "address", "page"]


class Words(msgspec.Struct, frozen=True, tag="words", forbid_unknown_fields=True):
    """Words of a source."""

    evidence: Evidence


class Stated(msgspec.Struct, frozen=True, tag="stated", forbid_unknown_fields=True):
    """What a page states about its article."""

    record: str
    field: Field


class Finding(msgspec.Struct, frozen=True, tag="finding", forbid_unknown_fields=True):
    """A finding explained: what it is, what it means, why, how sure, who decided."""

    record: str
    annotation: str
    part: Literal["means", "working", "speaker"]


class Removal(msgspec.Struct, frozen=True, tag="removal", forbid_unknown_fields=True):
    """A block that was taken off a page, or the reason."""

    record: str
    number: Annotated[int, Meta(ge=0)]
    part: Literal["words", "reason"]


class Told(msgspec.Struct, frozen=True, tag="told", forbid_unknown_fields=True):
    """A count of a story, or what joins, dates, ranks or parts its reports."""

    story: str
    part: Literal["reports", "sections", "reason", "weight", "value", "support", "differ", "when", "link", "first"]
    number: Annotated[int, Meta(ge=0)] = 0
    claim: str = ""


class Whole(msgspec.Struct, frozen=True, tag="whole", forbid_unknown_fields=True):
    """A count over the edition, its name, its day, a section's name, a part that it was made with."""

    part: Literal["title", "counts", "day", "section", "made_by"]
    value: str = ""


class Drawn(msgspec.Struct, frozen=True, tag="drawn", forbid_unknown_fields=True):
    """A map of the places that a story's reports name: it must be the same to the last stroke."""

    story: str


Reference = Words | Stated | Finding | Removal | Told | Whole | Drawn


class Line(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One line of a page: the element that holds it, and what it stands on."""

    page: str
    element: str
    stands_on: Reference


class Located(NamedTuple):
    """A place of a story, and the first of its references."""

    place: Place
    weight: float
    """The sum of its shares of each report."""
    record: str
    reference: str


class Source:
    """The records and stories that an edition is made from, and the words for each line."""

    def __init__(self, records: Iterable[Record], stories: Iterable[Story], *, title: str, now: str | None) -> None:
        self.records = {record.id: record for record in records}
        self.stories = {story.id: story for story in stories}
        self.title = title
        self.now = now
        self.weights = {story.id: weigh(story, now) for story in self.stories.values()}

    def said(self, reference: Reference) -> str:
        """Return what a line must read; for a drawing its HTML.

        Raises EditionError where it names what is not there, or evidence does not hold.
        """
        try:
            match reference:
                case Words():
                    return self._words(reference.evidence)
                case Stated():
                    return _stated(self.records[reference.record], reference.field)
                case Finding():
                    return _finding(self.records[reference.record], reference)
                case Removal():
                    gone = self.records[reference.record].article.removed[reference.number]
                    return (
                        gone.words
                        if reference.part == "words"
                        else f"{gone.taken_for.replace('-', ' ')}: {gone.reason}"
                    )
                case Told():
                    return self._told(self.stories[reference.story], reference)
                case Whole():
                    return self._whole(reference)
                case Drawn():
                    return place_map(each.place for each in self.places(self.stories[reference.story]))
        except (KeyError, IndexError, StopIteration) as error:
            raise EditionError(f"line stands on {reference}, which is not in the edition; build it again") from error

    def ranked(self) -> list[Story]:
        """Return the stories in the order of the front page: by weight, undated ones last, then by id."""
        return sorted(self.stories.values(), key=lambda story: (self.weights[story.id].order, story.id))

    def places(self, story: Story) -> list[Located]:
        """Return the places that a story's independent reports mean as such, by their share of them all."""
        found: dict[str, Located] = {}
        for family in story.families:
            record = self.records[family.representative]
            for focused in focus_places(record):
                literal = next((name for name in focused.references if _literal(record, name)), None)
                if literal is not None:
                    known = found.get(focused.place.id)
                    found[focused.place.id] = (
                        Located(focused.place, focused.weight, record.id, literal)
                        if known is None
                        else known._replace(weight=known.weight + focused.weight)
                    )
        return sorted(found.values(), key=lambda each: (-each.weight, each.place.id))

    def claim(self, story: Story, claim: str) -> Claim:
        """Return a claim of a story."""
        return next(each for each in story.claims if each.id == claim)

    def _words(self, proof: Evidence) -> str:
        if not proof.holds(self.records[proof.record]):
            raise EditionError(
                f"record {proof.record} does not have {proof.words[:60]!r} at {proof.span.start}:{proof.span.end}; "
                "build the edition again",
                record=proof.record,
            )
        return proof.words

    def _told(self, story: Story, line: Told) -> str:
        match line.part:
            case "reports":
                return reports_in_words(story)
            case "sections":
                return ", ".join(story.sections)
            case "reason":
                return story.reasons[line.number].says
            case "weight":
                return self.weights[story.id].in_words()
            case "value":
                return value_in_words(self.claim(story, line.claim))
            case "support":
                return self._support(story, self.claim(story, line.claim))
            case "differ":
                return _differ(story.contradictions[line.number])
            case "when":
                return _when(story.timeline[line.number])
            case "link":
                return _link(story.links[line.number])
            case "first":
                return wording.day_in_words(story.first) if story.first else "no date stated"

    def _support(self, story: Story, claim: Claim) -> str:
        families = [family for family in story.families if family.id in claim.families]
        names = [publisher_of(self.records[family.representative]) for family in families]
        return f"{wording.counted(len(families), 'independent report')}: {', '.join(names)}"

    def _whole(self, line: Whole) -> str:
        match line.part:
            case "title":
                return self.title
            case "counts":
                reports = sum(story.independent_reports for story in self.stories.values())
                return (
                    f"{wording.counted(len(self.stories), 'story', 'stories')} from "
                    f"{wording.counted(len(self.records), 'page')}: {wording.counted(reports, 'independent report')}"
                )
            case "day":
                return wording.day_in_words(self.now[:10]) if self.now else "no date stated"
            case "section":
                return next(name for story in self.stories.values() for name in story.sections if name == line.value)
            case "made_by":
                parts = {part.name for record in self.records.values() for part in record.parts}
                resources = {
                    f"{name}, SHA-256 {digest}"
                    for record in self.records.values()
                    for part in record.parts
                    for name, digest in part.resources
                }
                return next(each for each in parts | resources if each == line.value)


def headline_line(record: Record) -> Reference:
    """Return the line for a record's headline: its words in the text, else what the page states."""
    if record.article.headline is not None:
        return Words(evidence(record, record.article.headline))
    return Stated(record.id, "headline")


def publisher_of(record: Record) -> str:
    """Return who published it, as stated; else the page's address or name."""
    if record.article.publisher is not None:
        return record.article.publisher.value
    return record.page.url or record.page.name or "publisher not stated"


def reports_in_words(story: Story) -> str:
    """Return how many reports a story has and how many pages only copy them."""
    reports = wording.counted(story.independent_reports, "independent report")
    if not story.copied_reports:
        return reports
    return f"{reports}, {wording.counted(story.copied_reports, 'copy', 'copies')}"


def value_in_words(claim: Claim) -> str:
    """Return what a claim says: a count as it stands, "at least" and "at most" in words."""
    if claim.type != "number":
        return claim.value if claim.type == "quotation" else (claim.status or claim.value)
    if claim.value.endswith("+"):
        return f"at least {claim.value[:-1]}"
    return f"at most {claim.value[1:]}" if claim.value.startswith("-") else claim.value


def _differ(contradiction: Contradiction) -> str:
    settled = "; a later version of the page settles it" if contradiction.resolved_by else ""
    return f"{contradiction.says}{settled}"


def _when(entry: TimelineEntry) -> str:
    basis = {"stated": "", "inferred": " (worked out)", "publication": " (day of publication)"}
    return wording.day_in_words(entry.when) + basis[entry.basis]


def _link(link: StoryLink) -> str:
    kind = {"follows-up": "Follows", "same-storyline": "Belongs with", "twin": "Not to be taken for"}[link.type]
    why = "; ".join(reason.says for reason in link.reasons)
    return f"{kind} ({why})" if why else kind


def _literal(record: Record, name: str) -> bool:
    reference = record.by_id[name]
    return isinstance(reference, PlaceReference) and reference.use == "literal"


def _stated(record: Record, field: Field) -> str:
    article = record.article
    stated: dict[Field, Callable[[], str]] = {
        "headline": lambda: record.headline or "No headline",
        "publisher": lambda: publisher_of(record),
        "published": lambda: wording.published_in_words(article.published) if article.published else "no date stated",
        "modified": lambda: wording.published_in_words(article.modified) if article.modified else "",
        "byline": lambda: ", ".join(byline.name.value for byline in article.bylines),
        "section": lambda: ", ".join(section.value for section in article.sections),
        "agency": lambda: article.agency_credit.value if article.agency_credit else "",
        "address": lambda: record.page.url or "",
        "page": lambda: record.page.digest,
    }
    return stated[field]()


def _finding(record: Record, line: Finding) -> str:
    finding = record.by_id[line.annotation]
    if line.part == "speaker":
        quotation = next(each for each in record.quotations if each.id == line.annotation)
        return wording.speaker_name(record, quotation) or "Speaker not named"
    told = note(record, finding)
    return told.means if line.part == "means" else " · ".join((*told.details, told.decided))
