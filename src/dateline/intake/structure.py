"""Markup that an HTML parser would take hours or all memory for.

The standard's tree construction is not linear: every open element is looked at again by some tags
below it, every formatting element left open is made anew in each block that follows (12,500 ``<b>``
and as many ``<p>``, 380 KB, become 80 million nodes), and each attribute is compared with those
before it. Such pages are refused; nobody writes them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.errors import FormatError

OPEN_ELEMENTS = 100_000_000
"""Limit on the elements open at each tag, added up: 14,000 tags inside one another. Lexbor takes about a
second for these; of 246 pages of the extraction benchmark the most tangled reaches 0.3 % of it."""

REOPENED_ELEMENTS = 2_000_000
"""Limit on the formatting elements open at each tag, added up: Lexbor takes some 300 MB for these.
Of the same 246 pages none adds up to more than 600."""

ATTRIBUTES = 1_000
"""Limit on the attributes of one tag."""

_ATTRIBUTE = (
    rb"[\t\n\f\r /]*+[^\t\n\f\r />][^\t\n\f\r />=]*+"
    rb"(?:[\t\n\f\r ]*+=[\t\n\f\r ]*+(?:\"[^\"]*+\"?+|'[^']*+'?+|[^\t\n\f\r >\"'][^\t\n\f\r >]*+)?+)?+"
)
_MANY_ATTRIBUTES = re.compile(rb"<[a-zA-Z][^\t\n\f\r />]*+(?:%b){%d}" % (_ATTRIBUTE, ATTRIBUTES + 1))
_TAG = re.compile(rb"<(/?)([a-zA-Z][^\t\n\f\r />]*+)((?:%b)*+[\t\n\f\r /]*+)>?" % _ATTRIBUTE)
_OPENING = re.compile(rb"<(?:/?[a-zA-Z]|[!?/])")
_EACH_ATTRIBUTE = re.compile(_ATTRIBUTE)
_REOPENED = re.compile(rb"<(?:b|big|code|em|font|i|s|small|strike|strong|tt|u)(?=[\t\n\f\r />])", re.IGNORECASE)

_FORMATTING = frozenset(b"b big code em font i s small strike strong tt u".split())
"""The standard's formatting elements, but for ``a`` and ``nobr``: of these a new one ends the old."""

_VOID = frozenset(b"area base br col embed hr img input link meta param source track wbr".split())
_RAW_TEXT = frozenset(b"script style textarea title xmp iframe noembed noframes".split())
_ENDED_BY_THE_NEXT = frozenset(b"p li dt dd option tr td th nobr a".split())
_INLINE = _FORMATTING | frozenset(b"a abbr cite label nobr q span sub sup time var svg path g".split())
_SCOPES = frozenset(b"table td th caption object applet marquee template".split())
_LOOK_BACK = 64
"""How far up an end tag's element is looked for; well-formed pages need one step."""


def refuse_unreadable_markup(content: bytes, where: str) -> None:
    """Raise FormatError for markup beyond the limits.

    Bounds that need no parsing let nearly every page pass at once; the others are walked through
    tag by tag, in linear time.
    """
    tags = content.count(b"<")
    reopened = len(_REOPENED.findall(content))
    if (
        tags * tags <= 2 * OPEN_ELEMENTS
        and tags * reopened <= REOPENED_ELEMENTS
        and not _MANY_ATTRIBUTES.search(content)
    ):
        return
    walk = _Walk()
    for closes, name, attributes in _tags(content):
        walk.step(name, closes=closes)
        if walk.open_elements > OPEN_ELEMENTS or walk.reopened_elements > REOPENED_ELEMENTS:
            raise _refusal(where, "tags left open inside one another by the thousand")
        if len(attributes) > 2 * ATTRIBUTES and _count(attributes) > ATTRIBUTES:
            raise _refusal(where, f"more than {ATTRIBUTES:,} attributes in one tag")


def _refusal(where: str, what: str) -> FormatError:
    return FormatError(f"{where} has {what}, which no parser reads in bounded time; give a sound page", found=what)


def _count(attributes: bytes) -> int:
    return sum(1 for _ in _EACH_ATTRIBUTE.finditer(attributes))


class _Walk:
    """Keeps account of the elements that are open, as tree construction would, on the side of too many."""

    def __init__(self) -> None:
        self.open_elements = 0
        self.reopened_elements = 0
        self._open: list[bytes] = []
        self._formatting = 0

    def step(self, name: bytes, *, closes: bool) -> None:
        """Take the next tag."""
        if closes:
            self._close(name)
        elif name not in _VOID:
            if name in _ENDED_BY_THE_NEXT and self._open and self._open[-1] == name:
                self._open.pop()
            self._open.append(name)
            self._formatting += name in _FORMATTING
        self.open_elements += len(self._open)
        self.reopened_elements += self._formatting

    def _close(self, name: bytes) -> None:
        formatting = name in _FORMATTING
        for back in range(1, min(len(self._open), _LOOK_BACK) + 1):
            found = self._open[-back]
            if found == name:
                if formatting:  # what stands inside stays open
                    del self._open[-back]
                    break
                del self._open[-back:]
                return
            if found in _SCOPES and name not in _SCOPES:
                return
            if name in _INLINE and not formatting and found not in _INLINE:
                return
        if formatting and self._formatting:
            self._formatting -= 1


def _tags(content: bytes) -> Iterator[tuple[bool, bytes, bytes]]:
    """Yield (is an end tag, name in lower case, attributes) for each tag that a tokenizer would see."""
    at = 0
    while (start := _OPENING.search(content, at)) is not None:
        at = start.start()
        tag = _TAG.match(content, at)
        if tag is not None:
            name = tag[2].lower()
            yield bool(tag[1]), name, tag[3]
            at = tag.end()
            if name in _RAW_TEXT and not tag[1]:
                at = _end_of_raw_text(content, at, name)
        elif content.startswith(b"<!--", at):
            at = _past(content, b"-->", at + 2)
        else:
            at = _past(content, b">", at)


def _end_of_raw_text(content: bytes, at: int, name: bytes) -> int:
    found = re.compile(rb"</" + name + rb"(?=[\t\n\f\r />])", re.IGNORECASE).search(content, at)
    return len(content) if found is None else found.start()


def _past(content: bytes, end: bytes, at: int) -> int:
    found = content.find(end, at)
    return len(content) if found < 0 else found + len(end)
