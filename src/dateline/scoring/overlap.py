"""How much of one text is in another: shingles, ROUGE-LSum, equal paragraphs, first and last words."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

SHINGLE_SIZE = 4
EDGEWORDS = 5
WORD = re.compile(r"\w+")
_ROUGE_WORD = re.compile(r"[a-z0-9]+")
_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9])")
_ABBREVIATED = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|Sen|Rep|Gov|Gen|Lt|Col|Sgt|Jr|Sr|vs|No|Inc|Co|Corp|Ltd|Jan|Feb|Mar|Apr|Aug|Sept|Sep|"
    r"Oct|Nov|Dec)|\b[A-Z](?:\.[A-Z])*)\.[\"'”’)\]]*\s+$"
)


def shingle_counts(gold: str, predicted: str) -> tuple[int, int, int]:
    """Return shingles shared, only predicted, only in the gold, as multisets; a short text is one shingle."""
    return overlap(_shingles(gold), _shingles(predicted))


def opens_and_stops(gold: str, predicted: str) -> tuple[bool, bool]:
    """Say whether a text opens and stops on the gold's first and last five words."""
    want = [word.casefold() for word in WORD.findall(gold)]
    got = [word.casefold() for word in WORD.findall(predicted)]
    size = min(EDGEWORDS, len(want))
    if not size:
        return False, False
    return got[:size] == want[:size], got[-size:] == want[-size:]


def rouge_lsum(reference: str, candidate: str) -> tuple[float, float, float]:
    """Return summary-level ROUGE-L: precision, recall and F1 of the union of longest common subsequences.

    Method: Lin (2004), sentence by sentence against all of the candidate's, counts clipped.
    """
    wanted, given = _rouge_sentences(reference), _rouge_sentences(candidate)
    sizes = sum(map(len, given)), sum(map(len, wanted))
    if not all(sizes):
        return 0.0, 0.0, 0.0
    left_wanted = Counter(itertools.chain.from_iterable(wanted))
    left_given = Counter(itertools.chain.from_iterable(given))
    hits = 0
    for sentence in wanted:
        union: set[int] = set()
        for other in given:
            union.update(_common_positions(sentence, other))
            if len(union) == len(sentence):
                break
        for position in sorted(union):
            word = sentence[position]
            if left_wanted[word] > 0 and left_given[word] > 0:
                hits += 1
                left_wanted[word] -= 1
                left_given[word] -= 1
    precision, recall = hits / sizes[0], hits / sizes[1]
    return precision, recall, harmonic(precision, recall)


def paragraph_f1(reference: Sequence[str], predicted: Sequence[str]) -> float:
    """Return the F1 of exactly equal paragraphs, as multisets."""
    return f1(overlap(Counter(reference), Counter(predicted)))


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = WORD.findall(text or "")
    if not words:
        return Counter()
    return Counter(tuple(words[n : n + SHINGLE_SIZE]) for n in range(max(1, len(words) - SHINGLE_SIZE + 1)))


def overlap(gold: Counter[Any], predicted: Counter[Any]) -> tuple[int, int, int]:
    """Return how many are in both, how many only predicted, how many only in the gold."""
    shared = sum((gold & predicted).values())
    return shared, sum(predicted.values()) - shared, sum(gold.values()) - shared


def f1(counts: tuple[int, int, int]) -> float:
    """Return the F1 of what overlap() counts; 0 where nothing is shared."""
    shared, extra, missed = counts
    return 2 * shared / (2 * shared + extra + missed) if shared else 0.0


def harmonic(precision: float, recall: float) -> float:
    """Return the harmonic mean of two shares; 0 where both are."""
    return 2 * precision * recall / (precision + recall) if precision + recall > 0 else 0.0


def _rouge_sentences(text: str) -> list[tuple[str, ...]]:
    return [tuple(_ROUGE_WORD.findall(sentence.lower())) for sentence in _sentences(text)]


def _sentences(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        start = 0
        for match in _SENTENCE_END.finditer(line):
            if _ABBREVIATED.search(line[start : match.end()]) is None:
                if line[start : match.end()].strip():
                    yield line[start : match.end()].strip()
                start = match.end()
        if line[start:].strip():
            yield line[start:].strip()


def _common_positions(reference: tuple[str, ...], candidate: tuple[str, ...]) -> tuple[int, ...]:
    """Return the reference's positions in one longest common subsequence with the candidate."""
    if reference == candidate:
        return tuple(range(len(reference)))
    if not set(reference) & set(candidate):
        return ()
    rows = [[0] * (len(candidate) + 1)]
    for word in reference:
        above, row = rows[-1], [0]
        for column, other in enumerate(candidate):
            row.append(above[column] + 1 if word == other else max(above[column + 1], row[column]))
        rows.append(row)
    found = []
    row_at, column_at = len(reference), len(candidate)
    while row_at and column_at:
        if reference[row_at - 1] == candidate[column_at - 1]:
            row_at, column_at = row_at - 1, column_at - 1
            found.append(row_at)
        elif rows[row_at][column_at - 1] > rows[row_at - 1][column_at]:
            column_at -= 1
        else:
            row_at -= 1
    return tuple(reversed(found))
