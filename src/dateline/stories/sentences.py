"""Sentences of a report: those of the record, or cut by their marks where it has none."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from dateline.record import Record, Span, trimmed
from dateline.stories.words import PROSE_ROLES

_STOP = "[.!?…]"
_END = re.compile(
    # What may not end a sentence is looked at behind its mark: before it, every character would be asked.
    rf"{_STOP}(?<![.\s][A-Z]{_STOP})(?<!\b[A-Z]{_STOP})(?<!\bMr{_STOP})(?<!\bDr{_STOP})(?<!\bMs{_STOP})"
    rf"(?<!\bMrs{_STOP})(?<!\bSt{_STOP}){_STOP}*[\"”’)\]]*\s+(?=[A-Z0-9“\"‘(])"
)


def report_sentences(record: Record, where: Callable[[str], bool] | None = None) -> Iterator[Span]:
    """Yield the headline and the sentences of the body, in reading order, datelines left out.

    ``where`` says of a block's text whether it is worth cutting; by default all are.
    """
    article = record.article
    if article.headline is not None:
        yield article.headline
    dateline = article.dateline.span if article.dateline is not None else None
    known = record.sentences
    for block in article.blocks:
        if block.role not in PROSE_ROLES or (where is not None and not where(block.span.of(article.text))):
            continue
        start = dateline.end if dateline is not None and block.span.contains(dateline) else block.span.start
        inside = [s.span for s in known if block.span.contains(s.span)] if known else []
        yield from inside or _cut(article.text, start, block.span.end)


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
