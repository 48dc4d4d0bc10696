"""Connections that go where was checked, and end when the time is up.

Apart from fetching.py because the library that it stands on takes long to load.
"""

from __future__ import annotations

import ssl
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import httpcore2

from dateline.errors import FetchError
from dateline.intake.deadline import Deadline

if TYPE_CHECKING:
    from httpx2 import URL


class _CheckedBackend(httpcore2.NetworkBackend):
    """Connects to the addresses that were checked, whatever name is asked for, until the deadline."""

    def __init__(self, addresses: tuple[str, ...], deadline: Deadline) -> None:
        self._addresses = addresses
        self._deadline = deadline
        self._backend = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,  # for Host and TLS; it is not looked up again
        port: int,
        timeout: float | None = None,  # the deadline stands for it
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        for left, address in zip(reversed(range(len(self._addresses))), self._addresses, strict=True):
            try:
                # An address that does not answer leaves time for those after it.
                timeout_seconds = self._deadline.remaining() / (left + 1)
                stream = self._backend.connect_tcp(address, port, timeout_seconds, local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout):
                if not left:
                    raise
            else:
                return _TimedStream(stream, self._deadline)
        raise httpcore2.ConnectError("no address")


class _TimedStream(httpcore2.NetworkStream):
    """A stream of which every read and write ends at the deadline."""

    def __init__(self, stream: httpcore2.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.remaining())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.remaining())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.NetworkStream:
        stream = self._stream.start_tls(ssl_context, server_hostname, self._deadline.remaining())
        return _TimedStream(stream, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


@contextmanager
def response_to(
    url: URL, addresses: tuple[str, ...], deadline: Deadline, asked: Mapping[str, str]
) -> Iterator[httpcore2.Response]:
    """Ask for one address and give the answer with its body unread; whatever fails is a FetchError.

    ``asked`` are headers: who asks, for what, and on which condition.
    """
    headers: dict[bytes | str, bytes | str] = {
        "Accept-Encoding": "gzip, deflate",
        "Connection": "close",
    }
    headers |= {name: value for name, value in asked.items()}  # noqa: C416 (widens the type of the names)
    address = httpcore2.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
    try:
        with (
            httpcore2.ConnectionPool(
                ssl_context=_ssl_context(), network_backend=_CheckedBackend(addresses, deadline)
            ) as pool,
            pool.stream("GET", address, headers=headers) as response,
        ):
            yield response
    except httpcore2.TimeoutException as error:
        raise deadline.passed() from error
    except (httpcore2.NetworkError, httpcore2.ProtocolError, OSError) as error:
        if isinstance(error, FetchError):
            raise
        raise FetchError(f"{url} could not be read ({_reason(error)}); try again later", url=str(url)) from error


@lru_cache(maxsize=1)
def _ssl_context() -> ssl.SSLContext:
    import httpx2

    return httpx2.create_ssl_context(trust_env=False)


def _reason(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
