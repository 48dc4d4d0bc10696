"""Words by which the quotation scorer tells reported speech from belief, wish and stance.

The closed list is our own (verbs and nouns of saying and writing with their forms), fixed apart from the cues that
the quotation room reads, so that a new cue moves no figure by itself. Whose speech is counted as such may differ a
little from other scorers of PolNeAR on rare cues.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from dateline.resources.tables import read_table

PRONOUNS = frozenset(
    {"he", "she", "they", "it", "i", "we", "you", "who", "him", "her", "them", "us", "me"}
    | {"that", "which", "this", "those", "these"}
)
"""Sources that count as a lone pronoun."""

_WORD = re.compile(r"\w+")


def says(cue: str) -> bool:
    """Say whether the words of a cue tell of saying or writing: a listed form among them, or "according to"."""
    words = _WORD.findall(cue.lower())
    return not _forms().isdisjoint(words) or ("according", "to") in pairwise(words)


@cache
def _forms() -> frozenset[str]:
    return frozenset(form for _, forms in read_table("quotes", "saying", columns=2) for form in forms.split())
