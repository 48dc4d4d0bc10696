"""What is known of those who publish: owner, rights, health; and how much of an article's text may be shown."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from typing import Literal, NamedTuple
from urllib.parse import urlsplit

import msgspec

from dateline.archive import Archive, Sources
from dateline.record import Record
from dateline.record.source import Health, Rights, Source
from dateline.typesetting import wording

EXCERPT_WORDS = 75
"""Words of an article that are shown where its rights are reserved and nothing else is said: what a result of a
search shows, twice over; not tuned."""

_RESERVES = re.compile(r"\b(?:noai|noarchive|nosnippet|none)\b|max-snippet:\s*0\b|tdm-reservation\W*1\b", re.IGNORECASE)


class Outlet(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A source as readers may know it: without the addresses that it is asked at, which can hold a key."""

    hosts: tuple[str, ...]
    """Of its site and its lists, in order."""
    title: str | None = None
    owner: str | None = None
    home: str | None = None
    rights: Rights = Rights()
    shown: int | Literal["whole"] | None = None
    """Words of an article that may be shown, or all, as the user says; None: not said."""
    health: Health = "new"
    mend: str | None = None
    asked_on: str | None = None
    """Day that it was asked last, ISO 8601."""


CardPart = Literal["owner", "group", "policy", "health"]


class Rule(NamedTuple):
    """How much of an article's text is shown, and why."""

    words: int | None
    """None: all of it."""
    why: str


def outlets_of(sources: Iterable[Source]) -> tuple[Outlet, ...]:
    """Return sources as readers may know them."""
    return tuple(
        Outlet(
            hosts=tuple(dict.fromkeys(filter(None, (host_of(source.site), host_of(source.url))))),
            title=source.title,
            owner=source.owner,
            home=source.home,
            rights=source.rights,
            shown=source.shown,
            health=source.health,
            mend=source.mend,
            asked_on=None if source.asked_at is None else source.asked_at[:10],
        )
        for source in sources
    )


class Outlets:
    """The outlets of an edition, by the hosts of their pages. ``desk``: an edition for the editors themselves."""

    def __init__(self, known: Iterable[Outlet] = (), *, desk: bool = False) -> None:
        self.known = tuple(known)
        self.desk = desk
        self._by_host: dict[str, Outlet] = {}
        for outlet in self.known:
            for host in outlet.hosts:
                before = self._by_host.get(host)
                # Of several lists of one host the one that shows least stands for them.
                if before is None or _strictness(outlet) > _strictness(before):
                    self._by_host[host] = outlet

    def of(self, record: Record) -> Outlet | None:
        """Return the outlet that a record's page came from; None where no source is known for its host."""
        return self._found(record)

    def same_owner(self, record: Record) -> list[Outlet]:
        """Return the other outlets of a record's owner."""
        own = self.of(record)
        if own is None or own.owner is None:
            return []
        name = own.owner.casefold()
        return [
            each for each in self.known
            if each.owner is not None and each.owner.casefold() == name and not set(each.hosts) & set(own.hosts)
        ]  # fmt: skip

    def rule(self, record: Record) -> Rule:
        """Return how much of a record's text is shown."""
        if self.desk:
            return Rule(None, "shown whole: an edition for the desk")
        outlet = self._found(record)
        if outlet is not None and outlet.shown is not None:
            if outlet.shown == "whole":
                return Rule(None, "shown whole: its source allows it")
            return Rule(outlet.shown, f"an excerpt of {outlet.shown} words at most: what is set for its source")
        stated = map(wording.right_in_words, record.article.rights)
        reserved = next((right for right in stated if _RESERVES.search(right)), None)
        if reserved is not None:
            return Rule(EXCERPT_WORDS, f"an excerpt of {EXCERPT_WORDS} words at most: its page says “{reserved}”")
        if outlet is not None and outlet.rights.tdm_reserved:
            return Rule(
                EXCERPT_WORDS, f"an excerpt of {EXCERPT_WORDS} words at most: its site reserves text and data mining"
            )
        if outlet is not None and outlet.rights.robots == LEFT_ALONE:
            return Rule(EXCERPT_WORDS, f"an excerpt of {EXCERPT_WORDS} words at most: {LEFT_ALONE}")
        return Rule(None, "shown whole: neither its page nor its site reserves that")

    def says(self, part: CardPart, record: Record) -> str:
        """Return a line of the card of a record's source."""
        outlet = self.of(record)
        if outlet is None:
            return "not known"
        match part:
            case "owner":
                return outlet.owner or "not known"
            case "group":
                return ", ".join(each.title or each.hosts[0] for each in self.same_owner(record)) or "none known"
            case "policy":
                return _policy(outlet.rights)
            case "health":
                asked = f", asked on {wording.day_in_words(outlet.asked_on)}" if outlet.asked_on else ""
                return f"{outlet.health}{asked}{f'; next step: {outlet.mend}' if outlet.mend else ''}"

    def digest(self) -> str:
        """Return what changes when a rule does, and only then."""
        rules = [(each.hosts, each.shown, each.rights.tdm_reserved, each.rights.robots) for each in self.known]
        return hashlib.sha256(repr((self.desk, rules)).encode()).hexdigest()

    def _found(self, record: Record) -> Outlet | None:
        return next((self._by_host[host] for host in _hosts(record) if host in self._by_host), None)


def _policy(rights: Rights) -> str:
    told = [rights.robots or "robots.txt not read"]
    if rights.tdm_reserved is not None:
        told.append(f"text and data mining is {'reserved' if rights.tdm_reserved else 'not reserved'}")
    if rights.tdm_policy is not None:
        told.append(f"its policy: {rights.tdm_policy}")
    if rights.training_allowed is not None:
        told.append(f"training of models is {'allowed' if rights.training_allowed else 'not allowed'}")
    return "; ".join(told)


def read_outlets(archive: Archive, *, desk: bool = False) -> Outlets:
    """Return the outlets of an archive's sources."""
    return Outlets(outlets_of(Sources(archive).all()), desk=desk)


LEFT_ALONE = "robots.txt asks to leave the site alone"
"""What gathering notes of such a site."""


def host_of(address: str | None) -> str | None:
    """Return an address's host without "www."; None where it has none.

    >>> host_of("https://www.Quay.example/news")
    'quay.example'
    """
    try:
        host = urlsplit(address or "").hostname
    except ValueError:
        return None
    return None if host is None else host.removeprefix("www.")


def _hosts(record: Record) -> list[str]:
    page = record.page
    return [host for address in (page.final_url, page.url) if (host := host_of(address)) is not None]


def _strictness(outlet: Outlet) -> tuple[bool, int]:
    """Return how little of a text an outlet lets be shown: a user's word before any other, fewer words first."""
    if outlet.shown is None:
        return (False, 0)
    return (True, 0 if outlet.shown == "whole" else 1_000_000 - outlet.shown)
