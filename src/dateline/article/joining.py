"""Whether two touching texts of one block are laid out apart, and want a space or a line between them."""

from __future__ import annotations

from dateline.article.elements import Element

_APART = frozenset({"time", "cite", "button"})
"""Inline elements that are laid out apart from what they touch."""
_SPACED = frozenset({"a", "span", "time", "cite", "small", "button", "abbr"})
"""Inline elements whose touching neighbours may be laid out apart; bold and italic never are."""
_CLOSING = ".,:;!?)]”»…-–"
_OPENING = '“«„("'
_LINES = frozenset({"font", "span", "a", "big", "small"})
"""Inline elements that make a line of their own between two single <br>."""


def touch(left: str, right: str) -> bool:
    """Say whether a word or closed sentence stands right before a word."""
    return (left[-1].isalnum() or left[-1] in _CLOSING) and (right[0].isalnum() or right[0] in _OPENING)


def _parted(left: Element, right: Element) -> tuple[Element | None, Element | None]:
    """Return the outermost inline elements that hold one text of a block and not the other; None where none does."""
    around = set()
    element: Element | None = right
    while element is not None and element is not right.block:
        around.add(id(element))
        element = element.parent
    one = None
    element = left
    while element is not None and element is not left.block and id(element) not in around:
        one, element = element, element.parent
    shared = element
    other = None
    element = right
    while element is not None and element is not right.block and element is not shared:
        other, element = element, element.parent
    return one, other


def apart(left: Element, right: Element, before: str, after: str) -> bool:
    """Say whether two touching texts of one block are laid out apart.

    Those in sibling elements are, unless they look like parts of one word: both small letters, or a
    single letter first, as where a pasted text is cut into spans.
    """
    one, other = (None if element is None else element.tag for element in _parted(left, right))
    if left.block.tag == "pre" or "code" in (left.tag, right.tag, left.parent and left.parent.tag):
        return False
    if one in _APART or other in _APART:
        return True
    one_word = len(before.strip()) < 2 or (before[-1].islower() and after[0].islower())
    return one in _SPACED and other in _SPACED and not one_word


def own_lines(left: Element, right: Element) -> bool:
    """Say whether the texts on both sides of a <br> are elements of their own."""
    return all(element is not None and element.tag in _LINES for element in _parted(left, right))
