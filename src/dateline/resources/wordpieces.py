"""Wordpieces: text in the units that encoders of BERT's family read (WordPiece, Schuster and Nakajima, 2012)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from dateline.record import Span

_WORD = re.compile(r"[^\W_]+|[^\w\s]|_")
_LONGEST_WORD = 100
"""Characters. What is longer is no word, and unknown as a whole."""
_REMEMBERED = 50_000
"""Words whose pieces are kept at hand."""


class Wordpieces:
    """The pieces that an encoder knows, by their number: their place in its vocabulary."""

    def __init__(self, pieces: Sequence[str]) -> None:
        self.pieces = {piece: number for number, piece in enumerate(pieces)}
        self._unknown = self.pieces["[UNK]"]
        self._words: dict[str, tuple[tuple[int, int, int], ...]] = {}

    def split(self, text: str, within: Span) -> list[tuple[int, Span]]:
        """Return the wordpieces of a stretch of text with their spans, as BERT's uncased vocabulary has them."""
        found = []
        for match in _WORD.finditer(text, within.start, within.end):
            word, offset = match.group(), match.start()
            split = self._words.get(word)
            if split is None:
                split = self._split(word)
                if len(self._words) < _REMEMBERED:
                    self._words[word] = split
            found += [(piece, Span(offset + start, offset + end)) for piece, start, end in split]
        return found

    def _split(self, word: str) -> tuple[tuple[int, int, int], ...]:
        """The longest known piece first, then the longest that goes on (WordPiece): number, start, end in the word."""
        plain = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(c))
        found = []
        start = 0
        while start < len(plain) <= _LONGEST_WORD:
            for end in range(len(plain), start, -1):
                number = self.pieces.get(("##" if start else "") + plain[start:end])
                if number is not None:
                    found.append((number, start, end))
                    start = end
                    break
            else:
                break
        if start < len(plain) or not found:
            return ((self._unknown, 0, len(word)),)
        if len(plain) != len(word):
            return tuple((number, 0, len(word)) for number, _, _ in found)
        return tuple(found)
