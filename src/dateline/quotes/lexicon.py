"""The words that introduce speech, writing, belief and wish."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple, cast

from dateline.record import CueKind
from dateline.resources.tables import read_table


class Cue(NamedTuple):
    """What a verb tells and how its content stands to it (patterns: see cues.tsv)."""

    kind: CueKind
    patterns: frozenset[str]


@cache
def load_cues() -> dict[str, Cue]:
    """Read the verbs by lemma, once.

    Raises LexiconError where the list is missing or damaged.
    """
    found: dict[str, Cue] = {}
    for lemma, kind, patterns in read_table("quotes", "cues", columns=3):
        found[lemma] = Cue(cast("CueKind", kind), frozenset(patterns.split()))
    return found
