"""The label table of a page, for somebody who wants to mend what the room made of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dateline.article.model import BlockModel, block_model
from dateline.article.roles import judge
from dateline.article.second_voice import hear
from dateline.article.webpage import described_page
from dateline.errors import FormatError
from dateline.record.page import Page

SHOWN_FEATURES = 4


@dataclass(frozen=True, slots=True)
class Explained:
    """One block of an HTML page: what became of it, how sure the model was, and what decided."""

    words: str
    path: str
    label: str
    """The role it was laid in, or "removed: " and what it was taken for."""
    reason: str
    """Why it was removed; "" where it was not."""
    probability: float
    """How likely it belongs to the article, in the model's eyes and, where it was unsure, a second extractor's; roles
    and removals may rest on form alone."""
    decisive: tuple[tuple[str, float, float], ...]
    """The features that moved the probability most: name, value, share of the log odds, largest share first."""


def explain(page: Page, model: BlockModel | None = None) -> list[Explained]:
    """Return every block of an HTML page, in reading order, with its label and what decided it.

    Method: Saabas (2014); each step down a tree moves the mean log odds of its leaves, and the feature that
    the step asks is credited with the move. Raises FormatError for a page that is not HTML.
    """
    if page.media_type == "text/plain":
        raise FormatError("no label table for plain text; give an HTML page")
    model = model or block_model()
    read = described_page(page)
    if not read.blocks:
        return []
    rows = model.rows(read.described)
    probabilities = hear(page, read, model.probabilities(read.described).tolist()).probabilities
    moves = model.second.contributions(rows)
    table = []
    for block, verdict, row, moved in zip(read.blocks, judge(read, probabilities), rows, moves, strict=True):
        order = np.argsort(-np.abs(moved), kind="stable")[:SHOWN_FEATURES]
        table.append(
            Explained(
                words=block.words,
                path=block.element.path,
                label=verdict.role or f"removed: {verdict.taken_for}",
                reason=verdict.reason,
                probability=round(verdict.probability, 3),
                decisive=tuple(
                    (model.second.names[n], round(float(row[n]), 3), round(float(moved[n]), 2))
                    for n in order
                    if moved[n]
                ),
            )
        )
    return table
