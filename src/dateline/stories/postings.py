"""Fingerprints of a stream of texts in little memory: sorted runs that are merged as they grow."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dateline.stories.characters import Hashes

Numbers = NDArray[np.uint32]

SAMPLE = 4
"""One fingerprint of so many is kept: those whose value divides by it, the same ones in every text."""
MOST = 64
"""Fingerprints kept of one text, those of least value: so the memory of a text is bounded."""
WAITING = 512
"""Texts whose fingerprints are kept as they came, before they are sorted into a run."""


class Postings:
    """Which text has which fingerprint, 12 bytes each (a log-structured merge: O'Neil and others 1996)."""

    def __init__(self) -> None:
        self._runs: list[tuple[Hashes, Numbers]] = []
        self._waiting: dict[int, list[int]] = {}
        self._texts = 0

    def add(self, number: int, prints: Hashes) -> None:
        """Keep the fingerprints of a text; numbers ascend."""
        for value in prints.tolist():
            self._waiting.setdefault(value, []).append(number)
        self._texts += 1
        if self._texts >= WAITING:
            self._sort()

    def votes(self, prints: Hashes, first: int, most: int) -> list[tuple[int, int]]:
        """Return (texts from number ``first`` on, how many of the values each has), most votes first.

        Of texts that share one value, ``most`` are looked at in each run.
        """
        found = [number for value in prints.tolist() for number in self._waiting.get(value, ())[-most:]]
        for values, numbers in self._runs:
            starts = np.searchsorted(values, prints, side="left")
            ends = np.minimum(np.searchsorted(values, prints, side="right"), starts + most)
            for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
                if start < end:
                    found += numbers[start:end].tolist()
        kept, counts = np.unique(np.array([n for n in found if n >= first], dtype=np.int64), return_counts=True)
        order = np.lexsort((kept, -counts))
        return list(zip(kept[order].tolist(), counts[order].tolist(), strict=True))

    def forget(self, first: int) -> None:
        """Forget the texts before a number."""
        self._sort()
        kept = [(values[numbers >= first], numbers[numbers >= first]) for values, numbers in self._runs]
        self._runs = [run for run in kept if len(run[0])]

    def _sort(self) -> None:
        if self._waiting:
            values = np.repeat(
                np.fromiter(self._waiting.keys(), dtype=np.uint64, count=len(self._waiting)),
                [len(numbers) for numbers in self._waiting.values()],
            )
            numbers = np.array([n for posting in self._waiting.values() for n in posting], dtype=np.uint32)
            self._runs.append(_sorted(values, numbers))
        self._waiting, self._texts = {}, 0
        while len(self._runs) > 1 and len(self._runs[-2][0]) <= 2 * len(self._runs[-1][0]):
            (values, numbers), (later, others) = self._runs[-2:]
            self._runs[-2:] = [_sorted(np.concatenate((values, later)), np.concatenate((numbers, others)))]


def sample(prints: Hashes) -> Hashes:
    """Return the fingerprints of a text that are kept."""
    # They ascend, and their low bits are as good as chance.
    kept: Hashes = prints[prints % np.uint64(SAMPLE) == 0][:MOST]
    return kept


def _sorted(values: Hashes, numbers: Numbers) -> tuple[Hashes, Numbers]:
    # The latest text of a value first: a window looks back from now.
    order = np.lexsort((-numbers.astype(np.int64), values))
    return values[order], numbers[order]
