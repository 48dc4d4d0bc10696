"""An article's text cut where its findings begin and end, so that any view can mark them.

Findings overlap as they like: a place in a quotation, a time across its end. A page or a terminal
needs them properly nested. ``mark`` cuts each block into segments and each finding, where it has
to, into pieces that nest; the segments' words, one after the other, are the block's words.
"""

from __future__ import annotations

import heapq
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Literal, NamedTuple, get_args

from dateline.record.annotations import (
    AnyAnnotation,
    Event,
    Mention,
    PlaceReference,
    Quotation,
    Sentence,
    TimeExpression,
)
from dateline.record.article import Block
from dateline.record.record import Record
from dateline.record.span import Span

MarkKind = Literal["sentence", "quotation", "attitude", "speaker", "cue", "mention", "event", "place", "time"]
"""What a mark shows; ``attitude`` is what somebody thinks or wants, not what was said.

Of two over the same words, the one named first here is the outer one.
"""

_KINDS: tuple[MarkKind, ...] = get_args(MarkKind)

VISIBLE: frozenset[MarkKind] = frozenset({"quotation", "event", "place", "time"})
"""What a reader's view marks."""

MAX_DEPTH = 16
"""Marks inside one another: a stretch that would nest deeper is not marked, so that hostile records stay linear.

The deepest in real articles is 5: a sentence, two quotations, a place, a time.
"""

_LAYER = {kind: n for n, kind in enumerate(_KINDS)}


class Mark(NamedTuple):
    """A finding, or a part of one, over a stretch of words within one block."""

    kind: MarkKind
    annotation: str
    """Id of the finding."""
    span: Span
    """The words of this piece."""
    first: bool
    """Whether it is the finding's first piece of this kind in the text: the one to carry its id."""


class Segment(NamedTuple):
    """Words under the same marks throughout."""

    span: Span
    marks: tuple[Mark, ...]
    """Outermost first."""
    opens: int
    """How many of the marks, counted from the innermost, begin with these words."""
    closes: int
    """How many, counted from the innermost, end with them."""

    @property
    def opened(self) -> tuple[Mark, ...]:
        """The marks that begin here, outermost first."""
        return self.marks[len(self.marks) - self.opens :]

    @property
    def closed(self) -> tuple[Mark, ...]:
        """The marks that end here, innermost first."""
        return self.marks[len(self.marks) - self.closes :][::-1]


class MarkedBlock(NamedTuple):
    """A block of the text with its segments in reading order."""

    block: Block
    segments: tuple[Segment, ...]


class _Stretch(NamedTuple):
    start: int
    negative_end: int
    layer: int
    annotation: str

    @property
    def end(self) -> int:
        return -self.negative_end


def mark(record: Record, kinds: Iterable[MarkKind] = VISIBLE) -> tuple[MarkedBlock, ...]:
    """Return the article's blocks, each cut into segments under the findings of the given kinds.

    A finding that reaches over several blocks is marked in each. White space between blocks is in
    no segment.
    """
    wanted = frozenset(kinds)
    blocks = record.article.blocks
    uttered = {quotation.id for quotation in record.statements}
    by_block: list[list[_Stretch]] = [[] for _ in blocks]
    ends = [block.span.end for block in blocks]
    for annotation in record.annotations:
        for kind, span in _stretches(annotation, uttered):
            if kind in wanted:
                for number in range(bisect_right(ends, span.start), len(blocks)):
                    inside = blocks[number].span
                    if inside.start >= span.end:
                        break
                    start, end = max(span.start, inside.start), min(span.end, inside.end)
                    by_block[number].append(_Stretch(start, -end, _LAYER[kind], annotation.id))
    seen: set[tuple[int, str]] = set()
    return tuple(
        MarkedBlock(block, tuple(_segments(block.span, _nested(stretches, seen))))
        for block, stretches in zip(blocks, by_block, strict=True)
    )


def _stretches(annotation: AnyAnnotation, uttered: set[str]) -> Iterator[tuple[MarkKind, Span]]:
    match annotation:
        case Quotation():
            said: MarkKind = "quotation" if annotation.use != "speech" or annotation.id in uttered else "attitude"
            yield from ((said, span) for span in annotation.content)
            yield from (("cue", span) for span in annotation.cue)
            if annotation.speaker is not None:
                yield "speaker", annotation.speaker.span
        case TimeExpression():
            yield "time", annotation.span
        case PlaceReference():
            yield "place", annotation.span
        case Event():
            yield "event", annotation.trigger
        case Mention():
            yield "mention", annotation.span
        case Sentence():
            yield "sentence", annotation.span


def _nested(stretches: list[_Stretch], seen: set[tuple[int, str]]) -> Iterator[Mark]:
    """Yield the stretches as marks that nest, outer before inner: one that crosses another's end is cut there."""
    waiting = sorted(set(stretches))  # A sorted list is a heap.
    open_ends: list[int] = []
    while waiting:
        stretch = heapq.heappop(waiting)
        while open_ends and open_ends[-1] <= stretch.start:
            open_ends.pop()
        end = stretch.end
        if open_ends and open_ends[-1] < end:
            end = open_ends[-1]
            heapq.heappush(waiting, stretch._replace(start=end))
        if len(open_ends) == MAX_DEPTH:
            continue
        open_ends.append(end)
        key = (stretch.layer, stretch.annotation)
        yield Mark(_KINDS[stretch.layer], stretch.annotation, Span(stretch.start, end), key not in seen)
        seen.add(key)


def _segments(block: Span, marks: Iterable[Mark]) -> Iterator[Segment]:
    nested = list(marks)
    edges = {block.start, block.end}
    for piece in nested:
        edges.update((piece.span.start, piece.span.end))
    borders = sorted(edges)
    under: list[Mark] = []
    position = 0
    for start, end in pairwise(borders):
        opens = 0
        while position < len(nested) and nested[position].span.start == start:
            under.append(nested[position])
            position += 1
            opens += 1
        closes = 0
        while closes < len(under) and under[-1 - closes].span.end == end:
            closes += 1
        yield Segment(Span(start, end), tuple(under), opens, closes)
        del under[len(under) - closes :]
