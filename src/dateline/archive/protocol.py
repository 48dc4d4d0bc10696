"""What others may ask an archive: anything that answers these can stand in for one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

import msgspec

from dateline.archive.paging import RecordsPage, StoriesPage
from dateline.archive.search.hits import Results
from dateline.archive.search.query import Order, Query
from dateline.record import Copy, Page, Record, Story


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """How much an archive holds."""

    pages: int
    records: int
    stories: int
    copies: int


class Reader(Protocol):
    """The reading side of an archive: all that what goes out needs.

    A method given an id that the archive does not hold raises ArchiveError.
    """

    def counts(self) -> Counts:
        """Return how much there is."""

    def page(self, digest: str) -> Page:
        """Return the page with these bytes; the one captured first where several addresses gave them."""

    def page_of(self, record_id: str) -> Page:
        """Return the page that a record was read from, as it was first captured."""

    def changed(self, *, limit: int = 100) -> tuple[tuple[str, ...], ...]:
        """Return the ids of the records of each address that gave more than one text, those published last first."""

    def record(self, record_id: str) -> Record:
        """Return a record, checked like any other."""

    def records(
        self, *, section: str | None = None, since: str | None = None, until: str | None = None, url: str | None = None
    ) -> Iterator[Record]:
        """Yield records by time of publication, then id; undated ones last.

        ``since`` is included, ``until`` is not: ISO 8601 days or times, in UTC where they name no
        zone; with either, undated records are left out. One record is in memory at a time.
        """

    def records_page(
        self, query: Query | None = None, *, limit: int = 20, cursor: str | None = None, order: Order = "newest"
    ) -> RecordsPage:
        """Return whole records, a page at a time, as ``find`` finds them; all of them for no query."""

    def stories(self) -> Iterator[Story]:
        """Yield the stories, the one with the latest report first, then by id; undated ones last."""

    def stories_page(self, *, limit: int = 20, cursor: str | None = None) -> StoriesPage:
        """Return stories a page at a time, in the order of ``stories``; ``cursor`` is that of the page before."""

    def story(self, story_id: str) -> Story:
        """Return a story."""

    def stories_of(self, record_id: str) -> tuple[Story, ...]:
        """Return the stories that a record belongs to, in the order of ``stories``."""

    def copies_of(self, record_id: str) -> tuple[Copy, ...]:
        """Return the copies that a record has a side in, by id."""

    def find(
        self, query: Query | str, *, limit: int = 20, cursor: str | None = None, order: Order = "newest"
    ) -> Results:
        """Find records, a page at a time; a string is read by ``parse_query``.

        ``cursor`` is that of the page before. Raises QueryError for a query, a limit or a cursor that can't be used.
        """
