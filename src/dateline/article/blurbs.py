"""An outlet's praise of itself, and what it calls itself there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from dateline.article.furniture import cues
from dateline.article.lexicon import rows

_NAMED = re.compile(r"((?:[A-Z][\w.&’'-]*\s){1,4})(?:is|are|brings|delivers|provides|covers)\b")


def is_blurb(words: str, *, after_end: bool) -> bool:
    """Say whether a paragraph is an outlet's praise of itself.

    Two signs are needed: words of praise or of the outlet's own "we", the reader addressed, no
    quotation marks; one less where the story has visibly ended.
    """
    if "“" in words or '"' in words:
        return False
    folded = words.lower().replace("’", "'")
    praise = len(_forms("praise").findall(folded))
    addressed = cues(words).second_person or _forms("invitation").search(folded) is not None
    signs = min(praise, 2) + addressed
    return praise > 0 and signs >= (1 if after_end else 3)


def asks_for_support(paragraph: str) -> bool:
    """Say whether a paragraph asks its readers for money or membership, in the words that appeals have."""
    return _forms("appeal").search(paragraph.lower().replace("’", "'")) is not None


def outlet_names(blurbs: Iterable[str]) -> tuple[str, ...]:
    """Return the names by which blurbs call the outlet: their opening capitalised words."""
    return tuple(match[1].strip() for words in blurbs if (match := _NAMED.match(words)) is not None)


@cache
def _forms(kind: str) -> re.Pattern[str]:
    """Return a pattern of a kind's forms, each a row of parts with alternatives."""
    forms = [
        r"\s+".join("(?:" + "|".join(map(re.escape, part.split("|"))) + ")" for part in form.split(" + "))
        for row_kind, form in rows("blurb_words")
        if row_kind == kind
    ]
    return re.compile(r"(?<!\w)(?:" + "|".join(forms) + r")(?!\w)")
