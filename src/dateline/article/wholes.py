"""What is kept or dropped as a whole: the items of a list, the lines of an embedded post, a heading with its text.

The model judges block by block, and is unsure of short ones; these rules read its verdicts together.
"""

from __future__ import annotations

from collections.abc import Sequence

from dateline.article.blocks import PageBlock
from dateline.article.elements import BIT, Element
from dateline.article.furniture import tells_of_a_change
from dateline.article.position import is_heading
from dateline.article.webpage import ReadPage

LIST_SHARE = 0.4
"""Share of a list's items, the first one among them, from which the others are kept too."""
FEWEST_ITEMS = 2
ITEM_FROM = 0.1
"""Probability under which an item stays out all the same.

On dev, folds by site, the three together gain .001 F1 on trafilatura and stop on the right words of 2 more news pages.
"""
LEVELS = 3
"""Elements around a paragraph within which a post is one of its story's."""
BEHIND = 8
"""Blocks behind the last paragraph within which a post may end the story."""

NOTE_WITHIN = 4
"""The same for a note on what was changed."""


def whole_lists(page: ReadPage, wanted: Sequence[bool], probabilities: Sequence[float]) -> list[int]:
    """Return the items to keep because most of their list is kept, by the numbers of their blocks."""
    lists: dict[int, list[int]] = {}
    for number, block in enumerate(page.blocks):
        item = _around(block, "li", 2)
        if item is not None and item.parent is not None:
            lists.setdefault(id(item.parent), []).append(number)
    return [
        number
        for numbers in lists.values()
        if wanted[numbers[0]] and sum(wanted[n] for n in numbers) >= max(FEWEST_ITEMS, LIST_SHARE * len(numbers))
        for number in numbers
        if probabilities[number] >= ITEM_FROM
    ]


def posts_in_story(page: ReadPage, wanted: Sequence[bool]) -> list[int]:
    """Return the blocks of embedded posts that stand among the story's paragraphs, or right under the last one."""
    kept = [number for number, want in enumerate(wanted) if want]
    if not kept:
        return []
    own: set[int] = set()
    for number in kept:
        own.update(map(id, _above(page.blocks[number].element, LEVELS)))
    return [
        number
        for number in range(kept[0], min(kept[-1] + BEHIND, len(page.blocks)))
        if (post := post_around(page.blocks[number])) is not None
        and not page.blocks[number].element.hidden
        and any(id(element) in own for element in _above(post, LEVELS))
    ]


def post_around(block: PageBlock) -> Element | None:
    """Return the quotation element that holds an embedded post's block; None where a block is none of a post."""
    if not (block.element.above & BIT["embed"] and block.element.above & BIT["quote"]):
        return None
    return _around(block, "blockquote", 4)


def loose_headings(page: ReadPage, wanted: Sequence[bool]) -> list[int]:
    """Return the kept headings at the story's end: nothing that they head is kept."""
    found = []
    for number in range(len(wanted) - 1, -1, -1):
        if wanted[number]:
            if not is_heading(page.blocks[number].element.tag):
                break
            found.append(number)
    return found


def notes_on_changes(page: ReadPage, wanted: Sequence[bool]) -> list[int]:
    """Return the blocks right under the story that say what was changed in it, in the story's own element."""
    kept = [number for number, want in enumerate(wanted) if want]
    if not kept:
        return []
    own = {id(element) for element in _above(page.blocks[kept[-1]].element, 2)}
    return [
        number
        for number in range(kept[-1] + 1, min(kept[-1] + NOTE_WITHIN, len(page.blocks)))
        if any(id(element) in own for element in _above(page.blocks[number].element, 2))
        and not page.blocks[number].element.hidden
        and _tells_of_update(page, number)
    ]


def _tells_of_update(page: ReadPage, number: int) -> bool:
    words = page.blocks[number].words
    return page.described.cues[number].correction or tells_of_a_change(words.lstrip("_—–- "))


def _around(block: PageBlock, tag: str, levels: int) -> Element | None:
    """Return the nearest element of a tag: a block's own, or one as many levels above."""
    element: Element | None = block.element
    for _ in range(levels + 1):
        if element is None or element.tag == tag:
            return element
        element = element.parent
    return None


def _above(element: Element, levels: int) -> list[Element]:
    """Return the elements right above one, the nearest first."""
    found: list[Element] = []
    while len(found) < levels and element.parent is not None:
        element = element.parent
        found.append(element)
    return found
