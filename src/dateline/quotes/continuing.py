"""Quotations that go on: “A,” he said. “B.” And in the next paragraph: “C.”"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from dateline.quotes.assembling import Assembler
from dateline.quotes.grammar import Frame
from dateline.quotes.report import Report
from dateline.quotes.uses import is_title
from dateline.record import Span

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_TITLE_BEFORE = re.compile(r"\b(?:on|in|for|of|from|with|program|programme|show|film|song|book)\s*$", re.IGNORECASE)
"""What stands before the name of a programme or book: … he said on “Day of Leeds.” “B.”"""
_LONGEST_TITLE_BEFORE = 12
"""Characters in which that word is looked for."""
_LONGEST_TAIL = 150
"""Characters between a cue and the quotation that goes on after its sentence: "… he told a rally in Leeds. “B.”"."""
_FURTHEST = 8
"""Regions looked at for the one that goes on: nested ones and titles are passed over."""


def continue_reports(assembler: Assembler, reports: Sequence[Report]) -> None:
    """Give regions that nobody claims to the report whose words they go on with."""
    continuation = _Continuation(assembler)
    for report in reports:
        continuation(report)


class _Continuation:
    def __init__(self, assembler: Assembler) -> None:
        self._assembler = assembler
        self._text = assembler.text
        self._grammar = assembler.grammar
        self._regions = assembler.regions

    def __call__(self, report: Report) -> None:
        frame = report.frame
        if frame is None or not frame.quotes or self._assembler.region_at(report.cue[0].start) is not None:
            return
        if not report.regions:
            self._follow_up(report, frame)
        if not report.regions:
            return
        self._take_paragraph_before(report)
        self._take_next_paragraph(report, frame)
        while True:
            following = self._following(report, max(report.regions))
            if following is None or self._assembler.claimed(following):
                return
            self._assembler.take(report, following)

    def _sentence_end(self, frame: Frame) -> int:
        return self._grammar.parse.span(*self._grammar.sentence(frame.verb)).end

    def _take_paragraph_before(self, report: Report) -> None:
        """Take the paragraphs before that left their mark open: “A. And next: “B,” he said."""
        before = self._regions[min(report.regions)].continues
        while before is not None and not self._assembler.claimed(before) and self._regions[before].parent is None:
            self._assembler.take(report, before)
            before = self._regions[before].continues

    def _take_next_paragraph(self, report: Report, frame: Frame) -> None:
        """Give a report that ends its paragraph the next one, where that is nothing but a quotation."""
        here = self._assembler.paragraph_of(report.cue[0].start)
        following = self._assembler.paragraph_after(here)
        end = max(self._regions[max(report.regions)].span.end, self._sentence_end(frame))
        if end < here.end or following is None:
            return
        number = self._assembler.region_at(following.start)
        if number is not None and not self._assembler.claimed(number) and self._regions[number].span == following:
            self._assembler.take(report, number)

    def _follow_up(self, report: Report, frame: Frame) -> None:
        """Give a statement the quotation that bears it out in the next sentence: He said it was late. “It is ten.”"""
        end = self._sentence_end(frame)
        number = self._assembler.first_region(end)
        if number is None or self._assembler.claimed(number):
            return
        region = self._regions[number]
        same = self._assembler.paragraph_of(end - 1) == self._assembler.paragraph_of(region.span.start)
        if same and not self._text[end : region.span.start].strip() and region.inner.of(self._text)[-1:] in ".!?…":
            self._assembler.take(report, number)

    def _following(self, report: Report, last: int) -> int | None:
        """The region that goes on with the last one: its next paragraph, or right after the cue's sentence."""
        passed = 0
        for number in range(last + 1, min(last + _FURTHEST, len(self._regions))):
            region = self._regions[number]
            if region.parent is not None:
                continue
            if region.continues == last:
                return number
            end = max(self._regions[last].span.end, report.cue[0].end, passed)
            if report.source is not None and report.source.end < region.span.start:
                end = max(end, report.source.end)
            if region.span.start < end:
                continue
            if self._assembler.paragraph_of(region.span.start) != self._assembler.paragraph_of(report.cue[0].start):
                return None
            # A pattern that looks back needs the words before: no more than it can match.
            before = self._text[max(end - 1, region.span.start - _LONGEST_TITLE_BEFORE) : region.span.start]
            if _TITLE_BEFORE.search(before) and is_title(region.inner.of(self._text)):
                passed = region.span.end
                continue
            return number if self._goes_on(Span(end, region.span.start + 1)) else None
        return None

    def _goes_on(self, between: Span) -> bool:
        """Say whether nothing but the end of the cue's sentence parts two quotations: “A,” he said on Monday. “B.”"""
        words = between.of(self._text)[:-1].rstrip()
        tokens = self._grammar.tokens
        first = bisect_left(tokens, between.start, key=lambda token: token.start)
        last = bisect_left(tokens, between.end - 1, key=lambda token: token.start)
        told = self._assembler.has_cue(between)
        if self._grammar.sentence(max(last - 1, 0))[0] <= first - 1 and not told:
            # "she said, meaning that he is “rough”" tells something of its own.
            return not words[-1:].isalnum() or not any(token.tag in _FINITE for token in tokens[first:last])
        if len(words) > _LONGEST_TAIL or any(mark in words[:-1] for mark in (". ", "? ", "! ", "“", '"')):
            return False
        # “A,” she said, recalling the flood. “B.”
        told = self._assembler.has_cue(between, participles=False)
        return not told and (words[-1:] in {".", ""} or not any(map(str.isalnum, words)))
