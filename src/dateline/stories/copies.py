"""Copies: which articles share text, how much of it, and which one had it first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Literal, NamedTuple

import numpy as np

from dateline.record import Copy, Record
from dateline.stories.alignment import Covered, Run, align, aligned_spans, covered, matches, shared
from dateline.stories.characters import Flags, Hashes
from dateline.stories.fingerprints import Fingerprints, fingerprints
from dateline.stories.furniture import find_furniture
from dateline.stories.order import arrival
from dateline.stories.origin import direction
from dateline.stories.words import SIZE, Reading, grams, read_all

MADE_BY = "copies-winnowed/2"

Verdict = Literal["verbatim", "cut", "extended", "rewritten", "shares-quotations", "shares-passage"]

MIN_PROSE = 20
"""Prose words on the shorter side: with fewer, what is shared is a notice, not a report."""
COPIED = 0.5
"""Share of one side's prose 5-grams that makes it a copy: the label's own threshold in bench/stories copies,
where verbatim, cut and extended have precision .976 and recall .969 on dev."""
WHOLE = 0.8
PASSAGE = 0.12
"""Share that makes it a borrowed passage. At .15, the label's own, recall of copies and passages is .02 lower on
that set, at .11 no higher; precision stays 1 and no pair that shares only quotations is called reuse."""
RETOLD = 0.5
"""Share in runs of three words that makes it a rewrite, where runs of five cover at least PASSAGE: all 50
rewritten dispatches of bench/stories origin dev are found."""
RETOLD_PROSE = 70
"""Prose words on the shorter side of a rewrite: in fewer, three words in a row are chance."""
QUOTED = 8
"""Shared quoted words that are worth telling."""

POSTINGS = 64
"""Articles kept for one fingerprint, and so the bound on the work for the next article."""
LIKELY = 0.05
"""Share of the shorter one's fingerprints from which on two texts are aligned: well under PASSAGE."""
CANDIDATES = 24
LINKS = 12
"""Copies told of one article, nearest first: 10,000 copies of a text make 120,000 rows, not 50 million."""


class _Text(NamedTuple):
    record: Record
    reading: Reading
    furniture: Flags
    """Which of its 5-grams are furniture."""
    prints: Fingerprints


class _Index:
    """The earlier texts by their fingerprints. Values that stand in one text only are not kept."""

    def __init__(self, prints: Sequence[Hashes]) -> None:
        every = np.concatenate([np.empty(0, dtype=np.uint64), *prints])
        order = np.argsort(every)
        ranked = every[order]
        again = ranked[1:] == ranked[:-1]
        shared = np.zeros(len(every), dtype=np.bool_)
        shared[order[1:][again]] = True
        shared[order[:-1][again]] = True
        ends = np.cumsum(list(map(len, prints)))[:-1]
        self._kept = [values[own].tolist() for values, own in zip(prints, np.split(shared, ends), strict=False)]
        self._postings: dict[int, list[int]] = {}

    def votes(self, number: int) -> Counter[int]:
        """Count for each text added how many of this one's values it has."""
        known = map(self._postings.get, self._kept[number])
        return Counter(chain.from_iterable(posting for posting in known if posting is not None))

    def add(self, number: int) -> None:
        postings = self._postings
        for value in self._kept[number]:
            posting = postings.get(value)
            if posting is None:
                postings[value] = [number]
            elif len(posting) < POSTINGS:
                posting.append(number)


def find_copies(records: Sequence[Record]) -> list[Copy]:
    """Return the pairs of articles that share text, by the ids of their records.

    Each article is compared with those that came before it (by publication time, then id), so the
    order of ``records`` does not matter. Exact duplicates are told once each, beside the first of
    them; an article with many copies is told beside the nearest ``LINKS``. What recurs over the pages
    of one outlet counts nothing.
    """
    return copies_among(records, read_all(records))


def copies_among(records: Sequence[Record], readings: Mapping[str, Reading]) -> list[Copy]:
    """Do what find_copies does, with the words of each record by its id."""
    ordered = sorted({record.id: record for record in records}.values(), key=arrival)
    texts, repeats = _texts([record for record in ordered if readings[record.id].size], readings)
    prose = _Index([text.prints.prose for text in texts])
    quotations = _Index([text.prints.quotations for text in texts])
    found: list[Copy] = []
    for number, text in enumerate(texts):
        links = 0
        for candidate in _candidates(number, texts, prose, quotations):
            copies = _compared(texts[candidate], text)
            found += copies
            links += len(copies)
            if links >= LINKS:
                break
        prose.add(number)
        quotations.add(number)
    for number, record in repeats:
        again = texts[number]._replace(record=record, reading=readings[record.id])
        found += _compared(texts[number], again)
    return sorted(found, key=lambda copy: (copy.left, copy.right))


def compared(one: Record, ones_words: Reading, other: Record, others_words: Reading) -> Copy | None:
    """Return what two articles share; None where that is nothing. Furniture of outlets is not known here."""
    texts = (_text(record, reading) for record, reading in ((one, ones_words), (other, others_words)))
    return next(iter(_compared(*texts)), None)


