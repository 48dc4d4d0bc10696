"""Copies: which articles share text, how much of it, and which one had it first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, chain, pairwise

import numpy as np

from dateline.record import Copy, Record
from dateline.stories.fingerprints import Fingerprints, all_fingerprints
from dateline.stories.furniture import find_furniture
from dateline.stories.order import arrival
from dateline.stories.origin import direction
from dateline.stories.overlap import PASSAGE, Overlap, Text, overlap
from dateline.stories.words import Reading, read_all

MADE_BY = "copies-winnowed/3"


POSTINGS = 64
"""Articles kept for one fingerprint, and so the bound on the work for the next article."""
LIKELY = 0.05
"""Share of the shorter one's fingerprints from which on two texts are aligned: well under PASSAGE."""
CANDIDATES = 24
LINKS = 16
"""Copies told of one article, nearest first: 10,000 copies of a text make 160,000 rows, not 50 million."""


class _Index:
    """The earlier texts by their fingerprints. Values that stand once only are not kept."""

    def __init__(self, prints: Sequence[Fingerprints]) -> None:
        parts = [part for each in prints for part in (each.prose, each.quotations)]
        every = np.concatenate([np.empty(0, dtype=np.uint64), *parts])
        order = every.argsort()
        ranked = every[order]
        again = ranked[1:] == ranked[:-1]
        shared = np.zeros(len(every), dtype=np.bool_)
        shared[order[1:][again]] = True
        shared[order[:-1][again]] = True
        edges = pairwise(accumulate(map(len, parts), initial=0))
        kept = [part[shared[start:end]].tolist() for part, (start, end) in zip(parts, edges, strict=True)]
        self._prose, self._quotations = kept[::2], kept[1::2]
        self._postings: dict[int, list[int]] = {}
        """Twice the number of each text with a value in its prose, and one more for one that quotes it."""

    def votes(self, number: int) -> tuple[Counter[int], Counter[int]]:
        """Count how many values each text added shares with this one: as prose of either, and as quotations of both."""
        told, quoted = Counter[int](), Counter[int]()
        for own, values in enumerate((self._prose[number], self._quotations[number])):
            known = map(self._postings.get, values)
            votes = Counter(chain.from_iterable(posting for posting in known if posting is not None))
            for holder, count in votes.items():
                (quoted if own and holder % 2 else told)[holder // 2] += count
        return told, quoted

    def add(self, number: int) -> None:
        postings = self._postings
        for kind, values in enumerate((self._prose[number], self._quotations[number])):
            holder = 2 * number + kind
            for value in values:
                posting = postings.get(value)
                if posting is None:
                    postings[value] = [holder]
                elif len(posting) < POSTINGS:
                    posting.append(holder)


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
    index = _Index([text.prints for text in texts])
    found: list[Copy] = []
    for number, text in enumerate(texts):
        links = 0
        for candidate in _candidates(number, texts, index):
            copy = compared(texts[candidate], text)
            if copy is not None:
                found.append(copy)
                links += 1
            if links >= LINKS:
                break
        index.add(number)
    for number, again in repeats.items():
        found += _repeated(texts[number], again, readings)
    return sorted(found, key=lambda copy: (copy.left, copy.right))


def texts_of(records: Sequence[Record]) -> list[Text]:
    """Return some articles as they are compared. Furniture of outlets is not known here."""
    readings = list(read_all(records).values())
    return list(map(Text, records, readings, [None] * len(records), all_fingerprints(readings)))


def _texts(records: Sequence[Record], readings: Mapping[str, Reading]) -> tuple[list[Text], dict[int, list[Record]]]:
    """Return the texts that differ, and by the number of the first those that say the same again."""
    firsts: dict[bytes, int] = {}
    differing: list[Record] = []
    repeats: dict[int, list[Record]] = {}
    for record in records:
        number = firsts.setdefault(readings[record.id].hashes.tobytes(), len(differing))
        if number < len(differing):
            repeats.setdefault(number, []).append(record)
        else:
            differing.append(record)
    known = [readings[record.id] for record in differing]
    furniture = find_furniture(differing, known)
    return list(map(Text, differing, known, furniture, all_fingerprints(known, furniture))), repeats


def _candidates(number: int, texts: list[Text], index: _Index) -> list[int]:
    """Return the earlier texts that may share a passage or a quotation, those that share most first."""
    told, quoted = index.votes(number)
    likely = {other: count for other, count in quoted.items() if count >= 2}
    size = len(texts[number].prints.prose)
    for other, count in told.items():
        if count >= 2 and count >= LIKELY * min(size, len(texts[other].prints.prose)):
            likely[other] = likely.get(other, 0) + count
    ranked = sorted((-count, other) for other, count in likely.items())
    return [other for _, other in ranked[:CANDIDATES]]


def _copy(left: Text, right: Text, found: Overlap) -> Copy:
    longer = None
    # Of two texts that share as much either way neither is the part.
    if found.verdict in {"cut", "extended"} and abs(found.left_grams - found.right_grams) >= PASSAGE:
        longer = left.record if found.verdict == "cut" else right.record
    origin, reasons = direction(left.record, right.record, longer, (left.reading.every, right.reading.every))
    return Copy(
        id=f"copy-{left.record.id}-{right.record.id}",
        left=left.record.id,
        right=right.record.id,
        verdict=found.verdict,
        left_in_right=round(found.left_in_right, 4),
        right_in_left=round(found.right_in_left, 4),
        aligned=found.aligned,
        origin=origin,
        reasons=reasons,
        made_by=MADE_BY,
    )


def compared(one: Text, other: Text) -> Copy | None:
    """Return what two articles share; None where that is nothing."""
    left, right = sorted((one, other), key=lambda text: text.record.id)
    found = overlap(left, right)
    return None if found is None else _copy(left, right, found)


def _repeated(text: Text, repeats: Iterable[Record], readings: Mapping[str, Reading]) -> Iterator[Copy]:
    """Yield the copies of a text with the same words. What is found of one holds for all that are laid like it."""
    known: dict[tuple[bool, bytes], Overlap | None] = {}
    for record in repeats:
        again = text._replace(record=record, reading=readings[record.id])
        left, right = sorted((text, again), key=lambda text: text.record.id)
        kind = left is again, _layout(again.reading)
        if kind not in known:
            known[kind] = overlap(left, right)
        found = known[kind]
        if found is not None:
            yield _copy(left, right, found)


def _layout(reading: Reading) -> bytes:
    return b"".join(column.tobytes() for column in (reading.starts, reading.ends, reading.limits, reading.quoted))
