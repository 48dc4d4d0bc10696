"""Copies: which articles share text, how much of it, and which one had it first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

import numpy as np

from dateline.record import Copy, Record
from dateline.stories.alignment import Run, Values, align, aligned_spans, shared
from dateline.stories.fingerprints import SIZE, Fingerprints, fingerprints, grams
from dateline.stories.order import arrival
from dateline.stories.origin import direction
from dateline.stories.words import Reading, read_words

MADE_BY = "copies-winnowed/1"

Verdict = Literal["verbatim", "cut", "extended", "rewritten", "shares-quotations", "shares-passage"]

MIN_PROSE = 20
"""Prose words on the shorter side: with fewer, what is shared is a notice, not a report."""
COPIED = 0.5
"""Share of one side's prose 5-grams that makes it a copy: the label's own threshold in bench/stories copies,
where verbatim, cut and extended have precision .973 on dev."""
WHOLE = 0.8
PASSAGE = 0.15
"""Share that makes it a borrowed passage: with it, copies and passages have precision .994 and recall .844 on
that set, and no pair that shares only quotations is called reuse."""
RETOLD = 0.5
"""Share in runs of three words that makes it a rewrite, where runs of five cover at least PASSAGE: all 50
rewritten dispatches of bench/stories origin dev are found."""
QUOTED = 8
"""Shared quoted words that are worth telling."""

POSTINGS = 64
"""Articles kept for one fingerprint, and so the bound on the work for the next article."""
LIKELY = 0.06
"""Share of the shorter one's fingerprints from which on two texts are aligned: well under PASSAGE."""
CANDIDATES = 24
LINKS = 6
"""Copies told of one article, nearest first: 10,000 copies of a text make 60,000 rows, not 50 million."""


class _Text(NamedTuple):
    record: Record
    reading: Reading
    values: Values
    """Hashes of its 5-grams."""
    prints: Fingerprints


def find_copies(records: Sequence[Record]) -> list[Copy]:
    """Return the pairs of articles that share text, by the ids of their records.

    Each article is compared with those that came before it (by publication time, then id), so the
    order of ``records`` does not matter. Exact duplicates are told once each, beside the first of
    them; an article with many copies is told beside the nearest ``LINKS``.
    """
    return copies_among(records, {record.id: read_words(record) for record in records})


def copies_among(records: Sequence[Record], readings: Mapping[str, Reading]) -> list[Copy]:
    """Do what find_copies does, with the words of each record by its id."""
    texts: list[_Text] = []
    firsts: dict[tuple[str, ...], int] = {}
    found: list[Copy] = []
    prose: dict[int, list[int]] = {}
    quotations: dict[int, list[int]] = {}
    for record in sorted({record.id: record for record in records}.values(), key=arrival):
        reading = readings[record.id]
        if not reading.words:
            continue
        first = firsts.setdefault(reading.words, len(texts))
        if first < len(texts):
            found += _compared(texts[first], texts[first]._replace(record=record, reading=reading))
            continue
        values = grams(reading.words, SIZE)
        text = _Text(record, reading, values, fingerprints(reading, values))
        links = 0
        for candidate in _candidates(text.prints, texts, prose, quotations):
            copies = _compared(texts[candidate], text)
            found += copies
            links += len(copies)
            if links >= LINKS:
                break
        for index, kept in ((prose, text.prints.prose), (quotations, text.prints.quotations)):
            for value in kept:
                posting = index.setdefault(value, [])
                if len(posting) < POSTINGS:
                    posting.append(len(texts))
        texts.append(text)
    return sorted(found, key=lambda copy: (copy.left, copy.right))


def _candidates(
    prints: Fingerprints, texts: list[_Text], prose: dict[int, list[int]], quotations: dict[int, list[int]]
) -> list[int]:
    """Return the earlier texts that may share a passage or a quotation, those that share most first."""
    votes: Counter[int] = Counter()
    for value in prints.quotations:
        votes.update(quotations.get(value, ()))
    likely = Counter({number: count for number, count in votes.items() if count >= 2})
    votes.clear()
    for value in prints.prose:
        votes.update(prose.get(value, ()))
    for number, count in votes.items():
        if count >= max(2, LIKELY * min(len(prints.prose), len(texts[number].prints.prose))):
            likely[number] += count
    ranked = sorted((-count, number) for number, count in likely.items())
    return [number for _, number in ranked[:CANDIDATES]]


def _compared(one: _Text, other: _Text) -> list[Copy]:
    left, right = sorted((one, other), key=lambda text: text.record.id)
    runs = align(left.reading, right.reading, left.values, right.values, SIZE)
    both = shared(left.reading, right.reading, runs)
    left_in_right = both.left_prose / max(1, left.reading.prose)
    right_in_left = both.right_prose / max(1, right.reading.prose)
    shares = _shares(left.prints, right.prints, runs)
    words = max(left_in_right, right_in_left)
    verdict = _verdict(left.reading, right.reading, *shares, words=words, quoted=both.quoted)
    if verdict is None:
        return []
    origin, reasons = direction(left.record, right.record, verdict)
    return [
        Copy(
            id=f"copy-{left.record.id}-{right.record.id}",
            left=left.record.id,
            right=right.record.id,
            verdict=verdict,
            left_in_right=round(left_in_right, 4),
            right_in_left=round(right_in_left, 4),
            aligned=aligned_spans(left.reading, right.reading, runs),
            origin=origin,
            reasons=reasons,
            made_by=MADE_BY,
        )
    ]


def _shares(left: Fingerprints, right: Fingerprints, runs: list[Run]) -> tuple[float, float]:
    """Return the share of each side's prose 5-grams that the runs cover: stricter than that of its words.

    What stands between quotation marks on either side is a quotation, marks or none on the other.
    """
    taken = np.zeros(len(right.within), dtype=np.bool_)
    covered = 0
    for run in runs:
        count = run.length - SIZE + 1
        both = left.within[run.left : run.left + count] & right.within[run.right : run.right + count]
        covered += int(both.sum())
        taken[run.right : run.right + count] |= both
    return covered / max(1, int(left.within.sum())), int(taken.sum()) / max(1, int(right.within.sum()))


def _verdict(
    left: Reading, right: Reading, left_share: float, right_share: float, *, words: float, quoted: int
) -> Verdict | None:
    larger = max(left_share, right_share)
    if min(left.prose, right.prose) >= MIN_PROSE and words >= PASSAGE:
        if min(left_share, right_share) >= WHOLE:
            return "verbatim"
        if larger >= WHOLE or (larger >= COPIED and abs(left_share - right_share) >= PASSAGE):
            return "cut" if right_share > left_share else "extended"
        if larger >= COPIED or _retold(left, right) >= RETOLD:
            return "rewritten"
        if larger >= PASSAGE:
            return "shares-passage"
    return "shares-quotations" if quoted >= QUOTED else None


def _retold(left: Reading, right: Reading) -> float:
    """Return the larger share of prose that stands in runs of three words or more."""
    runs = align(left, right, grams(left.words, 3), grams(right.words, 3), 3)
    both = shared(left, right, runs)
    return max(both.left_prose / left.prose, both.right_prose / right.prose)
