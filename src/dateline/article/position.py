"""Where a block stands: in the page, under its headline, in the tree, against the page's own text."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from dateline.article.blocks import PageBlock
from dateline.article.elements import Element

PLACE = (
    "position", "after_headline", "blocks_from_headline", "chars_from_headline", "headings_since", "h1_since",
    "in_main", "share_parent", "share_2", "share_3", "share_4", "depth_below_main", "from_first_prose",
    "to_last_prose", "prose_before", "prose_after", "same_parent_prose", "same_kind_prose", "same_class_blocks",
    "page_prose", "page_blocks", "from_stated", "to_stated",
)  # fmt: skip


def in_stated_range(stated: npt.NDArray[np.float32], lengths: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Return how far each block stands after the first, and before the last, that the page's own text states.

    Far beyond any page where it states none; ``lengths`` are logarithms.
    """
    sure = np.flatnonzero((stated >= 0.8) & (lengths >= np.log1p(40)))
    numbers = np.arange(len(stated), dtype=np.float32)
    if not len(sure):
        return np.full((len(stated), 2), -1000.0, dtype=np.float32)
    return np.stack([numbers - np.float32(sure[0]), np.float32(sure[-1]) - numbers], axis=1)


def groups_of(blocks: list[PageBlock]) -> npt.NDArray[np.int64]:
    """Number the elements and kinds that blocks share: parent, block above it, tag with classes."""
    numbers: dict[object, int] = {}
    rows = []
    for block in blocks:
        element = block.element
        parent = element.parent or element
        above = (parent.parent or parent).block
        kind = (element.tag, element.above, element.near)
        rows.append([numbers.setdefault(key, len(numbers)) for key in (id(parent), (id(above),), kind)])
    return np.array(rows, dtype=np.int64)


def main_of(blocks: list[PageBlock], prose: list[bool]) -> Element | None:
    """Return the deepest element that holds most of the page's prose."""
    total = 0
    for block, is_text in zip(blocks, prose, strict=True):
        if not is_text:
            continue
        size = len(block.words)
        total += size
        element: Element | None = block.element
        while element is not None:
            element.prose += size
            element = element.parent
    if not total:
        return None
    best: Element | None = None
    for block, is_text in zip(blocks, prose, strict=True):
        if not is_text:
            continue
        element = block.element.parent
        while element is not None and element.prose < 0.55 * total:
            element = element.parent
        if element is not None and (best is None or element.depth > best.depth):
            best = element
    return best


def places(
    blocks: list[PageBlock], prose: list[bool], main: Element | None, headline: int | None
) -> list[tuple[float, ...]]:
    """Return where each block stands, as PLACE names it but for its last two; ``main`` holds most of the prose."""
    count = len(blocks)
    total = main_total = 0
    first = last = None
    inside = []
    for number, (block, is_text) in enumerate(zip(blocks, prose, strict=True)):
        below = _levels_below(block.element, main)
        inside.append(below)
        if is_text:
            total += len(block.words)
            if below is not None:
                main_total += len(block.words)
                first = number if first is None else first
                last = number
    parents: dict[int, int] = {}
    kinds: dict[tuple[int, str], int] = {}
    alike: dict[tuple[str, int], int] = {}
    for block, is_text in zip(blocks, prose, strict=True):
        parent = block.element.parent
        key = id(parent)
        alike_key = (block.element.tag, block.element.above)
        alike[alike_key] = alike.get(alike_key, 0) + 1
        if is_text:
            parents[key] = parents.get(key, 0) + 1
            kind = (key, block.element.tag)
            kinds[kind] = kinds.get(kind, 0) + 1
    rows = []
    before = chars = headings = h1s = 0
    shared: dict[int, list[float]] = {}
    for number, block in enumerate(blocks):
        element = block.element
        if number == headline:
            chars = headings = h1s = 0
        shares = shared.get(id(element))
        if shares is None:
            shares = shared[id(element)] = _shares(element, total)
        below = inside[number]
        rows.append(
            (
                number / count,
                float(headline is not None and number > headline),
                float(number - headline) if headline is not None else -1000.0,
                math.log1p(chars), float(headings), float(h1s),
                float(below is not None), *shares, float(below) if below is not None else -1.0,
                float(number - first) if first is not None else -1000.0,
                float(last - number) if last is not None else -1000.0,
                before / main_total if main_total else 0.0,
                1 - before / main_total if main_total else 0.0,
                float(parents.get(id(element.parent), 0)),
                float(kinds.get((id(element.parent), element.tag), 0)),
                float(alike[element.tag, element.above]),
                math.log1p(total), math.log1p(count),
            )
        )  # fmt: skip
        if prose[number] and below is not None:
            before += len(block.words)
        chars += len(block.words)
        if is_heading(element.tag):
            headings += 1
            h1s += element.tag == "h1"
    return rows


def _shares(element: Element, total: int) -> list[float]:
    """Return the shares of the page's prose in the four blocks around an element, the nearest first."""
    shares = []
    above: Element | None = element
    for _ in range(4):
        above = above.parent.block if above is not None and above.parent is not None else None
        shares.append(above.prose / total if above is not None and total else 0.0)
    return shares


def _levels_below(element: Element, main: Element | None) -> int | None:
    """Return how many levels an element stands below another; None where it does not."""
    if main is None:
        return None
    levels = 0
    above: Element | None = element
    while above is not None and above.depth >= main.depth:
        if above is main:
            return levels
        above = above.parent
        levels += 1
    return None


def is_heading(tag: str) -> bool:
    """Say whether a tag is h1 to h6."""
    return len(tag) == 2 and tag[0] == "h" and tag[1].isdigit()
