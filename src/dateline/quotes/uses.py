"""What words in quotation marks are there for where nobody is said to say them."""

from __future__ import annotations

from typing import Literal

from dateline.quotes.marks import Region

_TERM_WORDS = 5
"""The longest stretch taken for a term or title."""


def use_of(text: str, region: Region) -> Literal["speech", "term", "scare", "unknown"]:
    """Say what an unattributed region is: whole sentences are speech, capitalised words a title.

    A few words in lower case without a sentence of their own are scare quotes; anything else is unknown.
    """
    words = region.inner.of(text)
    count = len(words.split())
    if count <= _TERM_WORDS:
        if is_title(words) and not words.endswith((".", "!", "?")):
            return "term"
        if words[:1].islower() and not words.endswith((".", "!", "?")):
            return "scare" if count <= 3 else "unknown"
        return "unknown"
    return "speech" if words.rstrip("…")[-1:] in {".", "!", "?", ","} or not region.closed else "unknown"


def is_title(words: str) -> bool:
    """Say whether a few words are capitalised as a title or name is, small words aside."""
    capitalised = [word[:1].isupper() for word in words.split() if len(word) > 3 or word[:1].isupper()]
    return bool(capitalised) and all(capitalised) and len(words.split()) <= _TERM_WORDS
