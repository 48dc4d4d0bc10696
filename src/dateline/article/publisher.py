"""Who runs the page: the publisher's name, and the names that the site goes by."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from dateline.article.names import fold
from dateline.article.statements import Statements
from dateline.record.article import Metadatum

_TITLE_PARTS = re.compile(r"\s+[|–—·•»:-]\s+")
_SUFFIX = re.compile(r"\.(?:co|com|org|net|gov|ac|edu)?\.?[a-z]{2,}$")


def host_of(url: str | None) -> str:
    """Return the host of an address without "www."; "" where there is none."""
    try:
        host = (urlsplit(url or "").hostname or "").lower()
    except ValueError:
        return ""
    return host.removeprefix("www.").removeprefix("m.").removeprefix("amp.")


def site_names(statements: Statements, url: str | None) -> tuple[str, ...]:
    """Return the names that the site goes by: as stated, and from its address."""
    names = [statement.value for name in ("publisher", "site") for statement in statements.of(name)[:4]]
    names += [statement.value.lstrip("@") for statement in statements.of("handle")[:1]]
    canonical = statements.first("canonical")
    host = host_of(url) or host_of(canonical.value if canonical is not None else None)
    if host:
        names.append(host)
        names.append(_SUFFIX.sub("", host))
        names += [label for label in _SUFFIX.sub("", host).split(".") if len(label) > 3]
    return tuple(dict.fromkeys(name for name in names if fold(name)))


def find_publisher(statements: Statements, url: str | None, lines: Iterable[tuple[str, str]]) -> Metadatum | None:
    """Return the publisher: the site's own name first, the article's stated publisher next, the host last.

    ``lines`` are visible lines with their element paths: where nothing is stated, one of them, or a
    part of the title, may spell the host's name out ("The Gulf Ledger" at gulf-ledger.example).
    """
    for name in ("publisher", "site"):
        for source in ("json-ld", "opengraph", "meta"):
            for statement in statements.of(name):
                if statement.source == source and "://" not in statement.value and len(statement.value) <= 100:
                    return statement
    host = host_of(url)
    labels = {fold(label) for label in _SUFFIX.sub("", host).split(".") if len(label) > 3}
    titles = [part for title in statements.of("title")[:1] for part in _TITLE_PARTS.split(title.value)]
    for words, path in (*lines, *((part, "head/title") for part in titles)):
        if len(words) <= 60 and words != host and labels & {fold(words), fold(words).removeprefix("the")}:
            return Metadatum(value=words, source="visible", raw=words, path=path)
    return Metadatum(value=host, source="url", raw=url or host) if host else None
