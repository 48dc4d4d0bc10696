"""Terms of a text: stems of its words, and pairs of neighbours."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

import snowballstemmer

from dateline.resources.tables import read_table

WORD = re.compile(r"[^\W_]{1,40}(?:['’][^\W_]{1,8})?")
"""A word, with what an apostrophe adds to it."""
NUMBER = "0"
"""The term of every word with a digit in it."""

_POSSESSIVE = re.compile(r"['’]s?\Z")
_STEMMER: Any = snowballstemmer.stemmer("english")


@cache
def _stopwords() -> frozenset[str]:
    return frozenset(word for (word,) in read_table("sections", "stopwords", columns=1))


@cache
def _forms() -> dict[str, str]:
    """Stemming takes forty times as long as a look at a table, which knows 985 words of 1,000."""
    return {row[0]: row[1] for row in read_table("sections", "forms", columns=2)}


@lru_cache(maxsize=1 << 17)
def term_of(word: str) -> str:
    """Return the term of a word: its stem in small letters; "" for a stop word or a single letter."""
    small = word.lower()
    known = _forms().get(small)
    return stemmed(small) if known is None else known


def stemmed(small: str) -> str:
    """Return the term of a word in small letters without the table's help."""
    if any(character.isdigit() for character in small):
        return NUMBER
    stem: str = _STEMMER.stemWord(_POSSESSIVE.sub("", small))
    return "" if len(stem) < 2 or stem in _stopwords() else stem
