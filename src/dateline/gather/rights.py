"""What a site says about the use of its pages: robots.txt, TDMRep, trust.txt."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

import msgspec

from dateline.errors import IntakeError
from dateline.gather import robots
from dateline.gather.web import Web
from dateline.intake.items import address, words
from dateline.record.source import Rights, Source

_LIMIT_BYTES = 200_000
_LINES = 1_000
_LOCATIONS = 200


def read_rights(web: Web, url: str, *, now: float) -> Rights:
    """Ask a site what it reserves; ``url`` is a page or feed of it.

    What can't be had is None, as what is not said.
    """
    home = urljoin(url, "/")
    try:
        rules = web.robots_of(url)
        says, delay = robots.in_words(rules, home), robots.delay_seconds(rules) or None
    except IntakeError:
        says, delay = None, None
    reserved, policy = _tdm(_text(web, urljoin(url, "/.well-known/tdmrep.json")), urlsplit(url).path or "/")
    trust = _trust(_text(web, urljoin(url, "/trust.txt")) or _text(web, urljoin(url, "/.well-known/trust.txt")))
    return Rights(
        robots=says,
        crawl_delay_seconds=delay,
        tdm_reserved=reserved,
        tdm_policy=address(policy, url),
        training_allowed={"yes": True, "no": False}.get((trust.get("datatrainingallowed") or "").lower()),
        controlled_by=words(trust.get("controlledby")),
        read_at=datetime.fromtimestamp(now, UTC).isoformat(timespec="seconds"),
    )


def with_rights(source: Source, web: Web, *, now: float) -> Source:
    """Return a source with what its site reserves; where trust.txt names an owner and the user did not, with that."""
    rights = read_rights(web, source.url, now=now)
    return msgspec.structs.replace(source, rights=rights, owner=source.owner or rights.controlled_by)


def _text(web: Web, url: str) -> str | None:
    """Return a small text file; None for anything else, such as a page that says "not found" with status 200."""
    try:
        found = web.get(url, accept="application/json, text/plain, */*;q=0.1", limit_bytes=_LIMIT_BYTES)
    except IntakeError:
        return None
    text = found.content.decode("utf-8-sig", "replace").strip()
    return None if not text or text.startswith("<") else text


def _tdm(text: str | None, path: str) -> tuple[bool | None, str | None]:
    """Return TDMRep's reservation for a path, and the policy's address (W3C TDM Reservation Protocol, 6.1)."""
    if text is None:
        return None, None
    try:
        rules = msgspec.json.decode(text, type=list[dict[str, Any]])
    except (msgspec.DecodeError, RecursionError):
        return None, None
    for rule in rules[:_LOCATIONS]:  # the first that matches holds
        location, reservation = rule.get("location"), rule.get("tdm-reservation")
        if isinstance(location, str) and _covers(location, path) and reservation in {0, 1}:
            policy = rule.get("tdm-policy")
            return reservation == 1, policy if isinstance(policy, str) else None
    return None, None


def _covers(location: str, path: str) -> bool:
    """Say whether a location is meant for a path: the whole of it with $, else its beginning up to a *."""
    if location.endswith("$"):
        return location[:-1] == path
    return path.startswith(location.partition("*")[0])


def _trust(text: str | None) -> dict[str, str]:
    """Return the attributes of a trust.txt (JournalList), the first of each name."""
    found: dict[str, str] = {}
    for line in (text or "").splitlines()[:_LINES]:
        name, is_pair, value = line.partition("#")[0].partition("=")
        if is_pair:
            found.setdefault(name.strip().lower(), value.strip())
    return found
