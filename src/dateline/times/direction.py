"""Which way a bare name points: the Friday before the article or the one after.

The words before and after in the same sentence tell: "said Friday" is past, "will meet Friday" is not.
"""

from __future__ import annotations

from dateline.times.grammar import Match
from dateline.times.lexicon import Entries


def direction(match: Match) -> int:
    """Return -1 where a bare name means the one before the anchor, 1 where the one after."""
    entries = match.row.entries
    return 1 if any("FUTURE" in entries[index] for index in sentence_before(match)[-12:]) else -1


def sentence_before(match: Match) -> range:
    """Return the tokens between the beginning of the sentence and the match, at most thirty."""
    row = match.row
    for index in range(match.first - 1, max(0, match.first - 30) - 1, -1):
        entries = row.entries[index]
        if "BREAK" in entries or ("STOP" in entries and row.text[row.ends[index]].isspace()):
            return range(index + 1, match.first)
    return range(max(0, match.first - 30), match.first)


def kinds_before(match: Match) -> Entries:
    """Return what the word right before the match may be; nothing at the beginning of the text."""
    return match.row.entries[match.first - 1] if match.first else {}


def same_day(match: Match) -> bool:
    """Say whether the words before make a weekday the day of writing: "later on Saturday"."""
    return "SAMEDAY" in kinds_before(match)
