"""Which addresses are fetched from: http and https, and only hosts on the public Internet."""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from typing import TYPE_CHECKING

from dateline.errors import AddressError, FetchError

if TYPE_CHECKING:
    from httpx2 import URL

Resolver = Callable[[str, int], Sequence[str]]
"""Takes a host and port, returns its IP addresses in the order to try; raises OSError where it has none."""

_NOT_PUBLIC = tuple(
    ip_network(block)
    for block in (
        "0.0.0.0/8",
        "192.0.0.0/24",  # IETF assignments; a cloud's metadata at 192.0.0.192
        "192.88.99.0/24",  # relays of 6to4, withdrawn
        "168.63.129.16/32",  # a cloud's host agent, on a public address
        "2001::/23",  # Teredo and other IETF assignments
        "2001:db8::/32",
        "3fff::/20",
    )
)
"""What ipaddress calls global, in some Python version or all, and no page is served from."""

_HOST = re.compile(r"[A-Za-z0-9._:-]{1,255}")
_GLOBAL_UNICAST = IPv6Network("2000::/3")
_NAT64 = IPv6Network("64:ff9b::/96")


def parsed_url(address: str) -> URL:
    """Read an address. Raises AddressError for anything but http and https with a host and no password."""
    import httpx2

    with _readable(address):
        url = httpx2.URL(address.strip())
    if url.scheme not in {"http", "https"}:
        raise AddressError(
            f"{_shown(address)} has the scheme {url.scheme[:20]!r}; only http and https are fetched", scheme=url.scheme
        )
    if url.port is not None and not 0 < url.port < 65_536:
        raise AddressError(f"{_shown(address)} has port {url.port}; ports go from 1 to 65535", port=url.port)
    if url.host and not _HOST.fullmatch(url.raw_host.decode("ascii", "replace")):
        raise AddressError(
            f"{_shown(address)} is no address (odd characters in its host); give one like https://host/path"
        )
    if not url.host:
        raise AddressError(f"{_shown(address)} names no host; give one like https://host/path")
    if url.userinfo:
        raise AddressError(f"the address of {url.host} holds a user name or password; leave them out", host=url.host)
    return url


def joined_url(at: URL, location: str) -> URL:
    """Return where a redirect leads. Raises AddressError like ``parsed_url``."""
    with _readable(location):
        address = str(at.join(location.strip()))
    return parsed_url(address)


@contextmanager
def _readable(address: str) -> Iterator[None]:
    import httpx2

    try:
        yield
    except (httpx2.InvalidURL, UnicodeError, ValueError, TypeError) as error:
        raise AddressError(f"{_shown(address)} is no address ({error}); give one like https://host/path") from error


def public_addresses(
    host: str, port: int, *, allow_private: bool, resolve: Resolver, timeout_seconds: float
) -> tuple[str, ...]:
    """Resolve a host once and check every address that it has.

    Raises AddressError where one of them is not public: a name that mixes public and private
    addresses is a trap. Raises FetchError where it has none, or finding them takes too long.
    """
    found = tuple(dict.fromkeys(_resolved_in_time(host, port, resolve, timeout_seconds)))
    if not found:
        raise FetchError(f"host {host} has no address; check the spelling", host=host)
    for text in found:
        if not allow_private and not is_public(text):
            where = host if host == text else f"{host} ({text})"
            raise AddressError(
                f"{where} is not on the public Internet; if it is your own network, allow it (--allow-private)",
                host=host,
                address=text,
            )
    return found


def is_public(address: str) -> bool:
    """Say whether an IP address is one that anybody on the Internet can reach.

    No for loopback, link-local, private, shared (carrier-grade NAT), multicast, documentation,
    reserved and unspecified ones, for cloud metadata, and for an IPv6 address that carries such an
    IPv4 address (mapped, 6to4, NAT64).

    >>> is_public("::ffff:127.0.0.1")
    False
    """
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, IPv6Address):
        carried = _carried(ip)
        if carried is not None:
            return is_public(str(carried))
        if ip not in _GLOBAL_UNICAST:
            return False
    if any(ip.version == block.version and ip in block for block in _NOT_PUBLIC):
        return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def _carried(ip: IPv6Address) -> IPv4Address | None:
    if ip in _NAT64:
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour


def resolve_by_system(host: str, port: int) -> Sequence[str]:
    """Resolve a host as the operating system does."""
    return [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def _resolved_in_time(host: str, port: int, resolve: Resolver, timeout_seconds: float) -> Sequence[str]:
    """Call the resolver in a thread of its own: the system's can't be told when to give up."""
    answers: list[Sequence[str]] = []
    errors: list[Exception] = []

    def ask() -> None:
        try:
            answers.append(resolve(host, port))
        except (OSError, UnicodeError) as error:
            errors.append(error)

    thread = threading.Thread(target=ask, name="resolve", daemon=True)
    thread.start()
    thread.join(max(timeout_seconds, 0))
    if errors:
        raise FetchError(
            f"host {host} can't be found ({errors[0]}); check the spelling and the network", host=host
        ) from (errors[0])
    if not answers:
        raise FetchError(f"host {host} was not found in time; try again later or allow more time", host=host)
    return answers[0]


def _shown(address: str) -> str:
    return repr(address if len(address) <= 200 else address[:199] + "…")
