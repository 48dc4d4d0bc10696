"""Furniture left in articles: what recurs over the pages of one outlet is no sign of a copy.

Topic paragraphs, link lists and standing notices survive in the text of an article. All but three of
110 false alarms on bench/stories origin dev were such passages between two pages of one outlet.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise

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


def find_furniture(records: Sequence[Record], readings: Sequence[Reading]) -> list[Flags | None]:
    """Return for each record which of its runs of words are furniture of its outlet; None where none is.

    Editions of one address count once. A record whose outlet is not known has none.
    """
    found: list[Flags | None] = [None] * len(records)
    outlets: dict[str, list[int]] = {}
    for number, record in enumerate(records):
        outlet = publisher(record)
        if outlet is not None:
            outlets.setdefault(outlet, []).append(number)
    for pages in outlets.values():
        addresses: dict[str, int] = {}
        of_page = [addresses.setdefault(address(records[n]) or records[n].id, len(addresses)) for n in pages]
        if len(addresses) < RECURS:
            continue
        every = [readings[number].grams for number in pages]
        sizes = list(map(len, every))
        marked = _recurring(np.concatenate(every), np.array(of_page).repeat(sizes))
        edges = list(accumulate(sizes, initial=0))
        for number, (start, end) in zip(pages, pairwise(edges), strict=True):
            own = marked[start:end]
            if 0 < np.count_nonzero(own) <= MOST * len(own):
                found[number] = own
    return found


def _recurring(values: Hashes, addresses: NDArray[np.int64]) -> Flags:
    """Say of each value whether it stands at ``RECURS`` addresses or more."""
    ranked = np.sort(values)
    often = np.unique(ranked[RECURS - 1 :][ranked[RECURS - 1 :] == ranked[: 1 - RECURS]])
    # Few values recur at all; of those, one address counts once.
    places = held(values, often).nonzero()[0]
    again, at = values[places], addresses[places]
    pairs = np.lexsort((at, again))
    again, at = again[pairs], at[pairs]
    once = np.append(True, (again[1:] != again[:-1]) | (at[1:] != at[:-1]))[: len(again)]
    distinct, counts = np.unique(again[once], return_counts=True)
    marked = np.zeros(len(values), dtype=np.bool_)
    marked[places] = held(values[places], distinct[counts >= RECURS])
    return marked
