"""What lines read, where that is neither words of a source nor a count over several: told of one story or record."""

from __future__ import annotations

import re
from collections.abc import Callable

from dateline.edition.paths import source_name
from dateline.edition.references import Field, Finding
from dateline.edition.rows import event_day, event_place
from dateline.record import Claim, Contradiction, Event, PlaceReference, Record, Story, StoryLink, TimelineEntry
from dateline.typesetting import wording
from dateline.typesetting.notes import note


def publisher_of(record: Record) -> str:
    """Return who published it, as stated; else the host or the name of the page."""
    if record.article.publisher is not None:
        return record.article.publisher.value
    return source_name(record) or record.page.name or "publisher not stated"


def reports_in_words(story: Story) -> str:
    """Return how many reports a story has and how many pages only copy them."""
    reports = wording.counted(story.independent_reports, "independent report")
    if not story.copied_reports:
        return reports
    return f"{reports}, {wording.counted(story.copied_reports, 'copy', 'copies')}"


def value_in_words(claim: Claim) -> str:
    """Return what a claim says: a count with commas, "at least" and "at most" in words."""
    if claim.type != "number":
        return claim.value if claim.type == "quotation" else (claim.status or claim.value)
    count = _LONG_COUNT.sub(lambda digits: f"{int(digits[0]):,}", claim.value)
    if count.endswith("+"):
        return f"at least {count[:-1]}"
    return f"at most {count[1:]}" if count.startswith("-") else count


_LONG_COUNT = re.compile(r"(?<![\d.])[1-9]\d{3,14}(?![\d.])")


def differ_in_words(contradiction: Contradiction) -> str:
    """Return what accounts differ in."""
    settled = "; a later version of the page settles it" if contradiction.resolved_by else ""
    return f"{contradiction.says}{settled}"


def when_in_words(entry: TimelineEntry) -> str:
    """Return when something in a timeline was, and how that is known."""
    basis = {"stated": "", "inferred": " (worked out)", "publication": " (day of publication)"}
    return wording.day_in_words(entry.when) + basis[entry.basis]


def link_in_words(link: StoryLink) -> str:
    """Return what joins a story with another one."""
    kind = {"follows-up": "Follows", "same-storyline": "Belongs with", "twin": "Not to be taken for"}[link.type]
    why = "; ".join(reason.says for reason in link.reasons)
    return f"{kind} ({why})" if why else kind


def is_literal(record: Record, name: str) -> bool:
    """Say whether a finding is a toponym that means the place itself."""
    reference = record.by_id[name]
    return isinstance(reference, PlaceReference) and reference.use == "literal"


def stated_in_words(record: Record, field: Field) -> str:
    """Return what a page states about its article."""
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
        "rights": lambda: ", ".join(dict.fromkeys(map(wording.right_in_words, article.rights))) or "none stated",
    }
    return stated[field]()


def finding_in_words(record: Record, line: Finding) -> str:
    """Return one part of a finding explained."""
    finding = record.by_id[line.annotation]
    if isinstance(finding, Event) and line.part in {"day", "kind", "status", "where"}:
        return _of_event(record, finding, line.part)
    if line.part == "speaker":
        quotation = next(each for each in record.quotations if each.id == line.annotation)
        return wording.speaker_name(record, quotation) or "Speaker not named"
    told = note(record, finding)
    return told.means if line.part == "means" else " · ".join((*told.details, told.decided))


def _of_event(record: Record, event: Event, part: str) -> str:
    if part == "day":
        day, own = event_day(record, event)
        if day is None:
            return "no date stated"
        return wording.day_in_words(day) + ("" if own else " (day of publication)")
    if part == "where":
        place = event_place(record, event)
        return wording.place_in_words(place) if place else "place not known"
    return wording.event_kind(event) if part == "kind" else wording.event_status(event)
