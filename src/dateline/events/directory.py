"""Who acts, by their words: names with dated facts (countries, organisations, holders of offices), and nouns."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

from dateline.errors import LexiconError
from dateline.resources.folding import WORD, fold_word
from dateline.resources.tables import read_table

Kind = Literal["country", "people", "capital", "organisation", "person"]

SECTORS = frozenset({
    "COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS", "CRM", "CVL", "EDU",
    "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC",
})  # fmt: skip
"""PLOVER 2.0's sectors."""

NON_STATES = frozenset({"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"})
"""PLOVER 2.0's codes that stand in a country's place."""

_POSSESSIVE = re.compile(r"['’ʼ]s$", re.IGNORECASE)
_ACRONYM_LENGTH = 6
"""Letters. Longer names in capitals (INTERPOL) are no common word in small letters."""

_IRREGULAR = {"children": "child", "wives": "wife", "thieves": "thief", "grandchildren": "grandchild"}

_PARTICLES = frozenset(
    {"bin", "ben", "al", "el", "de", "del", "della", "da", "dos", "du", "la", "le", "van", "von", "der"}
)
_FAMILY_NAME_FIRST = frozenset({"CHN", "TWN", "HKG", "KOR", "PRK", "VNM", "KHM"})


class Period(NamedTuple):
    """From one day to another, both included; a month or year stands for all of it, None for no limit."""

    start: str | None
    end: str | None

    def holds(self, day: date) -> bool:
        """Say whether a day is in it."""
        text = day.isoformat()
        # Compared as written: "2016-12" begins no later than any day of the month, and "~" ends after all of them.
        return (self.start is None or self.start <= text) and (self.end is None or text <= self.end + "~")

    def is_over(self, day: date) -> bool:
        """Say whether it ended before a day."""
        return self.end is not None and self.end + "~" < day.isoformat()


class Fact(NamedTuple):
    """What a name stands for, in a period."""

    kind: Kind
    name: str
    code: str | None
    sectors: tuple[str, ...]
    office: str | None
    period: Period


class Word(NamedTuple):
    """One word of a phrase. ``start`` and ``end`` are offsets; ``text`` is as written, without a possessive ending."""

    start: int
    end: int
    text: str
    folded: str
    possessive: bool


class Noun(NamedTuple):
    """A noun for somebody who acts. ``sector`` UNK: it does not say who."""

    words: str
    sector: str
    weak: bool
    """Words before or after it decide, where there are any."""


_TABLES = (
    "countries",
    "peoples",
    "organisations",
    "holders",
    "agents",
    "actor_nouns",
    "qualifiers",
    "weak_nouns",
    "contexts",
)


class Directory:
    """Names, nouns and what they stand for.

    Raises LexiconError where a row has an unknown code or sector, or a date that is none.
    """

    def __init__(self) -> None:
        self._facts: dict[str, list[Fact]] = defaultdict(list)
        self._acronyms: dict[str, list[Fact]] = defaultdict(list)
        self._surnames: dict[str, list[Fact]] = defaultdict(list)
        self.longest = 1
        """Words of the longest name or noun."""
        for name, code, written in read_table("events", "countries", columns=3):
            self._add(name, Fact(_kind(written), name, _code(code, name), (), None, Period(None, None)))
        for name, code, sector in read_table("events", "peoples", columns=3):
            kind: Kind = "capital" if sector == "GOV" else "people"
            self._facts.pop(key_of(name), None)
            self._add(name, Fact(kind, name, _code(code, name), _sectors(sector, name), None, Period(None, None)))
        for names, code, sectors, start, end in read_table("events", "organisations", columns=5):
            first, *others = names.split("|")
            fact = Fact("organisation", first, _code(code, first), _sectors(sectors, first), None, _period(start, end))
            for name in (first, *others):
                self._add(name, fact)
        for names, office, code, sector, start, end in read_table("events", "holders", columns=6):
            first, *others = names.split("|")
            fact = Fact("person", first, _code(code, first), _sectors(sector, first), office, _period(start, end))
            for name in (first, *others):
                self._add(name, fact)
            surname = _surname(first, code)
            for form in {surname, surname.removeprefix("al ")}:  # "Assad" is Bashar al-Assad
                self._surnames[form].append(fact)
        weak = {noun for (noun,) in read_table("events", "weak_nouns", columns=1)}
        self._nouns: dict[str, Noun] = {}
        rows = [row for row in read_table("events", "agents", columns=3) if row[2] == "-"]
        for words_, sector, *_ in (*rows, *read_table("events", "actor_nouns", columns=2)):
            [known] = _sectors(sector, words_) or ("UNK",)
            self._nouns[key_of(words_)] = Noun(words_, known, words_ in weak or known == "UNK")
        self.qualifiers = {
            key_of(word): _sectors(sector, word)[0] for word, sector in read_table("events", "qualifiers", columns=2)
        }
        """Sector by the word that says it before a weak noun, folded."""

    @property
    def resource(self) -> tuple[str, str]:
        """(name and version, SHA-256 of the tables)."""
        folder = files("dateline.resources") / "data" / "events"
        data = b"".join((folder / f"{name}.tsv").read_bytes() for name in _TABLES)
        return "events-actors/1", hashlib.sha256(data).hexdigest()

    def noun(self, words: list[Word]) -> Noun | None:
        """Return the noun that the words are, in singular or plural; None where they are none that is known."""
        before = [word.folded for word in words[:-1]]
        for last in singulars(words[-1].folded):
            found = self._nouns.get(" ".join((*before, last)))
            if found is not None:
                return found
        return None

    def _add(self, name: str, fact: Fact) -> None:
        key = key_of(name)
        table = self._acronyms if _is_acronym(name) else self._facts
        if fact not in table[key]:  # spellings that fold alike: "Juppé", "Juppe"
            table[key].append(fact)
        self.longest = max(self.longest, key.count(" ") + 1)

    def facts(self, words: list[Word], *, cased: bool) -> list[Fact]:
        """Return what the words as a whole name, best kind first; empty where nothing is known by that name.

        ``cased``: the text tells names by capitals, so a name in small letters is none.
        """
        key = " ".join(word.folded for word in words)
        found = []
        if (len(words) == 1 and words[0].text.isupper()) or len(words) > 1:
            found += self._acronyms.get(key, [])
        if not cased or any(word.text[:1].isupper() for word in words):
            found += self._facts.get(key, [])
        return found

    def by_surname(self, words: list[Word]) -> list[Fact]:
        """Return the offices of everybody whose family name the words are."""
        if not words[-1].text[:1].isupper():
            return []
        return self._surnames.get(" ".join(word.folded for word in words), [])

    def all_facts(self) -> Iterator[tuple[str, Fact]]:
        """Yield every name, folded, with each of its facts."""
        for table in (self._facts, self._acronyms):
            for key, facts in table.items():
                for fact in facts:
                    yield key, fact


