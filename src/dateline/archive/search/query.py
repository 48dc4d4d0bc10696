"""A question to an archive: words of the text, and what its findings must be."""

from __future__ import annotations

from typing import Literal

import msgspec

from dateline.archive.search.words import fold_words
from dateline.record import EventStatus, EventType

Order = Literal["newest", "oldest", "best"]
"""``best``: by how much of the words a text holds (BM25 or the like); such a search has one page only."""


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """Words that stand together, folded; the last one may be the beginning of a word."""

    folded: tuple[str, ...]
    prefix: bool = False


class Near(msgspec.Struct, frozen=True, kw_only=True):
    """A circle on the ground: degrees, WGS 84."""

    latitude: float
    longitude: float
    km: float


class Box(msgspec.Struct, frozen=True, kw_only=True):
    """From south to north and from west eastwards to east, in degrees; west may be the larger number."""

    south: float
    west: float
    north: float
    east: float


class Query(msgspec.Struct, frozen=True, kw_only=True):
    """What a record must be to be found; what is None or empty does not matter.

    ``speaker`` and ``about`` must hold of one quotation; ``type``, ``status``, ``actor`` and
    ``recipient`` of one event; ``place``, ``near`` and ``box`` of one place. Names match by any of
    their words: "Kerry" is found in "John Kerry".
    """

    words: tuple[Words, ...] = ()
    """All of these stand in the text."""
    without: tuple[Words, ...] = ()
    """None of these stands in the text."""
    section: Words | None = None
    source: Words | None = None
    """Publisher, or host of the page's address."""
    speaker: Words | None = None
    about: Words | None = None
    """Words of a quotation, or the name of what it speaks of; without ``speaker`` any name in the text too."""
    actor: Words | None = None
    """By name, or by code as in "RUS" or "GOV"."""
    recipient: Words | None = None
    type: tuple[EventType, ...] = ()
    """One of these."""
    status: tuple[EventStatus, ...] = ()
    place: Words | None = None
    """A place by name, or one that lies in it; or its id as in "geonames:2660646"."""
    near: Near | None = None
    box: Box | None = None
    after: str | None = None
    """Published then or later: ISO 8601 day or time, in UTC where it names no zone."""
    before: str | None = None
    """Published earlier than that."""
    story: str | None = None
    language: str | None = None
    """A BCP 47 tag; a shorter one holds for all that begin with it."""

    @property
    def asks_events(self) -> bool:
        """Whether an event must be of some kind."""
        return bool(self.type or self.status or self.actor or self.recipient)

    @property
    def asks_places(self) -> bool:
        """Whether a place must be somewhere."""
        return bool(self.place or self.near or self.box)


def words(text: str, *, prefix: bool = False) -> Words | None:
    """Return the words of a text as a query has them; None where it holds none."""
    folded = fold_words(text)
    return Words(folded=folded, prefix=prefix) if folded else None
