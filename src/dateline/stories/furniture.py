"""Furniture left in articles: what recurs over the pages of one outlet is no sign of a copy.

Topic paragraphs, link lists and standing notices survive in the text of an article. All but three of
110 false alarms on bench/stories origin dev were such passages between two pages of one outlet.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from dateline.record import Record
from dateline.stories.characters import Flags, Hashes, held
from dateline.stories.order import address, publisher
from dateline.stories.words import Reading

RECURS = 3
"""Addresses of one outlet from which on a run of words is furniture."""
MOST = 0.5
"""Share of a text that may be furniture: with more, the outlet ran one report several times."""


def find_furniture(records: Sequence[Record], readings: Mapping[str, Reading]) -> dict[str, Flags]:
    """Return for each record, by its id, which of its runs of words are furniture of its outlet.

    Editions of one address count once. A record whose outlet is not known has none.
    """
    found = {record.id: np.zeros(len(readings[record.id].grams), dtype=np.bool_) for record in records}
    outlets: dict[str, list[Record]] = {}
    for record in records:
        outlet = publisher(record)
        if outlet is not None:
            outlets.setdefault(outlet, []).append(record)
    for pages in outlets.values():
        addresses: dict[str, int] = {}
        of_page = [addresses.setdefault(address(record) or record.id, len(addresses)) for record in pages]
        if len(addresses) < RECURS:
            continue
        every = [readings[record.id].grams for record in pages]
        sizes = list(map(len, every))
        together = np.concatenate(every)
        marked = held(together, _recurring(together, np.repeat(of_page, sizes)))
        for record, own in zip(pages, np.split(marked, np.cumsum(sizes)[:-1]), strict=True):
            if len(own) and own.mean() <= MOST:
                found[record.id] = own
    return found


def _recurring(values: Hashes, addresses: NDArray[np.int64]) -> Hashes:
    """Return the values that stand at ``RECURS`` addresses or more, ascending."""
    order = np.argsort(values)
    ranked, at = values[order], addresses[order]
    often = np.append(ranked[RECURS - 1 :] == ranked[: 1 - RECURS], np.zeros(RECURS - 1, dtype=np.bool_))
    recurring = np.unique(ranked[often])
    # Few values recur at all; of those, one address counts once.
    inside = held(ranked, recurring)
    ranked, at = ranked[inside], at[inside]
    pairs = np.lexsort((at, ranked))
    ranked, at = ranked[pairs], at[pairs]
    once = np.append(True, (ranked[1:] != ranked[:-1]) | (at[1:] != at[:-1]))[: len(ranked)]
    distinct, counts = np.unique(ranked[once], return_counts=True)
    found: Hashes = distinct[counts >= RECURS]
    return found
