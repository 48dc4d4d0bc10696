"""Foreign words and addresses made harmless: shown as they stand, never as markup."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from markupsafe import Markup, escape

_OVERRIDE = re.compile("[\u202d\u202e]")
_UNSHOWABLE = re.compile("[\x00\ud800-\udfff]")


def shown(text: str) -> str:
    """Return the text as an HTML page can hold it: U+FFFD stands for NULs and lone surrogates.

    Everything else can be shown, so two texts that differ otherwise are shown differently.
    """
    return _UNSHOWABLE.sub("\ufffd", text)


def words_of(text: str) -> Markup:
    """Return foreign words as HTML whose text content is ``shown(text)``, character for character.

    A carriage return is written as a reference, since parsers turn it into a line feed. A direction
    override is shut in an element of its own: it stays in the text but turns no letter around it.
    """
    markup = str(escape(shown(text)))
    if "\r" in markup:
        markup = markup.replace("\r", "&#13;")
    if "\u202d" in markup or "\u202e" in markup:
        markup = _OVERRIDE.sub(lambda found: f'<bdi class="override">{found.group()}</bdi>', markup)
    return Markup(markup)  # noqa: S704 - escaped above


def href(url: str | None) -> str | None:
    """Return an address that a link may lead to: http or https with a host; None for all else."""
    if url is None or any(ord(c) <= 32 or c == "\x7f" for c in url):
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    return shown(url) if parts.scheme in {"http", "https"} and host else None
