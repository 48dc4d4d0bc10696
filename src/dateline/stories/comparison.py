"""Two articles side by side: what was kept, cut, added and changed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Literal, NamedTuple

import msgspec

from dateline.errors import InputError
from dateline.record import AlignedSpan, Comparison, Copy, Difference, Record, Span, trimmed
from dateline.stories.characters import fold
from dateline.stories.copies import find_copies
from dateline.stories.finder import find_stories
from dateline.stories.lexicon import words
from dateline.stories.words import PROSE_ROLES, words_in

CHANGED = 40
"""Words at most on each side of a change: two longer passages in one place are a cut and an addition."""

TELLING: tuple[Literal["number", "name", "attribution"], ...] = ("number", "name", "attribution")
"""What a difference may be about, the gravest first."""

_TURNED: dict[str, Literal["cut", "extended"]] = {"cut": "extended", "extended": "cut"}
_NAME = re.compile(r"(?<![.!?:“\"\n])\s([^\W\d_]\w+)")


def compare(left: Record, right: Record) -> Comparison:
    """Compare two articles' prose.

    Raises InputError where both are one record.
    """
    if left.id == right.id:
        raise InputError("both pages are the same record; give two that differ")
    copy = next(iter(find_copies([left, right])), None)
    if copy is None:
        together = len({story.id for story in find_stories([left, right])}) == 1
        return Comparison(
            left=left.id, right=right.id, verdict="same-story" if together else "unrelated", made_by="comparison/1"
        )
    aligned = _seen_from(left, copy)
    differences = sorted(
        (_telling(each, left, right) for each in _differences(left, right, aligned)),
        key=lambda each: (min(map(TELLING.index, each.tells), default=len(TELLING)), _place(each)),
    )
    shares = copy.left_in_right, copy.right_in_left
    turned = copy.left != left.id
    return Comparison(
        left=left.id,
        right=right.id,
        verdict=_TURNED.get(copy.verdict, copy.verdict) if turned else copy.verdict,
        left_in_right=shares[turned],
        right_in_left=shares[not turned],
        aligned=aligned,
        origin=copy.origin,
        reasons=copy.reasons,
        differences=tuple(differences),
        made_by=copy.made_by,
    )


def _seen_from(left: Record, copy: Copy) -> tuple[AlignedSpan, ...]:
    pairs = copy.aligned
    if copy.left != left.id:
        pairs = tuple(AlignedSpan(left=pair.right, right=pair.left) for pair in pairs)
    return tuple(sorted(pairs, key=lambda pair: (pair.left.start, pair.right.start)))


def _place(difference: Difference) -> int:
    span = difference.left or difference.right
    return 0 if span is None else span.start


class _Gap(NamedTuple):
    span: Span
    between: tuple[int | None, int | None]
    """The runs before and after it in its block, by number; None at the block's edge."""


def _differences(left: Record, right: Record, aligned: tuple[AlignedSpan, ...]) -> Iterator[Difference]:
    """Yield the passages that no run covers; those that stand between the same runs are one change."""
    ours = list(_gaps(left, [pair.left for pair in aligned]))
    theirs = list(_gaps(right, [pair.right for pair in aligned]))
    opposite = {gap.between: gap for gap in theirs if gap.between != (None, None)}
    taken: set[_Gap] = set()
    for gap in ours:
        other = opposite.get(gap.between)
        if other is not None and max(_count(left, gap.span), _count(right, other.span)) <= CHANGED:
            taken.add(other)
            yield Difference(kind="changed", left=gap.span, right=other.span)
        else:
            yield Difference(kind="cut", left=gap.span)
    for gap in theirs:
        if gap not in taken:
            yield Difference(kind="added", right=gap.span)


def _gaps(record: Record, runs: list[Span]) -> Iterator[_Gap]:
    """Yield what is left of each block of prose, in reading order; a gap without a word is none."""
    ranked = sorted(range(len(runs)), key=lambda number: runs[number].start)
    starts = [runs[number].start for number in ranked]
    dateline = record.article.dateline
    for block in record.article.blocks_of(*PROSE_ROLES):
        at, before = block.span.start, None
        if dateline is not None and block.span.contains(dateline.span):
            at = dateline.span.end
        inside = ranked[bisect_left(starts, at) : bisect_left(starts, block.span.end)]
        for number in (*inside, None):
            end = block.span.end if number is None else runs[number].start
            span = trimmed(record.text, at, end) if at < end else None
            if span is not None and words_in(span.of(record.text)):
                yield _Gap(span, (before, number))
            if number is not None:
                at, before = max(at, runs[number].end), number


def _count(record: Record, span: Span) -> int:
    return len(words_in(span.of(record.text)))


def _telling(difference: Difference, left: Record, right: Record) -> Difference:
    """Say what only one side of a difference has: a number, a name, a speaker."""
    ours, theirs = _facts(left, difference.left), _facts(right, difference.right)
    told = tuple(kind for kind in TELLING if ours[kind] != theirs[kind])
    return msgspec.structs.replace(difference, tells=told)


def _facts(record: Record, span: Span | None) -> dict[str, frozenset[str]]:
    if span is None:
        return dict.fromkeys(TELLING, frozenset())
    said = span.of(record.text)
    folded = words_in(said)
    numbers = {word for word in folded if any(map(str.isdecimal, word)) or word in words("numbers")}
    names = {fold(found) for found in _NAME.findall(said) if found[0].isupper()} - words("stopwords")
    cues = {word for cue in _cues(record, span) for word in words_in(cue.of(record.text))}
    return {"number": frozenset(numbers), "name": frozenset(names), "attribution": frozenset(cues)}


def _cues(record: Record, span: Span) -> Iterator[Span]:
    for quotation in record.statements:
        yield from (cue for cue in quotation.cue if span.contains(cue))
