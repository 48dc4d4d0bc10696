"""The tokens of a text, and what those that begin with a digit may be."""

from __future__ import annotations

import re
from typing import TypeAlias

_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
REMOVE_INVISIBLE = {ord(character): None for character in _INVISIBLE}
PLAIN_MARKS = str.maketrans("’‘‑‐", "''--")

# Every alternative starts with another character or is bounded, so the scan is linear.
TOKENS = re.compile(
    rf"""(?P<word>[^\W\d_](?:[^\W\d_]|[{_INVISIBLE}])*)
    |(?P<break>\n[^\S\n]*\n)
    |(?P<iso>\d{{4}}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{{1,6}})?)?(?:Z|[+-]\d\d:\d\d)?)?(?![\w-]))
    |(?P<numeric>\d{{1,2}}(?P<mark>[./])\d{{1,2}}(?P=mark)(?:\d{{4}}|\d\d)(?![\w/]|\.\d))
    |(?P<clock>\d{{1,2}}:\d\d(?::\d\d)?(?![\d:]))
    |(?P<ordinal>\d{{1,2}}(?:st|nd|rd|th)\b)
    |(?P<decade>(?:\d{{3}}|['’]?\d)0(?:['’]?s|er)\b)
    |(?P<fraction>\d/\d(?![\d/]))
    |(?P<number>\d{{1,3}}(?:,\d{{3}})+(?!\d)|\d+(?:\.\d+)?)
    |(?P<other>[^\s{_INVISIBLE}])""",
    re.VERBOSE | re.IGNORECASE,
)
"""Tokens of a text; blanks between them are left out, a blank line is one."""

Entries: TypeAlias = dict[str, str]
"""What a token may be: its value by kind."""

BREAK = "BREAK"


def number_entries(word: str, shape: str) -> Entries:
    """Say what a token that begins with a digit may be."""
    if shape == "break":
        return {BREAK: ""}
    if shape == "fraction":
        return _fraction(word)
    if shape in {"iso", "numeric", "clock"}:
        return {shape.upper(): word.upper()}
    if shape == "ordinal":
        number = int(word[:-2])
        found = {"ORDINAL": str(number)}
        if 1 <= number <= 31:
            found["DAYTH"] = str(number)
        return found
    if shape == "decade":
        return {"DECADE": word.removesuffix("er").strip("'s").replace("'", "")}
    return plain_number(word)


def _fraction(word: str) -> Entries:
    above, below = int(word[0]), int(word[2])
    return {"FRACTION": str(above / below)} if below and above < below else {}


def plain_number(word: str) -> Entries:
    """Say what a number in plain digits may be: an amount, a year, a day, an hour."""
    if "," in word:
        plain = word.replace(",", "")
        return {"INTEGER": plain} if len(plain) <= 7 and "." not in plain else {}
    if "." in word:
        whole, _, decimals = word.partition(".")
        found = {"DECIMAL": word} if len(word) <= 8 else {}
        if len(decimals) == 2 and len(whole) <= 2 and int(whole) < 25 and int(decimals) < 60:
            found["POINTCLOCK"] = f"{whole}:{decimals}"
        return found
    if len(word) > 7:
        return {}
    number = int(word)
    found = {"INTEGER": str(number)}
    if len(word) == 4:
        if number >= 1:
            found["YEAR"] = word
        if number < 2400 and number % 100 < 60:
            found["MILITARY"] = f"{word[:2]}:{word[2:]}"
    elif len(word) == 3 and number % 100 < 60 and 100 <= number < 1300:
        found["SHORTCLOCK"] = f"{word[0]}:{word[1:]}"
    elif len(word) == 2:
        found["TWODIGITS"] = word
    if len(word) <= 2 and 1 <= number <= 31:
        found["DAY"] = str(number)
    if len(word) <= 2 and 0 <= number <= 24:
        found["HOUR"] = str(number)
    return found
