"""Notices above and below a scraped story: disclosures, disclaimers, and author lines in odd forms."""

from __future__ import annotations

import re
from functools import cache

from dateline.article.dates import find_moments
from dateline.article.lexicon import rows
from dateline.article.names import opens_as_byline

MAX_NOTICE = 420
"""Characters of a paragraph that may be a notice as a whole."""
MAX_AUTHOR_LINE = 160
_HANDLE = re.compile(r"(?<![\w.])@{1,2}\w{3,}")
_AGO = re.compile(r"\b\d+ (?:seconds?|minutes?|hours?|days?|weeks?|months?)(?: ago)?\s*$")


def notice_in(words: str) -> str | None:
    """Return what kind of notice a short paragraph is; None where it says nothing of the kind."""
    if len(words) > MAX_NOTICE:
        return None
    match = _forms().search(words.lower().replace("’", "'"))
    return _kinds()[match[0]] if match is not None else None


def is_author_line(words: str) -> bool:
    """Say whether a line that no form of a byline fits names the author: "by" with a date, or a handle with one."""
    if len(words) > MAX_AUTHOR_LINE or words.endswith((".", "?", "!")):
        return False
    dated = bool(find_moments(words)) or _AGO.search(words) is not None
    return dated and (opens_as_byline(words) or _HANDLE.search(words) is not None)


@cache
def _kinds() -> dict[str, str]:
    return {form: what for form, what in rows("notice_words")}  # noqa: C416 rows have two fields, says rows()


@cache
def _forms() -> re.Pattern[str]:
    forms = sorted(_kinds(), key=lambda form: (-len(form), form))
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, forms)) + r")(?!\w)")
