"""One spelling of an address, so that a page that many lists name is fetched once."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources
from urllib.parse import urlsplit, urlunsplit

_PORTS = {"http": 80, "https": 443}


def canonical(url: str) -> str:
    """Return an address without fragment, default port and parameters that only say where a reader came from.

    What may mean another page stays: the other parameters in their order, the case of the path, a
    slash at its end, ``www``.

    >>> canonical("HTTPS://Ferry.example:443/a?utm_source=feed&id=7#top")
    'https://ferry.example/a?id=7'
    """
    parts = urlsplit(url)
    scheme = parts.scheme.lower()
    host = (parts.hostname or "").lower()
    if ":" in host:
        host = f"[{host}]"
    if parts.port is not None and parts.port != _PORTS.get(scheme):
        host = f"{host}:{parts.port}"
    query = "&".join(pair for pair in parts.query.split("&") if pair and not _tracks(pair.partition("=")[0]))
    return urlunsplit((scheme, host, parts.path or "/", query, ""))


def host_of(url: str) -> str:
    """Return the host with its port, if it is not the usual one: what robots.txt and politeness hold for."""
    return urlsplit(canonical(url)).netloc


def _tracks(name: str) -> bool:
    whole, openings = _tracking()
    return name.lower() in whole or name.lower().startswith(openings)


@lru_cache(maxsize=1)
def _tracking() -> tuple[frozenset[str], tuple[str, ...]]:
    table = resources.files("dateline.resources").joinpath("data/intake/tracking_parameters.tsv").read_text("utf-8")
    names = [line.partition("\t")[0] for line in table.splitlines() if line and not line.startswith("#")]
    openings = tuple(name.removesuffix("*") for name in names if name.endswith("*"))
    return frozenset(name for name in names if not name.endswith("*")), openings
