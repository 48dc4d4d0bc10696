"""Numbers that tell article from furniture: one row a block, for the block model.

Nothing here names a site: only form, tree position, class vocabulary, neighbours, and the relation
to what the page states about itself.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dateline.article.blocks import CATEGORIES, Element, PageBlock
from dateline.article.furniture import Cues, cues

_WORD = re.compile(r"\w+")
_CAPITAL = re.compile(r"[A-ZÀ-ÖØ-ÞА-Я]")
_DIGIT = re.compile(r"\d")
_TAGS = (
    "p",
    "div",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "td",
    "blockquote",
    "figcaption",
    "section",
    "article",
    "dd",
    "dt",
    "th",
    "button",
    "label",
    "pre",
    "header",
    "aside",
    "footer",
)

OWN = (
    "chars", "words", "linked", "emphasised", "sentences", "commas", "capital_start", "capitals", "digits",
    "quoted", "links", "dated", "authored", "hidden", "repeated", "same_as_headline", "in_headline", "in_description",
    "in_stated_body", "body_stated", "is_title_case", "item_body", "colon_end", "depth",
)  # fmt: skip
PLACE = (
    "position", "after_headline", "blocks_from_headline", "chars_from_headline", "headings_since", "h1_since",
    "in_main", "share_parent", "share_2", "share_3", "share_4", "depth_below_main", "from_first_prose",
    "to_last_prose", "prose_before", "prose_after", "same_parent_prose", "same_kind_prose", "same_class_blocks",
    "page_prose", "page_blocks", "from_stated", "to_stated",
)  # fmt: skip
NEIGHBOUR = ("chars", "linked", "prose", "heading", "sentence", "same_parent", "same_kind")
OFFSETS = (-2, -1, 1, 2)

NAMES: tuple[str, ...] = (
    OWN
    + tuple(f"tag_{tag}" for tag in _TAGS)
    + tuple(f"cue_{cue}" for cue in Cues._fields)
    + PLACE
    + tuple(f"{name}{offset:+d}" for offset in OFFSETS for name in NEIGHBOUR)
    + tuple(f"near_{name}" for name in CATEGORIES)
    + tuple(f"above_{name}" for name in CATEGORIES)
    + tuple(f"inner_{name}" for name in CATEGORIES)
)

READ = 600
"""Characters of a block whose words are compared with headline, description and stated body."""
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
CONTEXT_NAMES: tuple[str, ...] = NAMES + CONTEXT


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of the page before its blocks are judged."""

    headline: frozenset[str]
    headline_key: str
    description: frozenset[tuple[str, ...]]
    stated_body: frozenset[tuple[str, ...]]
    headline_block: int | None


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


def tokens(text: str) -> list[str]:
    """Return the words of a text in lower case."""
    return _WORD.findall(text.lower())


def shingles(words: list[str], size: int = 4) -> frozenset[tuple[str, ...]]:
    """Return the runs of ``size`` words; a shorter text is one run."""
    if len(words) <= size:
        return frozenset([tuple(words)]) if words else frozenset()
    return frozenset(zip(*(words[start:] for start in range(size)), strict=False))


def is_prose(block: PageBlock) -> bool:
    """Say whether a block reads like a paragraph: long, few links, a sentence mark."""
    words = block.words
    return (
        len(words) >= 60
        and block.linked < 0.35 * len(words)
        and ("." in words or "!" in words or "?" in words or "。" in words or len(words) > 160)
    )


