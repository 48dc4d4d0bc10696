"""Grouping reports into stories: average link over the likely pairs, with a veto for twins."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from dateline.stories.terms import Terms, Vector, similarity

JOIN = 0.12
"""Least mean similarity of two groups that are joined."""
APART = 2
"""Days between the news of two reports from which on they tell different developments."""
KEYS = 16
"""Heaviest words of a report by which its likely partners are looked up."""
COMMON = 400
"""Reports that a word may key: beyond that many it tells nothing apart, and costs."""


class Report(NamedTuple):
    """One family as the grouping sees it."""

    terms: Terms
    vector: Vector
    day: date | None


def gap(one: Report, other: Report) -> int | None:
    """Return the days between the news of two reports; None where one is not dated."""
    return None if one.day is None or other.day is None else abs((one.day - other.day).days)


def vetoed(one: Report, other: Report) -> bool:
    """Say whether two reports can't be of one event: their news is days apart, or their openings share no name.

    Twin events (same kind, other people, place or day) are all that TF-IDF joins wrongly on ECB+ (research 3a).
    """
    apart = gap(one, other)
    if apart is not None and apart >= APART:
        return True
    return bool(one.terms.lead and other.terms.lead) and not one.terms.lead & other.terms.lead


def grouped(reports: Sequence[Report]) -> list[list[int]]:
    """Return the groups as ascending lists of places in ``reports``, by their first member.

    Average link: a vetoed pair, and one that shares no heavy word, counts as 0. Ties fall to the
    earlier reports, so the result hangs on the order of ``reports`` alone.
    """
    links = _links(reports)
    members = {number: [number] for number in range(len(reports))}
    heap = [(-value, one, other) for one, row in links.items() for other, value in row.items() if one < other]
    heapq.heapify(heap)
    fresh = len(reports)
    while heap:
        value, one, other = heapq.heappop(heap)
        if one not in members or other not in members:
            continue
        if -value < JOIN:
            break
        members[fresh] = members.pop(one) + members.pop(other)
        sums: defaultdict[int, float] = defaultdict(float)
        for old in (one, other):
            for third, total in links.pop(old).items():
                if third in members:
                    sums[third] += total
        links[fresh] = dict(sums)
        for third, total in sums.items():
            links[third][fresh] = total
            mean = total / (len(members[fresh]) * len(members[third]))
            heapq.heappush(heap, (-mean, min(third, fresh), max(third, fresh)))
        fresh += 1
    return sorted(sorted(group) for group in members.values())


def likely_pairs(reports: Sequence[Report]) -> list[tuple[int, int]]:
    """Return the pairs (earlier, later) that share one of their heaviest words."""
    keyed: defaultdict[str, list[int]] = defaultdict(list)
    for number, report in enumerate(reports):
        for word in sorted(report.vector, key=lambda word: (-report.vector[word], word))[:KEYS]:
            keyed[word].append(number)
    pairs = {
        (one, other)
        for holders in keyed.values()
        if len(holders) <= COMMON
        for place, other in enumerate(holders)
        for one in holders[:place]
    }
    return sorted(pairs)


def _links(reports: Sequence[Report]) -> dict[int, dict[int, float]]:
    links: dict[int, dict[int, float]] = {number: {} for number in range(len(reports))}
    for one, other in likely_pairs(reports):
        if not vetoed(reports[one], reports[other]):
            value = similarity(reports[one].vector, reports[other].vector)
            links[one][other] = links[other][one] = value
    return links
