"""What the tagger reads: wordpieces of a few paragraphs at a time, with their case, marks and grammar."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dateline.quotes.marks import Region
from dateline.record import Span
from dateline.resources.parsing import Parse
from dateline.resources.wordpieces import Wordpieces

LONGEST = 192
"""Wordpieces in a window. 99 % of PolNeAR's paragraphs are shorter."""
STRIDE = 128
"""Wordpieces by which the windows of a longer paragraph are apart."""
SHAPES = 7


class Window(NamedTuple):
    """Wordpieces in reading order, and for each its channels: vocabulary, shape and marks, tag, dependency label."""

    spans: tuple[Span, ...]
    pieces: tuple[int, ...]
    shapes: tuple[int, ...]
    tags: tuple[int, ...]
    labels: tuple[int, ...]


class Vocabulary(Wordpieces):
    """The wordpieces, tags and labels that the tagger knows, by their number; 0 is a tag or label it doesn't know."""

    def __init__(self, pieces: Sequence[str], tags: Sequence[str], labels: Sequence[str]) -> None:
        super().__init__(pieces)
        self.tags = {tag: number for number, tag in enumerate(tags, start=1)}
        self.labels = {label: number for number, label in enumerate(labels, start=1)}


def windows(
    text: str,
    paragraphs: Sequence[Span],
    regions: Sequence[Region],
    parse: Parse,
    vocabulary: Vocabulary,
) -> Iterator[Window]:
    """Yield windows of whole paragraphs, and overlapping ones of a paragraph that is longer than a window."""
    reader = _Reader(text, regions, parse, vocabulary)
    waiting: list[tuple[int, Span]] = []
    for paragraph in paragraphs:
        pieces = vocabulary.split(text, paragraph)
        if waiting and len(waiting) + len(pieces) > LONGEST:
            yield reader.window(waiting)
            waiting = []
        if len(pieces) > LONGEST:
            for first in range(0, max(1, len(pieces) - LONGEST + STRIDE), STRIDE):
                yield reader.window(pieces[first : first + LONGEST])
        else:
            waiting += pieces
    if waiting:
        yield reader.window(waiting)


class _Reader:
    def __init__(self, text: str, regions: Sequence[Region], parse: Parse, vocabulary: Vocabulary) -> None:
        self._text = text
        outer = [region.span for region in regions if region.parent is None]
        self._outer = outer
        self._outer_starts = [span.start for span in outer]
        self._tokens = parse.tokens
        self._token_starts = [token.start for token in parse.tokens]
        self._vocabulary = vocabulary

    def window(self, pieces: Sequence[tuple[int, Span]]) -> Window:
        grammar = [self._grammar(span) for _, span in pieces]
        return Window(
            spans=tuple(span for _, span in pieces),
            pieces=tuple(piece for piece, _ in pieces),
            shapes=tuple(self._shape(span) for _, span in pieces),
            tags=tuple(tag for tag, _ in grammar),
            labels=tuple(label for _, label in grammar),
        )

    def _shape(self, span: Span) -> int:
        place = bisect_right(self._outer_starts, span.start) - 1
        quoted = place >= 0 and self._outer[place].end > span.start
        return shape(span.of(self._text)) + SHAPES * quoted

    def _grammar(self, span: Span) -> tuple[int, int]:
        place = bisect_right(self._token_starts, span.start) - 1
        if place < 0 or self._tokens[place].end <= span.start:
            return 0, 0
        token = self._tokens[place]
        return self._vocabulary.tags.get(token.tag, 0), self._vocabulary.labels.get(token.dep, 0)


def shape(word: str) -> int:
    """Return what the vocabulary, which is of lower case, leaves out: 0 to 6."""
    if word.islower():
        return 0
    if word.isupper():
        return 1 if len(word) == 1 else 2
    if word[:1].isupper():
        return 3
    if word[:1].isdigit():
        return 4
    return 5 if word.isalnum() else 6
