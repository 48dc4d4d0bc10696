"""Lines: everything that an edition says beside its templates' own words.

A line is words of a source at a span, a statement of a page about its article, a finding in words, a
count, or what a story says of its reports. ``Source.said`` works out what it must read, from records and
stories alone: pages are built with it, and checked with it again.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from dateline.edition.excerpts import holds
from dateline.edition.holdings import Holdings
from dateline.edition.interests import Interests
from dateline.edition.paths import place_key, source_key, source_name, speaker_key
from dateline.edition.phrases import (
    differ_in_words,
    finding_in_words,
    is_literal,
    link_in_words,
    publisher_of,
    reports_in_words,
    stated_in_words,
    value_in_words,
    when_in_words,
)
from dateline.edition.ranking import Weight, formula_in_words, in_order, weigh
from dateline.edition.references import (
    Drawn,
    Finding,
    Listed,
    Reference,
    Removal,
    Stated,
    Told,
    Whole,
    Words,
)
from dateline.errors import EditionError
from dateline.record import (
    Claim,
    Evidence,
    Place,
    PlaceReference,
    Quotation,
    Record,
    Story,
)
from dateline.record.focus import focus_places
from dateline.typesetting import wording
from dateline.typesetting.maps import place_map


class Located(NamedTuple):
    """A place of a story, and the first of its references."""

    place: Place
    weight: float
    """The sum of its shares of each report."""
    record: str
    reference: str


MOST_SECTIONS = 14
"""Sections named at the head of each page: those with most stories."""
SHARE_OF = 200
"""A source's share of copies is counted over that many of its newest reports."""


