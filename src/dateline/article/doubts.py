"""What a reader should know of how sure the text is: another text in the page's own metadata."""

from __future__ import annotations

from dateline.article.features import shingles, tokens
from dateline.article.webpage import ReadPage

FEWEST_WORDS = 80
"""Words from which two texts are worth comparing."""
AGREES_FROM = 0.6
"""Share of the shorter text's runs of four words that is in the longer one, from which they are the same text."""


def doubts_of(page: ReadPage, body: str) -> tuple[str, ...]:
    """Return the flags of a page's article, as sentences; none where nothing speaks against it."""
    return (*([CUT] if page.cut else []), *_doubts_of_text(page, body))


CUT = "the page is longer than what is read of one page: what stands further down is not in this record"
"""A flag of pages, and of scraped texts, that reach a bound."""


def _doubts_of_text(page: ReadPage, body: str) -> tuple[str, ...]:
    if not page.statements.body or not body:
        return ()
    laid, stated = tokens(body), tokens(page.statements.body)
    one, other = shingles(laid), page.stated_runs
    shared = len(one & other) / max(1, min(len(one), len(other)))
    if min(len(laid), len(stated)) < FEWEST_WORDS or shared >= AGREES_FROM:
        return ()
    return (f"the page's metadata hold another text: it shares {shared:.0%} of its runs of four words with this one",)
