"""A page from the web: each address checked, and connected to as checked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec

from dateline.errors import FetchError
from dateline.intake.addresses import Resolver, joined_url, parsed_url, public_addresses, resolve_by_system
from dateline.intake.deadline import Deadline
from dateline.intake.pages import LIMIT_BYTES, page_from_bytes
from dateline.intake.unpacking import unpacked
from dateline.record import Page

if TYPE_CHECKING:
    import httpcore2
    from httpx2 import URL

REDIRECTS = 5
TIMEOUT_SECONDS = 20.0
USER_AGENT = "Dateline/0.1"
PAGES = "text/html, application/xhtml+xml, text/plain;q=0.9, */*;q=0.1"
"""What is asked for where a page is wanted."""

_REDIRECT_STATUS = frozenset({301, 302, 303, 307, 308})
_PERMANENT_STATUS = frozenset({301, 308})
_CONDITION_CHARACTERS = 1_000
"""A longer ETag is not sent back."""


class Fetched(msgspec.Struct, frozen=True, kw_only=True):
    """What a server answered in the end: bytes, or "not modified"."""

    url: str
    """The address that was asked for."""
    final_url: str
    """The one that answered."""
    moved_to: str | None
    """Where permanent redirects alone lead, from the first hop on; None where the first is not permanent."""
    status: int
    """2xx, or 304 where a condition was sent."""
    headers: tuple[tuple[str, str], ...]
    content: bytes
    fetched_at: datetime

    def header(self, name: str) -> str | None:
        """Return the first header of this name (lower case)."""
        return next((value for key, value in self.headers if key == name), None)


def _now() -> datetime:
    return datetime.now(UTC)


def fetch(
    url: str,
    *,
    accept: str = PAGES,
    etag: str | None = None,
    last_modified: str | None = None,
    check: Callable[[str], None] | None = None,
    allow_private: bool = False,
    limit_bytes: int = LIMIT_BYTES,
    timeout_seconds: float = TIMEOUT_SECONDS,
    user_agent: str = USER_AGENT,
    now: Callable[[], datetime] = _now,
    resolve: Resolver = resolve_by_system,
) -> Fetched:
    """Get what is at an address, following at most five redirects.

    Each host is resolved once, all its addresses are checked (see ``is_public``; ``allow_private``
    is for one's own network), and the connection goes to an address that was checked: a name that
    answers differently a moment later changes nothing. ``check`` is called with each address before
    it is asked, and may raise. ``timeout_seconds`` bounds everything together, from the first look-up
    to the last byte. ``limit_bytes`` holds for the body unpacked. ``etag`` and ``last_modified`` are
    those of the copy at hand: the answer may then be status 304 without a body. No cookies, no proxy
    or other setting from the environment.

    Raises AddressError, PageTooLargeError, and FetchError: its ``facts`` hold the status and what the
    server says of when to come again (``retry_after``).
    """
    from dateline.intake.connecting import response_to

    at = parsed_url(url)
    moved_to: str | None = None
    permanent = True
    conditions = _conditions(etag, last_modified)
    deadline = Deadline(timeout_seconds, url)
    for _ in range(REDIRECTS + 1):
        if check is not None:
            check(str(at))
        port = at.port or (443 if at.scheme == "https" else 80)
        addresses = public_addresses(
            at.host, port, allow_private=allow_private, resolve=resolve, timeout_seconds=deadline.remaining()
        )
        headers = {"User-Agent": user_agent, "Accept": accept, **conditions}
        with response_to(at, addresses, deadline, headers) as response:
            kept = _headers(response)
            location = _location(response.status, kept)
            if location is None:
                not_modified = response.status == 304 and bool(conditions)
                if not not_modified:
                    _refuse_status(response.status, kept, at)
                return Fetched(
                    url=url,
                    final_url=str(at),
                    moved_to=moved_to,
                    status=response.status,
                    headers=kept,
                    content=b"" if not_modified else _body(response, kept, at, deadline, limit_bytes),
                    fetched_at=now(),
                )
        at = joined_url(at, location)
        permanent = permanent and response.status in _PERMANENT_STATUS
        if permanent:
            moved_to = str(at)
    raise FetchError(
        f"{url} redirects more than {REDIRECTS} times; give the address that it ends at", url=url, redirects=REDIRECTS
    )


def fetch_page(
    url: str,
    *,
    allow_private: bool = False,
    limit_bytes: int = LIMIT_BYTES,
    timeout_seconds: float = TIMEOUT_SECONDS,
    user_agent: str = USER_AGENT,
    now: Callable[[], datetime] = _now,
    resolve: Resolver = resolve_by_system,
) -> Page:
    """Fetch a page; see ``fetch``.

    Raises AddressError, FetchError, PageTooLargeError, and FormatError for what is no page.
    """
    found = fetch(
        url,
        allow_private=allow_private,
        limit_bytes=limit_bytes,
        timeout_seconds=timeout_seconds,
        user_agent=user_agent,
        now=now,
        resolve=resolve,
    )
    return page_of_answer(found, limit_bytes=limit_bytes)


def page_of_answer(found: Fetched, *, url: str | None = None, limit_bytes: int = LIMIT_BYTES) -> Page:
    """Return the page that a server's answer holds; ``url`` is the address that it is kept under.

    Raises FormatError for what is no page.
    """
    url = url or found.url
    return page_from_bytes(
        found.content,
        url=url,
        final_url=None if found.final_url == str(parsed_url(url)) else found.final_url,
        headers=found.headers,
        fetched_at=found.fetched_at,
        limit_bytes=limit_bytes,
    )


def _conditions(etag: str | None, last_modified: str | None) -> dict[str, str]:
    given = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    return {
        name: value
        for name, value in given.items()
        if value and len(value) <= _CONDITION_CHARACTERS and value.isascii() and value.isprintable()
    }


def _location(status: int, headers: tuple[tuple[str, str], ...]) -> str | None:
    if status not in _REDIRECT_STATUS:
        return None
    return dict(reversed(headers)).get("location")


def _headers(response: httpcore2.Response) -> tuple[tuple[str, str], ...]:
    """The response's headers; cookies are left out: what is kept for good holds no one's session."""
    pairs = ((name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in response.headers)
    return tuple(pair for pair in pairs if pair[0] != "set-cookie")


def _refuse_status(status: int, headers: tuple[tuple[str, str], ...], url: URL) -> None:
    if not 200 <= status < 300:
        mend = "try again later" if status in {408, 425, 429} or status >= 500 else "check it in a browser"
        raise FetchError(
            f"{url} answered with status {status}; {mend}",
            url=str(url),
            status=status,
            retry_after=dict(reversed(headers)).get("retry-after"),
        )


def _body(
    response: httpcore2.Response,
    headers: tuple[tuple[str, str], ...],
    url: URL,
    deadline: Deadline,
    limit_bytes: int,
) -> bytes:
    coding = ", ".join(value for name, value in headers if name == "content-encoding").strip().lower()
    return b"".join(unpacked(response.iter_stream(), coding, str(url), deadline=deadline, limit_bytes=limit_bytes))