@cache
def directory() -> Directory:
    """Return the tables, read once."""
    return Directory()


def words_of(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """Return the words of a stretch of text, folded, possessive endings told apart."""
    found = []
    for match in WORD.finditer(text, start, len(text) if end is None else end):
        word = match[0]
        plain = _POSSESSIVE.sub("", word)
        folded = fold_word(plain)
        if folded:
            after = text[match.end() : match.end() + 1]
            possessive = plain != word or (after in {"'", "’"} and word.endswith("s"))
            found.append(Word(match.start(), match.start() + len(plain), plain, folded, possessive))
    return found


def key_of(name: str) -> str:
    """Return the folded words of a name, possessive endings left out: what names are looked up by."""
    return " ".join(word.folded for word in words_of(name))


def _surname(name: str, code: str) -> str:
    """The folded family name, with what belongs to it: "bin laden", "van rompuy"."""
    words = [word for word in key_of(name).split() if word not in {"jr", "ii", "iii", "vi", "xvi"}]
    if code in _FAMILY_NAME_FIRST:
        return words[0]
    first = len(words) - 1
    while first > 1 and words[first - 1] in _PARTICLES:
        first -= 1
    return " ".join(words[first:])


def _is_acronym(name: str) -> bool:
    letters = [c for c in name if c.isalpha()]
    return len(letters) <= _ACRONYM_LENGTH and all(c.isupper() for c in letters) and " " not in name


def singulars(word: str) -> Iterator[str]:
    """Yield a word as it stands, and the nouns that it may be the plural of."""
    yield word
    if word in _IRREGULAR:
        yield _IRREGULAR[word]
    if word.endswith("men"):
        yield f"{word[:-2]}an"
    if word.endswith("ves"):
        yield f"{word[:-3]}f"
    if word.endswith("ies"):
        yield f"{word[:-3]}y"
    if word.endswith("es"):
        yield word[:-2]
    if word.endswith("s"):
        yield word[:-1]


def _kind(kind: str) -> Kind:
    if kind == "name":
        return "country"
    if kind == "people":
        return "people"
    if kind == "capital":
        return "capital"
    raise LexiconError(f"events/countries.tsv: kind {kind!r} is none; use name, people or capital")


def _code(code: str, name: str) -> str | None:
    if code == "-":
        return None
    if len(code) != 3 or not (code.isascii() and code.isupper()):
        raise LexiconError(f"{name}: code {code!r} has not three capitals; use ISO 3166-1 alpha-3 or a PLOVER code")
    return code


def _sectors(sectors: str, name: str) -> tuple[str, ...]:
    found = () if sectors == "-" else tuple(sectors.split())
    if not SECTORS.issuperset(found):
        raise LexiconError(f"{name}: {sectors!r} is no PLOVER sector; use one of {', '.join(sorted(SECTORS))}")
    return found


def _period(start: str, end: str) -> Period:
    for day in (start, end):
        if day != "-" and not re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", day):
            raise LexiconError(f"{day!r} is no date; write 2016, 2016-12, 2016-12-10 or -")
    return Period(None if start == "-" else start, None if end == "-" else end)
