"""Quotation marks: which stretches of a text stand in them, to the character.

Marks pair within a paragraph: “ ”, " ", `` '', ‘ ’, ' ', « », ‹ ›, „ “ and » «. A mark left open runs to the end of
its paragraph; where the next paragraph opens with a mark again, that one goes on with it (the
convention for quotations of several paragraphs). Apostrophes are told from single marks by what
stands beside them. One pass over each paragraph; offsets never move.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from dateline.record import Article, Span, trimmed
from dateline.resources.parsing import PARSED_ROLES

_MARK = re.compile(r"``|''|[\"“”„‟«»‹›‘’‚‛']")
_LINE_END = re.compile(r"(?<=[.!?:…\"”’'»)])[^\S\n]*\n\s*")
"""A line break that ends a paragraph rather than wraps a line: after closing punctuation."""
_CLIPPED_WORD = re.compile(r"['‘’](?:\d0s|em|til|tis|twas|cause|bout|n|round)\b", re.IGNORECASE)
_DEEPEST = 8
"""Marks open at a time. Text that nests deeper is no prose, and each further one is passed over."""

Kind = Literal["double", "single", "guillemet"]
_KINDS: dict[str, Kind] = {
    **dict.fromkeys(["``", "''", '"', "“", "”", "„", "‟"], "double"),
    **dict.fromkeys(["«", "»", "‹", "›"], "guillemet"),
    **dict.fromkeys(["‘", "’", "‚", "‛", "'"], "single"),
}


class Region(NamedTuple):
    """A stretch in quotation marks.

    ``span`` is with the marks, ``inner`` without them and without white space at its ends.
    ``parent`` is the index of the region it is nested in, ``continues`` of the region in the paragraph
    before that it goes on with.
    """

    span: Span
    inner: Span
    kind: Kind
    closed: bool
    parent: int | None = None
    continues: int | None = None


def paragraphs(article: Article) -> list[Span]:
    """Return the paragraphs of the blocks that hold sentences: blocks, cut where a line ends like a paragraph."""
    found = []
    for block in article.blocks:
        if block.role in PARSED_ROLES:
            start = block.span.start
            if article.dateline is not None and block.span.contains(article.dateline.span):
                start = article.dateline.span.end
            for match in _LINE_END.finditer(article.text, start, block.span.end):
                found.append(trimmed(article.text, start, match.start()))
                start = match.end()
            found.append(trimmed(article.text, start, block.span.end))
    return [span for span in found if span is not None]


def find_regions(text: str, within: Sequence[Span]) -> list[Region]:
    """Return the quoted stretches of the given paragraphs, in the order in which they open."""
    found: list[Region] = []
    left_open: int | None = None
    for paragraph in within:
        first = len(found)
        for region in _pair(text, paragraph):
            found.append(region._replace(parent=None if region.parent is None else region.parent + first))
        opening = found[first] if len(found) > first else None
        if left_open is not None and opening is not None and opening.span.start == paragraph.start:
            found[first] = opening._replace(continues=left_open)
        left_open = None
        if opening is not None:
            last = max(range(first, len(found)), key=lambda n: (found[n].parent is None, found[n].span.start))
            if not found[last].closed:
                left_open = last
    return found


class _Open(NamedTuple):
    start: int
    end: int
    mark: str


def _pair(text: str, paragraph: Span) -> list[Region]:
    """Pair the marks of one paragraph. ``parent`` counts from this paragraph's first region."""
    stack: list[_Open] = []
    made: list[tuple[int, int, int, int, Kind, bool]] = []
    for start, end, mark, role in _roles(text, paragraph):
        match = _opener_of(stack, mark, role)
        if match is not None:
            opened = stack[match]
            # Single marks left open inside were apostrophes; a double one left open is lost with its outer one.
            del stack[match:]
            if end - opened.start > len(mark) + len(opened.mark):
                made.append((opened.start, end, opened.end, start, _KINDS[opened.mark], True))
        elif role != "close" and len(stack) < _DEEPEST:
            stack.append(_Open(start, end, mark))
    if stack:
        outer = next((opened for opened in stack if _KINDS[opened.mark] != "single"), None)
        if outer is not None:
            made.append((outer.start, paragraph.end, outer.end, paragraph.end, _KINDS[outer.mark], False))
    return _tree(text, sorted(made, key=lambda m: (m[0], -m[1])))


