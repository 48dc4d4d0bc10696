""" "According to": the one cue that is no verb and always reports."""

from __future__ import annotations

from dateline.quotes.grammar import Grammar, Stretch
from dateline.quotes.reports import Assembler, Report

_STOPS = frozenset({",", ".", ";", ":", "(", ")", "—", "–", "--", '"', "?", "!"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_LONGEST_REST = 12
"""Tokens of a source beyond the phrase that the parser made of it."""


def find_according(grammar: Grammar, assembler: Assembler) -> list[Report]:
    """Return a report for each "according to X": the words of its sentence around it are the content."""
    found = []
    tokens = grammar.tokens
    for index in range(len(tokens) - 2):
        if tokens[index].text.lower() != "according" or tokens[index + 1].text.lower() != "to":
            continue
        first, end = grammar.sentence(index)
        to = index + 1
        source = _source(grammar, to, (first, end), opens=index == first)
        if source is None:
            continue
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


def _source(grammar: Grammar, to: int, sentence: Stretch, *, opens: bool) -> Stretch | None:
    """Return the noun phrase after "to", with what the parser hung from elsewhere: "a study last year by Leeds".

    Where it opens the sentence it ends at a comma, otherwise where a comma, a bracket or a verb does.
    """
    tokens = grammar.tokens
    noun = grammar.child(to, "pobj")
    own = (to + 1, to + 1) if noun is None else grammar.noun_phrase(noun, after=to)
    end = min(own[1], sentence[1])
    for index in range(end, min(sentence[1], end + _LONGEST_REST)):
        token = tokens[index]
        if token.text in _STOPS or token.tag in _FINITE or (noun is not None and token.text in {"and", "but"}):
            break
        if index + 1 == sentence[1] or tokens[index + 1].text in ({","} if opens else _STOPS):
            end = index + 1
            break
    return grammar.stripped(to + 1, end) if end > to + 1 else None
