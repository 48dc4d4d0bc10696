"""Numbers that tell a scraped text's story from its furniture: one row a line, for the line model.

The same judgements as for blocks of a page, without tree and classes: form, place, neighbours,
blank lines, and the relation to the headline.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from dateline.article.features import tokens
from dateline.article.furniture import Cues
from dateline.article.neighbours import CONTEXT, Described

OWN = (
    "chars", "words", "commas", "sentences", "capital_start", "capitals", "digits", "quoted", "title_case", "colon_end",
    "repeated", "in_headline", "same_as_headline", "prose", "piped", "marked", "address", "blank_before", "blank_after",
    "lower_start", "dash_start", "bracketed", "word_odds", "said_elsewhere", "names_elsewhere", "names",
)  # fmt: skip
WORD_ODDS = OWN.index("word_odds")
READ = 600
"""Characters of a line whose words are looked for elsewhere."""
_WORD = re.compile(r"[^\W\d_]{3,}")
PLACE = (
    "position", "number", "from_end", "from_headline", "from_first_prose", "to_last_prose", "prose_before",
    "prose_after", "page_prose", "page_lines", "since_prose", "until_prose",
)  # fmt: skip
NEIGHBOUR = ("chars", "prose", "sentence", "title_case", "blank", "word_odds")
OFFSETS = (-3, -2, -1, 1, 2, 3)
LINE_NAMES: tuple[str, ...] = (
    OWN
    + tuple(f"cue_{cue}" for cue in Cues._fields)
    + PLACE
    + tuple(f"{name}{offset:+d}" for offset in OFFSETS for name in NEIGHBOUR)
)
LINE_CONTEXT_NAMES: tuple[str, ...] = LINE_NAMES + CONTEXT


class LineLike(Protocol):
    """What is read of a line."""

    words: str
    cues: Cues
    prose: bool
    blank_before: bool


def describe_lines(lines: Sequence[LineLike], headline: int | None, odds: Sequence[float]) -> Described:
    """Return one row of features for each line.

    ``headline`` is the number of the line taken for it, ``odds`` what the words of each line speak for.
    """
    if not lines:
        empty = np.empty((0, len(LINE_NAMES)), dtype=np.float32)
        return Described(empty, [], [], np.empty((0, 3), np.int64), np.empty(0))
    title = frozenset(tokens(lines[headline].words)) if headline is not None else frozenset()
    key = "".join(tokens(lines[headline].words)) if headline is not None else ""
    seen: dict[str, int] = {}
    elsewhere = _elsewhere(lines)
    own = []
    for number, line in enumerate(lines):
        before = seen.get(line.words, 0)
        seen[line.words] = before + 1
        after = lines[number + 1].blank_before if number + 1 < len(lines) else True
        mine = (*_own(line, before, after, title, key), odds[number], *elsewhere[number])
        own.append((*mine, *map(float, line.cues)))
    prose = [line.prose for line in lines]
    matrix = np.hstack(
        [
            np.array(own, dtype=np.float32),
            np.array(_places(lines, prose, headline), dtype=np.float32),
            np.array(_around(lines, own), dtype=np.float32),
        ]
    )
    lengths = np.array([len(line.words) for line in lines], dtype=np.float64)
    return Described(matrix, [line.cues for line in lines], prose, _groups(lines), lengths)


def _own(line: LineLike, before: int, blank_after: bool, title: frozenset[str], key: str) -> tuple[float, ...]:
    words = line.words
    opening = words[:200]
    found = tokens(words[:4000])
    heads = words.split(" ", 12)[:12]
    return (
        math.log1p(len(words)), math.log1p(len(found)), words.count(", ") / max(1, len(found)),
        words.count(". ") + words.count("? ") + words.count("! ") + words.count("。"), float(words[0].isupper()),
        sum(map(str.isupper, opening)) / len(opening), sum(map(str.isdigit, opening)) / len(opening),
        float("“" in words or '"' in words or "«" in words or "„" in words),
        sum(word[:1].isupper() for word in heads) / len(heads), float(words[-1] in ":："), float(before),
        len(title.intersection(found)) / max(1, len(set(found))), float(bool(key) and "".join(found) == key),
        float(line.prose), float("|" in words or "•" in words or "»" in words), float(not words[0].isalnum()),
        float("@" in words or "http" in words or "www." in words), float(line.blank_before), float(blank_after),
        float(words[0].islower()), float(words[0] in "-–—"), float(words[0] in "([" and words[-1] in ")]"),
    )  # fmt: skip


def _elsewhere(lines: Sequence[LineLike]) -> list[tuple[float, float, float]]:
    """Return for each line which share of its long words, and of its names, other prose has; and how many are names.

    What leads to another story, or speaks of the outlet, names what the story does not.
    """
    seen: Counter[str] = Counter()
    for line in lines:
        if line.prose:
            seen.update({word.lower() for word in _WORD.findall(line.words[:READ])})
    rows = []
    for line in lines:
        found = set(_WORD.findall(line.words[:READ]))
        alone = 1 if line.prose else 0
        long = {word.lower() for word in found if len(word) > 4}
        names = {word for word in found if word[0].isupper() and not line.words.startswith(word)}
        rows.append(
            (
                sum(seen[word] > alone for word in long) / len(long) if long else -1.0,
                sum(seen[word.lower()] > alone for word in names) / len(names) if names else -1.0,
                len(names) / max(1, len(found)),
            )
        )
    return rows


def _places(lines: Sequence[LineLike], prose: list[bool], headline: int | None) -> list[tuple[float, ...]]:
    count = len(lines)
    numbers = [number for number, is_prose in enumerate(prose) if is_prose]
    first, last = (numbers[0], numbers[-1]) if numbers else (-1, -1)
    total = sum(len(lines[number].words) for number in numbers) or 1
    since, until = _gaps(prose), _gaps(prose[::-1])[::-1]
    rows: list[tuple[float, ...]] = []
    before = 0
    for number, line in enumerate(lines):
        rows.append(
            (
                number / count, float(min(number, 60)), float(min(count - number, 60)),
                float(number - headline) if headline is not None else -100.0, float(number - first),
                float(last - number), before / total, 1 - before / total, math.log1p(total), math.log1p(count),
                float(since[number]), float(until[number]),
            )
        )  # fmt: skip
        before += len(line.words) if prose[number] else 0
    return rows


def _gaps(prose: list[bool]) -> list[int]:
    """Return for each line how many lines ago prose stood; at most 50."""
    gap, found = 50, []
    for is_prose in prose:
        found.append(gap)
        gap = 1 if is_prose else min(gap + 1, 50)
    return found


def _around(lines: Sequence[LineLike], own: list[tuple[float, ...]]) -> list[list[float]]:
    rows = []
    for number in range(len(lines)):
        row: list[float] = []
        for offset in OFFSETS:
            other = number + offset
            if not 0 <= other < len(lines):
                row += (-1.0,) * len(NEIGHBOUR)
                continue
            line = lines[other]
            row += (
                own[other][0],
                float(line.prose),
                float(line.cues.sentence),
                own[other][8],
                float(line.blank_before),
                own[other][WORD_ODDS],
            )
        rows.append(row)
    return rows


def _groups(lines: Sequence[LineLike]) -> npt.NDArray[np.int64]:
    """Number the runs of lines without a blank line between, the whole text, and the kinds of lines."""
    rows, run = [], 0
    for line in lines:
        run += line.blank_before
        rows.append((run, 0, 4 * line.prose + 2 * line.cues.sentence + line.words[0].isupper()))
    return np.array(rows, dtype=np.int64)
