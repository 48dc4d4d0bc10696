"""Grouping reports into stories: average link over the likely pairs, with a veto for twins."""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from dateline.stories.terms import Terms, Vector, similarity

JOIN = 0.1
"""Least likeness of two groups that are joined. Chosen with FADE on the dev sets of bench/stories (one
setting for all: mean B-cubed F1 .877, lowest .787; with the plain mean of average link .858 and .685)."""
FADE = 2.0
"""Days in which the likeness of reports falls to 1/e, from the second day between their news on."""
APART = 2
"""Days from which on later news of the same thing is a follow-up, unless it is told in much the same words."""
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
    """Say whether two reports can't be of one event, since their openings share no name.

    Twin events (same kind, other people or place) are all that TF-IDF joins wrongly on ECB+ (research 3a).
    """
    return bool(one.terms.lead and other.terms.lead) and not one.terms.lead & other.terms.lead


def likeness(one: Report, other: Report) -> float:
    """Return how alike two reports are, 0 to 1: the cosine of their words, less with the days between their news."""
    if vetoed(one, other):
        return 0.0
    apart = gap(one, other)
    fade = 1.0 if apart is None or apart < APART else math.exp((1 - apart) / FADE)
    return similarity(one.vector, other.vector) * fade


def grouped(reports: Sequence[Report]) -> list[list[int]]:
    """Return the groups as ascending lists of places in ``reports``, by their first member.

    Agglomerative: the likeness of two groups is the mean over their pairs, divided by the geometric
    mean of the square roots of the mean within each. That stands between average link and the cosine
    of centroids: a large story of short texts, all little alike, can still grow. A pair that is
    vetoed, or shares no heavy word, counts as 0. Ties fall to the earlier reports, so the result hangs
    on the order of ``reports`` alone.
    """
    links = _links(reports)
    members = {number: [number] for number in range(len(reports))}
    within = dict.fromkeys(members, 1.0)
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
        within[fresh] = within[one] + within[other] + 2 * links[one][other]
        links[fresh] = _sums(links.pop(one), links.pop(other), members)
        for third, total in links[fresh].items():
            links[third][fresh] = total
            size = math.sqrt(len(members[fresh]) * len(members[third]))
            heapq.heappush(heap, (-total / size / (within[fresh] * within[third]) ** 0.25, third, fresh))
        fresh += 1
    return sorted(sorted(group) for group in members.values())


def _sums(one: dict[int, float], other: dict[int, float], members: dict[int, list[int]]) -> dict[int, float]:
    """Add up the likenesses of two groups to each third group that still stands."""
    return {
        third: one.get(third, 0.0) + other.get(third, 0.0)
        for third in (*one, *(t for t in other if t not in one))
        if third in members
    }


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
        value = likeness(reports[one], reports[other])
        if value > 0:
            links[one][other] = links[other][one] = value
    return links
