"""Stories: the reports of one event or development, from records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import msgspec

from dateline.record import (
    Copy,
    Evidence,
    Family,
    Join,
    Reason,
    Record,
    Story,
    StoryDecision,
    StoryLink,
    evidence,
)
from dateline.resources.site_sections import site_sections
from dateline.stories.claims import find_claims
from dateline.stories.copies import copies_among
from dateline.stories.days import news_day
from dateline.stories.decisions import constraints
from dateline.stories.families import find_families
from dateline.stories.grouping import Constraints, grouped
from dateline.stories.joins import Joiner
from dateline.stories.links import Told, find_links
from dateline.stories.order import arrival, stated
from dateline.stories.pairs import Pair, Report, likely_pairs
from dateline.stories.sentences import report_sentences
from dateline.stories.terms import merged, subjects, terms, vectors
from dateline.stories.timeline import timeline
from dateline.stories.words import Reading, read_all, words_in

READ = 4
"""Members of a family whose words are looked at: the others say the same."""


LEAD_WORDS = 8
"""Words from which on a sentence may lead: "This live page is closed." has five."""


class _Known(NamedTuple):
    """What is known of records before they are grouped."""

    records: dict[str, Record]
    readings: dict[str, Reading]
    copies: list[Copy]
    families: list[Family]
    reports: list[Report]
    pairs: list[Pair]
    decided: Constraints


class StoryFinder:
    """Groups records into stories with copies folded.

    It needs articles only; publication times, datelines, entities, times, quotations and events are
    used where the records have them. The same records give the same stories in any order.
    """

    made_by = "stories-average-link/2"

    def __init__(self, decisions: Iterable[StoryDecision] = ()) -> None:
        self._decisions = tuple(decisions)

    def __call__(self, records: Sequence[Record]) -> list[Story]:
        """Return the stories in the order of their first reports, undated ones last.

        Every record with a headline or a body is in exactly one story; an empty page, or one that is
        no article, reports nothing and is in none. A story's id is made from the record that arrived
        first of its earliest family, so it stays while later reports join.
        """
        known = self._known(records)
        groups = grouped(known.reports, known.pairs, known.decided)
        return self._told(known, [Told(_story_id(known.families[group[0]]), tuple(group)) for group in groups])

    def tell(self, records: Sequence[Record], story_of: Mapping[str, str]) -> list[Story]:
        """Return the stories of records that were grouped before, by the story of each record's id.

        Nothing is grouped anew. What is measured between reports is measured among these records: give some
        of other stories too, since they say how rare a word is, and which stories are near. Raises KeyError for
        a record without a story.
        """
        known = self._known(records, story_of)
        groups: dict[str, list[int]] = {}
        for number, family in enumerate(known.families):
            groups.setdefault(story_of[family.representative], []).append(number)
        return self._told(known, [Told(story, tuple(group)) for story, group in groups.items()])

    def _known(self, records: Sequence[Record], story_of: Mapping[str, str] | None = None) -> _Known:
        readings = read_all(records)
        by_id = {record.id: record for record in records if reports_something(record, readings[record.id])}
        kept = list(by_id.values())
        copies = copies_among(kept, readings)
        if story_of is not None:  # a family is of one story
            copies = [copy for copy in copies if story_of[copy.left] == story_of[copy.right]]
        families = find_families(kept, copies)
        reports = reports_of(families, by_id, readings)
        decided = constraints(self._decisions, {m: n for n, family in enumerate(families) for m in family.members})
        return _Known(by_id, readings, copies, families, reports, likely_pairs(reports), decided)

    def _told(self, known: _Known, told: list[Told]) -> list[Story]:
        by_id, readings, copies, families, reports, pairs, decided = known
        joins = Joiner(families, reports, pairs, decided, lambda each: (by_id[each], readings[each])).joins(told)
        links = find_links(told, reports, pairs)
        inside = _copies_by_story(copies, told, families)
        return [
            self._story(
                each.id,
                [families[number] for number in each.reports],
                by_id,
                readings,
                copies=tuple(inside[each.id]),
                links=links[each.id],
                joins=joins[each.id],
            )
            for each in told
        ]

    def _story(
        self,
        story_id: str,
        families: list[Family],
        records: Mapping[str, Record],
        readings: Mapping[str, Reading],
        *,
        copies: tuple[Copy, ...],
        links: tuple[StoryLink, ...],
        joins: tuple[Join, ...],
    ) -> Story:
        members = sorted((records[member] for family in families for member in family.members), key=arrival)
        # A whole article before a teaser or live page, then the report that most pages carry, the earliest
        # of those, if it has a headline.
        by_size = [records[f.representative] for f in sorted(families, key=lambda f: -len(f.members))]
        standing = sorted(by_size, key=lambda record: record.article.completeness != "full")
        leading = next((record for record in standing if record.article.headline is not None), standing[0])
        claims, contradictions = find_claims(families, records, readings)
        times = [time for time in map(stated, members) if time is not None]
        return Story(
            id=story_id,
            headline=None if leading.article.headline is None else evidence(leading, leading.article.headline),
            lead=_lead(leading),
            families=tuple(families),
            copies=copies,
            claims=claims,
            contradictions=contradictions,
            timeline=timeline(records[family.representative] for family in families),
            links=links,
            sections=_sections(members),
            first=times[0] if times else None,
            latest=times[-1] if times else None,
            reasons=_reasons(joins, len(families)),
            joins=joins,
            made_by=self.made_by,
        )


def find_stories(records: Sequence[Record], decisions: Iterable[StoryDecision] = ()) -> list[Story]:
    """Return the stories of some records, as far as editors decided nothing else; see StoryFinder."""
    return StoryFinder(decisions)(records)


def _lead(record: Record) -> Evidence | None:
    """Return the first sentence long enough to be prose: a date or a notice tells no story."""
    first = None
    for sentence in report_sentences(record):
        if sentence != record.article.headline:
            first = first or sentence
            if len(words_in(sentence.of(record.text))) >= LEAD_WORDS:
                return evidence(record, sentence)
    return None if first is None else evidence(record, first)


def _story_id(family: Family) -> str:
    return family.id.replace("family-", "story-", 1)


def reports_something(record: Record, reading: Reading) -> bool:
    """Say whether a record has an article to report: words of a body or a headline."""
    if record.article.completeness == "not-an-article":
        return False
    return bool(reading.size or words_in(record.headline or ""))


def reports_of(families: list[Family], records: dict[str, Record], readings: dict[str, Reading]) -> list[Report]:
    """Return what the grouping sees of each family: the words of a few members, the day of the first dated one."""
    told = [
        merged([terms(records[member], readings[member]) for member in family.members[:READ]]) for family in families
    ]
    days = [
        next((day for m in family.members if (day := news_day(records[m], readings[m])) is not None), None)
        for family in families
    ]
    about = subjects(told)
    return [Report(*each) for each in zip(about, vectors(told, about), days, strict=True)]


def _copies_by_story(copies: list[Copy], told: list[Told], families: list[Family]) -> dict[str, list[Copy]]:
    """Return for each story the copies with both sides in it."""
    story_of = {member: each.id for each in told for number in each.reports for member in families[number].members}
    inside: dict[str, list[Copy]] = {each.id: [] for each in told}
    for copy in copies:
        if story_of[copy.left] == story_of[copy.right]:
            inside[story_of[copy.left]].append(copy)
    return inside


def _sections(members: list[Record]) -> tuple[str, ...]:
    """Return the site sections of the reports, the one that most of them belong in first.

    Those that no part has classified count with the sections that their pages state.
    """
    named = Counter(section for record in members for section in _sections_of(record))
    return tuple(sorted(named, key=lambda section: (-named[section], section)))


def _sections_of(record: Record) -> tuple[str, ...]:
    if record.classification is None:
        return tuple(section.value for section in record.article.sections)
    return site_sections(record)


def _reasons(joins: tuple[Join, ...], reports: int) -> tuple[Reason, ...]:
    """Say what joined the reports, in the words of the nearest join."""
    nearest = next((join for join in joins if join.joined), None)
    if nearest is None:
        return ()
    of = "" if reports == 2 else f"of {reports} reports the nearest two: "
    return tuple(
        msgspec.structs.replace(reason, says=f"{of}{reason.says}") if number == 0 else reason
        for number, reason in enumerate(nearest.reasons)
    )
