"""Furniture left in articles: what recurs over the pages of one outlet is no sign of a copy.

Topic paragraphs, link lists and standing notices survive in the text of an article. All but three of
110 false alarms on bench/stories origin dev were such passages between two pages of one outlet.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from dateline.record import Record
from dateline.stories.characters import Hashes
from dateline.stories.order import address, publisher

RECURS = 3
"""Addresses of one outlet from which on a run of words is furniture."""
MOST = 0.5
"""Share of a text that may be furniture: with more, the outlet ran one report several times."""


def find_furniture(records: Sequence[Record], values: Mapping[str, Hashes]) -> dict[str, NDArray[np.bool_]]:
    """Return for each record, by its id, which of its values are furniture of its outlet.

    Editions of one address count once. A record whose outlet is not known has none.
    """
    found = {record.id: np.zeros(len(values[record.id]), dtype=np.bool_) for record in records}
    outlets: dict[str, list[Record]] = {}
    for record in records:
        outlet = publisher(record)
        if outlet is not None:
            outlets.setdefault(outlet, []).append(record)
    for pages in outlets.values():
        addresses: dict[str, list[Hashes]] = {}
        for record in pages:
            addresses.setdefault(address(record) or record.id, []).append(values[record.id])
        if len(addresses) < RECURS:
            continue
        recurring = _recurring(np.unique(np.concatenate(every)) for every in addresses.values())
        for record in pages:
            marked = held(values[record.id], recurring)
            if len(marked) and marked.mean() <= MOST:
                found[record.id] = marked
    return found


def _recurring(each: Iterable[Hashes]) -> Hashes:
    together = np.sort(np.concatenate(list(each)))
    reach = RECURS - 1
    same = together[reach:] == together[:-reach]
    return np.unique(together[reach:][same])


def held(values: Hashes, known: Hashes) -> NDArray[np.bool_]:
    """Say of each value whether it is one of the known ones, which ascend."""
    if not len(known):
        return np.zeros(len(values), dtype=np.bool_)
    rank = np.minimum(np.searchsorted(known, values), len(known) - 1)
    held: NDArray[np.bool_] = known[rank] == values
    return held
