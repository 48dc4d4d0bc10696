""" "Reportedly": a report by nobody in particular."""

from __future__ import annotations

from dateline.quotes.assembling import Assembler
from dateline.quotes.grammar import Grammar
from dateline.quotes.report import Report

_ADVERBS = frozenset({"reportedly", "allegedly", "supposedly"})


def find_hearsay(grammar: Grammar, assembler: Assembler) -> list[Report]:
    """Return a report without a source for each such adverb: the clause around it is the content."""
    found = []
    for index, token in enumerate(grammar.tokens):
        if token.text.lower() not in _ADVERBS or token.dep != "advmod" or token.head == index:
            continue
        cue = grammar.parse.span(index, index + 1)
        first, end = grammar.extents[token.head]
        pieces = [grammar.stripped(*piece) for piece in ((first, index), (index + 1, end)) if piece[0] < piece[1]]
        spans = [grammar.parse.span(*piece) for piece in pieces]
        spans = [span for span in spans if any(map(str.isalnum, span.of(assembler.text)))]
        if spans and assembler.region_at(cue.start) is None:
            report = Report(
                frame=None, source=None, cue=[cue], content=spans, regions=[], rule="hearsay", kind="speech"
            )
            report.content = [assembler.whole_regions(report, span) for span in spans]
            found.append(report)
    return found
