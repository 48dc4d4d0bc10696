"""Grouping reports into stories: agglomerative over the likely pairs, with vetoes for twins."""

from __future__ import annotations

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from dateline.stories.terms import Subject, Vector, similarity

JOIN = 0.1
"""Least likeness of two groups that are joined. This and the next six were chosen together on the dev
sets of bench/stories, one setting for all: mean B-cubed F1 .925 (ecb .924, fnc .953, basil .968, uci
titles .854); plain average link had .858, without the test of principal names ecb was at .846.
"""
LOOSE = 0.75
"""How far a group's own looseness is made up for: 0 is average link, 1 the cosine of centroids."""
PRINCIPALS = 3
"""Reports from which on a group has principal names."""
MOST, FEW = 0.5, 0.1
"""Shares of a group's reports: a principal name stands in that many, a foreign one in no more than so few."""
WORDS = 150
"""Telling words of a group from which on a name that it lacks tells something: in three articles or twenty titles."""
FADE = 1.5
"""Days in which the likeness of reports falls to 1/e, from the second day between their news on."""
APART = 2
"""Days from which on later news of the same thing is a follow-up, unless it is told in much the same words."""
KEYS = 16
"""Heaviest words of a report by which its likely partners are looked up."""
COMMON = 400
"""Reports that a word may key: beyond that many it tells nothing apart, and costs."""


class Report(NamedTuple):
    """One family as the grouping sees it."""

    about: Subject
    vector: Vector
    day: date | None


def gap(one: Report, other: Report) -> int | None:
    """Return the days between the news of two reports; None where one is not dated."""
    return None if one.day is None or other.day is None else abs((one.day - other.day).days)


def vetoed(one: Report, other: Report) -> bool:
    """Say whether two reports can't be of one event, since their openings share no name.

    Twin events (same kind, other people or place) are all that TF-IDF joins wrongly on ECB+ (research 3a).
    """
    return bool(one.about.lead and other.about.lead) and not one.about.lead & other.about.lead


def likeness(one: Report, other: Report) -> float:
    """Return how alike two reports are, 0 to 1: the cosine of their words, less with the days between their news."""
    if vetoed(one, other):
        return 0.0
    apart = gap(one, other)
    fade = 1.0 if apart is None or apart < APART else math.exp((1 - apart) / FADE)
    return similarity(one.vector, other.vector) * fade


class _Group(NamedTuple):
    members: list[int]
    within: float
    """Sum of the likenesses of its pairs, each twice, and of each report to itself."""
    names: Counter[str]
    """In how many of its reports each name stands."""
    words: int
    """How many telling words its reports have."""


def grouped(reports: Sequence[Report]) -> list[list[int]]:
    """Return the groups as ascending lists of places in ``reports``, by their first member.

    Agglomerative: the likeness of two groups is the mean over their pairs, raised for how loose each
    is within, so that a large story of short texts can still grow. A pair that is vetoed, or shares
    no heavy word, counts as 0; groups of other principal names are never joined. Ties fall to the
    earlier reports, so the result hangs on the order of ``reports`` alone.
    """
    links = _links(reports)
    groups = {n: _Group([n], 1.0, Counter(report.about.names), len(report.vector)) for n, report in enumerate(reports)}
    heap = [(-value, one, other) for one, row in links.items() for other, value in row.items() if one < other]
    heapq.heapify(heap)
    fresh = len(reports)
    while heap:
        value, one, other = heapq.heappop(heap)
        if -value < JOIN:
            break
        if one not in groups or other not in groups or _foreign(groups[one], groups[other]):
            continue
        groups[fresh] = _joined(groups.pop(one), groups.pop(other), links[one][other])
        links[fresh] = _sums(links.pop(one), links.pop(other), groups)
        for third, total in links[fresh].items():
            links[third][fresh] = total
            heapq.heappush(heap, (-_group_likeness(total, groups[third], groups[fresh]), third, fresh))
        fresh += 1
    return sorted(sorted(group.members) for group in groups.values())


def _joined(one: _Group, other: _Group, total: float) -> _Group:
    return _Group(
        one.members + other.members,
        one.within + other.within + 2 * total,
        one.names + other.names,
        one.words + other.words,
    )


def _group_likeness(total: float, one: _Group, other: _Group) -> float:
    pairs = len(one.members) * len(other.members)
    loose: float = math.sqrt(one.within * other.within) / pairs
    return total / pairs / math.pow(loose, LOOSE)


def _foreign(one: _Group, other: _Group) -> bool:
    """Say whether each of two groups is about somebody or some place that the other hardly names: twins."""
    return _told_of(one) and _told_of(other) and _own(one, other) and _own(other, one)


def _told_of(group: _Group) -> bool:
    return len(group.members) >= PRINCIPALS and group.words >= WORDS


def _own(one: _Group, other: _Group) -> bool:
    most, few = MOST * len(one.members), FEW * len(other.members)
    return any(count >= most and other.names[name] <= few for name, count in one.names.items())


def _sums(one: dict[int, float], other: dict[int, float], groups: Mapping[int, object]) -> dict[int, float]:
    """Add up the likenesses of two groups to each third group that still stands."""
    return {
        third: one.get(third, 0.0) + other.get(third, 0.0)
        for third in (*one, *(t for t in other if t not in one))
        if third in groups
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
