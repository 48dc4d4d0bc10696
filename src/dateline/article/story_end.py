"""Where a scraped story has visibly ended: at the readers' comments."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from dateline.article.lexicon import words
from dateline.article.line_features import LineLike

MIN_PROSE = 2
"""Paragraphs that must stand before: a count of comments stands over a story too."""
REMARKS = 3
"""Lines beside remarks that are needed where nothing opens the comments."""
MAX_WORDS = 16
"""Words of a line that opens the comments, or stands beside a remark."""
_NUMBER = re.compile(r"\d[\d,.]*")


def comments_begin(lines: Sequence[LineLike]) -> int | None:
    """Return the number of the first line that belongs to the readers' comments; None where none does."""
    prose = 0
    remarks: list[int] = []
    for number, line in enumerate(lines):
        if prose >= MIN_PROSE and len(line.words) <= 160:
            folded = _NUMBER.sub("#", line.words.lower()).strip(" :.!?…|›»")
            if len(folded.split()) <= MAX_WORDS and _pattern("comments").match(folded) is not None:
                return number
            if _pattern("remark").search(folded) is not None and len(folded.split()) <= 8:
                remarks.append(number)
        prose += line.prose
    return remarks[0] if len(remarks) >= REMARKS else None


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    """Return a pattern: "comments" are the line, or stand before a title in it; "remark" end or are it."""
    forms = "|".join(sorted(map(re.escape, words("end_words", kind)), key=lambda form: (-len(form), form)))
    if kind == "comments":
        return re.compile(rf"(?:{forms})(?:$|\W*$|\s[“\"‘'])")
    return re.compile(rf"(?:^|[\s|•·])(?:{forms})(?:$|\s+at\b)")
