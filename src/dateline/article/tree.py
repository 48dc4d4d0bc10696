"""Bytes to a tree: parsing that stays bounded whatever the page holds.

Lexbor's tree builder takes quadratic time on deeply nested block elements (each start tag walks
the stack of open elements: 42 s for 100,000 nested <div>), and unclosed formatting elements are
opened again in every later block. Both are thinned out before parsing, by one linear scan, and
only on pages with more tags than a news page has.
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser

MAX_CHARACTERS = 12_000_000
"""Longer text is cut: intake's own limit is 10 MB."""
MAX_DEPTH = 256
"""Deeper start tags are left out on suspect pages; the 736 dev pages of the benchmark reach 74."""
MANY_TAGS = 15_000
"""Fewer tags can't take long however they nest: 15,000 nested <div> parse in half a second."""
MAX_TAGS = 250_000
"""What follows that many tags is not read; the benchmark's largest page has under 20,000."""
MAX_ATTRIBUTES = 200
"""A tag with more loses them all: Lexbor compares each attribute with all before it."""
MAX_OPEN_FORMATTING = 24
"""Formatting elements left open on suspect pages before all of them are ignored."""

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,15})")
_VOID = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
})  # fmt: skip
_IMPLIED_END = frozenset({"p", "li", "dd", "dt", "tr", "td", "th", "thead", "tbody", "tfoot", "option"})
"""Elements that end where the next one starts: left unclosed, they do not nest."""
_FORMATTING = frozenset(["b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"])
_FORMATTING_TAG = re.compile(r"</?(?:b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)(?=[\s/>])", re.IGNORECASE)
LONG_TAG = 20_000
"""Characters from which a tag may hold too many attributes."""
_LONG_TAG = re.compile(rf"<([a-zA-Z][a-zA-Z0-9]{{0,15}}+)(\s[^<>]{{{LONG_TAG},}}+)")
_VALUE = re.compile(r"\"[^\"]*\"|'[^']*'")


def parse(text: str) -> LexborHTMLParser:
    """Parse a page's text into a tree, whatever the text is."""
    text = text[:MAX_CHARACTERS]
    if text.count("<") > MANY_TAGS:
        text = _thinned(text)
    if _may_hold_long_tag(text):
        text = _LONG_TAG.sub(_without_too_many_attributes, text)
    return LexborHTMLParser(text)


def _may_hold_long_tag(text: str) -> bool:
    """Say whether some stretch of half a long tag's length has neither "<" nor ">": every long tag holds one."""
    half = LONG_TAG // 2
    return any(
        text.find("<", start, start + half) < 0 and text.find(">", start, start + half) < 0
        for start in range(0, len(text) - half + 1, half)
    )


def _without_too_many_attributes(match: re.Match[str]) -> str:
    names = len(_VALUE.sub(" ", match[2]).split())
    return match[0] if names <= MAX_ATTRIBUTES else f"<{match[1]}"


def _thinned(text: str) -> str:
    """Turn start tags below MAX_DEPTH, and runaway formatting, into harmless unknown ones.

    Lengths are kept: the first letter after "<" becomes "!", so that the parser reads a comment.
    """
    depth = open_formatting = most_open = 0
    dropped: list[int] = []
    for number, match in enumerate(_TAG.finditer(text)):
        if number >= MAX_TAGS:
            text = text[: match.start()]
            break
        name = match[2].lower()
        if name in _VOID or name in _IMPLIED_END:
            continue
        if match[1]:
            depth = max(0, depth - 1)
            open_formatting -= name in _FORMATTING
        elif depth >= MAX_DEPTH:
            dropped.append(match.start())
        else:
            depth += 1
            open_formatting += name in _FORMATTING
            most_open = max(most_open, open_formatting)
    if dropped:
        pieces = []
        last = 0
        for start in dropped:
            pieces.append(text[last : start + 1])
            last = start + 2
            pieces.append("!")
        pieces.append(text[last:])
        text = "".join(pieces)
    if most_open > MAX_OPEN_FORMATTING:
        text = _FORMATTING_TAG.sub("<!", text)
    return text
