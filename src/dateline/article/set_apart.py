"""What stands inside a story and apart from it: quotations shown again in large letters, boxes of promotion."""

from __future__ import annotations

import re

from dateline.article.blocks import PageBlock
from dateline.article.elements import BIT, Element
from dateline.article.names import fold
from dateline.article.webpage import ReadPage

BOX_SHARE = 0.15
"""Share of the prose up to which marked elements are boxes beside the story, not wrappers around it."""
_QUOTED = re.compile(r"[“\"«„]([^“”\"«»„]{8,400})[”\"»“]")


def said_elsewhere(page: ReadPage, wanted: list[bool]) -> str:
    """Return the letters of the article's paragraphs, where any of its blocks may be a quotation set apart."""
    blocks = page.blocks
    if not any(want and _set_apart(block) for want, block in zip(wanted, blocks, strict=True)):
        return ""
    return "|".join(
        fold(block.words) for want, block in zip(wanted, blocks, strict=True) if want and not _set_apart(block)
    )


def _set_apart(block: PageBlock) -> bool:
    near = block.element.near | (block.element.parent.block.near if block.element.parent is not None else 0)
    return bool(near & (BIT["quote"] | BIT["pullquote"])) and len(block.words) <= 400


def repeats_a_paragraph(block: PageBlock, said: str) -> bool:
    """Say whether a quotation set apart repeats words of a paragraph, its attribution left aside."""
    if not said or not _set_apart(block):
        return False
    quoted = _QUOTED.search(block.words)
    key = fold(quoted[1] if quoted is not None else block.words)
    return len(key) > 12 and key in said


def promotion_boxes(page: ReadPage, wanted: list[bool]) -> frozenset[int]:
    """Return the kept blocks that stand in boxes of promotion; none where those hold much of what is kept.

    A wrapper around the whole story, or each of its parts, may be named for what it also holds.
    """
    found = [number for number, want in enumerate(wanted) if want and _in_box(page, page.blocks[number])]
    size = sum(len(page.blocks[number].words) for number in found)
    kept = sum(len(block.words) for block, want in zip(page.blocks, wanted, strict=True) if want)
    return frozenset(found) if size <= BOX_SHARE * kept else frozenset()


def _in_box(page: ReadPage, block: PageBlock) -> bool:
    """Say whether an element marked as promotion, and holding little of the page's prose, is around a block."""
    element: Element | None = block.element
    if not block.element.above & BIT["promotion"]:
        return False
    while element is not None and element.prose <= BOX_SHARE * page.described.page_prose:
        if element.near & BIT["promotion"]:
            return True
        element = element.parent
    return False
