"""Stories as articles come: each one is placed when it arrives, in bounded time and memory.

Single-pass clustering (Allan, Papka and Lavrenko 1998) with the measures of the batch: a new article is a
copy of one that is here, joins the story that it is most like, or opens one. What it can't do is think again:
a word's rarity is that of the day it was read, furniture of an outlet is not known, and a story once grown
stays. So a replay of the window with ``find_stories`` sets it right at night, and the ledger keeps the ids.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

from dateline.record import Record, Story, StoryChange, StoryDecision
from dateline.stories.copies import compared, texts_of
from dateline.stories.days import news_day
from dateline.stories.families import one_report
from dateline.stories.finder import find_stories, reports_something
from dateline.stories.hot import HotReports
from dateline.stories.ledger import StoryLedger
from dateline.stories.order import arrival
from dateline.stories.overlap import Text
from dateline.stories.postings import Postings, Values, sample
from dateline.stories.terms import terms

WINDOW = 14
"""Days that are kept hot. The time kernel leaves nothing of a likeness after ten (e to the power of -6)."""
LOOKED_AT = 4
"""Likely copies of an article that are fetched and aligned."""
SHARED = 2
"""Sampled fingerprints that a likely copy shares: eight in the text, so forty words or more."""
POSTED = 16
"""Latest texts that are looked at for one fingerprint."""
MOST_HOT = 1 << 20
"""Articles that are kept hot at most, whatever their days: about two GiB."""


class StoryTracker:
    """Places articles in stories as they come.

    ``fetch`` gives a record by its id: texts are not kept. ``ledger`` is that of the log so far.

    >>> tracker = StoryTracker(archive.record)   # doctest: +SKIP
    >>> changes = tracker.add(new_records, at="2026-11-22T09:15Z")   # doctest: +SKIP
    >>> stories, changes = tracker.replay(archive.records(), at="2026-11-23T03:00Z")   # doctest: +SKIP
    """

    def __init__(
        self,
        fetch: Callable[[str], Record],
        ledger: StoryLedger | None = None,
        *,
        decisions: Iterable[StoryDecision] = (),
        window_days: int = WINDOW,
    ) -> None:
        self.ledger = ledger or StoryLedger()
        self.decisions = tuple(decisions)
        self._fetch = fetch
        self._window = timedelta(window_days)
        self._clear()

    @property
    def hot(self) -> int:
        """How many articles are in the window."""
        return len(self._reports)

    def add(self, records: Sequence[Record], *, at: str) -> list[StoryChange]:
        """Place articles that arrived at ``at`` (ISO 8601) and return what changed.

        One that is known already, or reports nothing, changes nothing. Those of one call are taken in the order
        of their publication, however they stand.
        """
        changes = []
        for text in _read(records):
            if text.record.id not in self.ledger.story_of and reports_something(text.record, text.reading):
                changes.append(self._placed(text, at))
        self._forget(at)
        return changes

    def resume(self, records: Sequence[Record], *, at: str) -> None:
        """Keep articles hot that arrived at ``at`` and are in the ledger, as after a restart; pass others over."""
        for text in _read(records):
            story = self.ledger.story_of.get(text.record.id)
            if story is not None:
                prints = sample(text.prints.prose)
                copied = self._copied(text, prints, frozenset()) == story
                number = self._keep(text, prints, at, copied=copied)
                self._reports.measure(number)
                self._reports.settle(number, story)
        self._forget(at)

    def replay(self, records: Iterable[Record], *, at: str) -> tuple[list[Story], list[StoryChange]]:
        """Cluster the window anew and return its stories, just those of ``find_stories``, and what changed.

        ``records`` are those of the window; articles before it keep their stories.
        """
        by_id = {record.id: record for record in records}
        stories, changes = self.ledger.renew(find_stories(list(by_id.values()), self.decisions), at=at)
        self._clear()
        first = {
            member: family.representative for story in stories for family in story.families for member in family.members
        }
        for text in _read(by_id.values()):
            each = text.record.id
            if each in first:
                number = self._keep(text, sample(text.prints.prose), at, copied=first[each] != each)
                self._reports.measure(number)
                self._reports.settle(number, self.ledger.story_of[each])
        return stories, changes

    def decide(self, decision: StoryDecision, records: Iterable[Record]) -> tuple[list[Story], list[StoryChange]]:
        """Take an editor's decision and cluster the window by it."""
        self.decisions = (*self.decisions, decision)
        return self.replay(records, at=decision.at)

    def _clear(self) -> None:
        self._prose = Postings()
        self._reports = HotReports()
        self._days: dict[date, int] = {}
        """The last report of each day on which some came, in that order."""

    def _placed(self, text: Text, at: str) -> StoryChange:
        prints = sample(text.prints.prose)
        record = text.record.id
        apart = self._apart(record)
        story = self._copied(text, prints, apart)
        number = self._keep(text, prints, at, copied=story is not None)
        if story is None:
            story = self._reports.likeliest(number, apart=apart)
        change = self.ledger.place(record, story, at=at)
        self._reports.settle(number, change.story)
        return change

    def _copied(self, text: Text, prints: Values, apart: frozenset[str]) -> str | None:
        """Return the story of an article that this one is a copy of; None where it is none."""
        for number, count in self._prose.votes(prints, self._reports.first, POSTED)[:LOOKED_AT]:
            other = self._reports.record(number)
            if count < SHARED or other is None:
                break
            (known,) = texts_of([self._fetch(other)])
            copy = compared(known, text)
            story = self.ledger.story_of.get(other)
            if (
                copy is not None
                and story is not None
                and story not in apart
                and one_report(copy, {each.record.id: each.record for each in (known, text)})
            ):
                return story
        return None

    def _keep(self, text: Text, prints: Values, at: str, *, copied: bool) -> int:
        told = None if copied else terms(text.record, text.reading)
        number = self._reports.add(text.record.id, told, news_day(text.record, text.reading))
        self._prose.add(number, prints)
        self._days[date.fromisoformat(at[:10])] = number
        return number

    def _forget(self, at: str) -> None:
        """Forget what arrived before the window: by our clock, since a page's own may be wrong."""
        oldest = date.fromisoformat(at[:10]) - self._window
        gone = [day for day in self._days if day < oldest]
        first = max([self._reports.first, *(self._days.pop(day) + 1 for day in gone)])
        if self._reports.first + self.hot - first > MOST_HOT:
            # Where too many came at once, an eighth of them leaves: a sweep costs as much for one.
            first = self._reports.first + self.hot - MOST_HOT * 7 // 8
        if first > self._reports.first:
            self._reports.forget(first)
            self._prose.forget(first)

    def _apart(self, record: str) -> frozenset[str]:
        """Return the stories that an editor keeps an article out of."""
        sides = (
            side
            for decision in self.decisions
            if decision.type == "apart"
            for own, side in ((decision.left, decision.right), (decision.right, decision.left))
            if record in own
        )
        known = self.ledger.story_of
        return frozenset(known[each] for side in sides for each in side if each in known)


def _read(records: Iterable[Record]) -> list[Text]:
    """Return articles as they are compared, each once, in the order of their publication."""
    return texts_of(sorted({record.id: record for record in records}.values(), key=arrival))
