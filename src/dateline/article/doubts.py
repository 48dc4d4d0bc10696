"""What a reader should know of how sure the text is: the model's own doubt, and a second voice that disagrees."""

from __future__ import annotations

from dateline.article.features import shingles, tokens
from dateline.article.roles import Verdict
from dateline.article.webpage import ReadPage

FEWEST_WORDS = 80
"""Words from which two texts are worth comparing."""
AGREES_FROM = 0.6
"""Share of the shorter text's runs of four words that is in the longer one, from which they are the same text."""
UNSURE = (0.3, 0.7)
"""Probabilities at which a kept or dropped paragraph might as well be the other."""
UNSURE_SHARE = 0.25


def doubts_of(page: ReadPage, verdicts: list[Verdict], body: str) -> tuple[str, ...]:
    """Return the flags of a page's article, as sentences; none where nothing speaks against it."""
    found = []
    if page.statements.body and body:
        laid, stated = tokens(body), tokens(page.statements.body)
        one, other = shingles(laid), shingles(stated)
        shared = len(one & other) / max(1, min(len(one), len(other)))
        if min(len(laid), len(stated)) >= FEWEST_WORDS and shared < AGREES_FROM:
            found.append(
                f"the page's metadata hold another text: it shares {shared:.0%} of its runs of four words with this one"
            )
    lengths = [
        (len(block.words), UNSURE[0] < verdict.probability < UNSURE[1])
        for block, verdict, prose in zip(page.blocks, verdicts, page.described.prose, strict=True)
        if prose and (verdict.role is not None or verdict.probability > UNSURE[0])
    ]
    total = sum(length for length, _ in lengths)
    unsure = sum(length for length, doubtful in lengths if doubtful)
    if total and unsure > UNSURE_SHARE * total:
        found.append(f"the block model was unsure of {unsure / total:.0%} of the paragraphs' text")
    return tuple(found)
