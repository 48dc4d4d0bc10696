"""A second opinion on pages of which the block model is unsure: trafilatura's text, weighed against the page's own.

Asked for on few pages, as it takes longer than all the rest of the room.
"""

from __future__ import annotations

from dataclasses import dataclass

from dateline.article.features import shingles, tokens
from dateline.article.webpage import ReadPage
from dateline.record.page import Page

UNSURE = (0.3, 0.7)
"""Probabilities at which a kept or dropped paragraph might as well be the other."""
ASKED_FROM = 0.2
"""Share of the paragraphs' text that must be unsure: 1 dev page of 14."""
LONGEST_PAGE = 1_500_000
"""Characters of a page up to which it is read a second time."""
SAME_FROM, OTHER_BELOW = 0.8, 0.35
"""Share of the longer text's runs of four words that is in both. From the first on there is nothing to settle; below
the second one of the two is lost (on dev it was the second voice, 4 times of 4), and the model's verdict stands."""
SAID = 0.6
"""Share of a block's runs of four words from which the second voice has said it."""
WEIGHT = 0.35
"""What a second voice moves a block's probability."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """The probabilities after the second voice was heard, and what a reader should know of it."""

    probabilities: list[float]
    flags: tuple[str, ...] = ()


def unsure_share(page: ReadPage, probabilities: list[float]) -> float:
    """Return how much of the text of paragraphs that may be kept stands at probabilities that might go either way."""
    total = unsure = 0
    for block, probability, prose in zip(page.blocks, probabilities, page.described.prose, strict=True):
        if prose and probability > UNSURE[0]:
            total += len(block.words)
            unsure += len(block.words) if probability < UNSURE[1] else 0
    return unsure / total if total else 0.0


def hear(page: Page, read: ReadPage, probabilities: list[float]) -> Opinion:
    """Ask a second voice where the model is unsure, and move the probabilities where the evidence is with it.

    The evidence is the page's description: where the second text has less of it, the model's verdict stands.
    """
    share = unsure_share(read, probabilities)
    if share < ASKED_FROM or len(page.text) > LONGEST_PAGE:
        return Opinion(probabilities)
    doubt = f"the block model was unsure of {share:.0%} of the paragraphs' text"
    second = _second_text(page.text)
    kept = [
        block.words
        for block, probability in zip(read.blocks, probabilities, strict=True)
        if probability >= 0.5 and block.number != read.headline
    ]
    first_runs, second_runs = shingles(tokens("\n".join(kept))), shingles(tokens(second))
    same = len(first_runs & second_runs) / max(1, len(first_runs), len(second_runs))
    if same >= SAME_FROM:
        return Opinion(probabilities)
    description = read.statements.first("description")
    summary = shingles(tokens(description.value)) if description is not None else frozenset()
    if same < OTHER_BELOW or len(summary & second_runs) < len(summary & first_runs):
        return Opinion(probabilities, (f"{doubt}, and a second extractor found other text",))
    return Opinion(
        [
            _moved(probability, block.words, second_runs)
            for block, probability in zip(read.blocks, probabilities, strict=True)
        ],
        (f"{doubt}; a second extractor's text settled which of it belongs to the article",),
    )


def _moved(probability: float, words: str, said: frozenset[tuple[str, ...]]) -> float:
    """Return a block's probability once the second voice said it or left it out; too few words to tell count as out."""
    runs = shingles(tokens(words))
    vote = len(runs & said) >= SAID * len(runs) if runs else False
    return min(max(probability + (WEIGHT if vote else -WEIGHT), 0.0), 1.0)


def _second_text(html: str) -> str:
    """Return what trafilatura's fast extraction makes of a page; "" where it finds nothing."""
    from trafilatura import extract

    return extract(html, fast=True, include_comments=False) or ""
