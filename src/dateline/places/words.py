"""The words of an article's prose, folded as the gazetteer's names are."""

from __future__ import annotations

from typing import NamedTuple

from dateline.record import Article, Role
from dateline.resources.folding import WORD, fold_word

READ_ROLES: frozenset[Role] = frozenset(
    {
        "headline", "deck", "dateline", "caption", "body", "subheading", "list", "table",
        "pull-quote", "embedded-post", "correction", "entry",
    }
)  # fmt: skip
"""Blocks in which places are looked for: bylines, credits and timestamps name people and clocks."""

_JOINING = frozenset({" ", "-", "‐", "‑", "–", "\u00a0", "\u202f"})
_OPENING = '.!?“"‘:\n'
_SHORTENED = frozenset({"st", "ste", "mt", "ft"})


_TITLES = frozenset(
    (
        *("mr", "mrs", "ms", "dr", "sen", "gov", "rep", "gen", "col", "sgt", "lt", "capt", "rev", "prof", "atty"),
        *("supt", "det", "dist", "jr", "sr", "no", "vs"),
    )
)
"""Short forms whose point ends no sentence; so does an initial's."""


class Word(NamedTuple):
    """One word. ``start`` and ``end`` are offsets into the article's text, without a possessive ending."""

    start: int
    end: int
    text: str
    folded: str
    possessive: bool
    joined: bool
    """A space or hyphen alone parts it from the word before (or its possessive ending): the two can be one name."""
    opens: bool
    """It may begin a sentence: a block, a full stop or an opening quotation mark stands before it."""
    capital: bool
    """It begins with a capital letter, or one of a script that has none."""


def words_of(article: Article) -> list[Word]:
    """Return the words of the blocks that hold prose, in reading order; a name never crosses blocks."""
    text = article.text
    found: list[Word] = []
    for block in article.blocks:
        if block.role not in READ_ROLES:
            continue
        last = block.span.start
        before = ""
        first = True
        for match in WORD.finditer(text, block.span.start, block.span.end):
            start, end = match.span()
            word = match[0]
            gap = text[last:start]
            possessive = len(word) > 3 and word.endswith(("'s", "’s"))
            if possessive:
                end -= 2
                word = word[:-2]
            joined = gap == " " and not first
            opens = first
            if not joined and not first:
                joined = gap in _JOINING or (gap == ". " and before in _SHORTENED)
                titled = gap == ". " and (before in _TITLES or len(before) == 1)
                opens = not joined and not titled and any(mark in gap for mark in _OPENING)
            letter = word[0]
            capital = not (letter.islower() or letter.isdigit())
            found.append(Word(start, end, word, fold_word(word), possessive, joined, opens, capital))
            before = word.lower()
            last = match.end()
            first = False
    return found
