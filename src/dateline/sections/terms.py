"""Terms of a text: stems of its words, and pairs of neighbours."""

from __future__ import annotations

import re
from functools import cache
from threading import Lock

import Stemmer

from dateline.resources.tables import read_table

WORD = re.compile(r"[^\W_]{1,40}(?:['’][^\W_]{1,8})?")
"""A word, with what an apostrophe adds to it."""
NUMBER = "0"
"""The term of every word with a digit in it."""

_POSSESSIVE = re.compile(r"['’]s?\Z")
_STEMMER = Stemmer.Stemmer("english")
_ONE_AT_A_TIME = Lock()
"""A stemmer of Snowball's C library must not be asked by two threads at once."""


@cache
def _stopwords() -> frozenset[str]:
    return frozenset(word for (word,) in read_table("sections", "stopwords", columns=1))


def term_of(word: str) -> str:
    """Return the term of a word: its stem in small letters; "" for a stop word or a single letter."""
    small = word.lower()
    if not small.isalpha():
        if any(character.isdigit() for character in small):
            return NUMBER
        small = _POSSESSIVE.sub("", small)
    with _ONE_AT_A_TIME:
        stem: str = _STEMMER.stemWord(small)
    return "" if len(stem) < 2 or stem in _stopwords() else stem
