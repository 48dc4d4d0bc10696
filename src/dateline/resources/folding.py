"""The folded view of a name: what two spellings of it have in common.

Gazetteers are keyed by it, and texts are looked up by it, so both sides use the same words.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_INVISIBLE = "\u00ad\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff"
"""Soft hyphens, zero-width characters, direction marks and variation selectors: they stay in a text."""

WORD = re.compile(rf"(?:[^\W\d_]\.){{2,}}(?:[^\W\d_](?![\w]))?|[^\W_][\w{_INVISIBLE}]*(?:['’ʻʼ`][\w{_INVISIBLE}]+)*")
"""One word, or letters with points ("U.S.", "N.H."). A hyphen parts words; an apostrophe does not."""

_DROPPED = re.compile(rf"[{_INVISIBLE}.'’ʻʼ`]|[\u0300-\u036f]")
_SHORT = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"})


@lru_cache(maxsize=65536)
def fold_word(word: str) -> str:
    """Return one word without case, accents, points, apostrophes and invisible characters.

    >>> fold_word("Québec"), fold_word("St")
    ('quebec', 'saint')
    """
    if word.isascii():
        folded = _DROPPED.sub("", word.lower())
    else:
        folded = _DROPPED.sub("", unicodedata.normalize("NFKD", word).casefold()).translate(_LETTERS)
    return _SHORT.get(folded, folded)


def fold(name: str) -> str:
    """Return the folded words of a name with one space between.

    >>> fold("Saint-Étienne"), fold("St. Louis"), fold("U.S.")
    ('saint etienne', 'saint louis', 'us')
    """
    return " ".join(filter(None, map(fold_word, WORD.findall(name))))
