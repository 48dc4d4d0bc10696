"""What stands around a block: its neighbours' form, the groups it is in, and verdicts on both.

The same for blocks of a page and for lines of a text; a group is what shares a parent, the block
above that, or tag and classes.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from dateline.article.furniture import Cues
from dateline.article.vocabulary import Pieces, Vocabulary

Columns = dict[str, npt.NDArray[np.float64]]

FORM = ("chars", "linked", "prose", "heading", "sentence")
NEIGHBOUR: tuple[str, ...] = (*FORM, "same_parent", "same_kind")
OFFSETS = (-2, -1, 1, 2)
AROUND: tuple[str, ...] = tuple(f"{name}{offset:+d}" for offset in OFFSETS for name in NEIGHBOUR)

GROUPS = ("parent", "above")
SHARES = ("linked", "prose", "sentence", "promotion", "second_person", "in_description")
TOGETHER: tuple[str, ...] = tuple(
    f"{group}_share_{name}" for group in GROUPS for name in (*SHARES, "blocks", "blocks_after", "prose_after")
)

SCORED = (-3, -2, -1, 1, 2, 3)
SCORES: tuple[str, ...] = (
    "wording", "naming", "words_known",
    *(f"wording{step:+d}" for step in SCORED), *(f"naming{step:+d}" for step in (-1, 1)),
    "wording_parent", "wording_above", "wording_kind", "naming_kind", "wording_before_5", "wording_after_5",
    "heading_wording", "heading_distance", "heading_naming",
)  # fmt: skip
"""What the words and the class names of a block, and of those around it, speak for."""

STEPS = (-3, -2, -1, 1, 2, 3)
WINDOWS = (4, 12)
CONTEXT: tuple[str, ...] = (
    "first",
    *(f"first{step:+d}" for step in STEPS),
    *(f"first_within_{window}" for window in WINDOWS),
    "first_parent",
    "first_above",
    "first_kind",
    "first_before",
    "first_after",
    "from_sure",
    "to_sure",
    "first_total",
)
SIDES = (3, 8)
BLOCK_CONTEXT: tuple[str, ...] = (
    *CONTEXT,
    *(f"first_{side}_{reach}" for side in ("last", "next") for reach in SIDES),
    *(f"first_rest_{group}" for group in GROUPS),
)


@dataclass(slots=True)
class Described:
    """The blocks' features and what the labels need of them again."""

    matrix: npt.NDArray[np.float32]
    cues: list[Cues]
    prose: list[bool]
    groups: npt.NDArray[np.int64]
    """For each block the number of its parent, of the block above that, and of its kind."""
    lengths: npt.NDArray[np.float64]
    page_prose: int = 0
    """Characters of all prose on the page."""
    pieces: list[Pieces] = field(default_factory=list)
    """The words at both ends of each block."""
    names: list[tuple[str, ...]] = field(default_factory=list)
    """The class and id names of each block's element and of the blocks above it."""
    headings: npt.NDArray[np.bool_] | None = None


def around(forms: npt.NDArray[np.float32], groups: npt.NDArray[np.int64]) -> npt.NDArray[np.float32]:
    """Return the neighbours' features as AROUND names them, -1 past the page's ends; ``forms`` has FORM's columns."""
    count = len(forms)
    width = len(NEIGHBOUR)
    rows = np.full((count, len(AROUND)), -1.0, dtype=np.float32)
    for position, offset in enumerate(OFFSETS):
        if abs(offset) >= count:
            continue
        here, there = _shifted(count, offset)
        at = position * width
        rows[here, at : at + len(FORM)] = forms[there]
        rows[here, at + len(FORM)] = groups[here, 0] == groups[there, 0]
        rows[here, at + len(FORM) + 1] = groups[here, 2] == groups[there, 2]
    return rows


def together(
    shares: npt.NDArray[np.float64], prose: npt.NDArray[np.float64], groups: npt.NDArray[np.int64]
) -> npt.NDArray[np.float32]:
    """Return what a block's groups are like, as TOGETHER names it: ``shares`` has SHARES' columns."""
    columns = []
    for number in range(len(GROUPS)):
        group = groups[:, number]
        size = np.bincount(group)
        columns += [(np.bincount(group, values) / np.maximum(size, 1))[group] for values in shares.T]
        columns.append(np.log1p(size[group]))
        columns.append(np.log1p(_rest(group, np.ones(len(group)))))
        columns.append(np.log1p(_rest(group, prose)))
    return np.stack(columns, axis=1).astype(np.float32)


def with_scores(described: Described, vocabulary: Vocabulary) -> npt.NDArray[np.float32]:
    """Return the features with what the words and names of blocks speak for, as SCORES names it."""
    wording, known = vocabulary.wording(described.pieces).T
    naming = vocabulary.naming(described.names)
    count = len(wording)
    if not count:
        return np.empty((0, described.matrix.shape[1] + len(SCORES)), dtype=np.float32)
    columns = [wording, naming, known]
    columns += [_moved(wording, step, 0.0) for step in SCORED]
    columns += [_moved(naming, step, 0.0) for step in (-1, 1)]
    weight = np.minimum(described.lengths, 400.0)
    mass = wording * weight
    for group in described.groups.T:
        columns.append((np.bincount(group, mass) / np.maximum(np.bincount(group, weight), 1.0))[group])
    kind = described.groups[:, 2]
    columns.append((np.bincount(kind, naming) / np.maximum(np.bincount(kind), 1))[kind])
    columns += [_side(wording, 5, before=True), _side(wording, 5, before=False)]
    headings = described.headings if described.headings is not None else np.zeros(count, dtype=bool)
    numbers = np.arange(count)
    last = np.maximum.accumulate(np.where(headings, numbers, -1))
    found = last >= 0
    columns.append(np.where(found, wording[last], 0.0))
    columns.append(np.where(found, numbers - last, 999).astype(np.float64))
    columns.append(np.where(found, naming[last], 0.0))
    return np.hstack([described.matrix, np.stack(columns, axis=1).astype(np.float32)])


