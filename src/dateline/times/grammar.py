"""How the words of time go together: patterns over kinds of words, from a language's patterns.tsv.

A row of the file is the name of a reading, a pattern and an example. A pattern is kinds of the
lexicon in order, with ``?`` for "or nothing", ``( | )`` for a choice and ``{m,n}`` for repetition;
a row whose first cell begins with ``=`` names a piece that later rows use, one that begins with
``+`` a piece that is read as a whole (a number).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import NamedTuple

from dateline.errors import LexiconError
from dateline.times.lexicon import Row, TimeLexicon

_SYMBOL = re.compile(r"[A-Z]+|\(|\)|\||\?|\{\d,\d\}|\S")


class Piece(NamedTuple):
    """A part of a pattern: its source over letters, the letters it can begin with, whether it can be empty."""

    source: str
    first: frozenset[str]
    empty: bool


class Pattern(NamedTuple):
    """A compiled row of patterns.tsv."""

    reading: str
    rule: str
    regex: re.Pattern[str]
    example: str
    value: str


class Match(NamedTuple):
    """A pattern that fits the tokens first to end - 1, with the tokens of each kind in it."""

    pattern: Pattern
    row: Row
    first: int
    end: int
    parts: dict[str, tuple[int, int]]
    """First token and one past the last, by kind; of a kind that occurs again the name has a number."""

    def value(self, kind: str) -> str | None:
        """Return the lexicon's value for the first token of a kind; None where the match has none."""
        found = self.parts.get(kind)
        return None if found is None else self.row.entries[found[0]][kind]

    def second(self, kind: str) -> str | None:
        """Return the value for the second token of a kind."""
        found = self.parts.get(f"{kind}_1")
        return None if found is None else self.row.entries[found[0]][kind]

    def number(self, kind: str = "INTEGER") -> int | None:
        """Return the value for the first token of a kind as a number."""
        found = self.value(kind)
        return None if found is None else int(found)


class Grammar:
    """The patterns of one language. Raises LexiconError for a row that can't be read."""

    def __init__(self, lexicon: TimeLexicon) -> None:
        self.lexicon = lexicon
        self.patterns: list[Pattern] = []
        self._pieces: dict[str, str] = {}
        self._wholes: set[str] = set()
        self._starting: dict[str, _Start] = {}
        starting: dict[str, list[Pattern]] = {}
        for number, line in enumerate(lexicon.pattern_rows.splitlines(), start=1):
            if line and not line.startswith("#"):
                self._add(line.split("\t"), number, starting)
        shared = {patterns: _Start(patterns) for patterns in {tuple(patterns) for patterns in starting.values()}}
        self._starting = {letter: shared[tuple(patterns)] for letter, patterns in starting.items()}
        inside = "".join(map(re.escape, self._starting))
        self._trigger = re.compile(f"[{inside}]")

    def _add(self, cells: list[str], number: int, starting: dict[str, list[Pattern]]) -> None:
        try:
            name, source, *rest = cells
            if name[0] in "=+":
                self._pieces[name[1:]] = source
                if name[0] == "+":
                    self._wholes.add(name[1:])
                return
            example, value = rest
            piece = _Reader(self, source).read()
            pattern = Pattern(name, f"{name}-{number}", re.compile(piece.source), example, value)
        except (ValueError, re.error) as error:
            raise LexiconError(
                f"times/{self.lexicon.language}/patterns.tsv, line {number}: {error}; "
                "give reading, pattern, example and value",
                line=number,
            ) from error
        if piece.empty:
            raise LexiconError(
                f"times/{self.lexicon.language}/patterns.tsv, line {number}: fits nothing at all; make a part required",
                line=number,
            )
        self.patterns.append(pattern)
        for letter in piece.first:
            starting.setdefault(letter, []).append(pattern)

    def piece(self, name: str) -> tuple[str | None, bool]:
        """Return the pattern that a name stands for, and whether it is read as a whole; None for a kind."""
        return self._pieces.get(name), name in self._wholes

    def places(self, row: Row) -> Iterator[int]:
        """Yield the tokens at which some pattern may begin, in order."""
        for found in self._trigger.finditer(row.letters):
            yield found.start()

    def matches(self, row: Row, first: int) -> list[Match]:
        """Return what fits at one of the places, the longest first, then in the order of the file."""
        start = self._starting[row.letters[first]]
        if not start.fits.match(row.letters, first):
            return []
        found = []
        for pattern in start.patterns:
            match = pattern.regex.match(row.letters, first)
            if match is not None:
                found.append(Match(pattern, row, first, match.end(), _parts(match)))
        found.sort(key=lambda match: -match.end)
        return found