def describe(blocks: list[PageBlock], context: Context) -> Described:
    """Return one row of features for each block."""
    if not blocks:
        return Described(np.empty((0, len(NAMES)), dtype=np.float32), [], [], np.empty((0, 3), np.int64), np.empty(0))
    prose = [is_prose(block) and not block.element.hidden for block in blocks]
    main = _main(blocks, prose)
    seen: dict[str, int] = {}
    own_rows = []
    all_cues = []
    for block in blocks:
        key = block.words
        before = seen.get(key, 0)
        seen[key] = before + 1
        found = cues(block.words)
        all_cues.append(found)
        own_rows.append(_own(block, before, context) + _tag(block.element.tag) + tuple(map(float, found)))
    own = np.array(own_rows, dtype=np.float32).reshape(len(blocks), -1)
    stated = own[:, OWN.index("in_stated_body")]
    place = np.hstack(
        [np.array(_places(blocks, prose, main, context), dtype=np.float32), _in_stated_range(stated, own[:, 0])]
    )
    groups = _groups(blocks)
    around = _around(blocks, prose, all_cues, groups)
    masks = np.hstack(
        [
            _bits([_near(b.element) for b in blocks]),
            _bits([b.element.above for b in blocks]),
            _bits([b.inner for b in blocks]),
        ]
    )
    lengths = np.array([len(block.words) for block in blocks], dtype=np.float64)
    total = sum(len(block.words) for block, is_text in zip(blocks, prose, strict=True) if is_text)
    return Described(np.hstack([own, place, around, masks]), all_cues, prose, groups, lengths, total)


