"""Posts of a live page: which block heads each, and which carries its time, by where the two stand in the tree.

The element that a post has to itself is the largest around its time that holds no other post's time. What stands
before the time in it, and what after, tells whether the time leads or trails. Where times and texts are laid side by
side in one element, they trail if nothing is told after the last of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

from dateline.article.elements import Element
from dateline.article.live import FOLLOWED_WITHIN
from dateline.article.position import is_heading
from dateline.article.webpage import ReadPage


class Post(NamedTuple):
    """One dated post, by the numbers of its blocks."""

    mark: int
    """The line with its time."""
    head: int | None
    """What opens it: a heading over its text, or the mark; None where the mark stands under a text without heading."""
    title: int | None
    """Its heading: over the mark, under it, or the mark itself; None where it has none."""


def find_posts(page: ReadPage, marks: Sequence[int]) -> list[Post]:
    """Return the post of each mark; ``marks`` are numbers of blocks, in reading order, none before the headline."""
    held = _marks_held(page, marks)
    runs = _runs(page, held)
    posts = {}
    loose: dict[Element, list[int]] = {}
    for mark in marks:
        if _is_title(page, mark):
            posts[mark] = Post(mark, mark, mark)
            continue
        element = page.blocks[mark].element
        box = element if held[element] == 1 else None
        while box is not None and box.parent is not None and held[box.parent] == 1:
            box = box.parent
        inside = range(mark, mark) if box is None else runs[box]
        if _tells(page, [number for number in inside if number != mark]):
            posts[mark] = _boxed(page, mark, inside)
        else:
            loose.setdefault(element if box is None else box.parent or box, []).append(mark)
    for around, group in loose.items():
        posts.update((post.mark, post) for post in _side_by_side(page, group, runs[around]))
    return [posts[mark] for mark in marks]


def kept_posts(page: ReadPage, marks: Sequence[int], wanted: Sequence[bool], *, whole: bool) -> list[Post]:
    """Return the posts with a block that is kept next to their mark; where the page's posts are kept ``whole``, also
    those that are a heading alone."""
    kept = []
    for post in find_posts(page, marks):
        start, end = post.head, post.mark + 1 + FOLLOWED_WITHIN
        if start is None:
            start, end = max(0, post.mark - FOLLOWED_WITHIN), post.mark
        if (whole and post.title is not None) or any(wanted[start:end]):
            kept.append(post)
    return kept


def last_of_posts(page: ReadPage, marks: Sequence[int]) -> int:
    """Return the last block of the smallest element that holds all marks: no post goes beyond it."""
    held = _marks_held(page, marks)
    common = page.blocks[marks[-1]].element
    while held[common] < len(marks) and common.parent is not None:
        common = common.parent
    return _runs(page, held)[common][-1]


def _is_told(page: ReadPage, number: int) -> bool:
    """Say whether a block is text that a reader sees: a paragraph or a sentence, no heading."""
    block, described = page.blocks[number], page.described
    told = described.prose[number] or (described.cues[number].sentence and not is_heading(block.element.tag))
    return told and not block.element.hidden and not block.element.unseen


def _marks_held(page: ReadPage, marks: Sequence[int]) -> Counter[Element]:
    """Return how many marks stand in each element; the page's headline counts as one."""
    held: Counter[Element] = Counter()
    for number in (*marks, *(() if page.headline is None else (page.headline,))):
        held.update(_upwards(page.blocks[number].element))
    return held


def _runs(page: ReadPage, elements: Container[Element]) -> dict[Element, range]:
    """Return the run of blocks that stand in each of some elements."""
    runs: dict[Element, range] = {}
    for block in page.blocks:
        for above in _upwards(block.element):
            if above in elements:
                first = runs[above].start if above in runs else block.number
                runs[above] = range(first, block.number + 1)
    return runs


def _boxed(page: ReadPage, mark: int, inside: Sequence[int]) -> Post:
    """Return the post that an element holds alone, with its mark: ``inside`` are the element's blocks."""
    over = [number for number in inside if number < mark]
    under = [number for number in inside if number > mark]
    size_over, size_under = _size_told(page, over), _size_told(page, under)
    trails = size_over > size_under
    title = _title(page, over)
    if trails or (title is not None and not size_over):
        return Post(mark, title, title)
    return Post(mark, mark, _title(page, under))


def _side_by_side(page: ReadPage, group: Sequence[int], inside: range) -> Iterator[Post]:
    """Yield the posts of marks that have no element in common with their texts but one that holds other marks too;
    ``inside`` are its blocks."""
    start = max(inside[0], -1 if page.headline is None else page.headline + 1)
    ends = [*group[1:], inside[-1] + 1]
    over = range(start, group[0])
    if _tells(page, over) and not _tells(page, range(group[-1] + 1, ends[-1])):
        # What opens the element may be the lead: the first post starts at the last heading over its mark.
        starts = [max(_titles(page, over), default=start), *(mark + 1 for mark in group[:-1])]
        for mark, begins in zip(group, starts, strict=True):
            title = _title(page, range(begins, mark))
            yield Post(mark, title, title)
        return
    titled = [mark > start and _is_title(page, mark - 1) for mark in group]
    below = [_title(page, range(mark + 1, end)) for mark, end in zip(group, ends, strict=True)]
    under_titles = sum(titled) > len(group) / 2 and not any(
        title == mark + 1 for mark, title in zip(group, below, strict=True)
    )
    for mark, is_titled, title in zip(group, titled, below, strict=True):
        if under_titles:
            yield Post(mark, mark - 1, mark - 1) if is_titled else Post(mark, mark, None)
        else:
            yield Post(mark, mark, title)


def _title(page: ReadPage, numbers: Sequence[int]) -> int | None:
    """Return the last heading before the first words that are told, or else the first heading; None without one."""
    first = next((number for number in numbers if _is_told(page, number)), None)
    titles = _titles(page, numbers)
    before = [title for title in titles if first is not None and title < first]
    return before[-1] if before else next(iter(titles), None)


def _titles(page: ReadPage, numbers: Sequence[int]) -> list[int]:
    return [number for number in numbers if _is_title(page, number)]


def _is_title(page: ReadPage, number: int) -> bool:
    element = page.blocks[number].element
    return is_heading(element.tag) and not element.hidden and not element.unseen


def _tells(page: ReadPage, numbers: Sequence[int]) -> bool:
    return any(_is_told(page, number) or _is_title(page, number) for number in numbers)


def _size_told(page: ReadPage, numbers: Sequence[int]) -> int:
    return sum(len(page.blocks[number].words) for number in numbers if _is_told(page, number))


def _upwards(element: Element) -> Iterator[Element]:
    """Yield an element and those around it, the nearest first."""
    above: Element | None = element
    while above is not None:
        yield above
        above = above.parent