class _Start:
    """The patterns that can begin with a letter."""

    def __init__(self, patterns: tuple[Pattern, ...]) -> None:
        self.patterns = patterns

    @cached_property
    def fits(self) -> re.Pattern[str]:
        """One expression that fits where any of the patterns does: most places are settled by it.

        Compiled when first met, for it takes longest of all, and most articles hold few such letters.
        """
        return re.compile("|".join(re.sub(r"\?P<\w+>", "?:", pattern.regex.pattern) for pattern in self.patterns))


def _parts(match: re.Match[str]) -> dict[str, tuple[int, int]]:
    """Return the tokens of each kind in reading order: what a kind covers first is under its plain name."""
    found = sorted((match.span(name), name) for name, value in match.groupdict().items() if value is not None)
    parts: dict[str, tuple[int, int]] = {}
    for span, name in found:
        kind = name.partition("_")[0]
        count = 0
        key = kind
        while key in parts:
            count += 1
            key = f"{kind}_{count}"
        parts[key] = span
    return parts


class _Reader:
    """Reads one pattern into a piece; kinds that carry a value become named groups."""

    def __init__(self, grammar: Grammar, source: str) -> None:
        self._grammar = grammar
        self._tokens = _SYMBOL.findall(source)
        self._at = 0
        self._counts: dict[str, int] = {}

    def read(self) -> Piece:
        piece = self._choice()
        if self._at < len(self._tokens):
            raise ValueError(f"unexpected {self._tokens[self._at]!r}")
        return piece

    def _choice(self) -> Piece:
        pieces = [self._sequence()]
        while self._peek() == "|":
            self._at += 1
            pieces.append(self._sequence())
        if len(pieces) == 1:
            return pieces[0]
        return Piece(
            f"(?:{'|'.join(piece.source for piece in pieces)})",
            frozenset().union(*(piece.first for piece in pieces)),
            any(piece.empty for piece in pieces),
        )

    def _sequence(self) -> Piece:
        source = ""
        first: frozenset[str] = frozenset()
        empty = True
        while self._peek() not in {None, "|", ")"}:
            piece = self._repeated()
            source += piece.source
            if empty:
                first |= piece.first
            empty = empty and piece.empty
        return Piece(source, first, empty)

    def _repeated(self) -> Piece:
        piece = self._single()
        mark = self._peek()
        if mark == "?" or (mark is not None and mark.startswith("{")):
            self._at += 1
            may_be_empty = piece.empty or mark == "?" or mark.startswith("{0")
            return Piece(f"(?:{piece.source}){mark}", piece.first, may_be_empty)
        return piece

    def _single(self) -> Piece:
        symbol = self._tokens[self._at]
        self._at += 1
        if symbol == "(":
            piece = self._choice()
            if self._peek() != ")":
                raise ValueError("a parenthesis is not closed")
            self._at += 1
            return Piece(f"(?:{piece.source})", piece.first, piece.empty)
        if not symbol.isalpha():
            raise ValueError(f"unexpected {symbol!r}")
        source, whole = self._grammar.piece(symbol)
        if source is not None:
            return self._named(symbol, source, whole=whole)
        letters = self._grammar.lexicon.letters_of(symbol)
        if not letters:
            raise ValueError(f"no word is of kind {symbol}")
        return Piece(f"(?P<{self._group(symbol)}>[{letters}])", frozenset(letters), empty=False)

    def _named(self, name: str, source: str, *, whole: bool) -> Piece:
        inner = _Reader(self._grammar, source)
        inner._counts = self._counts  # one numbering of groups for the whole pattern
        piece = inner.read()
        if whole:
            return Piece(f"(?P<{self._group(name)}>{piece.source})", piece.first, piece.empty)
        return Piece(f"(?:{piece.source})", piece.first, piece.empty)

    def _group(self, name: str) -> str:
        count = self._counts[name] = self._counts.get(name, -1) + 1
        return name if count == 0 else f"{name}_{count}"

    def _peek(self) -> str | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None


@lru_cache(maxsize=8)
def grammar_of(lexicon: TimeLexicon) -> Grammar:
    """Return the patterns of a lexicon, compiled once."""
    return Grammar(lexicon)
