"""Words by which the quotation benchmark tells reported speech from belief, wish and stance."""

from __future__ import annotations

import re
from functools import cache

from dateline.resources.tables import read_table

PRONOUNS = frozenset(
    {"he", "she", "they", "it", "i", "we", "you", "who", "him", "her", "them", "us", "me"}
    | {"that", "which", "this", "those", "these"}
)
"""Sources that count as a lone pronoun."""

_ENDINGS = {"-": "", "*": r"\w*", "+": r"\w+"}


def says(cue: str) -> bool:
    """Say whether the words of a cue tell of saying, writing or showing."""
    return _forms().search(cue) is not None


@cache
def _forms() -> re.Pattern[str]:
    forms = []
    for stem, endings in read_table("quotes", "saying", columns=2):
        any_of = "|".join(_ENDINGS.get(ending, ending) for ending in endings.split())
        forms.append(f"{re.escape(stem)}(?:{any_of})")
    return re.compile(rf"\b(?:{'|'.join(forms)})\b", re.IGNORECASE)
