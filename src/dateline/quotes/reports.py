"""Frames and quotation marks brought together: the words of each report, to the character."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

import msgspec

from dateline.quotes.grammar import Frame, Grammar, Stretch
from dateline.quotes.marks import Region
from dateline.quotes.uses import is_title
from dateline.record import CueKind, Span, covering, trimmed

_BETWEEN_QUOTATION_AND_CUE = re.compile(r"[\s,.?!;:…—–-]*")
_BETWEEN_CUE_AND_QUOTATION = re.compile(r"[\s,:;—–-]*(?:that\s+)?")
_POINTERS = frozenset({"that", "this", "it", "so", "them", "these", "those", "him", "her", "you", "us", "me", "both"})
_ENDS = frozenset(",.;:!?…—")
"""Marks at the end of quoted words after which nothing of their clause follows."""
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
    kind: CueKind | None = None
    addressee: Span | None = None
    time: Span | None = None
    medium: Span | None = None
    confidence: float | None = None


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
        self._cue_starts: list[int] = []

    def reports(self, frames: Sequence[Frame]) -> list[Report]:
        """Return the reports, in the order of the frames; those without content are left out."""
        found: list[Report] = []
        self._cue_starts = sorted(self._span(frame.cue).start for frame in frames if frame.quotes)
        for frame in frames:
            report = self._report(frame)
            if report is not None:
                found.append(report)
        return found

    def region_at(self, offset: int) -> int | None:
        """Return the outermost region that holds a character; None outside marks."""
        place = bisect_right(self._outer_starts, offset) - 1
        if place >= 0 and self.regions[self.outer[place]].span.end > offset:
            return self.outer[place]
        return None

    def next_region(self, start: int, end: int) -> int:
        """Return where the first outermost region from an offset on begins; ``end`` where none does before it."""
        place = bisect_left(self._outer_starts, start)
        return min(end, self._outer_starts[place]) if place < len(self.outer) else end

    def claimed(self, region: int) -> bool:
        """Say whether a report has the region."""
        return region in self._claimed

    def has_cue(self, span: Span) -> bool:
        """Say whether a cue that may stand beside a quotation begins in a stretch."""
        return bisect_left(self._cue_starts, span.start) < bisect_left(self._cue_starts, span.end)

    def paragraph_after(self, paragraph: Span) -> Span | None:
        """Return the paragraph that follows one; None after the last."""
        place = bisect_right(self._paragraph_starts, paragraph.start)
        return self._paragraphs[place] if place < len(self._paragraphs) else None

    def first_region(self, start: int) -> int | None:
        """Return the first outermost region that begins at an offset or after it."""
        place = bisect_left(self._outer_starts, start)
        return self.outer[place] if place < len(self.outer) else None

    def paragraph_of(self, offset: int) -> Span:
        """Return the paragraph that holds a character."""
        return self._paragraphs[max(0, bisect_right(self._paragraph_starts, offset) - 1)]

    def _span(self, stretch: Stretch) -> Span:
        return self.grammar.parse.span(*stretch)

    def _report(self, frame: Frame) -> Report | None:
        source = None if frame.source is None else self._outside(self._span(frame.source), self._span(frame.cue))
        report = Report(
            frame=frame,
            source=source,
            cue=[self._span(frame.cue)],
            content=[],
            regions=[],
            rule=frame.rule,
            kind=frame.kind,
            addressee=None if frame.addressee is None else self._span(frame.addressee),
            time=None if frame.time is None else self._span(frame.time),
            medium=None if frame.medium is None else self._span(frame.medium),
        )
        inside = self.region_at(report.cue[0].start)
        group = self._span(frame.group)
        if frame.source is not None and source != self._span(frame.source):
            group = report.cue[0] if source is None else covering((source, report.cue[0]))
        if inside is None and frame.quotes:
            before = self._region_before(group)
            if before is not None and before not in self._claimed and not self._is_title_before(frame, before):
                self._take_before(report, before)
                after = self._region_after(group)
                if after is not None and self.text[group.end : self.regions[after].span.start].strip(" ,—–-") == "":
                    self._take(report, after, self.regions[after].span.start)
                return report
            whole = self._with_adjuncts(frame)
            after = self._region_after(whole)
            if after is not None and after not in self._claimed:
                self._take(report, after, _past_space(self.text, whole.end))
                self._widen(report, frame, after)
                report.rule = "quotation after"
                return report
        nested = None if inside is None or not frame.quotes else self._nested_after(group, inside)
        if nested is not None:
            report.content = [self.regions[nested].span]
            report.regions = [nested]
            report.rule = "quotation after"
            return report
        if frame.content:
            report.content = [self._span(stretch) for stretch in frame.content]
        elif frame.quotes and source is not None:
            report.content = self._around(frame)
            report.rule = "parenthesis"
        if inside is None:
            report.content = [self.whole_regions(report, span) for span in report.content]
        else:
            report.content = self._kept_inside(report, inside)
        return report if report.content and not self._is_pronoun(report) else None

    def _outside(self, source: Span, cue: Span) -> Span | None:
        """Cut the end of a quotation off a source that the parser drew into it: “…, as vapour,” the mayor said."""
        number = self.region_at(source.start)
        if number is None or self.region_at(cue.start) == number:
            return source
        end = self.regions[number].span.end
        cut = trimmed(self.text, end, source.end) if end < source.end else None
        if cut is not None and cut.of(self.text).startswith(","):
            cut = trimmed(self.text, cut.start + 1, cut.end) if len(cut) > 1 else None
        return cut if cut is not None and any(map(str.isalnum, cut.of(self.text))) else None

    def _is_pronoun(self, report: Report) -> bool:
        """Say whether the content is one word that stands for something said elsewhere: "rejected that"."""
        return len(report.content) == 1 and report.content[0].of(self.text).lower() in _POINTERS

    def _kept_inside(self, report: Report, number: int) -> list[Span]:
        """Return what of the content stands in the marks that its cue stands in; all of it where only the cue does."""
        inner = self.regions[number].inner
        if report.source is not None and not inner.contains(report.source):
            return report.content
        cut = [(max(span.start, inner.start), min(span.end, inner.end)) for span in report.content]
        pieces = (trimmed(self.text, start, end) for start, end in cut if start < end)
        return [piece for piece in pieces if piece is not None and any(map(str.isalnum, piece.of(self.text)))]

    def _is_title_before(self, frame: Frame, number: int) -> bool:
        """Say whether quoted words before a cue are a title in its sentence: On “Leeds Today,” he said that …"""
        tokens = self.grammar.tokens
        clause_follows = any(first > frame.verb for first, _ in frame.content)
        span = self.regions[number].span
        first = bisect_left(tokens, span.start, key=lambda token: token.start)
        opens_sentence = first < len(tokens) and self.grammar.sentence(first)[0] == first
        inner = self.regions[number].inner.of(self.text)
        if clause_follows and inner.endswith(".") and self.grammar.sentence(frame.verb)[0] == frame.group[0]:
            # “… my wheelhouse.” He said that he would stay.
            return True
        closed = not inner.endswith((",", "?", "!")) or is_title(inner.rstrip(","))
        return clause_follows and closed and not opens_sentence and tokens[max(first - 1, 0)].text != "."

    def _with_adjuncts(self, frame: Frame) -> Span:
        """The frame with the phrases that follow its cue, up to a quotation: "said of the dam on Monday: “…”"."""
        tokens = self.grammar.tokens
        end = frame.group[1]
        for child in self.grammar.children[frame.verb]:
            first, last = self.grammar.extents[child]
            if end < len(tokens) and tokens[end].text == "," and first == end + 1 and tokens[child].dep == "advmod":
                end += 1
            if first <= end < last and tokens[child].dep in {"prep", "npadvmod", "advmod", "dative", "dobj", "prt"}:
                while end < last and self.region_at(tokens[end].start) is None:
                    end += 1
                if end < last:
                    break
        while end > frame.group[1] and tokens[end - 1].text in {",", ":", '"'}:
            end -= 1
        return self._span((frame.group[0], end))

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

    def _nested_after(self, group: Span, outer: int) -> int | None:
        """The quotation within a quotation that follows a cue: “He told me ‘it is gone’.”"""
        for number in range(outer + 1, len(self.regions)):
            region = self.regions[number]
            if region.span.start >= self.regions[outer].span.end:
                return None
            if region.span.start >= group.end:
                gap = region.span.start - group.end
                close = gap <= _LONGEST_GAP and _BETWEEN_CUE_AND_QUOTATION.fullmatch(
                    self.text, group.end, region.span.start
                )
                return number if close else None
        return None

    def _region_after(self, group: Span) -> int | None:
        place = bisect_left(self._outer_starts, group.end)
        if place == len(self.outer):
            return None
        number = self.outer[place]
        start = self.regions[number].span.start
        if start - group.end > _LONGEST_GAP:
            return None
        between = self.text[group.end : start]
        if self.paragraph_of(start) != self.paragraph_of(group.start) and not between.lstrip().startswith(":"):
            return None
        return number if _BETWEEN_CUE_AND_QUOTATION.fullmatch(self.text, group.end, start) else None

    def take_along(self, report: Report) -> None:
        """Give a report what its quotations go on with elsewhere: “A,” he said, according to Holt. “B.”"""
        for own in list(report.regions):
            for number in self._claimed[own].regions:
                if number not in report.regions:
                    report.content.append(self.regions[number].span)
                    report.regions.append(number)

    def take(self, report: Report, number: int) -> None:
        """Give a region to a report."""
        self._take(report, number, self.regions[number].span.start)

    def take_part(self, report: Report, number: int, content: Span) -> None:
        """Give a report words inside a region that is then nobody else's: a turn of a transcript set in marks."""
        report.content.append(content)
        report.regions.append(number)
        self._claimed[number] = report

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
                if words is not None and self._belongs(words) and self.region_at(opened) is None:
                    start = words.start
        report.rule = "quotation before"
        self._take(report, number, start)

    def _belongs(self, words: Span) -> bool:
        """Say whether words before a quotation are of its sentence: not one that ended, nor a frame of its own."""
        said = words.of(self.text)
        if not any(map(str.isalnum, said)) or said.rstrip("\"”’')]")[-1:] in {".", "!", "?", ":", ";"}:
            return False
        return not self.has_cue(words)

    def _widen(self, report: Report, frame: Frame, number: int) -> None:
        """Take the rest of the clause that begins with a quoted region: said “no” was no answer."""
        region = self.regions[number]
        if region.inner.of(self.text)[-1:] in _ENDS:
            return
        for stretch in frame.content:
            span = self._span(stretch)
            if span.overlaps(region.span) and span.end > region.span.end:
                rest = Span(region.span.end, span.end)
                if not self.has_cue(rest) and rest.of(self.text).strip() not in {"and", "but"}:
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
        as_ = left - 1 >= first and tokens[left - 1].text.lower() == "as"
        left -= as_
        before = left - 1 >= first and tokens[left - 1].text in {",", '"', "—", "–", "-", "--", "("}
        after = right >= end or not tokens[right].text[0].isalnum()
        if not (before or as_) or not after or tokens[first].text == "According":
            return []
        pieces = []
        if left - 1 > first:
            pieces.append(self._span(self.grammar.stripped(first, left - 1)))
        if right + 1 < end and tokens[right].text in {",", "—", "–", "-", "--"}:
            pieces.append(self._span(self.grammar.stripped(right + 1, end)))
        return pieces


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
