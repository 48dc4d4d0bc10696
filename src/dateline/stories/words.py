"""Words of an article as they are compared: folded, with their places in the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dateline.record import Record, Role, Span
from dateline.stories.characters import INVISIBLE, MARKS, Flags, Hashes, Places, Words, fold, words_of

PROSE_ROLES: frozenset[Role] = frozenset({"body", "list"})
"""Blocks whose words count as the report. Headlines, captions and correction notes are the outlet's own."""

_WORD = re.compile(rf"[^\W_][^\W_{INVISIBLE}]*(?:[{INVISIBLE}\u0300-\u036f]+[^\W_]*)*")
_ASCII_WORD = re.compile("[a-z0-9]+")
_MARK = re.compile(f"[{MARKS}]")
_CLOSING = {"“": "”", "‟": "”", "„": "“”", "«": "»", "»": "«", '"': '"'}

LONGEST_QUOTATION = 1_500
"""Characters between two marks in one paragraph: with more, one of them lost its partner."""


_ZERO = np.zeros(1, dtype=np.int64)

SIZE = 5
"""Words of a run by which texts are compared."""
TOGETHER = 1 << 17
"""Characters of text that are read in one go: about thirty articles; with more, no faster."""


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
    quoted: Flags
    """Whether it stands between quotation marks."""
    capital: Flags
    opens: Flags
    """See characters.Words."""
    headline: Hashes
    """Of the headline's words."""
    headline_capital: Flags
    headline_starts: Places
    headline_ends: Places
    every: Hashes
    """Of all words of the text, captions and credits too."""
    grams: Hashes
    """Of each run of ``SIZE`` words."""
    prose_grams: Flags
    """Whether it is all prose, in one block."""
    quoted_grams: Flags
    """Whether it is all between quotation marks, in one block."""
    prose: int
    """How many words stand outside quotation marks."""

    @property
    def size(self) -> int:
        """How many words there are."""
        return len(self.hashes)

    def span(self, first: int, end: int) -> Span:
        """Return the span of the words first to end - 1."""
        return Span(int(self.starts[first]), int(self.ends[end - 1]))


def read_words(record: Record) -> Reading:
    """Return the words of a record's body. A dateline is left out: it names an agency, not the news."""
    return _read_together([record])[0]


def read_all(records: Iterable[Record]) -> dict[str, Reading]:
    """Return the words of each record by its id: what read_words returns, many texts in one go."""
    found: dict[str, Reading] = {}
    waiting: list[Record] = []
    size = 0
    for record in records:
        waiting.append(record)
        size += len(record.text)
        if size >= TOGETHER:
            found |= zip((each.id for each in waiting), _read_together(waiting), strict=True)
            waiting, size = [], 0
    found |= zip((each.id for each in waiting), _read_together(waiting), strict=True)
    return found


def _read_together(records: Sequence[Record]) -> list[Reading]:
    """Return the words of several records, whose texts are laid end to end: arrays are dear to start, cheap to fill."""
    texts = [record.text for record in records]
    laid = "\n".join(texts)
    found = words_of(laid)
    bases = list(accumulate((len(text) + 1 for text in texts), initial=0))
    stretches = _stretches(records, bases)
    places = _places(found.starts, stretches[:, 2:])
    counts = places[:, 1] - places[:, 0]
    before = counts.cumsum() - counts
    kept = (places[:, 0] - before).repeat(counts) + np.arange(int(counts.sum()))
    # The number of a text's first word that is kept, and of the first one after it.
    totals = np.bincount(stretches[:, 0], counts, minlength=len(records)).astype(np.int64)
    edges = np.concatenate((_ZERO, totals.cumsum()))
    blocks = stretches[:, 1].astype(np.int32).repeat(counts)
    limits = (before + counts - edges[stretches[:, 0]]).repeat(counts)
    quoted = _quoted(laid, found, stretches[:, 2:])[kept]
    shift = np.array(bases[:-1], dtype=np.int64).repeat(totals)
    starts, ends = found.starts[kept] - shift, found.ends[kept] - shift
    hashes, capital, opens = found.hashes[kept], found.capital[kept], found.opens[kept]
    headlines = [_headline(record, base) for record, base in zip(records, bases, strict=False)]
    titles = _places(found.starts, np.array(headlines, dtype=np.int64).reshape(-1, 2))
    whole = _places(found.starts, np.array(list(pairwise(bases)), dtype=np.int64).reshape(-1, 2))
    runs = grams(hashes, SIZE)
    one_block = np.arange(len(stretches)).repeat(counts)
    one_block = one_block[: len(runs)] == one_block[SIZE - 1 :]
    sums = np.concatenate((_ZERO, quoted.cumsum()))
    said = sums[SIZE:] - sums[:-SIZE] if len(runs) else _ZERO[:0]
    plain, quoted_runs = one_block & (said == 0), one_block & (said == SIZE)
    prose = totals - np.diff(sums[edges])
    return [
        Reading(
            text,
            hashes[first:end],
            starts[first:end],
            ends[first:end],
            blocks[first:end],
            limits[first:end],
            quoted[first:end],
            capital[first:end],
            opens[first:end],
            found.hashes[title:title_end],
            found.capital[title:title_end],
            found.starts[title:title_end] - base,
            found.ends[title:title_end] - base,
            found.hashes[all_first:all_end],
            runs[first : max(first, end - SIZE + 1)],
            plain[first : max(first, end - SIZE + 1)],
            quoted_runs[first : max(first, end - SIZE + 1)],
            unquoted,
        )
        for text, base, first, end, (title, title_end), (all_first, all_end), unquoted in zip(
            texts,
            bases,
            edges[:-1].tolist(),
            edges[1:].tolist(),
            titles.tolist(),
            whole.tolist(),
            prose.tolist(),
            strict=False,
        )
    ]


