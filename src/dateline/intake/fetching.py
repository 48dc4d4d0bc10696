"""A page from the web: each address checked, and connected to as checked."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from dateline.errors import FetchError
from dateline.intake.addresses import Resolver, joined_url, parsed_url, public_addresses, resolve_by_system
from dateline.intake.deadline import Deadline
from dateline.intake.pages import LIMIT_BYTES, page_from_bytes, refuse_too_large
from dateline.record import Page

if TYPE_CHECKING:
    import httpcore2
    from httpx2 import URL

REDIRECTS = 5
TIMEOUT_SECONDS = 20.0
USER_AGENT = "Dateline/0.1"

_REDIRECT_STATUS = frozenset({301, 302, 303, 307, 308})
_PIECE_BYTES = 1 << 16


def _now() -> datetime:
    return datetime.now(UTC)


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
    """Fetch a page by GET, following at most five redirects.

    Each host is resolved once, all its addresses are checked (see ``is_public``; ``allow_private``
    is for one's own network), and the connection goes to an address that was checked: a name that
    answers differently a moment later changes nothing. ``timeout_seconds`` bounds everything
    together, from the first look-up to the last byte. ``limit_bytes`` holds for the page unpacked.
    No cookies, no proxy or other setting from the environment.

    Raises AddressError, FetchError, PageTooLargeError, and FormatError for what is no page.
    """
    from dateline.intake.connecting import response_to

    at = parsed_url(url)
    deadline = Deadline(timeout_seconds, url)
    for _ in range(REDIRECTS + 1):
        port = at.port or (443 if at.scheme == "https" else 80)
        addresses = public_addresses(
            at.host, port, allow_private=allow_private, resolve=resolve, timeout_seconds=deadline.remaining()
        )
        with response_to(at, addresses, deadline, user_agent) as response:
            location = _location(response)
            if location is None:
                _refuse_status(response.status, at)
                content = b"".join(_unpacked(response, at, deadline, limit_bytes))
                return page_from_bytes(
                    content,
                    url=url,
                    final_url=None if str(at) == str(parsed_url(url)) else str(at),
                    headers=_headers(response),
                    fetched_at=now(),
                    limit_bytes=limit_bytes,
                )
        at = joined_url(at, location)
    raise FetchError(f"{url} redirects more than {REDIRECTS} times; give the address that it ends at", url=url)


def _location(response: httpcore2.Response) -> str | None:
    if response.status not in _REDIRECT_STATUS:
        return None
    return dict(reversed(_headers(response))).get("location")


def _headers(response: httpcore2.Response) -> tuple[tuple[str, str], ...]:
    """The response's headers; cookies are left out: what is kept for good holds no one's session."""
    pairs = ((name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in response.headers)
    return tuple(pair for pair in pairs if pair[0] != "set-cookie")


def _refuse_status(status: int, url: URL) -> None:
    if not 200 <= status < 300:
        mend = "try again later" if status in {408, 425, 429} or status >= 500 else "check it in a browser"
        raise FetchError(f"{url} answered with status {status}; {mend}", url=str(url), status=status)


def _unpacked(response: httpcore2.Response, url: URL, deadline: Deadline, limit_bytes: int) -> Iterator[bytes]:
    """Yield the body, unpacked in small pieces and counted before and after: a bomb never unfolds."""
    coding = ", ".join(value for name, value in _headers(response) if name == "content-encoding").strip().lower()
    unpacker = _Unpacker(coding, url)
    received = unfolded = 0
    for data in response.iter_stream():
        received += len(data)
        refuse_too_large(received, limit_bytes, str(url))
        for piece in unpacker.pieces(data):
            unfolded += len(piece)
            refuse_too_large(unfolded, limit_bytes, str(url))
            deadline.remaining()
            yield piece
    unpacker.finish()


class _Unpacker:
    """Undoes a content coding in bounded pieces: none, gzip or deflate (with zlib's header or bare)."""

    def __init__(self, coding: str, url: URL) -> None:
        if coding not in {"", "identity", "gzip", "x-gzip", "deflate"}:
            raise FetchError(
                f"{url} is sent as {coding[:60]!r}, which was not asked for; try again later",
                url=str(url),
                coding=coding,
            )
        self._url = url
        self._zlib = None if coding in {"", "identity"} else zlib.decompressobj(31 if "gzip" in coding else 15)
        self._may_be_bare = coding == "deflate"

    def pieces(self, data: bytes) -> Iterator[bytes]:
        """Yield what the data unpack to, at most 64 KB at a time; what follows the end is left out."""
        if self._zlib is None:
            yield data
            return
        while data and not self._zlib.eof:
            piece = self._unpacked(data)
            data = self._zlib.unconsumed_tail
            if piece:
                yield piece

    def _unpacked(self, data: bytes) -> bytes:
        assert self._zlib is not None  # noqa: S101 (for the type checker: pieces has looked)
        try:
            piece = self._zlib.decompress(data, _PIECE_BYTES)
        except zlib.error as error:
            if not self._may_be_bare:
                raise FetchError(
                    f"{self._url} is damaged on the way ({error}); try again later", url=str(self._url)
                ) from error
            self._zlib = zlib.decompressobj(-15)
            self._may_be_bare = False
            return self._unpacked(data)
        self._may_be_bare = False
        return piece

    def finish(self) -> None:
        """Raise FetchError where the end is missing."""
        if self._zlib is not None and not self._zlib.eof:
            raise FetchError(f"{self._url} breaks off in the middle; try again later", url=str(self._url))
