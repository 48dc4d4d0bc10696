"""Sentences of a report: those of the record, or cut by their marks where it has none."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator

from dateline.record import Record, Span, trimmed
from dateline.stories.words import PROSE_ROLES

_STOP = "[.!?…]"
_END = re.compile(
    # What may not end a sentence is looked at behind its mark: before it, every character would be asked.
    rf"{_STOP}(?<![.\s][A-Z]{_STOP})(?<!\b[A-Z]{_STOP})(?<!\bMr{_STOP})(?<!\bDr{_STOP})(?<!\bMs{_STOP})"
    rf"(?<!\bMrs{_STOP})(?<!\bSt{_STOP}){_STOP}*[\"”’)\]]*\s+(?=[A-Z0-9“\"‘(])"
)


def report_sentences(record: Record, where: Callable[[Span], bool] | None = None) -> Iterator[Span]:
    """Yield the headline and the sentences of the body, in reading order, datelines left out.

    ``where`` says of the headline, a block or a sentence whether it is wanted; by default all are. A block
    that is not wanted is not cut.
    """
    wanted = where or _every
    article = record.article
    if article.headline is not None and wanted(article.headline):
        yield article.headline
    dateline = article.dateline.span if article.dateline is not None else None
    known = record.sentences
    starts = [sentence.span.start for sentence in known]
    for block in article.blocks:
        if block.role not in PROSE_ROLES or not wanted(block.span):
            continue
        start = dateline.end if dateline is not None and block.span.contains(dateline) else block.span.start
        near = known[bisect_left(starts, block.span.start) : bisect_left(starts, block.span.end)]
        inside = [each.span for each in near if each.span.end <= block.span.end]
        yield from filter(wanted, inside or _cut(article.text, start, block.span.end))


def _every(_: Span) -> bool:
    return True


def _cut(text: str, start: int, end: int) -> Iterator[Span]:
    at = start
    for mark in _END.finditer(text, start, end):
        span = trimmed(text, at, mark.end())
        if span is not None:
            yield span
        at = mark.end()
    rest = trimmed(text, at, end)
    if rest is not None:
        yield rest
