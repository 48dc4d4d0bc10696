"""Frames and quotation marks brought together: the words of each report, to the character."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

import msgspec

from dateline.quotes.grammar import Frame, Grammar, Stretch
from dateline.quotes.lexicon import Cue, load_cues
from dateline.quotes.marks import Region
from dateline.record import Span, trimmed

_BETWEEN_QUOTATION_AND_CUE = re.compile(r"[\s,.?!;:…—–-]*")
_BETWEEN_CUE_AND_QUOTATION = re.compile(r"[\s,:;—–-]*(?:that\s+)?")
_LONGEST_GAP = 12
"""Characters between a quotation and its cue: punctuation and white space only."""


class Report(msgspec.Struct):
    """A quotation being put together. Spans are characters; ``regions`` index the quoted stretches in it."""

    frame: Frame | None
    source: Span | None
    cue: list[Span]
    content: list[Span]
    regions: list[int]
    rule: str
    addressee: Span | None = None
    time: Span | None = None
    medium: Span | None = None


class Assembler:
    """Finds for each frame the words it reports: quoted regions beside it, else the clause it governs."""

    def __init__(self, text: str, grammar: Grammar, paragraphs: Sequence[Span], regions: Sequence[Region]) -> None:
        self.text = text
        self.grammar = grammar
        self.regions = regions
        self.outer = [n for n, region in enumerate(regions) if region.parent is None]
        self._outer_starts = [regions[n].span.start for n in self.outer]
        self._paragraphs = paragraphs
        self._paragraph_starts = [p.start for p in paragraphs]
        self._claimed: dict[int, Report] = {}

    def reports(self, frames: Sequence[Frame]) -> list[Report]:
        """Return the reports, in the order of the frames; those without content are left out."""
        found: list[Report] = []
        cues = load_cues()
        for frame in frames:
            cue = cues[self.grammar.tokens[frame.verb].lemma.lower()]
            report = self._report(frame, cue)
            if report is not None:
                found.append(report)
        self._continue(found)
        return found

    def region_at(self, offset: int) -> int | None:
        """Return the outermost region that holds a character; None outside marks."""
        place = bisect_right(self._outer_starts, offset) - 1
        if place >= 0 and self.regions[self.outer[place]].span.end > offset:
            return self.outer[place]
        return None

    def claimed(self, region: int) -> bool:
        """Say whether a report has the region."""
        return region in self._claimed

    def paragraph_of(self, offset: int) -> Span:
        """Return the paragraph that holds a character."""
        return self._paragraphs[max(0, bisect_right(self._paragraph_starts, offset) - 1)]

    def _span(self, stretch: Stretch) -> Span:
        return self.grammar.parse.span(*stretch)

    def _report(self, frame: Frame, cue: Cue) -> Report | None:
        source = None if frame.source is None else self._span(frame.source)
        report = Report(
            frame=frame,
            source=source,
            cue=[self._span(frame.cue)],
            content=[],
            regions=[],
            rule=frame.rule,
            addressee=None if frame.addressee is None else self._span(frame.addressee),
            time=None if frame.time is None else self._span(frame.time),
            medium=None if frame.medium is None else self._span(frame.medium),
        )
        inside = self.region_at(report.cue[0].start)
        group = self._span(frame.group)
        if inside is None and "q" in cue.patterns:
            before = self._region_before(group)
            if before is not None and before not in self._claimed:
                self._take_before(report, before)
                after = self._region_after(group)
                if after is not None and self.text[group.end : self.regions[after].span.start].strip(" ,—–-") == "":
                    self._take(report, after, self.regions[after].span.start)
                return report
            after = self._region_after(group)
            if after is not None and after not in self._claimed:
                self._take(report, after, _past_space(self.text, group.end))
                self._widen(report, frame, after)
                report.rule = "quotation after"
                return report
        if frame.content:
            report.content = [self._span(stretch) for stretch in frame.content]
            if inside is None:
                report.content = [self.whole_regions(report, span) for span in report.content]
            return report
        if "q" in cue.patterns and source is not None:
            pieces = self._around(frame)
            if pieces:
                report.content = pieces
                report.rule = "parenthesis"
                return report
        return None

    def _region_before(self, group: Span) -> int | None:
        place = bisect_left(self._outer_starts, group.start) - 1
        if place < 0:
            return None
        number = self.outer[place]
        end = self.regions[number].span.end
        if end > group.start or group.start - end > _LONGEST_GAP:
            return None
        if "\n" in self.text[end : group.start] or not _BETWEEN_QUOTATION_AND_CUE.fullmatch(
            self.text, end, group.start
        ):
            return None
        return number

    def _region_after(self, group: Span) -> int | None:
        place = bisect_left(self._outer_starts, group.end)
        if place == len(self.outer):
            return None
        number = self.outer[place]
        start = self.regions[number].span.start
        if start - group.end > _LONGEST_GAP or self.paragraph_of(start) != self.paragraph_of(group.start):
            return None
        return number if _BETWEEN_CUE_AND_QUOTATION.fullmatch(self.text, group.end, start) else None

    def _take(self, report: Report, number: int, start: int) -> None:
        region = self.regions[number]
        report.content.append(Span(min(start, region.span.start), region.span.end))
        report.regions.append(number)
        self._claimed[number] = report

    def _take_before(self, report: Report, number: int) -> None:
        """Take a region before the cue, and the words of its sentence before it: a mixed quotation."""
        region = self.regions[number]
        start = region.span.start
        first = bisect_right(self.grammar.tokens, start, key=lambda token: token.start)
        if first < len(self.grammar.tokens):
            opened = self.grammar.tokens[self.grammar.sentence(max(first - 1, 0))[0]].start
            if opened < start and self.paragraph_of(opened) == self.paragraph_of(start):
                words = trimmed(self.text, opened, start)
                if words is not None and any(map(str.isalnum, words.of(self.text))) and self.region_at(opened) is None:
                    start = words.start
        report.rule = "quotation before"
        self._take(report, number, start)

    def _widen(self, report: Report, frame: Frame, number: int) -> None:
        """Take the rest of the clause that begins with a quoted region: said “no” was no answer."""
        for stretch in frame.content:
            span = self._span(stretch)
            if span.overlaps(self.regions[number].span) and span.end > report.content[-1].end:
                report.content[-1] = Span(report.content[-1].start, span.end)

    def whole_regions(self, report: Report, span: Span) -> Span:
        """Widen a clause to the quoted regions it touches, never over the cue."""
        start, end = span.start, span.end
        place = max(0, bisect_right(self._outer_starts, start) - 1)
        while place < len(self.outer) and self._outer_starts[place] < end:
            region = self.regions[self.outer[place]]
            if region.span.end > start and not region.span.overlaps(report.cue[0]):
                start, end = min(start, region.span.start), max(end, region.span.end)
                report.regions.append(self.outer[place])
                self._claimed.setdefault(self.outer[place], report)
            place += 1
        return Span(start, end)

    def _around(self, frame: Frame) -> list[Span]:
        """The sentence round a parenthesis: "The plan, she said, would fail"."""
        tokens = self.grammar.tokens
        first, end = self.grammar.sentence(frame.verb)
        left, right = frame.group
        before = left - 1 >= first and tokens[left - 1].text in {",", '"', "—", "–", "-", "--"}
        after = right >= end or not tokens[right].text[0].isalnum()
        if not before or not after:
            return []
        pieces = []
        if left - 1 > first:
            pieces.append(self._span(self.grammar.stripped(first, left - 1)))
        if right + 1 < end and tokens[right].text in {",", "—", "–", "-", "--"}:
            pieces.append(self._span(self.grammar.stripped(right + 1, end)))
        return pieces

    def _continue(self, reports: Sequence[Report]) -> None:
        """Give regions that nobody claims to the report whose sentence they follow: “A,” he said. “B.”"""
        for report in list(reports):
            if not report.regions or report.frame is None:
                continue
            while True:
                last = max(report.regions)
                following = self._following(report, report.frame, last)
                if following is None or following in self._claimed:
                    break
                self._take(report, following, self.regions[following].span.start)

    def _following(self, report: Report, frame: Frame, last: int) -> int | None:
        """The region that goes on with the last one: its next paragraph, or right after the cue's sentence."""
        for number in range(last + 1, min(last + 8, len(self.regions))):
            region = self.regions[number]
            if region.parent is not None:
                continue
            if region.continues == last:
                return number
            end = max(self.regions[last].span.end, self._span(self.grammar.sentence(frame.verb)).end)
            if report.cue[0].start < self.regions[last].span.start:
                end = self.regions[last].span.end
            same = self.paragraph_of(region.span.start) == self.paragraph_of(report.cue[0].start)
            return number if same and not self.text[end : region.span.start].strip(" .,—–-\u00a0") else None
        return None


def _past_space(text: str, offset: int) -> int:
    while offset < len(text) and (text[offset].isspace() or text[offset] in ",:;—–-"):
        offset += 1
    return offset


def words_said(report: Report, regions: Sequence[Region]) -> Iterator[Span]:
    """Yield the pieces of a report's content without the quotation marks that stand at their ends."""
    whole = {regions[number].span: regions[number].inner for number in report.regions}
    for span in report.content:
        inner = whole.get(span)
        yield span if inner is None else inner