def grams(hashes: Hashes, size: int) -> Hashes:
    """Return the hash of every run of ``size`` words, in reading order."""
    count = max(0, len(hashes) - size + 1)
    total = np.zeros(count, dtype=np.uint64)
    for place in range(size):
        total = total * np.uint64(0x9E3779B97F4A7C15) + hashes[place : place + count]
    total ^= total >> np.uint64(29)
    total *= np.uint64(0xBF58476D1CE4E5B9)
    return total


def _stretches(records: Sequence[Record], bases: Sequence[int]) -> Places:
    """Return a row for each block of prose in texts laid end to end: number of its text, its own, start and end."""
    found: list[int] = []
    for number, (record, base) in enumerate(zip(records, bases, strict=False)):
        dateline = record.article.dateline.span if record.article.dateline is not None else None
        for block, each in enumerate(record.article.blocks):
            if each.role in PROSE_ROLES:
                span = each.span
                start = dateline.end if dateline is not None and span.contains(dateline) else span.start
                found += (number, block, base + start, base + span.end)
    return np.array(found, dtype=np.int64).reshape(-1, 4)


def _headline(record: Record, base: int) -> tuple[int, int]:
    headline = record.article.headline
    return (base, base) if headline is None else (base + headline.start, base + headline.end)


def _quoted(text: str, found: Words, stretches: Places) -> Flags:
    """Say of each word whether it stands between quotation marks."""
    marks = found.marks.tolist()
    inside = _places(found.marks, stretches)
    marked = inside[:, 0] < inside[:, 1]
    regions: list[tuple[int, int]] = []
    for (first, end), (start, stop) in zip(inside[marked].tolist(), stretches[marked].tolist(), strict=True):
        regions += _regions(text, marks[first:end], start, stop)
    edges = np.zeros(len(found.starts) + 1, dtype=np.int32)
    places = _places(found.starts, np.array(regions, dtype=np.int64).reshape(-1, 2))
    np.add.at(edges, places[:, 0], 1)
    np.add.at(edges, places[:, 1], -1)
    return edges[:-1].cumsum() > 0


def _places(starts: Places, stretches: Places) -> Places:
    """Return for each stretch of the text the number of what starts first in it, and first after it."""
    found: Places = starts.searchsorted(stretches)
    return found


def words_in(text: str) -> tuple[str, ...]:
    """Return the folded words of any text."""
    plain = text.strip(MARKS)
    if plain.isascii():
        return tuple(_ASCII_WORD.findall(plain.lower()))
    return tuple(map(fold, _WORD.findall(plain)))


def quoted_regions(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return (start, end) of what stands between double quotation marks, marks included.

    A mark that is never closed quotes to the end of its line: a quotation that runs on opens each
    paragraph so. One that is opened again, or closes far away, lost its partner and quotes nothing,
    unless its line opens with it.
    """
    return _regions(text, (mark.start() for mark in _MARK.finditer(text, start, end)), start, end)


def _regions(text: str, marks: Iterable[int], start: int, end: int) -> list[tuple[int, int]]:
    regions = []
    opened: int | None = None
    closing = ""
    for at in marks:
        mark = text[at]
        if mark == "\n":
            if opened is not None and at - opened <= LONGEST_QUOTATION:
                regions.append((opened, at))
            opened = None
        elif opened is not None and mark in closing and not _opens(text, at, start, end):
            if at - opened <= LONGEST_QUOTATION:
                regions.append((opened, at + 1))
            opened = None
        elif mark in _CLOSING and (opened is None or mark == text[opened]) and _may_open(text, at, start, end):
            if opened is not None and (opened == start or text[opened - 1] == "\n"):
                regions.append((opened, at))
            opened, closing = at, _CLOSING[mark]
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
