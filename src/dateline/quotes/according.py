""" "According to": the one cue that is no verb and always reports."""

from __future__ import annotations

from dateline.quotes.grammar import Grammar
from dateline.quotes.reports import Assembler, Report


def find_according(grammar: Grammar, assembler: Assembler) -> list[Report]:
    """Return a report for each "according to X": the words of its sentence around it are the content."""
    found = []
    tokens = grammar.tokens
    for index in range(len(tokens) - 2):
        if tokens[index].text.lower() != "according" or tokens[index + 1].text.lower() != "to":
            continue
        first, end = grammar.sentence(index)
        to = index + 1
        noun = grammar.child(to, "pobj")
        if noun is None:
            continue
        source = grammar.noun_phrase(noun, after=to)
        source = source[0], min(source[1], end)
        pieces = []
        if index > first:
            pieces.append(grammar.stripped(first, index))
        if source[1] < end:
            pieces.append(grammar.stripped(source[1], end))
        spans = [grammar.parse.span(*p) for p in pieces]
        spans = [s for s in spans if any(map(str.isalnum, s.of(assembler.text)))]
        if spans:
            cue = grammar.parse.span(index, to + 1)
            report = Report(
                frame=None,
                source=grammar.parse.span(*source),
                cue=[cue],
                content=spans,
                regions=[],
                rule="according to",
                kind="speech",
            )
            if assembler.region_at(cue.start) is None:
                report.content = [assembler.whole_regions(report, s) for s in spans]
                assembler.take_along(report)
            found.append(report)
    return found
