"""Where the next story begins, on pages that go on with other stories as the reader scrolls."""

from __future__ import annotations

from dateline.article.elements import Element
from dateline.article.names import fold
from dateline.article.webpage import ReadPage

SHORTEST_TITLE = 15
FEWEST = 2
"""Paragraphs of the story that stand before another one's title."""


def next_story(page: ReadPage, wanted: list[bool]) -> int | None:
    """Return the block that is the next story's title; None where the page holds one story.

    It is an h1 as the headline is, of the same classes or in another <article>, says something else, and parts
    the paragraphs for good: none below it shares an element with one above it. An h1 that a story has between
    its paragraphs, or over each of its parts, does not. Found on 2 of the 736 dev pages, in whose gold nothing
    that stands below belongs.
    """
    if page.headline is None or page.blocks[page.headline].element.tag != "h1":
        return None
    headline = page.blocks[page.headline].element
    prose = [number for number, want in enumerate(wanted) if want and page.described.prose[number]]
    for block in page.blocks[page.headline + 1 :]:
        if block.element.tag != "h1" or len(block.words) < SHORTEST_TITLE or fold(block.words) == page.headline_key:
            continue
        if not _is_alike(block.element, headline):
            continue
        above = {id(page.blocks[number].element.parent) for number in prose if number < block.number}
        below = {id(page.blocks[number].element.parent) for number in prose if number > block.number}
        if sum(number < block.number for number in prose) >= FEWEST and below and not above & below:
            return block.number
    return None


def _is_alike(title: Element, headline: Element) -> bool:
    """Say whether a title has the headline's classes, or each stands in an <article> of its own."""
    if headline.names:
        return title.names == headline.names
    one, other = _article(title), _article(headline)
    return one is not None and other is not None and one is not other


def _article(element: Element) -> Element | None:
    above: Element | None = element
    while above is not None and above.tag != "article":
        above = above.parent
    return above
