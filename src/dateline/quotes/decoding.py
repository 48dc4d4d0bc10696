"""From the tagger's scores to spans: whole words, constituents where they fit, quoted regions whole or not at all."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from dateline.quotes.grammar import Grammar, Stretch
from dateline.quotes.marks import Region
from dateline.quotes.tagger import Links, Scores, share
from dateline.record import Span

_SWITCH = 3.0
"""Log-odds that it costs to begin or end a piece of content."""
_BONUS = 0.04
"""Dice overlap by which a constituent may fit worse than the words themselves."""
_AROUND = 30
"""Wordpieces on either side of a run whose chances count for what it leaves out."""
_HALF = 0.5


class Decoder:
    """Reads the likeliest source and content of a cue from its links."""

    def __init__(self, text: str, grammar: Grammar, regions: Sequence[Region]) -> None:
        self._text = text
        self._grammar = grammar
        self._regions = regions
        self._outer = [n for n, region in enumerate(regions) if region.parent is None]
        self._outer_starts = [regions[n].span.start for n in self._outer]
        self._starts = [token.start for token in grammar.tokens]
        self._ends = [token.end for token in grammar.tokens]

    def source(self, links: Links, cue: Span) -> Span | None:
        """Return the one stretch whose log-odds sum highest."""
        best, top, start, total = (0, 0), 0.0, 0, 0.0
        scores = links.source.copy()
        scores[links.within(cue)] = -np.inf
        for index, score in enumerate(scores.tolist()):
            total += score
            if total <= 0:
                start, total = index + 1, 0.0
            elif total > top:
                best, top = (start, index + 1), total
        if top == 0.0:
            return None
        return self._bounded(links, links.source, best, [cue])

    def content(self, links: Links, cue: Span, source: Span | None) -> list[Span]:
        """Return the stretches that the log-odds hold for content, beginnings and ends having their price (Viterbi)."""
        scores = links.content.copy()
        barred = [cue] if source is None else [cue, source]
        for span in barred:
            part = links.within(span)
            scores[part] = np.minimum(scores[part], -_SWITCH)
        scores[~self._allowed(links, cue)] = -_SWITCH
        pieces = []
        for run in _runs(scores):
            bounded = self._bounded(links, scores, run, barred)
            piece = None if bounded is None else self._beside_marks(bounded)
            if piece is not None and any(map(str.isalnum, piece.of(self._text))):
                pieces.append(piece)
        merged: list[Span] = []
        for piece in sorted(pieces):
            if merged and piece.start <= merged[-1].end:
                merged[-1] = Span(merged[-1].start, max(merged[-1].end, piece.end))
            else:
                merged.append(piece)
        return [piece for piece in merged if not piece.overlaps(cue)]

    def _allowed(self, links: Links, cue: Span) -> npt.NDArray[np.bool_]:
        """Which words may be content: those of the cue's sentence, and those in quotation marks."""
        allowed = np.zeros(len(links.spans), dtype=np.bool_)
        first, end = self._tokens_within(self.whole_words(cue))
        if first < end:
            allowed[links.within(self._grammar.parse.span(*self._grammar.sentence(first)))] = True
        for number in self.touched([Span(links.spans[0].start, links.spans[-1].end)]):
            allowed[links.within(self._regions[number].span)] = True
        return allowed

    def whole_words(self, span: Span) -> Span:
        """Return a stretch widened to the words it touches."""
        tokens = self._grammar.tokens
        first = bisect_right(self._starts, span.start) - 1
        end = bisect_left(self._starts, span.end)
        if first < 0 or tokens[first].end <= span.start:
            first += 1
        return Span(min(tokens[first].start, span.start), max(tokens[end - 1].end, span.end)) if first < end else span

    def touched(self, content: Sequence[Span]) -> list[int]:
        """Return the outermost quoted regions that content overlaps."""
        found = []
        for span in content:
            place = max(0, bisect_right(self._outer_starts, span.start) - 1)
            while place < len(self._outer) and self._outer_starts[place] < span.end:
                if self._regions[self._outer[place]].span.end > span.start:
                    found.append(self._outer[place])
                place += 1
        return sorted(set(found))

    def _tokens_within(self, span: Span) -> tuple[int, int]:
        """As Parse.tokens_within, on lists made once: it is asked for thousands of times."""
        first = bisect_left(self._starts, span.start)
        return first, max(first, bisect_right(self._ends, span.end))

    def _snapped(self, span: Span) -> Span | None:
        """A stretch of whole words without the punctuation at its ends."""
        first, end = self._tokens_within(self.whole_words(span))
        if first == end:
            return None
        first, end = self._grammar.stripped(first, end)
        return self._grammar.parse.span(first, end)

    def _bounded(self, links: Links, scores: Scores, run: tuple[int, int], barred: Sequence[Span]) -> Span | None:
        """The constituent that a run of wordpieces stands for; its own whole words where none fits as well."""
        whole = self._snapped(Span(links.spans[run[0]].start, links.spans[run[1] - 1].end))
        if whole is None:
            return None
        sums = [0.0, *np.cumsum(share(scores)).tolist()]
        total = sums[min(run[1] + _AROUND, len(scores))] - sums[max(run[0] - _AROUND, 0)]

        def fit(span: Span) -> float:
            part = links.within(span)
            return float(2 * (sums[part.stop] - sums[part.start]) / (part.stop - part.start + total))

        first, end = self._tokens_within(whole)
        best, top = whole, fit(whole)
        extents = {self._grammar.extents[token] for token in range(first, end)}
        # One half as long, or twice, can't fit.
        for extent in sorted(e for e in extents if end - first <= 2 * (e[1] - e[0])):
            for stretch in self._sides(extent, barred):
                if end - first <= 2 * (stretch[1] - stretch[0]) <= 4 * (end - first):
                    span = self._grammar.parse.span(*stretch)
                    if span != best and fit(span) + _BONUS > top:
                        best, top = span, fit(span) + _BONUS
        return best

    def _sides(self, stretch: Stretch, barred: Sequence[Span]) -> Iterator[Stretch]:
        """What of a stretch lies before and after the words that it must not hold."""
        first, end = stretch
        for span in sorted(barred):
            left, right = self._tokens_within(span)
            if left < end and first < right:
                if first < left:
                    yield self._grammar.stripped(first, left)
                first = right
        if first < end:
            yield self._grammar.stripped(first, end)

    def _beside_marks(self, span: Span) -> Span | None:
        """Widened to the quoted regions that lie mostly in it, cut at others."""
        start, end = span.start, span.end
        for number in self.touched([span]):
            region = self._regions[number].span
            common = min(region.end, end) - max(region.start, start)
            if common >= _HALF * len(region) or (region.start <= start and end <= region.end):
                if common >= _HALF * len(region):
                    start, end = min(start, region.start), max(end, region.end)
            elif region.start < start:
                start = region.end
            else:
                end = region.start
        return self._snapped_outside(Span(start, end)) if start < end else None

    def _snapped_outside(self, span: Span) -> Span | None:
        words = span.of(self._text)
        left, right = len(words) - len(words.lstrip(" ,;:\n")), len(words.rstrip(" ,;:\n"))
        return Span(span.start + left, span.start + right) if left < right else None


def _runs(scores: Scores) -> list[tuple[int, int]]:
    """Return the runs that score highest together, each costing its two ends."""
    above = np.flatnonzero(scores > 0)
    if not len(above):
        return []
    offset = int(above[0])
    scores = scores[offset : int(above[-1]) + 1]
    outside, inside = 0.0, -_SWITCH
    from_outside: list[bool] = []
    from_inside: list[bool] = []
    for score in scores.tolist():
        from_inside.append(inside - _SWITCH > outside)
        from_outside.append(outside - _SWITCH > inside)
        outside, inside = max(outside, inside - _SWITCH), max(inside, outside - _SWITCH) + score
    state = inside - _SWITCH > outside
    runs: list[tuple[int, int]] = []
    end = len(scores)
    for index in range(len(scores) - 1, -1, -1):
        if state and from_outside[index]:
            runs.append((offset + index, offset + end))
            state = False
        elif not state and from_inside[index]:
            end = index
            state = True
    if state:
        runs.append((offset, offset + end))
    return runs[::-1]
