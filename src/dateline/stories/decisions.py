"""Editors' decisions as constraints on the grouping."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dateline.record import StoryDecision
from dateline.stories.grouping import Constraints


def constraints(decisions: Iterable[StoryDecision], report_of: Mapping[str, int]) -> Constraints:
    """Return what decisions on records mean for the reports that hold them.

    The latest decision stands first: an older one is followed as far as no later one speaks against it.
    Copies of one text are one report, which nothing parts. Records that are not here mean nothing.
    """
    root: dict[int, int] = {}
    apart: set[tuple[int, int]] = set()
    together: list[tuple[int, int]] = []
    for decision in sorted(decisions, key=lambda each: (each.at, each.by, each.left, each.right), reverse=True):
        left = _reports(decision.left, report_of)
        right = _reports(decision.right, report_of)
        if decision.type == "apart":
            apart |= {(one, other) for one in left for other in right if _root(root, one) != _root(root, other)}
            apart |= {(other, one) for one, other in apart}
            continue
        first, *rest = [*left, *right] or [0]
        for each in rest:
            if not _kept_apart(root, apart, first, each):
                root[_root(root, each)] = _root(root, first)
                together.append((first, each))
    return Constraints(together, sorted(apart))


def _reports(records: Iterable[str], report_of: Mapping[str, int]) -> list[int]:
    return sorted({report_of[record] for record in records if record in report_of})


def _kept_apart(root: dict[int, int], apart: Iterable[tuple[int, int]], one: int, other: int) -> bool:
    sides = {_root(root, one), _root(root, other)}
    return any({_root(root, left), _root(root, right)} == sides for left, right in apart)


def _root(root: dict[int, int], number: int) -> int:
    while number in root and root[number] != number:
        number = root[number]
    return number
