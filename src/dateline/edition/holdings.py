"""What pages are made from: records and stories at hand, or an archive that is asked for each when a page needs it."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import accumulate
from typing import Generic, Literal, NamedTuple, Protocol, TypeVar

import msgspec

from dateline.edition.outlets import Outlets
from dateline.edition.paths import place_key, source_key, speaker_key
from dateline.edition.ranking import moment
from dateline.record import PlaceReference, Record, Story

RECENT = 2000
"""Stories that can be on the front page or a section's: those with the latest reports. Weight halves daily, so that
in an archive that gains a hundred stories a day the first one left out weighs a millionth."""

T = TypeVar("T")
ListKind = Literal["speaker", "place", "source", "events"]


class Filter(NamedTuple):
    """Which events a table shows; an empty field does not matter."""

    type: str = ""
    status: str = ""
    actor: str = ""
    """A word of a name, whatever its case, or a code as in "RUS"."""
    place: str = ""
    """A name, or one of what contains it."""
    day: str = ""
    """The day that the event's time names, else of the report: ISO 8601."""


class At(NamedTuple):
    """Which page of a list: its number, None for the first one, and how many items a page may hold."""

    number: int | None
    most: int


class Part(NamedTuple, Generic[T]):
    """A page of a list."""

    of: Iterable[T]
    """What it is made from, and where there is more, what comes next."""
    skip: int
    """Items of that which stand on the page before."""
    take: int
    """Items of the page."""
    next: int | None
    """Number of the next page, where anything is left for it."""


LAST_PAGE = 50
"""Pages of one list; what is older is found by search, or by a filter."""