class Source:
    """The records and stories that an edition is made from, and the words for each line.

    ``contact`` is whom to write to for a correction or to have pages left out; ``base`` the address at which
    the edition will be found, if that is known. ``live``: a server answers, so that pages have forms to fill
    in; in a folder nothing would. ``interests`` are what it prefers.
    """

    def __init__(
        self,
        holdings: Holdings,
        *,
        title: str,
        now: str | None,
        contact: str = "",
        base: str = "",
        live: bool = False,
        interests: Interests | None = None,
    ) -> None:
        self.holdings = holdings
        self.outlets = holdings.outlets
        self.records = holdings.records
        self.stories = holdings.stories
        self.title = title
        self._now = now
        self.contact = contact
        self.base = base
        self.live = live
        self.has_feeds = live or bool(base)
        self.interests = interests or Interests()
        self._ranked: list[Story] | None = None
        self._weights: dict[str, Weight] = {}
        self._sections: dict[str, int] | None = None

    @property
    def now(self) -> str | None:
        """The moment that weights are worked out for; None where nothing is dated."""
        return self._now

    @property
    def day(self) -> str | None:
        """The day of that moment."""
        return self._now[:10] if self._now else None

    def said(self, reference: Reference) -> str:
        """Return what a line must read; for a drawing its HTML.

        Raises EditionError where it names what is not there, or evidence does not hold.
        """
        try:
            match reference:
                case Words():
                    return self._words(reference.evidence)
                case Stated(field="shown"):
                    return self.outlets.rule(self.records[reference.record]).why
                case Stated():
                    return stated_in_words(self.records[reference.record], reference.field)
                case Finding():
                    return finding_in_words(self.records[reference.record], reference)
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
                case Listed():
                    return self._listed(reference)
                case Drawn():
                    return place_map(self._drawn(reference))
        except (KeyError, IndexError, StopIteration) as error:
            raise EditionError(f"line stands on {reference}, which is not in the edition; build it again") from error

    def ranked(self) -> list[Story]:
        """Return the recent stories in the order of the front page: by weight, undated ones last, then by id."""
        if self._ranked is None:
            recent = self.holdings.recent_stories()
            placed = in_order((story, weigh(story, self.now, self.met(story))) for story in recent)
            self._weights = {story.id: weight for story, weight in placed}
            self._ranked = [story for story, _ in placed]
        return self._ranked

    def section_counts(self) -> dict[str, int]:
        """Return the sections of recent stories with how many have them, each once whatever its case."""
        if self._sections is None:
            names: dict[str, str] = {}
            self._sections = {}
            for story in self.ranked():
                for section in story.sections:
                    name = names.setdefault(section.casefold(), section)
                    self._sections[name] = self._sections.get(name, 0) + 1
        return self._sections

    def head_sections(self) -> list[str]:
        """Return the sections to name at the head of a page, in alphabetical order."""
        counts = self.section_counts()
        most = sorted(counts, key=lambda name: (-counts[name], name))[:MOST_SECTIONS]
        return sorted(most, key=str.casefold)

    def has_section(self, name: str) -> bool:
        """Say whether a recent story is in a section of exactly this name."""
        return any(name in story.sections for story in self.ranked())

    def weight(self, story: Story) -> Weight:
        """Return a story's weight in this edition."""
        found = self.weights().get(story.id)
        return weigh(story, self.now, self.met(story)) if found is None else found

    def weights(self) -> dict[str, Weight]:
        """Return the weights of the recent stories, by id."""
        self.ranked()
        return self._weights

    def met(self, story: Story) -> tuple[str, ...]:
        """Return the interests of the edition that a story meets."""
        return self.interests.met_by(story)

    def places(self, story: Story) -> list[Located]:
        """Return the places that a story's independent reports mean as such, by their share of them all."""
        found: dict[str, Located] = {}
        for family in story.families:
            record = self.records[family.representative]
            for focused in focus_places(record):
                literal = next((name for name in focused.references if is_literal(record, name)), None)
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
        if not holds(proof, self.records[proof.record]):
            raise EditionError(
                f"record {proof.record} does not have {proof.words[:60]!r} at {proof.span.start}:{proof.span.end}; "
                "build the edition again",
                record=proof.record,
            )
        return proof.words

    def _drawn(self, drawing: Drawn) -> list[Place]:
        if drawing.story:
            return [each.place for each in self.places(self.stories[drawing.story])]
        finding = self.records[drawing.record].by_id[drawing.annotation]
        return [finding.place] if isinstance(finding, PlaceReference) and finding.place is not None else []

    def _told(self, story: Story, line: Told) -> str:
        match line.part:
            case "reports":
                return reports_in_words(story)
            case "sections":
                return ", ".join(story.sections)
            case "reason":
                return story.reasons[line.number].says
            case "weight":
                return self.weight(story).in_words()
            case "formula":
                return formula_in_words(story, self.met(story))
            case "value":
                return value_in_words(self.claim(story, line.claim))
            case "support":
                return self._support(story, self.claim(story, line.claim))
            case "differ":
                return differ_in_words(story.contradictions[line.number])
            case "when":
                return when_in_words(story.timeline[line.number])
            case "link":
                return link_in_words(story.links[line.number])
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
                stories, pages = self.holdings.counts()
                return f"{wording.counted(stories, 'story', 'stories')} from {wording.counted(pages, 'page')}"
            case "contact":
                return self.contact
            case "day":
                return wording.day_in_words(self.day) if self.day else "no date stated"
            case "section":
                return _in(line.value, [line.value] * self.has_section(line.value))
            case "made_by":
                return _in(line.value, self.made_by())

    def made_by(self) -> list[str]:
        """Return the parts and resources that the records were made with, of a server those of its recent stories."""
        found: set[str] = set()
        for record in self.holdings.samples():
            for part in record.parts:
                found.add(part.name)
                found |= {f"{name}, SHA-256 {digest}" for name, digest in part.resources}
        return sorted(found)

    def _listed(self, line: Listed) -> str:
        match line.part:
            case "share":
                return self._share(line.key)
            case "since":
                return wording.day_in_words(line.key)
            case "asked" | "page":
                return line.key
        record = self.records[line.record]
        if line.part == "source":
            return _checked(source_name(record), line, source_key(record))
        if line.part in {"owner", "group", "policy", "health"}:
            return _checked(self.outlets.says(line.part, record), line, source_key(record))
        finding = record.by_id[line.annotation]
        if line.part == "speaker" and isinstance(finding, Quotation):
            return _checked(wording.speaker_name(record, finding), line, speaker_key(record, finding))
        if isinstance(finding, PlaceReference) and finding.place is not None:
            place = finding.place
            says = wording.place_in_words(place) if line.part == "place" else wording.degrees(place)
            return _checked(says, line, place_key(place))
        raise KeyError(line.annotation)

    def _share(self, key: str) -> str:
        """Return how many of a source's newest reports carry another one's text."""
        reports = self.holdings.reports_of(key, SHARE_OF)
        copied = sum(self._copied(report) is True for report in reports)
        if not copied:
            return f"{wording.counted(len(reports), 'report')} here, none of them known to carry another one’s text"
        carry = "carries" if copied == 1 else "carry"
        return f"{wording.counted(len(reports), 'report')} here; {copied:,} of them {carry} another one’s text"

    def copied(self, record: Record) -> bool | None:
        """Say whether a record carries another source's text; None where it is in no story.

        Where several run one text, the one that had it first is no copy; where that is not known, the
        representative.
        """
        return self._copied(record.id)

    def _copied(self, record: str) -> bool | None:
        known = None
        for story in self.holdings.stories_of(record):
            for family in story.families:
                if record in family.members:
                    known = record != (family.origin or family.representative)
        return known


def _in(value: str, known: Iterable[str]) -> str:
    return next(each for each in known if each == value)


def _checked(says: str | None, line: Listed, key: str | None) -> str:
    if says is None or key != line.key:
        raise KeyError(line.key)
    return says