def _tree(text: str, made: list[tuple[int, int, int, int, Kind, bool]]) -> list[Region]:
    regions: list[Region] = []
    outer: list[int] = []
    for start, end, inner_start, inner_end, kind, closed in made:
        inner = trimmed(text, inner_start, inner_end)
        if inner is None:
            continue
        while outer and regions[outer[-1]].span.end < end:
            outer.pop()
        regions.append(Region(Span(start, end), inner, kind, closed, outer[-1] if outer else None))
        outer.append(len(regions) - 1)
    return regions


def _roles(text: str, paragraph: Span) -> Iterator[tuple[int, int, str, Literal["open", "close", "either"]]]:
    """Yield (start, end, mark, what it can be by the characters beside it)."""
    matches = list(_MARK.finditer(text, paragraph.start, paragraph.end))
    closers_left = _single_closers(text, paragraph, matches)
    for number, match in enumerate(matches):
        start, end, mark = match.start(), match.end(), match.group()
        before = text[start - 1] if start > paragraph.start else " "
        after = text[end] if end < paragraph.end else " "
        kind = _KINDS[mark]
        if kind == "single":
            role = _single_role(text, match, before, after, closers_left[number])
            if role is not None:
                yield start, end, mark, role
        elif mark in {"“", "``", "„", "‟"}:
            # “ closes after „, and now and then by mistake.
            yield start, end, mark, "either" if mark == "“" and not _opens_word(before, after) else "open"
        elif mark == "”":
            yield start, end, mark, "open" if _opens_word(before, after) and start == paragraph.start else "close"
        elif kind == "guillemet":
            yield start, end, mark, "either"
        elif _opens_word(before, after):
            yield start, end, mark, "open" if before.isspace() and not after.isspace() else "either"
        elif before.isdigit() and not _is_word(after):
            yield start, end, mark, "close"
        else:
            yield start, end, mark, "either" if before.isspace() == after.isspace() else "close"


def _opener_of(stack: list[_Open], mark: str, role: str) -> int | None:
    """Return the place in the stack of what the mark closes; None where it closes nothing."""
    if role == "open":
        return None
    kind = _KINDS[mark]
    for place in range(len(stack) - 1, -1, -1):
        opened = stack[place].mark
        if _KINDS[opened] == kind and _closes(opened, mark):
            return place
        if kind == "single":
            # A single mark does not reach out of the double ones it stands in.
            return None
    return None


def _closes(opened: str, mark: str) -> bool:
    if opened in {"«", "»", "‹", "›"}:
        return mark != opened and (opened in "«»") == (mark in "«»")
    if mark == "“":
        return opened in {"„", "‟", "“"}
    return True


def _opens_word(before: str, after: str) -> bool:
    return not after.isspace() and (before.isspace() or before in "([{—–-/“‘\"'…:")


def _is_word(character: str) -> bool:
    return character.isalnum()


def _single_role(
    text: str, match: re.Match[str], before: str, after: str, closers_left: int
) -> Literal["open", "close"] | None:
    """Tell a single mark from an apostrophe; None for an apostrophe."""
    mark = match.group()
    if mark in {"‘", "'", "‚", "‛"} and _opens_word(before, after) and not _is_word(before):
        if _CLIPPED_WORD.match(text, match.start()) or not closers_left:
            return None
        return "open"
    if mark in {"’", "'"} and _closes_word(before, after):
        # "the ministers’ plan": a plural's apostrophe, as long as a better closing mark follows.
        plural = before in "sS" and text[match.end() : match.end() + 2].strip()[:1].islower()
        return None if plural and closers_left else "close"
    return None


def _closes_word(before: str, after: str) -> bool:
    return not before.isspace() and not _is_word(after)


def _single_closers(text: str, paragraph: Span, matches: list[re.Match[str]]) -> list[int]:
    """For each mark, count the marks after it that could close a single one."""
    counts = [0] * len(matches)
    total = 0
    for number in range(len(matches) - 1, -1, -1):
        counts[number] = total
        match = matches[number]
        if match.group() in {"’", "'"}:
            before = text[match.start() - 1] if match.start() > paragraph.start else " "
            after = text[match.end()] if match.end() < paragraph.end else " "
            total += _closes_word(before, after)
    return counts
