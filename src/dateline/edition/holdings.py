"""What pages are made from: records and stories at hand, or an archive that is asked for each when a page needs it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple, Protocol

from dateline.edition.outlets import Outlets
from dateline.edition.paths import place_key, source_key, speaker_key
from dateline.edition.ranking import moment
from dateline.record import PlaceReference, Record, Story

RECENT = 2000
"""Stories that can be on the front page or a section's: those with the latest reports. Weight halves daily, so that
in an archive that gains a hundred stories a day the first one left out weighs a millionth."""

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

    def changed(self) -> list[tuple[str, ...]]:
        """Return the ids of the records of each address that gave several texts, in the order of time."""

    def counts(self) -> tuple[int, int]:
        """Return how many stories and pages there are."""


class Held:
    """Records and stories in memory: what an edition is built from, and checked with."""

    def __init__(self, records: Iterable[Record], stories: Iterable[Story], outlets: Outlets | None = None) -> None:
        self.outlets = outlets or Outlets()
        self.records: Mapping[str, Record] = {record.id: record for record in records}
        self.stories: Mapping[str, Story] = {story.id: story for story in stories}
        self._of: dict[tuple[str, str], list[Record]] = {}
        self._stories_of: dict[str, list[Story]] = {}
        for record in newest_first(self.records.values()):
            for name in _lists_of(record):
                self._of.setdefault(name, []).append(record)
        for story in self.stories.values():
            for member in story.records:
                self._stories_of.setdefault(member, []).append(story)

    def recent_stories(self) -> Iterable[Story]:
        """Return the stories with the latest reports."""
        latest = [(moment(story.latest), story) for story in self.stories.values()]
        latest.sort(key=lambda each: (each[0] is None, -each[0].timestamp() if each[0] else 0.0, each[1].id))
        return [story for _, story in latest[:RECENT]]

    def stories_of(self, record_id: str) -> Iterable[Story]:
        """Return the stories of a record."""
        return self._stories_of.get(record_id, [])

    def having(self, kind: ListKind, key: str, only: Filter) -> Iterator[Record]:
        """Yield records, the newest first."""
        return iter(self._of.get((kind, key), []))

    def keys(self, kind: ListKind) -> list[str]:
        """Return the keys that there is a list for, in order."""
        return sorted(key for each, key in self._of if each == kind)

    def changed(self) -> list[tuple[str, ...]]:
        """Return the addresses' versions."""
        by_address: dict[str, list[Record]] = {}
        for record in self.records.values():
            if record.page.url:
                by_address.setdefault(record.page.url, []).append(record)
        return sorted(
            tuple(record.id for record in versions_in_order(each))
            for each in by_address.values()
            if len({record.article.digest for record in each}) > 1
        )

    def counts(self) -> tuple[int, int]:
        """Return how many there are."""
        return len(self.stories), len(self.records)


def _lists_of(record: Record) -> set[tuple[str, str]]:
    found = {("speaker", key) for quotation in record.statements if (key := speaker_key(record, quotation))}
    found |= {("place", place_key(each.place)) for each in record.places if meant(each) and each.place is not None}
    if (source := source_key(record)) is not None:
        found.add(("source", source))
    if record.events:
        found.add(("events", ""))
    return found


def meant(reference: PlaceReference) -> bool:
    """Say whether a toponym means the place itself, and which one that is is known."""
    return reference.use == "literal" and reference.place is not None


def newest_first(records: Iterable[Record]) -> list[Record]:
    """Return records with the latest first, undated ones last, then by id."""

    def order(record: Record) -> tuple[bool, float, str]:
        published = record.article.published
        when = None if published is None else moment(published.value)
        return (when is None, -when.timestamp() if when else 0.0, record.id)

    return sorted(records, key=order)


def versions_in_order(records: Iterable[Record]) -> list[Record]:
    """Return the versions of a page in the order in which they were captured, else changed, else published."""

    def order(record: Record) -> tuple[str, str]:
        times = (record.article.modified, record.article.published)
        stated = max((str(moment(each.value) or "") for each in times if each is not None), default="")
        return (record.page.fetched_at or stated, record.id)

    return sorted(records, key=order)
