"""Where pages come from: a source, what it lists, and what became of it."""

from __future__ import annotations

import hashlib
from typing import Literal

import msgspec

SourceKind = Literal["rss", "atom", "json feed", "sitemap", "sitemap index"]

Health = Literal["new", "ok", "empty", "undated", "blocked", "layout changed", "failing", "dead"]
"""``new``: not asked yet. ``failing``: the last tries failed, but not for long enough to call it dead."""

EntryState = Literal["listed", "fetched", "kept", "text of the feed", "same page", "gone", "blocked", "failed"]
"""``listed`` and ``fetched`` are on their way; the others are ends, until the source lists a change.

``text of the feed``: the page can't be had, and its text is kept from the feed. ``same page``:
another address leads to the page, and is kept.
"""


class Item(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One article as a source lists it."""

    url: str
    title: str | None = None
    published: str | None = None
    """ISO 8601 with zone, as stated."""
    modified: str | None = None
    author: str | None = None
    sections: tuple[str, ...] = ()
    text: str | None = None
    """The article's full text where the source gives it: HTML that was made harmless."""


class Rights(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a site says about who may do what with its pages; None where it says nothing."""

    robots: str | None = None
    """What robots.txt asks of this program, in words."""
    crawl_delay_seconds: float | None = None
    tdm_reserved: bool | None = None
    """Whether text and data mining is reserved for the source's own address (TDMRep)."""
    tdm_policy: str | None = None
    """Address of the policy under which it may be had."""
    training_allowed: bool | None = None
    """trust.txt's ``datatrainingallowed``."""
    controlled_by: str | None = None
    """trust.txt's ``controlledby``: the owner's site."""
    read_at: str | None = None


class Source(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A list of pages that is asked again and again, with what is known about it."""

    id: str
    url: str
    kind: SourceKind
    title: str | None = None
    site: str | None = None
    """The address of the site that it belongs to."""
    owner: str | None = None
    home: str | None = None
    """Where the publisher is at home, as the user says."""
    zone: str | None = None
    """IANA name of the publisher's clock, as the user says."""
    sections: tuple[str, ...] = ()
    """What its pages are about, where they do not say themselves."""
    rights: Rights = Rights()
    shown: int | Literal["whole"] | None = None
    """How much of an article's text an edition may show, as the user says: words, or all of it; None: not said."""
    health: Health = "new"
    says: str = "not asked yet"
    """What the health was judged by."""
    mend: str | None = None
    """The next step, in words; None where there is none to take."""
    paused: bool = False
    added_at: str
    asked_at: str | None = None
    new_at: str | None = None
    """When it last listed something new."""
    failing_since: str | None = None
    failures: int = 0
    """Tries in a row that failed."""
    listed: int = 0
    """Items that it listed when it was last read."""
    left_out: int = 0
    """Items that were not taken then: over the limit, or without an address."""
    interval_seconds: int = 1800
    """How long until it is asked again."""
    etag: str | None = None
    last_modified: str | None = None
    earlier_urls: tuple[str, ...] = ()
    """Where it was before it moved for good."""


class Entry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An address that a source listed, and what became of it."""

    url: str
    """In its canonical spelling."""
    source: str
    item: Item
    state: EntryState = "listed"
    moved_to: str | None = None
    """Where permanent redirects lead: asked there from now on."""
    etag: str | None = None
    last_modified: str | None = None
    reason: str | None = None
    """Why the page is not kept, or only its text from the feed."""
    record: str | None = None
    """Id of the newest record read from it."""
    fetched_at: str | None = None
    visits: int = 0


def source_id(url: str) -> str:
    """Return the id of the source at an address: always the same for the same address."""
    return f"source-{hashlib.sha256(url.encode()).hexdigest()[:16]}"
