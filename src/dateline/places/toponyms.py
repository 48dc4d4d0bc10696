"""Toponyms: words that may name a place, as the gazetteer knows it.

Candidates are looked up longest name first; the model in recognition.py says which of them name places.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from dateline.places.words import Word
from dateline.record import Article
from dateline.resources.folding import fold, fold_word
from dateline.resources.gazetteer import Gazetteer

Form = Literal["name", "demonym", "abbreviation", "seat", "venue"]
NAME_WORDS = 7
"""Longest name in words: longer ones in GeoNames are official styles that no article prints."""


@dataclass(slots=True)
class Toponym:
    """Words that may name a place. ``first`` and ``last`` are indices of words."""

    start: int
    end: int
    first: int
    last: int
    key: str
    form: Form
    rows: Sequence[int]
    score: float = 0.0
    """Log odds that it names a place."""

    @property
    def probability(self) -> float:
        """The score between 0 and 1."""
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, self.score))))


def candidates(article: Article, words: Sequence[Word], gazetteer: Gazetteer) -> list[Toponym]:
    """Return the words that could name a place, in reading order, not overlapping, longest names first."""
    found: list[Toponym] = []
    short = _abbreviations(article.text, words, gazetteer)
    index = 0
    while index < len(words):
        toponym = short.get(index)
        if toponym is None or toponym.last == index:
            named = _name(words, index, gazetteer) if words[index].capital else None
            if named is not None and (toponym is None or named.last > toponym.last):
                toponym = named
        if toponym is None:
            index += 1
        else:
            found.append(toponym)
            index = toponym.last + 1
    return found


def _name(words: Sequence[Word], index: int, gazetteer: Gazetteer) -> Toponym | None:
    line = [words[index].folded]
    possessive = words[index].possessive
    for word in words[index + 1 : index + NAME_WORDS]:
        if not word.joined or possessive:
            break
        line.append(word.folded)
        possessive = word.possessive
    best: tuple[int, str, Form] | None = None
    for end, key in gazetteer.ends(line, 0):
        if words[index + end - 1].capital:
            best = (end, key, "name")
    key = ""
    for end in range(1, min(3, len(line)) + 1):
        key = f"{key} {line[end - 1]}" if key else line[0]
        if (best is None or end >= best[0]) and words[index + end - 1].capital:
            if key in gazetteer.demonyms:
                best = (end, key, "demonym")
            elif key in gazetteer.seats:
                best = (end, key, "seat")
            elif key in gazetteer.venues:
                best = (end, key, "venue")
    if best is None:
        return _with_possessive(words, index, gazetteer)
    end, key, form = best
    whole = _with_possessive(words, index, gazetteer)
    if whole is not None and whole.last >= index + end - 1:
        return whole
    if len(key) < 3 and form == "name":
        return None
    last = index + end - 1
    if form == "demonym":
        rows: Sequence[int] = [gazetteer.demonyms[key]]
    elif form == "seat":
        rows = seat_rows(key, gazetteer)
    elif form == "venue":
        rows = [gazetteer.venues[key]]
    else:
        rows = gazetteer.rows(key)
    return Toponym(words[index].start, words[last].end, index, last, key, form, rows)


def seat_rows(key: str, gazetteer: Gazetteer) -> Sequence[int]:
    """Return where a seat of power stands: the capital, else the country."""
    country = gazetteer.country_of(gazetteer.seats[key])
    return [] if country is None else [country.row if country.capital is None else country.capital]


def _with_possessive(words: Sequence[Word], index: int, gazetteer: Gazetteer) -> Toponym | None:
    """Return the longest name that holds a possessive ending: King's Lynn, Land's End, St. John's."""
    near = words[index : index + NAME_WORDS]
    if not any(word.possessive for word in near):
        return None
    line: list[str] = []
    for word in near:
        if line and not word.joined:
            break
        line.append(fold_word(word.text + "s") if word.possessive else word.folded)
    found = None
    for end, key in gazetteer.ends(line, 0):
        last = words[index + end - 1]
        if end > 1 and last.capital and any(word.possessive for word in words[index : index + end]):
            stop = last.end + 2 if last.possessive else last.end
            found = Toponym(words[index].start, stop, index, index + end - 1, key, "name", gazetteer.rows(key))
    return found


def _abbreviations(text: str, words: Sequence[Word], gazetteer: Gazetteer) -> dict[int, Toponym]:
    """Return abbreviations by the index of their first word, exactly as the table prints them."""
    found = {}
    at = {word.start: index for index, word in enumerate(words)}
    ends = {word.end: index for index, word in enumerate(words)}
    for match in gazetteer.abbreviated.finditer(text):
        first = at.get(match.start())
        last = ends.get(match.end(), ends.get(match.end() - 1))
        if first is None or last is None:
            continue
        short = gazetteer.abbreviations[match[0]]
        if not short.alone and not _after_comma(text, match.start()):
            continue
        found[first] = Toponym(
            match.start(), match.end(), first, max(first, last), match[0], "abbreviation", [short.row]
        )
    return found


def _after_comma(text: str, start: int) -> bool:
    """Say whether a capitalised word and a comma stand right before."""
    before = text[max(0, start - 40) : start]
    return re.search(r"[^\W\d_]['’.]?,\s?\Z", before) is not None


_GENERIC = re.compile(
    r"\A(?:the |city of |town of |village of |state of |province of |downtown |greater |central |"
    r"north(?:ern|east|west)? |south(?:ern|east|west)? |east(?:ern)? |west(?:ern)? |upper |lower |mid )+"
    r"|(?: city| town| township| village| county| parish| borough| province| region| governorate| district| state| area"
    r"| municipality| metro)+\Z"
)
"""What may stand round a name without being part of the gazetteer's form of it."""


def toponym_at(text: str, start: int, end: int, gazetteer: Gazetteer) -> Toponym:
    """Return the toponym that words known to name a place make; without rows where the gazetteer has no such name."""
    words = text[start:end]
    for short in (words, words.removesuffix("'s").removesuffix("’s"), f"{words}."):
        if short in gazetteer.abbreviations:
            return _given(start, end, short, "abbreviation", [gazetteer.abbreviations[short].row])
    key = fold(words)
    if key in gazetteer.seats:
        return _given(start, end, key, "seat", seat_rows(key, gazetteer))
    if key in gazetteer.venues:
        return _given(start, end, key, "venue", [gazetteer.venues[key]])
    plain = key[:-1] if words.endswith(("'s", "’s")) else key
    for name in (key, plain):
        if name in gazetteer.demonyms:
            return _given(start, end, name, "demonym", [gazetteer.demonyms[name]])
    for name in (key, plain, _GENERIC.sub("", plain)):
        rows = gazetteer.rows(name)
        if rows:
            return _given(start, end, name, "name", rows)
    return _given(start, end, key, "name", [])


def _given(start: int, end: int, key: str, form: Form, rows: Sequence[int]) -> Toponym:
    return Toponym(start, end, 0, 0, key, form, rows, score=9.0)
