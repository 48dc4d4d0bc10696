"""Which blocks may be the article's at all: the model's probabilities, where neither form nor place rules one out."""

from __future__ import annotations

from dateline.article.blocks import PageBlock
from dateline.article.reasons import stands_within
from dateline.article.webpage import ReadPage

KEPT_FROM = 0.5
"""Probability from which a block belongs to the article."""
KEPT_AT_LEAST = 0.12
"""The same on a page of which nothing would be kept."""
FEW_CHARACTERS = 200


def possible(page: ReadPage, probabilities: list[float]) -> list[float]:
    """Return the probabilities, with 0 for blocks that are no text, and for lists over the headline."""
    return _without_lists_over_headline(page, _without_what_is_no_text(page, probabilities))


def threshold_of(page: ReadPage, probabilities: list[float]) -> float:
    """Return the probability from which blocks are kept: lower where next to nothing would be kept.

    A page that the model is unsure of throughout still has its best blocks; an error page has none
    that read like prose.
    """
    kept = [n for n, p in enumerate(probabilities) if p >= KEPT_FROM and n != page.headline]
    if sum(len(page.blocks[n].words) for n in kept) >= FEW_CHARACTERS:
        return KEPT_FROM
    unsure = [p for n, p in enumerate(probabilities) if page.described.prose[n] and p >= KEPT_AT_LEAST]
    return max(KEPT_AT_LEAST, 0.6 * max(unsure)) if unsure and not kept else KEPT_FROM


def _without_what_is_no_text(page: ReadPage, probabilities: list[float]) -> list[float]:
    """Return the probabilities with 0 for menus, what a form asks and what is meant for screen readers only."""
    return [
        0.0 if block.items or block.element.unseen or _is_answer(block) else p
        for block, p in zip(page.blocks, probabilities, strict=True)
    ]


def _without_lists_over_headline(page: ReadPage, probabilities: list[float]) -> list[float]:
    """Return the probabilities with 0 for what is over the headline and no paragraph: menus, tickers, lists of stories.

    As they are on a page without a paragraph under the headline that may be kept.
    """
    headline, prose = page.headline, page.described.prose
    if headline is None or not any(
        prose[number] and probabilities[number] >= KEPT_AT_LEAST for number in range(headline + 1, len(prose))
    ):
        return probabilities
    return [
        p if number >= headline or (prose[number] and not _is_item(page.blocks[number])) else 0.0
        for number, p in enumerate(probabilities)
    ]


def _is_answer(block: PageBlock) -> bool:
    """Say whether a block is the label of a form's field; the ingredients of a recipe are labels in a list."""
    return block.element.tag == "label" and stands_within(block, "form", 3)


def _is_item(block: PageBlock) -> bool:
    return block.element.tag == "li" or stands_within(block, "li")
