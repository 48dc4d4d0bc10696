"""How sources are asked: who asks, how often, for how long."""

from __future__ import annotations

from pathlib import Path

import msgspec

from dateline import __version__
from dateline.archive.gathering.jobs import LEASE_SECONDS
from dateline.errors import InputError
from dateline.intake import LIMIT_BYTES, TIMEOUT_SECONDS

PRODUCT = "Dateline"
"""The name that robots.txt may speak of."""


def user_agent(contact: str | None = None) -> str:
    """Return what a host is told about who asks; ``contact`` is an address to write to.

    Raises InputError for a contact that can't stand in a header.

    >>> user_agent("desk@ferry.example")
    'Dateline/0.1.0 (news archive; contact: desk@ferry.example)'
    """
    if contact is None:
        return f"{PRODUCT}/{__version__} (news archive; no contact given)"
    contact = contact.strip()
    if (
        not contact
        or len(contact) > 200
        or not contact.isascii()
        or not contact.isprintable()
        or set(contact) & set("()")
    ):
        raise InputError(f"contact {contact[:60]!r} can't be sent; give a mail or web address", contact=contact)
    return f"{PRODUCT}/{__version__} (news archive; contact: {contact})"


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What a round or a run goes by."""

    archive: str | Path
    contact: str | None = None
    allow_private: bool = False
    """Whether addresses of one's own network may be asked: for a site of one's own, and for tests."""
    delay_seconds: float = 1.0
    """Between two requests to one host, where its robots.txt asks for no more."""
    timeout_seconds: float = TIMEOUT_SECONDS
    limit_bytes: int = LIMIT_BYTES
    lease_seconds: float = LEASE_SECONDS
    fetchers: int = 8
    """Threads that fetch; readers beside them: one a process."""
    attempts: int = 5
    """Before a page is given up."""
    first_retry_seconds: float = 60.0
    """Until the second attempt; each later one waits four times as long, up to six hours."""
    join_seconds: float = 10.0
    """Until stories are joined after a page was read: many pages are joined at once."""
    replay_seconds: float = 86_400.0
    """Until stories are clustered anew after articles were placed in them, at most."""
    poll_seconds: float = 0.5
    """How long an idle worker waits before it looks for a job again."""
