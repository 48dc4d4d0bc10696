"""What the words of a text weigh for each topic: a linear model over terms, with the words that weigh most.

Method: TF-IDF with a linear classifier (Joachims, 1998). Words that the training texts lack have weights too:
those of the words that mean the like, by static word vectors (see tools/train_sections.py). The vectors are
not needed here.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from dateline.record import Record, Role, Span
from dateline.sections.terms import WORD, term_of
from dateline.sections.weights import Weights, shipped_weights

SHOWN = 4
"""Words that are shown for a topic."""
EXPLAINED = 2
"""Topics that words are shown for."""
FEWEST = 2
"""Different known terms below which a text tells nothing."""

_READ: frozenset[Role] = frozenset({"deck", "body", "list", "subheading", "entry"})
_WORD_CHARACTERS = 60
"""Characters that are looked at for each word that is read: bounds a text of one endless word."""


class Verdict(NamedTuple):
    """The topics by likelihood: code, calibrated confidence, the words that weigh most for it, in reading order."""

    ranked: tuple[tuple[str, float, tuple[Span, ...]], ...]


class _Terms:
    """The terms of a text: how often each row's is there, and which words of which stretch it is first."""

    def __init__(self, rows: dict[str, int]) -> None:
        self.counts: dict[int, int] = {}
        self.first: dict[int, tuple[int, int, int]] = {}
        """(stretch, first word, last word)"""
        self.stretches: list[Span] = []
        self._rows = rows

    def read(self, text: str, span: Span, *, weight: int, most: int) -> int:
        """Count the terms of a stretch, ``most`` words at most; return how many words were read."""
        words = WORD.findall(text, span.start, min(span.end, span.start + most * _WORD_CHARACTERS))[:most]
        stretch, counts, first, rows = len(self.stretches), self.counts, self.first, self._rows
        self.stretches.append(span)
        before = ""
        for number, word in enumerate(words):
            term = term_of(word)
            if term:
                row = rows.get(term)
                if row is not None:
                    counts[row] = counts.get(row, 0) + weight
                    first.setdefault(row, (stretch, number, number))
                if before:
                    row = rows.get(f"{before} {term}")
                    if row is not None:
                        counts[row] = counts.get(row, 0) + weight
                        first.setdefault(row, (stretch, number - 1, number))
            before = term
        return len(words)

    def spans(self, text: str, rows: Sequence[int]) -> dict[int, Span]:
        """Return where the terms of some rows stand first."""
        found: dict[int, Span] = {}
        for stretch, span in enumerate(self.stretches):
            wanted = {row: self.first[row][1:] for row in rows if self.first[row][0] == stretch}
            if wanted:
                last = 1 + max(end for _, end in wanted.values())
                places = [match.span() for match in islice(WORD.finditer(text, span.start, span.end), last)]
                found |= {row: Span(places[one][0], places[other][1]) for row, (one, other) in wanted.items()}
        return found


def resources() -> tuple[tuple[str, str], ...]:
    """Return name and digest of the weights."""
    weights = shipped_weights()
    return ((weights.file.name, weights.digest),)


def reads(language: str) -> bool:
    """Say whether the weights know a language, by its primary tag."""
    return language.partition("-")[0].lower() in shipped_weights().file.languages


def classify(record: Record) -> Verdict | None:
    """Weigh the headline and the first words of the body; None where they hold too few known words."""
    article = record.article
    headline = article.headline
    body = [block.span for block in article.blocks if block.role in _READ and block.span != headline]
    return _classify(article.text, headline, body)


def classify_text(text: str, *, headline: Span | None = None) -> Verdict | None:
    """Weigh a text as it stands; ``headline`` says where its headline is, which is not read twice.

    None where it holds too few known words.
    """
    body = [Span(0, len(text))] if text else []
    if headline is not None:
        body = [Span(headline.end, len(text))] if headline.end < len(text) else []
    return _classify(text, headline, body)


def _classify(text: str, headline: Span | None, body: Sequence[Span]) -> Verdict | None:
    weights = shipped_weights()
    terms = _Terms(weights.rows)
    if headline is not None:
        terms.read(text, headline, weight=weights.file.headline, most=weights.file.words)
    left = weights.file.words
    for span in body:
        if left <= 0:
            break
        left -= terms.read(text, span, weight=1, most=left)
    return _verdict(text, weights, terms) if len(terms.counts) >= FEWEST else None


def _verdict(text: str, weights: Weights, terms: _Terms) -> Verdict:
    rows = np.fromiter(terms.counts, np.intp, len(terms.counts))
    x = (1 + np.log(np.fromiter(terms.counts.values(), np.float32, len(rows)))) * weights.idf[rows]
    shares = weights.weights[rows] * (x / np.linalg.norm(x))[:, None]
    scores = (shares.sum(axis=0) + weights.bias) * weights.file.temperature
    chances = np.exp(scores - scores.max())
    chances /= chances.sum()
    order = np.argsort(-chances, kind="stable").tolist()
    weighty = {column: _weighty(shares[:, column], rows) for column in order[:EXPLAINED]}
    where = terms.spans(text, [row for found in weighty.values() for row in found])
    return Verdict(
        tuple(
            (
                weights.file.topics[column],
                round(float(chances[column]), 3),
                _apart([where[row] for row in weighty.get(column, ())]),
            )
            for column in order
        )
    )


def _weighty(shares: npt.NDArray[np.float32], rows: npt.NDArray[np.intp]) -> list[int]:
    """Return the rows with the greatest shares above 0, the greatest first; more than are shown, as some overlap."""
    return [int(rows[index]) for index in np.argsort(-shares, kind="stable")[: 2 * SHOWN] if shares[index] > 0]


def _apart(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Return the first few that overlap none before them, in reading order."""
    found: list[Span] = []
    for span in spans:
        if len(found) < SHOWN and all(span.end <= other.start or span.start >= other.end for other in found):
            found.append(span)
    return tuple(sorted(found))
