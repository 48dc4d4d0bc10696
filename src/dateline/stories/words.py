"""Words of an article as they are compared: folded, with their places in the text."""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dateline.record import Record, Role, Span
from dateline.stories.characters import INVISIBLE, Hashes, Places, Words, fold, words_of

PROSE_ROLES: frozenset[Role] = frozenset({"body", "list"})
"""Blocks whose words count as the report. Headlines, captions and correction notes are the outlet's own."""

_WORD = re.compile(rf"[^\W_][^\W_{INVISIBLE}]*(?:[{INVISIBLE}\u0300-\u036f]+[^\W_]*)*")
_MARK = re.compile('[“”„‟«»"\n]')
_CLOSING = {"“": "”", "‟": "”", "„": "“”", "«": "»", "»": "«", '"': '"'}

LONGEST_QUOTATION = 1_500
"""Characters between two marks in one paragraph: with more, one of them lost its partner."""


class Reading(NamedTuple):
    """The words of an article's body, column by column; a word's number is its place in each."""

    text: str
    """The article's."""
    hashes: Hashes
    """Of each word, folded: equal words have equal ones."""
    starts: Places
    ends: Places
    """Offsets into the article's text."""
    blocks: NDArray[np.int32]
    """Index of the block that holds it, in Article.blocks."""
    limits: Places
    """Number of the first word after its block."""
    quoted: NDArray[np.bool_]
    """Whether it stands between quotation marks."""

    @property
    def size(self) -> int:
        """How many words there are."""
        return len(self.hashes)

    @property
    def prose(self) -> int:
        """How many words stand outside quotation marks."""
        return self.size - int(self.quoted.sum())

    def words(self, count: int | None = None) -> tuple[str, ...]:
        """Return the first ``count`` words, folded; by default all of them."""
        text = self.text
        places = zip(self.starts[:count].tolist(), self.ends[:count].tolist(), strict=True)
        return tuple(fold(text[start:end]) for start, end in places)

    def span(self, first: int, end: int) -> Span:
        """Return the span of the words first to end - 1."""
        return Span(int(self.starts[first]), int(self.ends[end - 1]))


def read_words(record: Record) -> Reading:
    """Return the words of a record's body. A dateline is left out: it names an agency, not the news."""
    article = record.article
    text = article.text
    dateline = article.dateline.span if article.dateline is not None else None
    found = words_of(text)
    size = len(found.starts)
    blocks = np.full(size, -1, dtype=np.int32)
    limits = np.zeros(size, dtype=np.int64)
    quoted = np.zeros(size, dtype=np.bool_)
    prose: list[tuple[int, int, int]] = []
    regions: list[tuple[int, int]] = []
    for number, block in enumerate(article.blocks):
        if block.role in PROSE_ROLES:
            start = dateline.end if dateline is not None and block.span.contains(dateline) else block.span.start
            prose.append((number, start, block.span.end))
            regions += quoted_regions(text, start, block.span.end)
    kept = 0
    for (number, _, _), (first, last) in zip(prose, _places(found, [each[1:] for each in prose]), strict=True):
        blocks[first:last] = number
        kept += last - first
        limits[first:last] = kept
    for first, last in _places(found, regions):
        quoted[first:last] = True
    inside = blocks >= 0
    return Reading(
        text,
        hashes=found.hashes[inside],
        starts=found.starts[inside],
        ends=found.ends[inside],
        blocks=blocks[inside],
        limits=limits[inside],
        quoted=quoted[inside],
    )


def _places(words: Words, stretches: list[tuple[int, int]]) -> list[list[int]]:
    """Return for each stretch of the text the number of its first word and of the first one after it."""
    places = np.searchsorted(words.starts, np.array(stretches, dtype=np.int64).reshape(-1, 2))
    numbers: list[list[int]] = places.tolist()
    return numbers


def words_in(text: str) -> tuple[str, ...]:
    """Return the folded words of any text."""
    return tuple(fold(found) for found in _WORD.findall(text))


def quoted_regions(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return (start, end) of what stands between double quotation marks, marks included.

    A mark that is never closed quotes to the end of its line: a quotation that runs on opens each
    paragraph so. One that is opened again, or closes far away, lost its partner and quotes nothing,
    unless its line opens with it.
    """
    regions = []
    opened: int | None = None
    closing = ""
    for mark in _MARK.finditer(text, start, end):
        at = mark.start()
        if mark[0] == "\n":
            if opened is not None and at - opened <= LONGEST_QUOTATION:
                regions.append((opened, at))
            opened = None
        elif opened is not None and mark[0] in closing and not _opens(text, at, start, end):
            if at - opened <= LONGEST_QUOTATION:
                regions.append((opened, mark.end()))
            opened = None
        elif mark[0] in _CLOSING and (opened is None or mark[0] == text[opened]) and _may_open(text, at, start, end):
            if opened is not None and (opened == start or text[opened - 1] == "\n"):
                regions.append((opened, at))
            opened, closing = at, _CLOSING[mark[0]]
    if opened is not None and end - opened <= LONGEST_QUOTATION:
        regions.append((opened, end))
    return regions


def _may_open(text: str, at: int, start: int, end: int) -> bool:
    return text[at] != '"' or _opens(text, at, start, end)


def _opens(text: str, at: int, start: int, end: int) -> bool:
    """Say whether a straight mark can only open: space or a bracket before it, and a word after it."""
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    return text[at] == '"' and (before.isspace() or before in "([—–-") and not after.isspace()