def _text(record: Record, reading: Reading) -> _Text:
    furniture = np.zeros(len(reading.grams), dtype=np.bool_)
    return _Text(record, reading, furniture, fingerprints(reading, furniture))


def _texts(records: Sequence[Record], readings: Mapping[str, Reading]) -> tuple[list[_Text], list[tuple[int, Record]]]:
    """Return the texts that differ, and each repeated one with the number of its first."""
    firsts: dict[bytes, int] = {}
    differing: list[Record] = []
    repeats: list[tuple[int, Record]] = []
    for record in records:
        number = firsts.setdefault(readings[record.id].hashes.tobytes(), len(differing))
        if number < len(differing):
            repeats.append((number, record))
        else:
            differing.append(record)
    furniture = find_furniture(differing, readings)
    texts = [
        _Text(
            record,
            readings[record.id],
            furniture[record.id],
            fingerprints(readings[record.id], furniture[record.id]),
        )
        for record in differing
    ]
    return texts, repeats


def _candidates(number: int, texts: list[_Text], prose: _Index, quotations: _Index) -> list[int]:
    """Return the earlier texts that may share a passage or a quotation, those that share most first."""
    likely = {other: count for other, count in quotations.votes(number).items() if count >= 2}
    size = len(texts[number].prints.prose)
    for other, count in prose.votes(number).items():
        if count >= 2 and count >= LIKELY * min(size, len(texts[other].prints.prose)):
            likely[other] = likely.get(other, 0) + count
    ranked = sorted((-count, other) for other, count in likely.items())
    return [other for _, other in ranked[:CANDIDATES]]


def _compared(one: _Text, other: _Text) -> list[Copy]:
    left, right = sorted((one, other), key=lambda text: text.record.id)
    runs = align(left.reading, right.reading, matches(left.reading.grams, right.reading.grams), SIZE)
    if left.furniture.any() or right.furniture.any():
        runs = [run for run in runs if _tells(left, right, run)]
    words = covered(runs)
    both = shared(left.reading, right.reading, words)
    left_in_right = both.left_prose / max(1, left.reading.prose)
    right_in_left = both.right_prose / max(1, right.reading.prose)
    shares = _shares(left.prints, right.prints, words)
    verdict = _verdict(
        left.reading, right.reading, *shares, words=max(left_in_right, right_in_left), quoted=both.quoted
    )
    if verdict is None:
        return []
    longer = None
    # Of two texts that share as much either way neither is the part.
    if verdict in {"cut", "extended"} and abs(shares[0] - shares[1]) >= PASSAGE:
        longer = left.record if verdict == "cut" else right.record
    origin, reasons = direction(left.record, right.record, longer, (left.reading.every, right.reading.every))
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


def _tells(left: _Text, right: _Text, run: Run) -> bool:
    """Say whether a run is more than furniture of one side."""
    count = run.length - SIZE + 1
    sides = (left.furniture[run.left : run.left + count], right.furniture[run.right : run.right + count])
    return not any(side.all() for side in sides)


def _shares(left: Fingerprints, right: Fingerprints, words: Covered) -> tuple[float, float]:
    """Return the share of each side's prose 5-grams that the runs cover: stricter than that of its words.

    What stands between quotation marks on either side is a quotation, marks or none on the other.
    """
    whole = words.after >= SIZE - 1
    ours, theirs = words.left[whole], words.right[whole]
    both = left.within[ours] & right.within[theirs]
    taken = np.zeros(len(right.within), dtype=np.bool_)
    taken[theirs[both]] = True
    counts = (int(np.count_nonzero(each)) for each in (both, left.within, taken, right.within))
    ours_shared, ours_all, theirs_shared, theirs_all = counts
    return ours_shared / max(1, ours_all), theirs_shared / max(1, theirs_all)


def _verdict(
    left: Reading, right: Reading, left_share: float, right_share: float, *, words: float, quoted: int
) -> Verdict | None:
    larger = max(left_share, right_share)
    if min(left.prose, right.prose) >= MIN_PROSE and words >= PASSAGE:
        if min(left_share, right_share) >= WHOLE:
            return "verbatim"
        if larger >= COPIED:
            return "cut" if right_share > left_share else "extended"
        if min(left.prose, right.prose) >= RETOLD_PROSE and _retold(left, right) >= RETOLD:
            return "rewritten"
        if larger >= PASSAGE:
            return "shares-passage"
    return "shares-quotations" if quoted >= QUOTED else None


def _retold(left: Reading, right: Reading) -> float:
    """Return the larger share of prose that stands in runs of three words or more."""
    found = matches(grams(left.hashes, 3), grams(right.hashes, 3))
    # No word of the left is in two runs, so either side has at most as many in them as the left may have.
    known = np.zeros(left.size + 2, dtype=np.bool_)
    for step in range(3):
        known[found.places + step] = True
    if np.count_nonzero(known) < RETOLD * min(left.prose, right.prose):
        return 0.0
    both = shared(left, right, covered(align(left, right, found, 3)))
    return max(both.left_prose / left.prose, both.right_prose / right.prose)
