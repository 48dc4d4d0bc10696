"""A quotation while it is put together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from dateline.quotes.grammar import Frame
from dateline.quotes.marks import Region
from dateline.record import CueKind, Span


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


def words_said(report: Report, regions: Sequence[Region]) -> Iterator[Span]:
    """Yield the pieces of a report's content without the quotation marks that stand at their ends."""
    whole = {regions[number].span: regions[number].inner for number in report.regions}
    for span in report.content:
        inner = whole.get(span)
        yield span if inner is None else inner
