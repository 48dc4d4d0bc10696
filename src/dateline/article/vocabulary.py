"""What a block's own words, and the class names around it, speak for: weights of words, learned.

Only the opening and the end of a block are looked at, where furniture shows ("Follow us on …", "… contributed
to this report"), and only words that many sites use have a weight, so that no outlet or person is known by name.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from itertools import pairwise

import msgspec
import numpy as np
import numpy.typing as npt

from dateline.article.elements import Element, name_words

OPENING_READ, CLOSING_READ = 100, 60
"""Characters at both ends of a block in which they are."""
OPENING = 12
CLOSING = 6
"""Words and marks at both ends of a block that are looked up, alone and in pairs."""
LEVELS = 4
"""Block-level elements whose names are looked up: the block's own and those around it."""

_PIECE = re.compile(r"\w+|[@#©|»:!?…/$€£%]")
_DIGITS = re.compile(r"\d+")


class VocabularyFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Weights by term; the weights of a block's words are divided by the root of how many terms it has."""

    terms: dict[str, float]
    names: dict[str, float]


Pieces = tuple[tuple[str, ...], tuple[str, ...]]
"""The words and marks that open a block, and those that end it."""


def pieces_of(words: str) -> Pieces:
    """Return the words and marks at both ends of a block, in lower case, numbers as "0"."""
    opening = _pieces(words[:OPENING_READ])
    closing = _pieces(words[-CLOSING_READ:]) if len(words) > OPENING_READ else opening
    return tuple(opening[:OPENING]), tuple(closing[-CLOSING:])


def terms_of(pieces: Pieces) -> list[str]:
    """Return the terms of a block: words and pairs; "^" stands before the first, "$" after the last."""
    opening, closing = pieces
    if not opening:
        return []
    started, ended = ("^", *opening), (*closing, "$")
    return [*opening, *closing, *map(" ".join, pairwise(started)), *map(" ".join, pairwise(ended))]


def names_of(element: Element) -> tuple[str, ...]:
    """Return the class and id names of an element and of the block elements above it, its own first."""
    found = []
    here: Element | None = element
    for _ in range(LEVELS):
        if here is None:
            break
        found.append(here.names)
        here = here.parent.block if here.parent is not None else None
    return tuple(found)


def name_terms(names: str, level: int) -> list[str]:
    """Return the terms of one element's names: its words with the level they stand at, none twice."""
    return [f"{level}:{word}" for word in name_words(names)]


class Vocabulary:
    """Scores blocks by what their words and names weigh."""

    def __init__(self, file: VocabularyFile) -> None:
        self.file = file
        self._known: dict[tuple[int, str], float] = {}
        self._alone: dict[str, float] = {}
        self._pairs: dict[str, dict[str, float]] = {}
        self._names: dict[str, dict[str, float]] = {}
        for term, weight in file.names.items():
            level, _, word = term.partition(":")
            self._names.setdefault(level, {})[word] = weight
        for term, weight in file.terms.items():
            first, _, second = term.partition(" ")
            if second:
                self._pairs.setdefault(first, {})[second] = weight
            else:
                self._alone[first] = weight

    def wording(self, blocks: Sequence[Pieces]) -> npt.NDArray[np.float64]:
        """Return two columns: the log odds that each block's words give it, and the share of words with a weight.

        0 and 0 where none is known, as in a language never seen.
        """
        return np.array([self._wording(*block) for block in blocks]).reshape(-1, 2)

    def _wording(self, opening: tuple[str, ...], closing: tuple[str, ...]) -> tuple[float, float]:
        """Return the sum of the weights of terms_of, without making the terms; and the share."""
        if not opening:
            return 0.0, 0.0
        alone, pairs = self._alone.get, self._pairs.get
        total = 0.0
        known = 0
        after: dict[str, float] | None = None
        for words, before in ((opening, pairs("^")), (closing, None)):
            after = before
            for word in words:
                weight = alone(word)
                if weight is not None:
                    total += weight
                    known += 1
                if after is not None:
                    total += after.get(word, 0.0)
                after = pairs(word)
        if after is not None:
            total += after.get("$", 0.0)
        size = len(opening) + len(closing)
        return total / math.sqrt(2 * size), known / size

    def naming(self, names: Sequence[tuple[str, ...]]) -> npt.NDArray[np.float64]:
        """Return the log odds that the names around each block give it."""
        known: dict[tuple[str, ...], float] = {}
        for block in names:
            if block not in known:
                known[block] = sum(self._of(level, name) for level, name in enumerate(block))
        return np.array([known[block] for block in names])

    def _of(self, level: int, name: str) -> float:
        if not name:
            return 0.0
        key = (level, name)
        known = self._known.get(key)
        if known is None:
            if len(self._known) > 20_000:
                self._known.clear()
            weights = self._names.get(str(level), {}).get
            known = sum([weights(word, 0.0) for word in name_words(name)])
            self._known[key] = known
        return known


def _pieces(words: str) -> list[str]:
    return _PIECE.findall(_DIGITS.sub("0", words.lower()))
