"""Names set under a quotation: “The dam will hold.” — Ana Ruiz, mayor."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from dateline.quotes.assembling import Assembler
from dateline.quotes.grammar import Grammar
from dateline.quotes.report import Report
from dateline.record import Span, trimmed

_DASHED = re.compile(r"\s*(?P<dash>[—–―-]{1,2})\s*(?P<name>[^\s—–―\-][^\n]{1,118})")
_LONGEST_NAME = 16
"""Words, offices and places after the name included."""
_FEWEST_WORDS = 3
"""A shorter quotation under a dash is as likely a heading."""


def find_signatures(grammar: Grammar, paragraphs: Sequence[Span], assembler: Assembler) -> list[Report]:
    """Return reports for quotations that nobody claims and a name stands under, after a dash or as a last line.

    In a pull-quote the name is inside the marks, on a line of its own: the closing mark is its only cue.
    """
    found = []
    starts = [paragraph.start for paragraph in paragraphs]
    for number in assembler.outer:
        region = assembler.regions[number]
        if assembler.claimed(number) or len(region.inner.of(assembler.text).split()) < _FEWEST_WORDS:
            continue
        place = bisect_right(starts, region.span.start) - 1
        following = paragraphs[place + 1] if place + 1 < len(paragraphs) else None
        end = assembler.next_region(region.span.end, paragraphs[place].end)
        signed = _dashed(assembler.text, Span(paragraphs[place].start, end), region.span, following)
        if signed is None and not region.closed and following is not None:
            signed = _last_line(assembler.text, following)
        if signed is not None and _is_name(grammar, assembler.text, signed[0]):
            name, cue = signed
            report = Report(frame=None, source=name, cue=[cue], content=[], regions=[], rule="signature", kind="speech")
            assembler.take(report, number)
            found.append(report)
    return found


def _dashed(text: str, paragraph: Span, quotation: Span, following: Span | None) -> tuple[Span, Span] | None:
    """The rest of a quotation's paragraph up to the next one in it, or the next paragraph, where a dash opens it."""
    rest = trimmed(text, quotation.end, paragraph.end) if quotation.end < paragraph.end else following
    match = None if rest is None else _DASHED.fullmatch(text, rest.start, rest.end)
    if match is None:
        return None
    name = _without_stop(text, *match.span("name"))
    return None if name is None else (name, Span(*match.span("dash")))


def _last_line(text: str, following: Span) -> tuple[Span, Span] | None:
    closing = following.end - 1
    name = _without_stop(text, following.start, closing)
    if name is None or text[closing] not in '"”»' or any(mark in name.of(text) for mark in '"“”'):
        return None
    return name, Span(closing, following.end)


def _is_name(grammar: Grammar, text: str, span: Span) -> bool:
    """Say whether a line is short, begins like a name and tells nothing: it has no verb with a subject."""
    words = span.of(text).split()
    first, end = grammar.parse.tokens_within(span)
    opens = words[0][:1].isupper() or words[0].startswith("@")
    told = any(token.dep in {"nsubj", "nsubjpass"} for token in grammar.tokens[first:end])
    return opens and len(words) <= _LONGEST_NAME and first < end and not told


def _without_stop(text: str, start: int, end: int) -> Span | None:
    name = trimmed(text, start, end) if start < end else None
    if name is not None and name.of(text).endswith(".") and len(name) > 1:
        return Span(name.start, name.end - 1)
    return name
