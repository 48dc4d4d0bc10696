"""What the cue says about a report: denied, declined, in doubt, yet to come, by hearsay."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.quotes.marks import Region
from dateline.quotes.reports import Report
from dateline.record.annotations import CueFlag

_FLAGS: tuple[tuple[CueFlag, re.Pattern[str]], ...] = (
    ("denied", re.compile(r"\b(?:den(?:y|ies|ied|ying)|refut\w+)\b", re.IGNORECASE)),
    ("negated", re.compile(r"\b(?:not|never|cannot)\b|n['’]t\b", re.IGNORECASE)),
    ("declined", re.compile(r"\b(?:declin\w+|refus\w+)\b", re.IGNORECASE)),
    ("conditional", re.compile(r"\b(?:would|could|might|may|should|can)\b", re.IGNORECASE)),
    ("future", re.compile(r"\b(?:will|shall|going to|is to|are to)\b|['’]ll\b", re.IGNORECASE)),
    ("hearsay", re.compile(r"\b(?:reportedly|allegedly|supposedly|apparently|rumou?red)\b", re.IGNORECASE)),
)
_IF = re.compile(r"\b(?:if|unless|whether)\s+$", re.IGNORECASE)
_REACH = 12
"""Characters before a report in which "if" may stand."""
_ELLIPSIS = re.compile(r"…|\.\s?\.\s?\.")


def flags_of(text: str, report: Report, quoted: Sequence[Region]) -> tuple[CueFlag, ...]:
    """Return the flags of a report, in a fixed order."""
    cue = " ".join(span.of(text) for span in report.cue)
    found: list[CueFlag] = [flag for flag, pattern in _FLAGS if pattern.search(cue)]
    starts = [span.start for span in (*report.cue, report.source) if span is not None]
    if starts and "conditional" not in found and _IF.search(text, max(0, min(starts) - _REACH), min(starts)):
        found.append("conditional")
    if any(_ELLIPSIS.search(region.inner.of(text)) for region in quoted):
        found.append("joined")
    if any(not region.closed for region in quoted):
        found.append("unclosed")
    return tuple(found)
