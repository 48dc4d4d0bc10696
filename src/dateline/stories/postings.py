"""Which text has which values, for a stream of texts in little memory: sorted runs that are merged as they grow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from dateline.stories.characters import Hashes, Places

Values = NDArray[np.uint32]

SAMPLE = 4
"""One fingerprint of so many is kept: those whose value divides by it, the same ones in every text."""
MOST = 64
"""Fingerprints kept of one text, those of least value: so the memory of a text is bounded."""
WAITING = 128
"""Texts whose values are kept as they came, before they are sorted into a run."""

_HALF = np.uint64(32)
_LAST = (1 << 32) - 1


class Postings:
    """The texts of each value, eight bytes each (a log-structured merge: O'Neil and others 1996)."""

    def __init__(self) -> None:
        self._runs: list[Hashes] = []
        """Value and number of its text in one, counted down: the latest text of a value first."""
        self._waiting: dict[int, list[int]] = {}
        self._texts = 0

    def add(self, number: int, values: Values) -> None:
        """Keep the values of a text, each once; numbers ascend."""
        for value in values.tolist():
            self._waiting.setdefault(value, []).append(number)
        self._texts += 1
        if self._texts >= WAITING:
            self._sort()

    def votes(self, values: Values, first: int, most: int) -> list[tuple[int, int]]:
        """Return (texts from number ``first`` on, how many of the values each has), most votes first.

        Of texts that share one value, ``most`` are looked at in each run.
        """
        waiting = [number for value in values.tolist() for number in self._waiting.get(value, ())[-most:]]
        parts = [
            run[start : min(end, start + most)]
            for run in self._runs
            for start, end in zip(*_edges(run, values), strict=True)
            if start < end
        ]
        found = np.concatenate((np.array(waiting, dtype=np.int64), _numbers(parts)))
        kept, counts = np.unique(found[found >= first], return_counts=True)
        order = np.lexsort((kept, -counts))
        return list(zip(kept[order].tolist(), counts[order].tolist(), strict=True))

    def holders(self, values: Values, most: int) -> Places:
        """Return the texts that have one of the values, but one that more than ``most`` texts have; they ascend."""
        edges = [_edges(run, values) for run in self._runs]
        waiting: list[int] = []
        parts: list[Hashes] = []
        for place, value in enumerate(values.tolist()):
            new = self._waiting.get(value, ())
            sides = [run[starts[place] : ends[place]] for run, (starts, ends) in zip(self._runs, edges, strict=True)]
            if len(new) + sum(map(len, sides)) <= most:
                waiting += new
                parts += sides
        return np.unique(np.concatenate((np.array(waiting, dtype=np.int64), _numbers(parts))))

    def forget(self, first: int) -> None:
        """Forget the texts before a number."""
        self._sort()
        kept = [run[(run & np.uint64(_LAST)) <= np.uint64(_LAST - first)] for run in self._runs]
        self._runs = [run for run in kept if len(run)]

    def _sort(self) -> None:
        if self._waiting:
            self._runs.append(_packed(self._waiting.items()))
        self._waiting, self._texts = {}, 0
        while len(self._runs) > 1 and len(self._runs[-2]) <= 2 * len(self._runs[-1]):
            self._runs[-2:] = [np.sort(np.concatenate(self._runs[-2:]), kind="stable")]


def sample(prints: Hashes) -> Values:
    """Return the fingerprints of a text that are kept, by half of their bits: two that agree by chance are rare."""
    # They ascend, and their low bits are as good as chance.
    kept: Values = np.unique(prints[prints % np.uint64(SAMPLE) == 0][:MOST] >> _HALF).astype(np.uint32)
    return kept


def _packed(postings: Iterable[tuple[int, list[int]]]) -> Hashes:
    return np.sort(
        np.array([value << 32 | _LAST - number for value, numbers in postings for number in numbers], dtype=np.uint64)
    )


def _edges(run: Hashes, values: Values) -> tuple[list[int], list[int]]:
    """Return where the texts of each value start and end in a run."""
    lows = values.astype(np.uint64) << _HALF
    return run.searchsorted(lows).tolist(), run.searchsorted(lows | np.uint64(_LAST), side="right").tolist()


def _numbers(parts: Sequence[Hashes]) -> Places:
    """Return the numbers of texts in some stretches of runs."""
    values = np.concatenate((_NONE, *parts))
    return (np.uint64(_LAST) - (values & np.uint64(_LAST))).astype(np.int64)


_NONE: Hashes = np.empty(0, dtype=np.uint64)
