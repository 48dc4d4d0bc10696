"""The words of time of one language, and an article's text as a row of their kinds.

A language is a folder of two files under resources/data/times: ``lexicon.tsv`` says which words
there are and of what kind, ``patterns.tsv`` how they go together.
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple, TypeAlias

import msgspec

from dateline.errors import LexiconError
from dateline.times.tokens import PLAIN_MARKS, REMOVE_INVISIBLE, TOKENS, Entries, number_entries, plain_number

LANGUAGES = ("en", "de")

FILLER = "x"
"""Letter of the tokens that have no kind."""
_SPECIAL = r"\]^-[(){}?*+|.$#&~<>=!:,'"
_LETTERS = "".join(chr(code) for code in range(0x21, 0x100) if chr(code) not in FILLER + _SPECIAL + '"')
"""Characters below 256 that mean nothing in a pattern: over others, patterns compile and run slower."""

Weights: TypeAlias = dict[str, float]
"""Weight by feature."""


class _Direction(msgspec.Struct):
    weights: Weights


KNOWN_WORDS = 50_000
"""How many different words are remembered: enough for the words of a language, bounded for any input."""


class Word(NamedTuple):
    """What is known of a word: its letter, its values by kind, itself folded, whether a phrase begins with it."""

    letter: str
    entries: Entries
    folded: str
    opens: bool


class Row(NamedTuple):
    """A text as tokens: one letter for the kinds of each, so that patterns run over ``letters``."""

    text: str
    letters: str
    starts: list[int]
    ends: list[int]
    entries: list[Entries]

    def words(self, first: int, end: int) -> str:
        """Return the text of the tokens first to end - 1."""
        return self.text[self.starts[first] : self.ends[end - 1]]


class TimeLexicon:
    """The words of time of one language.

    Raises LexiconError where the language has no files or a row can't be read.
    """

    def __init__(self, language: str) -> None:
        self.language = language
        folder = files("dateline.resources").joinpath("data", "times", language)
        try:
            lexicon = folder.joinpath("lexicon.tsv").read_bytes()
            self.pattern_rows = folder.joinpath("patterns.tsv").read_text("utf-8")
        except FileNotFoundError as error:
            raise LexiconError(
                f"no words of time for the language {language!r}; known are {', '.join(LANGUAGES)}", language=language
            ) from error
        directions = folder.joinpath("direction.json")
        learnt = directions.read_bytes() if directions.is_file() else b""
        self.weights: Weights = self._read_weights(learnt) if learnt else {}
        """What tells which way a bare name points; see direction.py. None in a language that has none."""
        self.digest = hashlib.sha256(lexicon + self.pattern_rows.encode() + learnt).hexdigest()
        self._single: dict[str, Entries] = {}
        self._cased: dict[str, Entries] = {}
        self._phrases: dict[str, list[tuple[tuple[str, ...], str, str, bool]]] = {}
        self._letters: dict[frozenset[str], str] = {frozenset(): FILLER}
        self._known: dict[str, Word] = {}
        for number, line in enumerate(lexicon.decode("utf-8").splitlines(), start=1):
            if line and not line.startswith("#"):
                self._add(line, number)
        for phrases in self._phrases.values():
            phrases.sort(key=lambda phrase: -len(phrase[0]))
        self._name_all_letters()

    def _read_weights(self, learnt: bytes) -> Weights:
        try:
            return msgspec.json.decode(learnt, type=_Direction).weights
        except msgspec.DecodeError as error:
            raise LexiconError(
                f"times/{self.language}/direction.json is damaged: {error}; "
                'make it again with "python tools/train_time_direction.py --write"',
                language=self.language,
            ) from error

    def _add(self, line: str, number: int) -> None:
        cells = line.split("\t")
        if len(cells) != 3 or not cells[0].isupper():
            raise LexiconError(
                f"times/{self.language}/lexicon.tsv, line {number}: not kind, value and forms; give three cells",
                line=number,
            )
        kind, value, forms = cells
        for form in forms.split("|"):
            words = tuple(match.group().casefold() for match in TOKENS.finditer(form))
            cased = form[0].isupper()
            if len(words) > 1:
                self._phrases.setdefault(words[0], []).append((words, kind, value, cased))
            else:
                (self._cased if cased else self._single).setdefault(words[0], {}).setdefault(kind, value)

    def _name_all_letters(self) -> None:
        """Give a letter to every set of kinds that a token can have, before patterns are compiled over them."""
        for word in {*self._single, *self._cased}:
            small = self._single.get(word, {})
            self.letter(frozenset(small))
            self.letter(frozenset({*small, *self._cased.get(word, {})}))
        for phrases in self._phrases.values():
            for words, *_ in phrases:
                same = [phrase for phrase in phrases if phrase[0] == words]
                self.letter(frozenset(kind for _, kind, _, _ in same))
                self.letter(frozenset(kind for _, kind, _, cased in same if not cased))
        numbers = [*(f"{n:02}" for n in range(100)), *map(str, range(2500)), *(f"{n:04}" for n in range(2500))]
        for word in (
            *numbers,
            "9999",
            "12345",
            "12345678",
            "1.5",
            "1.30",
            "99.99",
            "123456789.5",
            "1,200",
            "1,234,567,890",
        ):
            self.letter(frozenset(plain_number(word)))
        for word, shape in (
            ("\n\n", "break"), ("2016-12-10", "iso"), ("1.2.2016", "numeric"), ("9:30", "clock"), ("1/2", "fraction"),
            ("3/2", "fraction"), ("3rd", "ordinal"), ("99th", "ordinal"), ("1990s", "decade"),
        ):  # fmt: skip
            self.letter(frozenset(number_entries(word, shape)))

    def letter(self, kinds: frozenset[str]) -> str:
        """Return the letter that stands for a set of kinds."""
        letter = self._letters.get(kinds)
        if letter is None:
            free = len(self._letters) - 1
            letter = self._letters[kinds] = _LETTERS[free] if free < len(_LETTERS) else chr(0xE000 + free)
        return letter

    def letters_of(self, kind: str) -> str:
        """Return the letters of all sets that hold the kind, as the inside of a character class."""
        return "".join(letter for kinds, letter in self._letters.items() if kind in kinds)

    def __len__(self) -> int:
        return len(self._letters)

    def row(self, text: str) -> Row:
        """Cut a text into tokens and look each one up; phrases of the lexicon become one token."""
        known, look_up = self._known, self._look_up
        matches = list(TOKENS.finditer(text))
        found = [known.get(match.group()) or look_up(match) for match in matches]
        row = Row(
            text,
            "".join([word.letter for word in found]),
            [match.start() for match in matches],
            [match.end() for match in matches],
            [word.entries for word in found],
        )
        openers = [index for index, word in enumerate(found) if word.opens]
        return self._with_phrases(row, [word.folded for word in found], openers) if openers else row

    def _with_phrases(self, row: Row, folded: list[str], openers: list[int]) -> Row:
        letters: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        entries: list[Entries] = []
        done = 0
        for opener in openers:
            if opener < done:
                continue
            length, found = self._phrase_at(row, folded, opener)
            if not found:
                continue
            letters.append(row.letters[done:opener])
            starts += row.starts[done:opener]
            ends += row.ends[done:opener]
            entries += row.entries[done:opener]
            letters.append(self.letter(frozenset(found)))
            starts.append(row.starts[opener])
            ends.append(row.ends[opener + length - 1])
            entries.append(found)
            done = opener + length
        letters.append(row.letters[done:])
        return Row(
            row.text,
            "".join(letters),
            starts + row.starts[done:],
            ends + row.ends[done:],
            entries + row.entries[done:],
        )

    def _phrase_at(self, row: Row, folded: list[str], first: int) -> tuple[int, Entries]:
        """Return the longest phrase that begins at a token: its length and what it may be."""
        length = 0
        found: Entries = {}
        for words, kind, value, cased in self._phrases[folded[first]]:
            if found and len(words) < length:
                break
            if tuple(folded[first : first + len(words)]) != words:
                continue
            if cased and not row.text[row.starts[first]].isupper():
                continue
            length = len(words)
            found.setdefault(kind, value)
        return length, found

    def _look_up(self, match: re.Match[str]) -> Word:
        surface, shape = match.group(), match.lastgroup or "other"
        word = surface.translate(REMOVE_INVISIBLE).translate(PLAIN_MARKS).casefold()
        if shape in {"word", "other"}:
            entries = dict(self._single.get(word, {}))
            if surface[0].isupper():
                entries.update(self._cased.get(word, {}))
        else:
            entries = number_entries(word, shape)
        found = Word(self.letter(frozenset(entries)), entries, word, word in self._phrases)
        if len(self._known) < KNOWN_WORDS:
            self._known[surface] = found
        return found


@lru_cache(maxsize=8)
def time_lexicon(language: str) -> TimeLexicon:
    """Return the lexicon of a language, read once. Raises LexiconError for one that is not there."""
    return TimeLexicon(language)
