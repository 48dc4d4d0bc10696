"""Colons that report: "Holt: Dam Will Break" over an article, "TARRANT: Yes." in a transcript."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from dateline.quotes.assembling import Assembler
from dateline.quotes.report import Report
from dateline.record import Mention, Record, Span

_LABEL = re.compile(r"(?P<name>[^\W\d_][\w.,'’()\- ]{0,100}?)\s?(?P<colon>:)\s*(?=\S)")
_LONGEST_LABEL = 6
"""Words of a name that opens turns. Longer ones are headlines, and sentences that end in a colon."""


class _Turn(NamedTuple):
    name: Span
    colon: Span
    rest: Span
    """What follows the colon in its paragraph."""
    region: int | None
    """The region that the words stand in, label and all: a transcript set in marks."""


def find_turns(record: Record, paragraphs: Sequence[Span], assembler: Assembler) -> list[Report]:
    """Return a report for each paragraph that a name and a colon open.

    The name must be one that the article names (in a headline, or before a quotation), or open two turns or more
    in capitals or as names are written, as in a transcript. "One conclusion: …" reports nothing.
    """
    text = record.text
    turns = list(_turns(text, paragraphs, assembler))
    # "Ada Vane:" and then "Vane:" are one speaker.
    labels = Counter(_surname(turn.name.of(text)) for turn in turns if _is_label(turn.name.of(text)))
    transcript = sum(count > 1 for count in labels.values()) > 1
    names = {m.span.start: m for m in record.mentions if m.form == "name" and m.type in {"person", "organisation"}}
    asked = bool(labels["Q"] and labels["A"])
    found = []
    for turn in turns:
        words = turn.name.of(text)
        mention = names.get(turn.name.start)
        repeated = (
            _is_label(words)
            and labels[_surname(words)] > 1
            and (words.isupper() or transcript or _is(mention, turn.name))
        )
        repeated = repeated or (asked and words in {"Q", "A"})
        first = bool(paragraphs) and turn.name.start == paragraphs[0].start
        if repeated or _is_named(turn, mention, assembler, first=first, transcript=transcript):
            found.append(_report(turn, mention, assembler, first=first, repeated=repeated))
    return found


def _turns(text: str, paragraphs: Sequence[Span], assembler: Assembler) -> list[_Turn]:
    found = []
    for paragraph in paragraphs:
        start, end, region = paragraph.start, paragraph.end, assembler.region_at(paragraph.start)
        if region is not None:
            inner = assembler.regions[region].inner
            start, end = inner.start, min(inner.end, end)
        match = _LABEL.match(text, start, end)
        if match is not None and match.end() < end:
            name = Span(*match.span("name"))
            if not assembler.has_cue(name):
                found.append(_Turn(name, Span(*match.span("colon")), Span(match.end(), end), region))
    return found


def _is_label(words: str) -> bool:
    """Say whether words are written as the name of somebody who takes turns: "TARRANT", "Ada Vane", "Q"."""
    parts = words.split()
    return len(parts) <= _LONGEST_LABEL and all(part[0].isupper() or not part[0].isalpha() for part in parts)


def _surname(words: str) -> str:
    return words.rsplit(maxsplit=1)[-1]


def _is(mention: Mention | None, name: Span) -> bool:
    return mention is not None and mention.span == name


def _is_named(turn: _Turn, mention: Mention | None, assembler: Assembler, *, first: bool, transcript: bool) -> bool:
    region = assembler.region_at(turn.rest.start)
    opens = region is not None and assembler.regions[region].span.start == turn.rest.start
    if _is(mention, turn.name) and (first or opens or transcript):
        return True
    # A line of its own with a longer label: "Holt on the dam: “It leaks.”"
    return mention is not None and opens and turn.region is None and " - " not in turn.name.of(assembler.text)


def _report(turn: _Turn, mention: Mention | None, assembler: Assembler, *, first: bool, repeated: bool) -> Report:
    region = assembler.region_at(turn.rest.start)
    opens = region is not None and assembler.regions[region].span.start == turn.rest.start
    name = turn.name
    if first and mention is not None and not repeated:
        # "Holt on the Dam: It Leaks": who is named first speaks.
        name = mention.span
    report = Report(frame=None, source=name, cue=[turn.colon], content=[], regions=[], rule="colon", kind="speech")
    if turn.region is not None:
        assembler.take_part(report, turn.region, turn.rest)
        return report
    quoted = opens and region is not None and not first
    content = assembler.regions[region].span if quoted and region is not None else turn.rest
    report.content = [assembler.whole_regions(report, content)]
    return report
