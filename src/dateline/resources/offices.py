"""Who held which office when: titles with names in a text, and the periods in which they are true."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from dateline.errors import LexiconError
from dateline.resources.folding import WORD, fold_word
from dateline.resources.tables import read_table

_BEFORE_OFFICE = frozenset({"former", "ex", "then", "late", "vice", "deputy", "future", "acting", "once"})
"""Words before a title that make it another one, or one of another time."""
_SPEAKS = frozenset({"said", "says", "told", "warned", "urged", "announced", "insisted", "added"})
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_SENTENCE = 120
"""Characters after a name in which a year tells that something past is told."""
_SPOKEN_SOON = 3
"""Words after a name within which it is seen to speak."""


class Term(NamedTuple):
    """From one day to another, both included; None for an end that is not known or not come."""

    start: date
    end: date | None


class Titled(NamedTuple):
    """A title and name in a text, as "President Ada Quist", with all terms of that office."""

    start: int
    end: int
    """Offsets into the text, of title and name."""
    terms: tuple[Term, ...]
    speaks: bool
    """Whether the holder is told to speak, with no year beside it: then the text is of one of the terms."""

    def allows(self, day: date) -> bool:
        """Say whether a text in which this stands may be of a day.

        Nobody has the title before the first term. Afterwards the dead and retired are still called so.
        """
        begun = [term for term in self.terms if term.start <= day]
        if not self.speaks:
            return bool(begun)
        return any(term.end is None or day <= term.end for term in begun)


def titled_names(text: str) -> Iterator[Titled]:
    """Yield the holders of offices that a text names with their title, in reading order.

    Only full names right after the office's own words count: "Foreign Minister Ada Quist", not "Quist" or
    "the minister". Holders are those of the table events/holders.tsv.
    """
    words = [(match.start(), match.end(), fold_word(match[0])) for match in WORD.finditer(text)]
    folded = [word for *_, word in words]
    names = _holders()
    for first, (start, _, word) in enumerate(words):
        for name, offices in names.get(word, ()):
            after = first + len(name)
            if tuple(folded[first:after]) != name:
                continue
            end = words[after - 1][1]
            for office, terms in offices.items():
                begin = first - len(office)
                if begin < 0 or tuple(folded[begin:first]) != office or text[words[begin][0] : start].count("\n"):
                    continue
                if begin and folded[begin - 1] in _BEFORE_OFFICE:
                    continue
                spoken = not _SPEAKS.isdisjoint(folded[after : after + _SPOKEN_SOON])
                speaks = spoken and _YEAR.search(text, end, end + _SENTENCE) is None
                yield Titled(words[begin][0], end, terms, speaks)


@cache
def offices_resource() -> tuple[str, str]:
    """Return (name and version, SHA-256) of the table."""
    table = files("dateline.resources").joinpath("data", "events", "holders.tsv")
    return "office-holders/1", hashlib.sha256(table.read_bytes()).hexdigest()


_Name = tuple[str, ...]


@cache
def _holders() -> dict[str, list[tuple[_Name, dict[_Name, tuple[Term, ...]]]]]:
    """Return full names by their first word, each with its offices and their terms."""
    found: dict[_Name, dict[_Name, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for names, office, _, _, start, end in read_table("events", "holders", columns=6):
        term = Term(_first_day(start), None if end == "-" else _last_day(end))
        for name in names.split("|"):
            words = _words(name)
            if len(words) > 1:
                found[words][_words(office)].append(term)
    by_first: dict[str, list[tuple[_Name, dict[_Name, tuple[Term, ...]]]]] = defaultdict(list)
    for words, offices in found.items():
        by_first[words[0]].append((words, {office: tuple(sorted(terms)) for office, terms in offices.items()}))
    return by_first


def _words(name: str) -> _Name:
    return tuple(fold_word(match[0]) for match in WORD.finditer(name))


def _first_day(written: str) -> date:
    parts = [*map(int, written.split("-")), 1, 1] if written != "-" else [1, 1, 1]
    try:
        return date(*parts[:3])
    except (ValueError, TypeError) as error:
        raise LexiconError(f"events/holders.tsv: {written!r} is no date ({error})") from error


def _last_day(written: str) -> date:
    first = _first_day(written)
    match written.count("-"):
        case 0:
            return date(first.year, 12, 31)
        case 1:
            following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
            return following - timedelta(1)
        case _:
            return first
