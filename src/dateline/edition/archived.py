"""Pages straight from an archive: each record and story is fetched when a page needs it, and kept for a while."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import islice
from typing import Generic, TypeVar

from dateline.archive import Query, Reader
from dateline.archive.search.query import words
from dateline.edition.excerpts import cited_in, excerpt
from dateline.edition.holdings import RECENT, At, Filter, ListKind, Part, from_the_newest
from dateline.edition.outlets import Outlets
from dateline.edition.paths import source_key
from dateline.errors import ArchiveError
from dateline.record import EventStatus, EventType, Record, Story

T = TypeVar("T")

AT_HAND = 400
"""Records and stories kept decoded: a record takes about 100 KB."""
MOST_SCANNED = 2_000
"""Records that are looked through for one list: what is older is found by a narrower question."""

SAMPLES = 200
"""Records that stand for all of them on pages about them all."""

_BATCH = 50
_STATUSES: dict[str, EventStatus] = {name: name for name in EventStatus.__args__}  # type: ignore[attr-defined]
_TYPES: dict[str, EventType] = {name: name for name in EventType.__args__}  # type: ignore[attr-defined]


class Archived:
    """Fits ``Holdings``. One moment of an archive: make a new one when the archive has changed."""

    def __init__(self, archive: Reader, outlets: Outlets | None = None) -> None:
        self._archive = archive
        self.outlets = outlets or Outlets()
        self.records: Mapping[str, Record] = Lately(self._shown, AT_HAND)
        self.stories: Mapping[str, Story] = Lately(archive.story, AT_HAND)
        self._counts = archive.counts()

    def _shown(self, record_id: str) -> Record:
        """Return a record, or an excerpt of it where no more may be shown."""
        record = self._archive.record(record_id)
        words = self.outlets.rule(record).words
        if words is None:
            return record
        return excerpt(record, words, cited_in(self._archive.stories_of(record_id)).get(record_id, ()))

    def recent_stories(self) -> Iterable[Story]:
        """Return the stories with the latest reports."""
        return self._recent

    def stories_of(self, record_id: str) -> Iterable[Story]:
        """Return the stories of a record."""
        return self._archive.stories_of(record_id)

    def having(self, kind: ListKind, key: str, only: Filter) -> Iterator[Record]:
        """Yield the records that the archive's index finds, the newest first."""
        query = _query(kind, key, only)
        if query is None:
            return
        cursor: str | None = None
        for _ in range(MOST_SCANNED // _BATCH):
            results = self._archive.find(query, limit=_BATCH, cursor=cursor)
            for hit in results:
                yield self.records[hit.record]
            cursor = results.cursor
            if cursor is None:
                return

    def part(self, kind: ListKind, key: str, only: Filter, at: At) -> Part[Record] | None:
        """Return all records of a list: the index does not know how many items each holds."""
        window = from_the_newest(at)
        return None if window is None else Part(self.having(kind, key, only), *window)

    def reports_of(self, key: str, most: int) -> list[str]:
        """Return the ids of a source's newest reports."""
        found = (record.id for record in self.having("source", key, Filter()) if source_key(record) == key)
        return list(islice(found, most))

    def stories_part(self, at: At) -> Part[Story] | None:
        """Return a page of the recent stories."""
        window = from_the_newest(at)
        return None if window is None else Part(self._recent, *window)

    @cached_property
    def _recent(self) -> list[Story]:
        return list(islice(self._archive.stories(), RECENT))

    @cached_property
    def _changed(self) -> list[tuple[str, ...]]:
        return list(self._archive.changed())

    def changed(self, key: str | None = None) -> list[tuple[str, ...]]:
        """Return the addresses' versions, whatever their source."""
        return self._changed

    def counts(self) -> tuple[int, int]:
        """Return how many there are."""
        return self._counts.stories, self._counts.pages

    def samples(self) -> list[Record]:
        """Return the records that open the newest stories."""
        return [self.records[story.families[0].representative] for story in self._recent[:SAMPLES]]


def _query(kind: ListKind, key: str, only: Filter) -> Query | None:
    """Return the question whose answers hold a list; None where nothing can be in it."""
    named = words(key.replace("-", " "))
    if kind != "events" and named is None:
        return None
    if kind == "speaker":
        return Query(speaker=named)
    if kind == "source":
        return Query(source=named)
    if kind == "place":
        # Ids are kept as one word, with a colon.
        return Query(place=words(key.replace("-", ":", 1)))
    if (only.type and only.type not in _TYPES) or (only.status and only.status not in _STATUSES):
        return None
    return Query(
        type=(_TYPES[only.type],) if only.type else tuple(_TYPES.values()),
        status=(_STATUSES[only.status],) if only.status else (),
        actor=words(only.actor) if only.actor else None,
        place=words(only.place) if only.place else None,
    )


class Lately(Mapping[str, T], Generic[T]):
    """Things by id, fetched when asked for; those used last stay at hand. KeyError where there is none."""

    def __init__(self, fetch: Callable[[str], T], most: int) -> None:
        self._fetch = fetch
        self._most = most
        self._held: OrderedDict[str, T] = OrderedDict()

    def __getitem__(self, key: str) -> T:
        held = self._held.pop(key, None)
        if held is None:
            try:
                held = self._fetch(key)
            except ArchiveError as error:
                if error.facts.get("absent"):
                    raise KeyError(key) from error
                raise
        self._held[key] = held
        if len(self._held) > self._most:
            self._held.popitem(last=False)
        return held

    def __iter__(self) -> Iterator[str]:
        return iter(list(self._held))

    def __len__(self) -> int:
        return len(self._held)
