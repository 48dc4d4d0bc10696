"""Grouping reports into stories: agglomerative over the likely pairs, with vetoes for twins."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from dateline.stories.pairs import Pair, Report, is_sure, likely_pairs

JOIN = 0.1
"""Least likeness of two groups that are joined. This and the next four, with those of pairs.py, were chosen together
on the dev sets of bench/stories, one setting for all: mean B-cubed F1 .925 (ecb .925, fnc .946, basil .977, uci
titles .853); plain average link had .858, without the test of principal names ecb was at .846.
"""
LOOSE = 0.75
"""How far a group's own looseness is made up for: 0 is average link, 1 the cosine of centroids."""
PRINCIPALS = 3
"""Reports from which on a group has principal names."""
MOST, FEW = 0.5, 0.1
"""Shares of a group's reports: a principal name stands in that many, a foreign one in no more than so few."""
WORDS = 150
"""Telling words of a group from which on a name that it lacks tells something: in three articles or twenty titles."""


class Group:
    """Reports that belong together so far."""

    def __init__(self, members: list[int], names: Iterable[str], words: int) -> None:
        self.members = members
        self.names = Counter(names)
        """In how many of its reports each name stands."""
        self.words = words
        """How many telling words its reports have."""
        self.within = float(len(members))
        """Sum of the likenesses of its pairs, each twice, and of each report to itself."""
        self.apart: set[int] = set()
        """Reports that an editor keeps out of it."""

    @property
    def factor(self) -> float:
        """What a likeness summed over pairs is multiplied by, on this group's side, to be one of groups."""
        factor: float = len(self.members) ** (LOOSE - 1) * self.within ** (-LOOSE / 2)
        return factor

    def take(self, other: Group, total: float) -> None:
        """Take over all of another group, to which the likenesses sum up to ``total``."""
        self.members += other.members
        self.names.update(other.names)
        self.words += other.words
        self.within += other.within + 2 * total
        self.apart |= other.apart

    def refuses(self, other: Group) -> bool:
        """Say whether the two may not be one: an editor says so, or each is about somebody or some place that the
        other hardly names, as twins are.
        """
        if not self.apart.isdisjoint(other.members):
            return True
        return _told_of(self) and _told_of(other) and _own(self, other) and _own(other, self)


class Constraints(NamedTuple):
    """What editors decided, by the places of reports."""

    together: Sequence[tuple[int, int]] = ()
    apart: Sequence[tuple[int, int]] = ()


def _told_of(group: Group) -> bool:
    return len(group.members) >= PRINCIPALS and group.words >= WORDS


def _own(one: Group, other: Group) -> bool:
    most, few = MOST * len(one.members), FEW * len(other.members)
    return any(count >= most and other.names[name] <= few for name, count in one.names.items())


def grouped(
    reports: Sequence[Report], pairs: Sequence[Pair] | None = None, decided: Constraints | None = None
) -> list[list[int]]:
    """Return the groups as ascending lists of places in ``reports``, by their first member.

    Agglomerative: the likeness of two groups is the mean over their pairs, raised for how loose each
    is within, so that a large story of short texts can still grow. A pair that is vetoed, or shares
    no heavy word, counts as 0; groups of other principal names are never joined. In the end a group
    falls into the parts that no sure pair links. Ties fall to the earlier reports, so the result hangs
    on the order of ``reports`` alone.
    """
    pairs = likely_pairs(reports) if pairs is None else pairs
    decided = decided or Constraints()
    clusters = _Clusters(reports, pairs)
    clusters.constrain(decided)
    clusters.join()
    return _parts([group.members for group in clusters.groups.values()], reports, pairs, decided)


def _parts(
    groups: Sequence[list[int]], reports: Sequence[Report], pairs: Iterable[Pair], decided: Constraints
) -> list[list[int]]:
    """Return what sure pairs, and editors, hold together within the groups."""
    group_of = {report: number for number, group in enumerate(groups) for report in group}
    first = {report: report for report in group_of}
    sure = (
        (pair.one, pair.other)
        for pair in pairs
        if group_of[pair.one] == group_of[pair.other] and is_sure(pair, reports[pair.one], reports[pair.other])
    )
    for pair in (*decided.together, *sure):
        one, other = (first_of(first, report) for report in pair)
        first[max(one, other)] = min(one, other)
    parts: dict[int, list[int]] = {}
    for report in sorted(first):
        parts.setdefault(first_of(first, report), []).append(report)
    return list(parts.values())


def first_of(first: dict[int, int], report: int) -> int:
    """Return the first report of those that one is linked with; ``first`` leads there step by step."""
    while first[report] != report:
        first[report] = first[first[report]]
        report = first[report]
    return report


