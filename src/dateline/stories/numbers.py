"""Counts that reports give: how many were killed, injured, detained … in their own words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from dateline.record import Record, Span
from dateline.stories.characters import Hashes, fold, folded, held, words_of
from dateline.stories.lexicon import rows, words
from dateline.stories.order import day
from dateline.stories.sentences import report_sentences
from dateline.stories.words import Reading

_TOKEN = re.compile(r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?|[^\W\d_]+(?:-[^\W\d_]+)*|[,;:()]")
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_SENTENCE_LIMIT = 2_000

BEFORE = 5
"""Words that may stand between a number and what was done ("31 fishermen who were detained")."""


class Count(NamedTuple):
    """One count: ``span`` is the number with its hedge, up to the cue or back to it."""

    quantity: str
    low: float
    high: float
    """Equal for a plain figure; "at least 4" is 4 to infinity."""
    span: Span
    sentence: Span
    whom: frozenset[str] = frozenset()
    """Words for who is counted, as "soldiers"; none for people, others, victims of no kind."""

    @property
    def value(self) -> str:
        """The count as a key: "4", "4+" for at least, "-4" for at most."""
        if self.low == self.high:
            return _shown(self.low)
        return f"{_shown(self.low)}+" if self.high == float("inf") else f"-{_shown(self.high)}"


class _Token(NamedTuple):
    word: str
    start: int
    end: int
    number: float | None


def says(quantity: str) -> str:
    """Return a quantity in words: "number of people killed"."""
    return next(row["says"] for row in rows("quantities") if row["quantity"] == quantity)


def counts(record: Record, reading: Reading) -> Iterator[Count]:
    """Yield the counts that a report gives, in reading order; ``reading`` has its words.

    A sentence that names another year than that of publication tells of something else and is left out.
    """
    published = day(record)
    starts = np.concatenate((reading.headline_starts, reading.starts))
    cues = sorted(starts[held(np.concatenate((reading.headline, reading.hashes)), _cue_hashes())].tolist())
    if not cues:
        return
    # Few sentences have a cue: only their blocks are cut.
    for sentence in report_sentences(record, lambda span: bisect_left(cues, span.start) < bisect_left(cues, span.end)):
        text = sentence.of(record.text)[:_SENTENCE_LIMIT]
        if _has_number(text):
            years = {int(year) for year in _YEAR.findall(text)}
            if published is None or years <= {published.year}:
                yield from _counts(text, sentence)


def _has_number(text: str) -> bool:
    return bool(_DIGIT.search(text) or _any_number().search(folded(text)))


def _counts(text: str, sentence: Span) -> Iterator[Count]:
    if not _may_count(_TOKEN.findall(text.lower()) if text.isascii() else list(map(fold, _TOKEN.findall(text)))):
        return
    tokens = list(_tokens(text))
    for at, token in enumerate(tokens):
        for row in _cues().get(token.word, ()):
            place = _before(tokens, at) if row["side"] == "before" else _after(tokens, at, row["noun"])
            if place is None or not _counted(tokens, place, at, row):
                continue
            low, high, first = _hedged(tokens, place, tokens[place].number or 0.0)
            first_token, last_token = tokens[min(first, at)], tokens[max(place, at)]
            yield Count(
                row["quantity"],
                low,
                high,
                Span(sentence.start + first_token.start, sentence.start + last_token.end),
                sentence,
                frozenset(_whom(tokens[place + 1 : at] if place < at else tokens[place + 1 : place + 1 + BEFORE])),
            )
            break


def _may_count(words: list[str]) -> bool:
    """Say whether a number stands near enough to a cue, as far as is seen before numbers are put together."""
    reach = BEFORE + 1 + sum(word in _SCALES for word in words)
    return any(
        _number(words, place)[0] is not None
        for at, word in enumerate(words)
        if word in _cues()
        for place in range(max(0, at - reach), min(len(words), at + reach))
    )


def _whom(tokens: Iterable[_Token]) -> Iterator[str]:
    """Yield what follows a number up to the first word that tells nothing."""
    for token in tokens:
        if token.number is not None or token.word in words("stopwords") or not token.word[:1].isalpha():
            return
        yield token.word


def _tokens(text: str) -> Iterator[_Token]:
    found = list(_TOKEN.finditer(text))
    said = [fold(each[0]) for each in found]
    at = 0
    while at < len(found):
        number, used = _number(said, at)
        yield _Token(said[at], found[at].start(), found[at + used - 1].end(), number)
        at += used


def _number(tokens: list[str], at: int) -> tuple[float | None, int]:
    """Return the number that starts at a token, None for no number, and how many tokens it takes."""
    word = tokens[at]
    if word[:1].isdecimal():
        value: float | None = float(word.replace(",", ""))
    elif "-" in word:
        tens, _, ones = word.partition("-")
        value = _words()[tens] + _words()[ones] if tens in _words() and ones in _words() else None
    else:
        value = _words().get(word)
    used = 1
    while value is not None and at + used < len(tokens) and tokens[at + used] in _SCALES:
        value *= _SCALES[tokens[at + used]]
        used += 1
    return value, used


def _before(tokens: list[_Token], at: int) -> int | None:
    for place in range(at - 1, max(-1, at - BEFORE - 2), -1):
        if tokens[place].number is not None:
            return place
        if tokens[place].word in words("breaks"):
            return None
    return None


def _after(tokens: list[_Token], at: int, noun: str) -> int | None:
    for place in range(at + 1, min(len(tokens), at + 5)):
        if tokens[place].number is not None:
            following = [token.word for token in tokens[place + 1 : place + 6]]
            return place if not noun or noun in following else None
        if tokens[place].word not in words("hedges"):
            return None
    return None


def _counted(tokens: list[_Token], place: int, at: int, row: dict[str, str]) -> bool:
    """Refuse a number of something else: of days, metres, years of age, or a share."""
    after = tokens[place + 1 : place + 2]
    if after and after[0].word in words("units"):
        return False
    between = tokens[min(place, at) + 1 : max(place, at)]
    return not (row["side"] == "before" and any(token.word in _cues() for token in between))


def _hedged(tokens: list[_Token], place: int, number: float) -> tuple[float, float, int]:
    before = " ".join(token.word for token in tokens[max(0, place - 3) : place])
    for row in rows("hedges"):
        if row["bound"] and f" {before}".endswith(f" {row['phrase']}"):
            first = place - len(row["phrase"].split())
            return (number, float("inf"), first) if row["bound"] == "low" else (0.0, number, first)
    return number, number, place


def _shown(number: float) -> str:
    return str(int(number)) if number == int(number) else str(number)


@lru_cache(maxsize=1)
def _cues() -> dict[str, tuple[dict[str, str], ...]]:
    found: dict[str, tuple[dict[str, str], ...]] = {}
    for row in rows("quantities"):
        found[row["cue"]] = (*found.get(row["cue"], ()), row)
    return found


@lru_cache(maxsize=1)
def _cue_hashes() -> Hashes:
    return np.unique(words_of(" ".join(_cues())).hashes)


@lru_cache(maxsize=1)
def _any_number() -> re.Pattern[str]:
    """Return what a text without a digit must match to have a number."""
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(_words())))})")


@lru_cache(maxsize=1)
def _words() -> dict[str, float]:
    return {row["word"]: float(row["value"]) for row in rows("numbers")}


_SCALES = {"hundred": 100.0, "thousand": 1e3, "million": 1e6, "billion": 1e9, "dozen": 12.0}