def _in_stated_range(stated: npt.NDArray[np.float32], lengths: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Return how far each block stands after the first, and before the last, that the page's own text states.

    Far beyond any page where it states none; ``lengths`` are logarithms.
    """
    sure = np.flatnonzero((stated >= 0.8) & (lengths >= np.log1p(40)))
    numbers = np.arange(len(stated), dtype=np.float32)
    if not len(sure):
        return np.full((len(stated), 2), -1000.0, dtype=np.float32)
    return np.stack([numbers - np.float32(sure[0]), np.float32(sure[-1]) - numbers], axis=1)


def _groups(blocks: list[PageBlock]) -> npt.NDArray[np.int64]:
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


def in_context(described: Described, first: npt.NDArray[np.float64]) -> npt.NDArray[np.float32]:
    """Return the features with what a first verdict on all blocks says of each one's surroundings.

    Method: stacking; the second model sees how sure the first one was of neighbours and of blocks
    of the same parent and kind, and where the block stands in what it would keep.
    """
    count = len(first)
    rows = np.zeros((count, len(CONTEXT)), dtype=np.float32)
    if not count:
        return np.hstack([described.matrix, rows])
    weight = np.minimum(described.lengths, 400.0)
    columns = [first]
    for offset in STEPS:
        moved = np.full(count, -0.1)
        if abs(offset) < count:
            if offset > 0:
                moved[:-offset] = first[offset:]
            else:
                moved[-offset:] = first[:offset]
        columns.append(moved)
    mass = first * weight
    for window in WINDOWS:
        columns.append(_moving(mass, window) / np.maximum(_moving(weight, window), 1.0))
    for group in described.groups.T:
        size = np.bincount(group, weight)
        columns.append((np.bincount(group, mass) / np.maximum(size, 1.0))[group])
    total = max(float(mass.sum()), 1.0)
    before = np.cumsum(mass) - mass
    columns += [before / total, (total - before - mass) / total]
    sure = np.flatnonzero((first > 0.5) & (described.lengths >= 60))
    numbers = np.arange(count)
    if len(sure):
        at = np.searchsorted(sure, numbers)
        columns.append((numbers - np.where(at > 0, sure[np.maximum(at - 1, 0)], numbers + 99)).astype(np.float64))
        at = np.searchsorted(sure, numbers, side="right")
        ahead = np.where(at < len(sure), sure[np.minimum(at, len(sure) - 1)], numbers - 99)
        columns.append((ahead - numbers).astype(np.float64))
    else:
        columns += [np.full(count, -99.0), np.full(count, -99.0)]
    columns.append(np.full(count, math.log1p(total)))
    return np.hstack([described.matrix, np.stack(columns, axis=1).astype(np.float32)])


def _moving(values: npt.NDArray[np.float64], reach: int) -> npt.NDArray[np.float64]:
    """Return sums over the blocks up to ``reach`` away on both sides."""
    sums = np.concatenate([[0.0], np.cumsum(values)])
    numbers = np.arange(len(values))
    high = np.minimum(numbers + reach + 1, len(values))
    low = np.maximum(numbers - reach, 0)
    spread: npt.NDArray[np.float64] = sums[high] - sums[low]
    return spread


def _own(block: PageBlock, before: int, context: Context) -> tuple[float, ...]:
    words = block.words
    length = len(words)
    found = tokens(words if length <= READ else words[:READ])
    count = len(found) or 1
    opening = words[:120]
    capitals = len(_CAPITAL.findall(opening))
    grams = shingles(found) if context.description or context.stated_body else frozenset()
    size = len(grams) or 1
    in_headline = len(context.headline.intersection(found)) / max(1, len(set(found))) if context.headline else 0.0
    title = words.split(" ", 12)[:12]
    return (
        math.log1p(length), math.log1p(count), block.linked / length, block.emphasised / length,
        words.count(". ") + words.count("? ") + words.count("! ") + words.count("。"), words.count(", ") / count,
        float(words[0].isupper()), capitals / len(opening), len(_DIGIT.findall(opening)) / len(opening),
        float("“" in words or '"' in words or "«" in words or "„" in words), float(block.links), float(block.dated),
        float(block.authored), float(block.element.hidden), float(before),
        float("".join(found) == context.headline_key), in_headline,
        len(grams & context.description) / size if context.description else 0.0,
        len(grams & context.stated_body) / size if context.stated_body else 0.0, float(bool(context.stated_body)),
        sum(word[:1].isupper() for word in title) / len(title), float(block.element.in_article_body),
        float(words[-1] in ":："), float(block.element.depth),
    )  # fmt: skip


_TAG_ROWS = {tag: tuple(float(tag == other) for other in _TAGS) for tag in _TAGS}
_NO_TAG = tuple(0.0 for _ in _TAGS)


def _tag(tag: str) -> tuple[float, ...]:
    return _TAG_ROWS.get(tag, _NO_TAG)


def _near(element: Element) -> int:
    """Categories of a block's own element and the two block elements above it."""
    mask = element.near
    for _ in range(2):
        if element.parent is None:
            break
        element = element.parent.block
        mask |= element.near
    return mask


def _bits(masks: list[int]) -> npt.NDArray[np.float32]:
    array = np.array(masks, dtype=np.uint64).reshape(-1, 1)
    shifts = np.arange(len(CATEGORIES), dtype=np.uint64)
    return ((array >> shifts) & np.uint64(1)).astype(np.float32)


def _main(blocks: list[PageBlock], prose: list[bool]) -> Element | None:
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


def _places(
    blocks: list[PageBlock], prose: list[bool], main: Element | None, context: Context
) -> list[tuple[float, ...]]:
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
    headline = context.headline_block
    before = chars = headings = h1s = 0
    for number, block in enumerate(blocks):
        element = block.element
        if headline is not None and number == headline:
            chars = headings = h1s = 0
        shares = []
        above: Element | None = element
        for _ in range(4):
            above = above.parent.block if above is not None and above.parent is not None else None
            shares.append(above.prose / total if above is not None and total else 0.0)
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


def _around(
    blocks: list[PageBlock], prose: list[bool], found: list[Cues], groups: npt.NDArray[np.int64]
) -> npt.NDArray[np.float32]:
    """Return the neighbours' features, padded with -1 at the ends of the page."""
    count = len(blocks)
    lengths = np.array([len(block.words) for block in blocks], dtype=np.float32)
    plain = np.stack(
        [
            np.log1p(lengths),
            np.array([block.linked for block in blocks], dtype=np.float32) / lengths,
            np.array(prose, dtype=np.float32),
            np.array([is_heading(block.element.tag) for block in blocks], dtype=np.float32),
            np.array([cue.sentence for cue in found], dtype=np.float32),
        ],
        axis=1,
    )
    width = len(NEIGHBOUR)
    rows = np.full((count, len(OFFSETS) * width), -1.0, dtype=np.float32)
    for position, offset in enumerate(OFFSETS):
        if abs(offset) >= count:
            continue
        here = slice(0, count - offset) if offset > 0 else slice(-offset, count)
        there = slice(offset, count) if offset > 0 else slice(0, count + offset)
        at = position * width
        rows[here, at : at + 5] = plain[there]
        rows[here, at + 5] = groups[here, 0] == groups[there, 0]
        rows[here, at + 6] = groups[here, 2] == groups[there, 2]
    return rows


def is_heading(tag: str) -> bool:
    """Say whether a tag is h1 to h6."""
    return len(tag) == 2 and tag[0] == "h" and tag[1].isdigit()
