"""What the cue says about a report: denied, declined, in doubt, yet to come, by hearsay."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.quotes.grammar import Grammar
from dateline.quotes.marks import Region
from dateline.quotes.report import Report
from dateline.record.annotations import CueFlag

_FLAGS: tuple[tuple[CueFlag, re.Pattern[str]], ...] = (
    ("denied", re.compile(r"\b(?:den(?:y|ies|ied|ying)|refut\w+)\b", re.IGNORECASE)),
    ("negated", re.compile(r"\b(?:not|never|cannot)\b|n['’]t\b", re.IGNORECASE)),
    ("declined", re.compile(r"\b(?:declin\w+|refus\w+)\b", re.IGNORECASE)),
    ("conditional", re.compile(r"\b(?:would|could|might|may|should|can)\b", re.IGNORECASE)),
    ("future", re.compile(r"\b(?:will|shall|going to|is to|are to)\b|['’]ll\b", re.IGNORECASE)),
    ("hearsay", re.compile(r"\b(?:reportedly|allegedly|supposedly|apparently|rumou?red)\b", re.IGNORECASE)),
)
_IF = frozenset({"if", "unless", "whether"})
_NOBODY = re.compile(r"(?:nobody|no one|no-one|none|neither|no)\b", re.IGNORECASE)
"""A source that opens so said nothing: "nobody would tell us"."""
_ANYBODY = re.compile(r"(?:anybody|anyone|whoever)\b", re.IGNORECASE)
_NOT_YET = frozenset({"ready", "willing", "prepared", "able", "unable", "likely", "unlikely", "free", "due", "set"})
"""Adjectives before an infinitive that tells what may be said: "was ready to talk about"."""
_ELLIPSIS = re.compile(r"…|\.\s?\.\s?\.")


def flags_of(text: str, report: Report, quoted: Sequence[Region], grammar: Grammar) -> tuple[CueFlag, ...]:
    """Return the flags of a report, in a fixed order."""
    cue = " ".join(span.of(text) for span in report.cue)
    found: list[CueFlag] = [flag for flag, pattern in _FLAGS if pattern.search(cue)]
    source = "" if report.source is None else report.source.of(text)
    if "negated" not in found and _NOBODY.match(source):
        found.append("negated")
    if "conditional" not in found and (_ANYBODY.match(source) or _is_conditional(report, grammar)):
        found.append("conditional")
    if any(_ELLIPSIS.search(region.inner.of(text)) for region in quoted):
        found.append("joined")
    if any(not region.closed for region in quoted):
        found.append("unclosed")
    return tuple(found)


def _is_conditional(report: Report, grammar: Grammar) -> bool:
    """Say whether a report stands in an "if" clause, or is what somebody is ready to say."""
    if report.frame is None:
        return False
    verb, first = report.frame.verb, report.frame.cue[0]
    tokens = grammar.tokens
    if tokens[first].tag == "TO" and tokens[tokens[verb].head].lemma in _NOT_YET:
        return True
    while tokens[verb].dep == "conj" and grammar.child(verb, "nsubj", "nsubjpass") is None:
        verb = tokens[verb].head
    mark = grammar.child(verb, "mark")
    return mark is not None and tokens[mark].text.lower() in _IF