class _Clusters:
    """The groups that stand, and for each the one that it is most like: the next join is the best of these.

    A group keeps its number when it takes over another one, and gets a new mark. What a third group is most like is
    looked up again only when its turn comes: a group that grows is less like those that its addition shares no
    word with, so what is known of them is too high, never too low.
    """

    def __init__(self, reports: Sequence[Report], pairs: Iterable[Pair]) -> None:
        self.groups = {n: Group([n], each.about.names, len(each.vector)) for n, each in enumerate(reports)}
        self._sums: dict[int, dict[int, float]] = {number: {} for number in self.groups}
        """Likenesses summed over the pairs of two groups."""
        for one, other, _, likeness in pairs:
            if likeness > 0:
                self._sums[one][other] = self._sums[other][one] = likeness
        self._factors = dict.fromkeys(self.groups, 1.0)
        self._marks = {number: number for number in self.groups}
        """A group's mark: of two that are as like, the one of the lower mark, which stood earlier, is joined first."""
        self._marked = dict(self._marks)
        """The group of each mark that stands."""
        self._refused: dict[int, set[int]] = {}
        """Marks of groups that may not be one."""
        self._best = dict.fromkeys(self.groups, (0.0, -1))
        """How like, and the mark of whom."""
        self._heap: list[tuple[float, int, int]] = []
        self._fresh = len(self.groups)

    def constrain(self, decided: Constraints) -> None:
        """Join what an editor joined, and keep in mind what one keeps apart."""
        for one, other in decided.apart:
            self.groups[one].apart.add(other)
            self.groups[other].apart.add(one)
        holder = {number: number for number in self.groups}
        for one, other in decided.together:
            first, second = sorted((holder[one], holder[other]))
            if first != second:
                number = self._take(first, second)
                holder.update(dict.fromkeys(self.groups[number].members, number))

    def join(self) -> None:
        """Join the two groups that are most alike, again and again, while any two are alike enough."""
        for number in self.groups:
            self._look(number)
        while self._heap:
            _, mark, mark_of_other = heapq.heappop(self._heap)
            one, other = self._marked.get(mark), self._marked.get(mark_of_other)
            if one is None or other is None:
                for left, gone in ((one, mark_of_other), (other, mark)):
                    if left is not None and self._best[left][1] == gone:
                        self._look(left)
            elif mark_of_other in self._refused.get(mark, ()):
                continue
            elif self.groups[one].refuses(self.groups[other]):
                self._refused.setdefault(mark, set()).add(mark_of_other)
                self._refused.setdefault(mark_of_other, set()).add(mark)
                self._look(one)
                self._look(other)
            else:
                self._look(self._take(one, other))

    def _take(self, one: int, other: int) -> int:
        """Make one group of two; return its number, which is that of the one that is like more others."""
        group, taken = self.groups[one], self.groups[other]
        if len(group.names) < len(taken.names):
            group, taken = taken, group
        kept, gone = (one, other) if len(self._sums[one]) >= len(self._sums[other]) else (other, one)
        row, added = self._sums[kept], self._sums.pop(gone)
        added.pop(kept, None)
        group.take(taken, row.pop(gone, 0.0))
        del self.groups[gone]
        self.groups[kept], self._factors[kept] = group, group.factor
        free = [self._marked.get(mark, gone) for mark in self._refused.get(self._marks[kept], ())]
        self._mark(kept, gone)
        for third, value in added.items():
            back = self._sums[third]
            del back[gone]
            back[kept] = row[third] = row.get(third, 0.0) + value
            self._raise(third, kept)
        for third in free:
            # It was refused by a part; the whole is asked anew.
            if third in row and third not in added:
                self._raise(third, kept)
        return kept

    def _mark(self, kept: int, gone: int) -> None:
        for number in (kept, gone):
            del self._marked[self._marks.pop(number)]
        self._marks[kept], self._marked[self._fresh] = self._fresh, kept
        self._fresh += 1

    def _raise(self, number: int, other: int) -> None:
        """Take note of a group that has grown, if this one is now more like it than any."""
        likeness = self._sums[other][number] * self._factors[number] * self._factors[other]
        if likeness > self._best[number][0]:
            self._keep(number, other, likeness)

    def _look(self, number: int) -> None:
        """Find the group that this one is most like; of two that are as like, the earlier."""
        refused, factors, marks = self._refused.get(self._marks[number], ()), self._factors, self._marks
        best, partner = 0.0, -1
        for third, value in self._sums[number].items():
            likeness = value * factors[third]
            if (
                likeness >= best
                and (likeness > best or marks[third] < marks.get(partner, -1))
                and marks[third] not in refused
            ):
                best, partner = likeness, third
        self._keep(number, partner, best * factors[number])

    def _keep(self, number: int, partner: int, likeness: float) -> None:
        mark, other = self._marks[number], self._marks.get(partner, -1)
        self._best[number] = (likeness, other)
        if likeness >= JOIN:
            heapq.heappush(self._heap, (-likeness, min(mark, other), max(mark, other)))
