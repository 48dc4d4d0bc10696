"""The words of a text as they are looked for: without case, accents and invisible characters.

Both engines are given these words and none of their own making, so that they find the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

BREAK = "¶"
"""Stands between two names in one field, so that no phrase runs from one into the next. No word folds to it."""

LONGEST = 200
"""Characters of a word that count: PostgreSQL refuses words of more than 2,046 bytes."""

_INVISIBLE = "\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff"
_MARKS = "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1-\u05c7\u0610-\u061a\u064b-\u065f\u0670"
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_INVISIBLE}{_MARKS}])*")
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"})


Word = tuple[str, re.Match[str]]
"""A word as it is looked for, and where it stands."""


@lru_cache(maxsize=65536)
def _fold(word: str) -> str:
    if word.isascii():
        return word.lower()[:LONGEST]
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold()).translate(_LETTERS)
    return "".join(character for character in plain if character.isalnum())[:LONGEST]


def words_of(text: str) -> list[Word]:
    """Return the words of a text in order. Hyphens, apostrophes and points part words: "U.S." is two."""
    return [(folded, found) for found in _WORD.finditer(text) if (folded := _fold(found[0]))]


def fold_words(text: str) -> tuple[str, ...]:
    """Return the words of a text as they are looked for.

    >>> fold_words("O’Brien met Émile.")
    ('o', 'brien', 'met', 'emile')
    """
    return tuple(filter(None, map(_fold, _WORD.findall(text))))


@lru_cache(maxsize=16384)
def _joined(name: str) -> str:
    return " ".join(fold_words(name))


def field_of(names: Iterator[str] | tuple[str, ...]) -> str:
    """Return names as one field: the words of each with a space around, a break between two names.

    >>> field_of(("John Kerry", "the minister"))
    ' john kerry ¶ the minister '
    """
    folded = map(_joined, dict.fromkeys(names))
    joined = f" {BREAK} ".join(dict.fromkeys(filter(None, folded)))
    return f" {joined} " if joined else ""