def from_the_oldest(total: int, at: At) -> tuple[int, int, int | None] | None:
    """Return where a page of a list begins, how many items it has, and its next page; None where there is none.

    Pages are numbered from the oldest one, and hold two thirds of what a page may: one that is full stays as it
    is when items are added. The first page, which has no number, holds the rest: always enough for a feed.

    >>> [from_the_oldest(100, At(number, most=40)) for number in (None, 3, 1, 4)]
    [(0, 22, 3), (22, 26, 2), (74, 26, None), None]
    """
    step = max(1, at.most * 2 // 3)
    older = max(0, -(-(total - at.most) // step))
    lowest = max(1, older - LAST_PAGE + 2)
    number = older + 1 if at.number is None else at.number
    if not lowest <= number <= older + (at.number is None):
        return None
    following = number - 1 if number > lowest else None
    if at.number is None:
        return 0, total - older * step, following
    return total - number * step, step, following


def from_the_newest(at: At) -> tuple[int, int, int | None] | None:
    """Return the same of a list whose length is not known: its pages are numbered from the newest one."""
    if at.number is not None and not 2 <= at.number <= LAST_PAGE:
        return None
    number = at.number or 1
    return (number - 1) * at.most, at.most, number + 1 if number < LAST_PAGE else None


class Holdings(Protocol):
    """Records and stories by id, and which records a list is made from."""

    @property
    def outlets(self) -> Outlets:
        """What is known of the sources."""

    @property
    def records(self) -> Mapping[str, Record]:
        """The records by id; KeyError for one that is not held."""

    @property
    def stories(self) -> Mapping[str, Story]:
        """The stories by id."""

    def recent_stories(self) -> Iterable[Story]:
        """Return the ``RECENT`` stories with the latest reports, the latest first; undated ones last."""

    def stories_of(self, record_id: str) -> Iterable[Story]:
        """Return the stories that a record belongs to."""

    def having(self, kind: ListKind, key: str, only: Filter) -> Iterator[Record]:
        """Yield the records that a list may be made from, the newest first; some may turn out to hold nothing of it."""

    def part(self, kind: ListKind, key: str, only: Filter, at: At) -> Part[Record] | None:
        """Return the records that a page of a list is made from; None where there is no such page."""

    def stories_part(self, at: At) -> Part[Story] | None:
        """Return a page of the list of stories, the latest report first; None where there is no such page."""

    def reports_of(self, key: str, most: int) -> list[str]:
        """Return the ids of a source's newest reports."""

    def changed(self, key: str | None = None) -> list[tuple[str, ...]]:
        """Return the ids of the records of each address that gave several texts, in the order of time.

        Those that were captured last come first. With a source's key no other source's need be among them.
        """

    def counts(self) -> tuple[int, int]:
        """Return how many stories and pages there are."""

    def samples(self) -> list[Record]:
        """Return the records that a page about them all looks at, of each source one at least; by id."""


class Entry(msgspec.Struct, frozen=True, kw_only=True, array_like=True, gc=False):
    """What lists need to know of a record, so that it need not be at hand."""

    id: str
    lists: tuple[tuple[ListKind, str, int], ...]
    """The lists it is in: kind, key, and how many items it gives them."""
    when: float | None
    """Seconds since 1970: when it was published, or where it says no date, captured."""
    captured: str
    """What orders the versions of a page."""
    url: str | None
    text: str
    """SHA-256 of its article's text."""
    source: str | None
    parts: str
    """The parts and resources that it was made with: equal where they are the same."""


def entry_of(record: Record) -> Entry:
    """Return what lists need to know of a record."""
    published = record.article.published
    when = moment(record.page.fetched_at if published is None else published.value)
    return Entry(
        id=record.id,
        lists=tuple((kind, key, count) for (kind, key), count in sorted(_lists_of(record).items())),
        when=None if when is None else when.timestamp(),
        captured=_captured(record),
        url=record.page.url,
        text=record.article.digest,
        source=source_key(record),
        parts=hashlib.sha256(msgspec.json.encode(record.parts)).hexdigest()[:16],
    )


class Indexed:
    """Stories at hand, and records by their entries: one is fetched when a page needs it. Fits ``Holdings``."""

    def __init__(
        self,
        entries: Iterable[Entry],
        stories: Iterable[Story],
        records: Mapping[str, Record],
        outlets: Outlets | None = None,
    ) -> None:
        self.records = records
        self.outlets = outlets or Outlets()
        self.stories: Mapping[str, Story] = {story.id: story for story in stories}
        self._entries = {entry.id: entry for entry in entries}
        self._of: dict[tuple[str, str], list[tuple[str, int]]] = {}
        self._stories_of: dict[str, list[Story]] = {}
        for entry in sorted(self._entries.values(), key=_newest_first):
            for kind, key, count in entry.lists:
                self._of.setdefault((kind, key), []).append((entry.id, count))
        for story in self.stories.values():
            for member in story.records:
                self._stories_of.setdefault(member, []).append(story)
        self._ends: dict[tuple[str, str], list[int]] = {}
        self._latest = _by_latest(self.stories.values())

    def recent_stories(self) -> Iterable[Story]:
        """Return the stories with the latest reports."""
        return self._latest[:RECENT]

    def stories_of(self, record_id: str) -> Iterable[Story]:
        """Return the stories of a record."""
        return self._stories_of.get(record_id, [])

    def having(self, kind: ListKind, key: str, only: Filter) -> Iterator[Record]:
        """Yield records, the newest first."""
        return (self.records[record] for record, _ in self._of.get((kind, key), ()))

    def part(self, kind: ListKind, key: str, only: Filter, at: At) -> Part[Record] | None:
        """Return the records of a page, from the one that holds its first item on."""
        found = self.listed(kind, key, at)
        if found is None:
            return None
        return Part((self.records[record] for record, _ in found.of), found.skip, found.take, found.next)

    def listed(self, kind: ListKind, key: str, at: At) -> Part[tuple[str, int]] | None:
        """Return the same as ids, each with the items that it gives: no more than hold the page and the item after."""
        listed = self._of.get((kind, key), [])
        ends = self._ends.get((kind, key))
        if ends is None:
            ends = self._ends[kind, key] = list(accumulate(count for _, count in listed))
        window = from_the_oldest(ends[-1] if ends else 0, at)
        if window is None:
            return None
        start, take, following = window
        first, last = bisect_right(ends, start), bisect_right(ends, start + take)
        return Part(listed[first : last + 1], start - (ends[first - 1] if first else 0), take, following)

    def reports_of(self, key: str, most: int) -> list[str]:
        """Return the ids of a source's newest reports."""
        return [record for record, _ in self._of.get(("source", key), [])[:most]]

    def stories_part(self, at: At) -> Part[Story] | None:
        """Return a page of all stories."""
        window = from_the_oldest(len(self._latest), at)
        if window is None:
            return None
        start, take, following = window
        return Part(self._latest[start : start + take + 1], 0, take, following)

    def all_of(self, kind: ListKind, key: str) -> list[tuple[str, int]]:
        """Return the ids of all records of a list, each with the items that it gives."""
        return self._of.get((kind, key), [])

    def ids(self) -> list[str]:
        """Return the ids of the records, in order."""
        return sorted(self._entries)

    def keys(self, kind: ListKind) -> list[str]:
        """Return the keys that there is a list for, in order."""
        return sorted(key for each, key in self._of if each == kind)

    def changed(self, key: str | None = None) -> list[tuple[str, ...]]:
        """Return the addresses' versions; of a source's those that have one of it."""
        return [
            tuple(entry.id for entry in versions)
            for versions in self._changed
            if key is None or any(entry.source == key for entry in versions)
        ]

    @cached_property
    def _changed(self) -> list[list[Entry]]:
        by_address: dict[str, list[Entry]] = {}
        for entry in self._entries.values():
            if entry.url:
                by_address.setdefault(entry.url, []).append(entry)
        several = [
            sorted(each, key=lambda entry: (entry.captured, entry.id))
            for each in by_address.values()
            if len({entry.text for entry in each}) > 1
        ]
        return sorted(several, key=lambda versions: (versions[-1].captured, versions[-1].id), reverse=True)

    def counts(self) -> tuple[int, int]:
        """Return how many there are."""
        return len(self.stories), len(self._entries)

    def samples(self) -> list[Record]:
        """Return one record of each source, and one of each set of parts."""
        first: dict[tuple[str, str | None], str] = {}
        for key in sorted(self._entries):
            entry = self._entries[key]
            first.setdefault(("source", entry.source), key)
            first.setdefault(("parts", entry.parts), key)
        return [self.records[key] for key in sorted(set(first.values()))]


class Held(Indexed):
    """Records and stories in memory: what a mail is made from, and an edition is checked with."""

    def __init__(self, records: Iterable[Record], stories: Iterable[Story], outlets: Outlets | None = None) -> None:
        held = {record.id: record for record in records}
        super().__init__(map(entry_of, held.values()), stories, held, outlets)


def _lists_of(record: Record) -> Counter[tuple[ListKind, str]]:
    """Return the lists that a record is in, with the items that it gives them."""
    found: Counter[tuple[ListKind, str]] = Counter()
    found.update(("speaker", key) for quotation in record.statements if (key := speaker_key(record, quotation)))
    # Once a report, however often it names the place.
    found.update({("place", place_key(each.place)) for each in record.places if meant(each) and each.place is not None})
    if (source := source_key(record)) is not None:
        found["source", source] = 1
    if record.events:
        found["events", ""] = len(record.events)
    return found


def meant(reference: PlaceReference) -> bool:
    """Say whether a toponym means the place itself, and which one that is is known."""
    return reference.use == "literal" and reference.place is not None


def _by_latest(stories: Iterable[Story]) -> list[Story]:
    """Return stories with the latest report first, undated ones last, then by id."""
    latest = [(moment(story.latest), story) for story in stories]
    latest.sort(key=lambda each: (each[0] is None, -each[0].timestamp() if each[0] else 0.0, each[1].id))
    return [story for _, story in latest]


def _newest_first(entry: Entry) -> tuple[bool, float, str]:
    """The key to sort by: the latest first, those of no known time last, then by id.

    Those that say no date stand where they were captured: among the oldest each new one would move every page.
    """
    return (entry.when is None, -(entry.when or 0.0), entry.id)


def versions_in_order(records: Iterable[Record]) -> list[Record]:
    """Return the versions of a page in the order in which they were captured, else changed, else published."""
    return sorted(records, key=lambda record: (_captured(record), record.id))


def _captured(record: Record) -> str:
    times = (record.article.modified, record.article.published)
    stated = max((str(moment(each.value) or "") for each in times if each is not None), default="")
    return record.page.fetched_at or stated
