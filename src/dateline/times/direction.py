"""Which way a bare name points: the Friday before the article or the one after.

The words around it tell ("said Friday", "will meet Friday"), and how near the two are. The weights
were trained by tools/train_time_direction.py; a language without weights goes by its cue words.
"""

from __future__ import annotations

from dateline.times.grammar import Match
from dateline.times.lexicon import Weights
from dateline.times.meaning import Calendar
from dateline.times.tokens import Entries

BEFORE, AFTER = 12, 6
"""How many words on each side are looked at, within the sentence."""
CLAUSE = 16
"""How many words are looked at for the tense: 0.970 right on TimeBank and AQUAINT; with 12 0.959, with 24 0.968."""


FORETOLD_DAYS = 92
"""How far ahead cue words alone are believed: "werden beschuldigt, im Februar …" is a passive, not a future."""


def direction(match: Match, weights: Weights, days_before: int | None = None, days_after: int | None = None) -> int:
    """Return -1 where a bare name means the one before the anchor, 1 where the one after.

    ``days_before`` and ``days_after`` are how far those two are from the anchor; None without one.
    """
    if not weights:
        verb = match.row.entries[match.end] if match.end < len(match.row.entries) else {}
        ahead = foretold(match) or ("FUTURE" in verb and "JOIN" not in verb)
        return 1 if ahead and (days_after or 0) <= FORETOLD_DAYS else -1
    total = sum(weights.get(feature, 0.0) for feature in features(match, days_before, days_after))
    return 1 if total > 0 else -1


def features(match: Match, days_before: int | None, days_after: int | None) -> list[str]:
    """Return what the weights look at: the words near by, the cues among them, the kind of name and the distances."""
    row = match.row
    name = min(match.parts.keys() & _NAMES, default="OTHER")
    found = ["bias", f"name={name}"]
    if days_before is not None and days_after is not None:
        nearer = "before" if days_before < days_after else "after"
        found += [
            f"nearer={nearer}",
            f"{name} before={days_before.bit_length()}",
            f"{name} after={days_after.bit_length()}",
        ]
    start = sentence_start(match, BEFORE)
    words = [row.words(index, index + 1).casefold() for index in range(start, match.first)]
    after: list[str] = []
    for index in range(match.end, min(match.end + AFTER, len(row.starts))):
        if "STOP" in row.entries[index] or "BREAK" in row.entries[index]:
            break
        after.append(row.words(index, index + 1).casefold())
    found += [f"before {word}" for word in sorted(set(words))]
    found += [f"after {word}" for word in sorted(set(after))]
    if words:
        found += [f"just before {words[-1]}", f"{name} just before {words[-1]}"]
    if after:
        found.append(f"just after {after[0]}")
    found.append(f"tense after {_tense(match, range(match.end, match.end + len(after)))}")
    opens = match.first - start <= 1  # "On Tuesday, the council will meet": its verb comes after
    clause = (
        range(match.end, sentence_end(match, CLAUSE)) if opens else range(sentence_start(match, CLAUSE), match.first)
    )
    tense = _tense(match, clause)
    found.append(f"tense {tense}")
    if tense == "past" and not opens and kinds_before(match).keys() & {"IN", "RANGE"} and _done_near(match):
        found.append(f"done in {name}")
    if opens:
        found += [f"opening {word}, tense {tense}" for word in words]
    return found


_NAMES = frozenset(
    {"WEEKDAY", "WEEKDAYABBREVIATION", "MONTH", "MONTHABBREVIATION", "SEASON", "HOLIDAY", "QUARTERNUMBER"}
)


def _tense(match: Match, indices: range) -> str:
    """Say what the words tell of: what is past, to come ("will" by itself: surely), both or neither.

    Verbs in the past end in -ed or are in the lexicon.
    """
    row = match.row
    future = past = False
    last = ""
    for index in indices:
        word = row.words(index, index + 1)
        before = row.entries[index - 1] if index else {}
        if "FORETELLS" in row.entries[index]:
            future = future or "BEEN" not in before  # "had been due to expire Friday"
            past = past or "BEEN" in before
            last = "future"
        elif "PASSIVE" not in before and ("PASTVERB" in row.entries[index] or (len(word) > 3 and word.endswith("ed"))):
            past = True  # "be named" is not
            last = "past"
    if past:
        return f"both, {last} last" if future else "past"
    if any("WILL" in row.entries[index] for index in indices):
        return "will"
    return "future" if future else "none"


DONE_NEAR = 5


def _done_near(match: Match) -> bool:
    """Say whether a verb of the past stands just before: "left in January"; "said" tells another time."""
    row = match.row
    for index in range(max(sentence_start(match, BEFORE), match.first - DONE_NEAR), match.first):
        word, entries = row.words(index, index + 1), row.entries[index]
        passive = index and "PASSIVE" in row.entries[index - 1]  # "is heard in May"
        if (
            not passive
            and "REPORTED" not in entries
            and ("PASTVERB" in entries or (len(word) > 3 and word.endswith("ed")))
        ):
            return True
    return False


def foretold(match: Match) -> bool:
    """Say whether a word before it in the sentence tells of what is to come: "will", "due"."""
    before = range(sentence_start(match, BEFORE), match.first)
    return any("FUTURE" in match.row.entries[index] for index in before)


def promised(match: Match) -> bool:
    """Say whether "will" stands before it in the sentence: surer than "would", which is also told later."""
    before = range(sentence_start(match, BEFORE), match.first)
    return any("WILL" in match.row.entries[index] for index in before)


def sentence_start(match: Match, limit: int) -> int:
    """Return the first token of the sentence that the match stands in, or the one ``limit`` tokens before it."""
    row = match.row
    floor = max(0, match.first - limit)
    for index in range(match.first - 1, floor - 1, -1):
        entries = row.entries[index]
        if "BREAK" in entries or (
            "STOP" in entries and row.text[row.ends[index]].isspace() and not _abbreviated(match, index)
        ):
            return index + 1
    return floor


def sentence_end(match: Match, limit: int) -> int:
    """Return one past the last token of the sentence that the match stands in, at most ``limit`` after the match."""
    row = match.row
    ceiling = min(match.end + limit, len(row.starts))
    for index in range(match.end, ceiling):
        entries = row.entries[index]
        blank = row.text[row.ends[index] : row.ends[index] + 1].isspace()
        if "BREAK" in entries or ("STOP" in entries and blank and not _abbreviated(match, index)):
            return index
    return ceiling


def _abbreviated(match: Match, stop: int) -> bool:
    """Say whether a full stop only ends a short word: "Mr.", "U.S.", "Aug."."""
    row = match.row
    return stop > 0 and row.starts[stop] == row.ends[stop - 1] and row.ends[stop - 1] - row.starts[stop - 1] <= 2


def kinds_before(match: Match) -> Entries:
    """Return what the word right before the match may be; nothing at the beginning of the text."""
    return match.row.entries[match.first - 1] if match.first else {}


def same_day(match: Match) -> bool:
    """Say whether the words before make a weekday the day of writing: "later on Saturday"."""
    row, first = match.row, match.first
    if first and "ON" in row.entries[first - 1]:
        first -= 1
    return first > 0 and "SAMEDAY" in row.entries[first - 1]


def bare(meaning: Calendar) -> bool:
    """Say whether a meaning points both ways: a name with neither a year nor "last" or "next"."""
    named = meaning.weekday or meaning.month or meaning.season or meaning.holiday or meaning.quarter
    moved = (meaning.which, meaning.year_shift, meaning.week_shift, meaning.month_shift)
    return named is not None and meaning.year is None and all(value is None for value in moved)
