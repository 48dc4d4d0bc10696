"""Words of an article as they are compared: folded, with their places in the text."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from dateline.record import Record, Role, Span

PROSE_ROLES: frozenset[Role] = frozenset({"body", "list"})
"""Blocks whose words count as the report. Headlines, captions and correction notes are the outlet's own."""

_INVISIBLE = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff"
_WORD = re.compile(rf"[^\W_][^\W_{_INVISIBLE}]*(?:[{_INVISIBLE}\u0300-\u036f]+[^\W_]*)*")
_MARK = re.compile('[“”„‟«»"]')
_CLOSING = {"“": "”", "‟": "”", "„": "“”", "«": "»", "»": "«", '"': '"'}


class Reading(NamedTuple):
    """The words of an article's body, column by column; a word's number is its place in each."""

    words: tuple[str, ...]
    """Folded."""
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    """Offsets into the article's text."""
    blocks: tuple[int, ...]
    """Index of the block that holds it, in Article.blocks."""
    quoted: tuple[bool, ...]
    """Whether it stands between quotation marks."""

    @property
    def prose(self) -> int:
        """How many words stand outside quotation marks."""
        return len(self.words) - sum(self.quoted)

    def span(self, first: int, end: int) -> Span:
        """Return the span of the words first to end - 1."""
        return Span(self.starts[first], self.ends[end - 1])


def read_words(record: Record) -> Reading:
    """Return the words of a record's body. A dateline is left out: it names an agency, not the news."""
    article = record.article
    dateline = article.dateline.span if article.dateline is not None else None
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    blocks: list[int] = []
    quoted: list[bool] = []
    for number, block in enumerate(article.blocks):
        if block.role not in PROSE_ROLES:
            continue
        start = dateline.end if dateline is not None and block.span.contains(dateline) else block.span.start
        regions = quoted_regions(article.text, start, block.span.end)
        region = 0
        for found in _WORD.finditer(article.text, start, block.span.end):
            while region < len(regions) and regions[region][1] <= found.start():
                region += 1
            words.append(fold(found[0]))
            starts.append(found.start())
            ends.append(found.end())
            blocks.append(number)
            quoted.append(region < len(regions) and regions[region][0] <= found.start())
    return Reading(tuple(words), tuple(starts), tuple(ends), tuple(blocks), tuple(quoted))


def words_in(text: str) -> tuple[str, ...]:
    """Return the folded words of any text."""
    return tuple(fold(found) for found in _WORD.findall(text))


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """Return a word as it is compared: no case, no accents, no invisible characters."""
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFKD", word)
    kept = "".join(c for c in decomposed if unicodedata.category(c) not in {"Mn", "Cf"})
    return kept.casefold()


def quoted_regions(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return (start, end) of what stands between double quotation marks, marks included.

    A mark that is never closed quotes to the end: a quotation that runs on opens each paragraph so.
    """
    regions = []
    opened: int | None = None
    closing = ""
    for mark in _MARK.finditer(text, start, end):
        if opened is None:
            if mark[0] in _CLOSING:
                opened, closing = mark.start(), _CLOSING[mark[0]]
        elif mark[0] in closing:
            regions.append((opened, mark.end()))
            opened = None
    if opened is not None:
        regions.append((opened, end))
    return regions
