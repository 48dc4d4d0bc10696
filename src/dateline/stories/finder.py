"""Stories: the reports of one event or development, from records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from dateline.record import Copy, Evidence, Family, Reason, Record, Span, Story, StoryLink, evidence
from dateline.resources.site_sections import site_sections
from dateline.stories.claims import find_claims
from dateline.stories.copies import copies_among
from dateline.stories.days import news_day
from dateline.stories.families import find_families
from dateline.stories.grouping import Report, grouped
from dateline.stories.links import Told, find_links
from dateline.stories.order import arrival, stated
from dateline.stories.sentences import report_sentences
from dateline.stories.terms import merged, subjects, terms, vectors
from dateline.stories.timeline import timeline
from dateline.stories.words import Reading, read_words, words_in

READ = 4
"""Members of a family whose words are looked at: the others say the same."""


LEAD_WORDS = 8
"""Words from which on a sentence may lead: "This live page is closed." has five."""


class StoryFinder:
    """Groups records into stories with copies folded.

    It needs articles only; publication times, datelines, entities, times, quotations and events are
    used where the records have them. The same records give the same stories in any order.
    """

    made_by = "stories-average-link/1"

    def __call__(self, records: Sequence[Record]) -> list[Story]:
        """Return the stories in the order of their first reports, undated ones last.

        Every record with a headline or a body is in exactly one story; an empty page, or one that is
        no article, reports nothing and is in none. A story's id is made from the record that arrived
        first of its earliest family, so it stays while later reports join.
        """
        readings = {record.id: read_words(record) for record in records}
        by_id = {record.id: record for record in records if _reports_something(record, readings[record.id])}
        kept = list(by_id.values())
        copies = copies_among(kept, readings)
        families = find_families(kept, copies)
        reports = _reports(families, by_id, readings)
        told = [Told(_story_id(families[group[0]]), tuple(group)) for group in grouped(reports)]
        links = find_links(told, reports)
        inside = _copies_by_story(copies, told, families)
        return [
            self._story(
                each.id,
                [families[number] for number in each.reports],
                by_id,
                copies=tuple(inside[each.id]),
                links=links[each.id],
                reasons=_reasons([reports[number] for number in each.reports]),
            )
            for each in told
        ]

    def _story(
        self,
        story_id: str,
        families: list[Family],
        records: dict[str, Record],
        *,
        copies: tuple[Copy, ...],
        links: tuple[StoryLink, ...],
        reasons: tuple[Reason, ...],
    ) -> Story:
        members = sorted((records[member] for family in families for member in family.members), key=arrival)
        # A whole article before a teaser or live page, then the report that most pages carry, the earliest
        # of those, if it has a headline.
        by_size = [records[f.representative] for f in sorted(families, key=lambda f: -len(f.members))]
        standing = sorted(by_size, key=lambda record: record.article.completeness != "full")
        leading = next((record for record in standing if record.article.headline is not None), standing[0])
        sentences = [span for span in report_sentences(leading) if span != leading.article.headline]
        claims, contradictions = find_claims(families, records)
        times = [time for time in map(stated, members) if time is not None]
        return Story(
            id=story_id,
            headline=None if leading.article.headline is None else evidence(leading, leading.article.headline),
            lead=_lead(leading, sentences),
            families=tuple(families),
            copies=copies,
            claims=claims,
            contradictions=contradictions,
            timeline=timeline(records[family.representative] for family in families),
            links=links,
            sections=_sections(members),
            first=times[0] if times else None,
            latest=times[-1] if times else None,
            reasons=reasons,
            made_by=self.made_by,
        )


def find_stories(records: Sequence[Record]) -> list[Story]:
    """Return the stories of some records; see StoryFinder."""
    return StoryFinder()(records)


def _lead(record: Record, sentences: list[Span]) -> Evidence | None:
    """Return the first sentence long enough to be prose: a date or a notice tells no story."""
    prose = (span for span in sentences if len(words_in(span.of(record.text))) >= LEAD_WORDS)
    chosen = next(prose, sentences[0] if sentences else None)
    return None if chosen is None else evidence(record, chosen)


def _story_id(family: Family) -> str:
    return family.id.replace("family-", "story-", 1)


def _reports_something(record: Record, reading: Reading) -> bool:
    if record.article.completeness == "not-an-article":
        return False
    return bool(reading.size or words_in(record.headline or ""))


def _reports(families: list[Family], records: dict[str, Record], readings: dict[str, Reading]) -> list[Report]:
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


def _reasons(reports: list[Report]) -> tuple[Reason, ...]:
    """Say what joined the reports: the names that most of them open with, and their days."""
    if len(reports) < 2:
        return ()
    names = Counter(name for report in reports for name in report.about.lead)
    common = [name for name, count in sorted(names.items(), key=lambda item: (-item[1], item[0])) if count > 1]
    days = sorted({report.day.isoformat() for report in reports if report.day is not None})
    reasons = (
        [Reason(says=f"{len(reports)} reports open with the same names: {', '.join(common[:5])}")] if common else []
    )
    if days:
        reasons.append(Reason(says=f"their news is of {' and '.join(days[:: max(1, len(days) - 1)])}"))
    return tuple(reasons)
