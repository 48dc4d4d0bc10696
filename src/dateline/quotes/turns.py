"""Colons that report: "Holt: Dam Will Break" over an article, "TARRANT: Yes." in a transcript."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from dateline.quotes.reports import Assembler, Report
from dateline.record import Record, Span

_LABEL = re.compile(r"(?P<name>[^\W\d_][\w.,'’\- ]{1,60}?)\s?(?P<colon>:)\s+(?=\S)")


def find_turns(record: Record, paragraphs: Sequence[Span], assembler: Assembler) -> list[Report]:
    """Return a report for each paragraph that a name and a colon open.

    The name must be one that the article names (in a headline, or before a quotation), or be in capitals and open
    two turns or more, as in a transcript. "One conclusion: …" reports nothing.
    """
    text = record.text
    labels: list[tuple[Span, Span, Span]] = []
    for paragraph in paragraphs:
        match = _LABEL.match(text, paragraph.start, paragraph.end)
        if match is not None and match.end() < paragraph.end:
            name = Span(*match.span("name"))
            if assembler.has_cue(name):
                continue
            labels.append((name, Span(*match.span("colon")), Span(match.end(), paragraph.end)))
    shouted = Counter(name.of(text) for name, _, _ in labels if name.of(text).isupper())
    starts = {m.span.start: m for m in record.mentions if m.form == "name" and m.type in {"person", "organisation"}}
    found = []
    for name, colon, rest in labels:
        mention = starts.get(name.start)
        named = mention is not None and mention.span == name
        region = assembler.region_at(rest.start)
        opens = region is not None and assembler.regions[region].span.start == rest.start
        first = bool(paragraphs) and name.start == paragraphs[0].start
        if shouted[name.of(text)] > 1 or (named and (first or opens)) or (mention is not None and opens):
            quoted = opens and region is not None and not first
            content = assembler.regions[region].span if quoted and region is not None else rest
            report = Report(
                frame=None, source=name, cue=[colon], content=[content], regions=[], rule="colon", kind="speech"
            )
            report.content = [assembler.whole_regions(report, content)]
            found.append(report)
    return found