def in_context(
    rows: npt.NDArray[np.float32],
    described: Described,
    first: npt.NDArray[np.float64],
    names: tuple[str, ...] = CONTEXT,
    *,
    only: npt.NDArray[np.int64] | None = None,
) -> npt.NDArray[np.float32]:
    """Return features with what a first verdict on all blocks says of each one's surroundings.

    ``only`` are the numbers of the blocks whose rows are wanted; None for all.

    Method: stacking; the second model sees how sure the first one was of neighbours and of blocks
    of the same parent and kind, and where the block stands in what it would keep.
    """
    if not len(first):
        return np.empty((0, rows.shape[1] + len(names)), dtype=np.float32)
    columns = _context(described, first)
    added = np.stack([columns[name] for name in names], axis=1).astype(np.float32)
    return np.hstack([rows, added] if only is None else [rows[only], added[only]])


def _context(described: Described, first: npt.NDArray[np.float64]) -> Columns:
    weight = np.minimum(described.lengths, 400.0)
    mass = first * weight
    found: Columns = {"first": first}
    for step in STEPS:
        found[f"first{step:+d}"] = _moved(first, step, -0.1)
    for window in WINDOWS:
        found[f"first_within_{window}"] = _moving(mass, window) / np.maximum(_moving(weight, window), 1.0)
    for name, group in zip((*GROUPS, "kind"), described.groups.T, strict=True):
        size = np.bincount(group, weight)
        found[f"first_{name}"] = (np.bincount(group, mass) / np.maximum(size, 1.0))[group]
    for number, name in enumerate(GROUPS):
        group = described.groups[:, number]
        later = _rest(group, weight)
        found[f"first_rest_{name}"] = np.where(later > 0.5, _rest(group, mass) / np.maximum(later, 1.0), -0.1)
    for reach in SIDES:
        for side in ("last", "next"):
            before = side == "last"
            found[f"first_{side}_{reach}"] = _side(mass, reach, before=before) / np.maximum(
                _side(weight, reach, before=before), 1.0 / reach
            )
    total = max(float(mass.sum()), 1.0)
    before_it = np.cumsum(mass) - mass
    found["first_before"] = before_it / total
    found["first_after"] = (total - before_it - mass) / total
    sure = np.flatnonzero((first > 0.5) & (described.lengths >= 60))
    numbers = np.arange(len(first))
    if len(sure):
        at = np.searchsorted(sure, numbers)
        found["from_sure"] = (numbers - np.where(at > 0, sure[np.maximum(at - 1, 0)], numbers + 99)).astype(np.float64)
        at = np.searchsorted(sure, numbers, side="right")
        ahead = np.where(at < len(sure), sure[np.minimum(at, len(sure) - 1)], numbers - 99)
        found["to_sure"] = (ahead - numbers).astype(np.float64)
    else:
        found["from_sure"] = found["to_sure"] = np.full(len(first), -99.0)
    found["first_total"] = np.full(len(first), math.log1p(total))
    return found


def _shifted(count: int, offset: int) -> tuple[slice, slice]:
    """Return the rows that have a neighbour at an offset, and those neighbours."""
    if offset > 0:
        return slice(0, count - offset), slice(offset, count)
    return slice(-offset, count), slice(0, count + offset)


def _moved(values: npt.NDArray[np.float64], offset: int, padding: float) -> npt.NDArray[np.float64]:
    moved = np.full(len(values), padding)
    if abs(offset) < len(values):
        here, there = _shifted(len(values), offset)
        moved[here] = values[there]
    return moved


def _moving(values: npt.NDArray[np.float64], reach: int) -> npt.NDArray[np.float64]:
    """Return sums over the blocks up to ``reach`` away on both sides."""
    sums = np.concatenate([[0.0], np.cumsum(values)])
    numbers = np.arange(len(values))
    high = np.minimum(numbers + reach + 1, len(values))
    low = np.maximum(numbers - reach, 0)
    spread: npt.NDArray[np.float64] = sums[high] - sums[low]
    return spread


def _side(values: npt.NDArray[np.float64], reach: int, *, before: bool) -> npt.NDArray[np.float64]:
    """Return means over the ``reach`` blocks before or after each, what the page lacks counted as 0."""
    sums = np.concatenate([[0.0], np.cumsum(values)])
    numbers = np.arange(len(values))
    if before:
        spread = sums[numbers] - sums[np.maximum(numbers - reach, 0)]
    else:
        spread = sums[np.minimum(numbers + reach + 1, len(values))] - sums[numbers + 1]
    mean: npt.NDArray[np.float64] = spread / reach
    return mean


def _rest(group: npt.NDArray[np.int64], values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return the sum over the later blocks of each one's group."""
    order = np.argsort(group, kind="stable")
    sums = np.cumsum(values[order])
    ends = np.cumsum(np.bincount(group))
    rest = np.empty(len(values))
    rest[order] = sums[ends[group[order]] - 1] - sums
    return rest
