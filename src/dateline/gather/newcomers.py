"""Which records are new since stories were last joined, and which only stand in the place of older versions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.archive import Archive, StoryLog, Unjoined
from dateline.record import Record, StoryChange
from dateline.stories import StoryLedger
from dateline.stories.finder import reports_something
from dateline.stories.words import read_words


class Newcomers:
    """The records that were kept or read anew, sorted by what is to be done with them.

    An older version of a page that has a newer one is passed over: stories are made of the newest.
    """

    def __init__(self, archive: Archive, log: StoryLog, ledger: StoryLedger, unjoined: Sequence[Unjoined]) -> None:
        self._ledger = ledger
        captures = log.captures(each.url for each in unjoined if each.url is not None)
        self.new: list[Record] = []
        """Of pages that are in no story yet."""
        self.newer: list[Record] = []
        """Versions of pages that are."""
        self.told: set[str] = set()
        """Stories of records that were read anew."""
        self._older: dict[str, list[str]] = {}
        for key, url, _ in unjoined:
            versions = (key,) if url is None else captures[url]
            if versions[-1] != key:
                continue
            older = [each for each in versions[:-1] if each in ledger.story_of]
            if older:
                self._older[key] = older
                self.newer.append(archive.record(key))
            elif key in ledger.story_of:
                self.told.add(ledger.story_of[key])
            else:
                self.new.append(archive.record(key))

    def __iter__(self) -> Iterator[Record]:
        yield from (*self.new, *self.newer)

    def replaced(self, *, at: str) -> Iterator[StoryChange]:
        """Put newer versions in the places of older ones, and yield the changes; one without an article leaves none."""
        for record in self.newer:
            stands = reports_something(record, read_words(record))
            for place, older in enumerate(self._older[record.id]):
                yield self._ledger.replace(older, record.id if stands and place == 0 else None, at=at)
