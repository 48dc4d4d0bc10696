"""Live pages: which blocks head the dated entries, and how a page shows that it is one."""

from __future__ import annotations

import re

from dateline.article.blocks import PageBlock
from dateline.article.elements import BIT
from dateline.article.lexicon import pattern
from dateline.article.position import is_heading
from dateline.article.webpage import ReadPage

FEWEST = 3
"""Entries from which a page that does not state its kind may be live."""
LONGEST_HEAD = 120
FOLLOWED_WITHIN = 4
LONGEST_MARK = 60
POST_FROM = 0.2
"""Probability from which a paragraph or heading of a post is kept, on a page that says that it is live ..."""
POSTS_FROM = 0.25
"""... and whose posts' paragraphs have this probability in the mean: under it the page's story is what stands over
them (2 dev pages state a live blog and mark its posts so; the gold of neither has the posts)."""
_TIME_OF_DAY = re.compile(r"(?<!\d)\d{1,2}[:.]\d{2}(?!\d)")
_CLOCK = re.compile(r"\s*(\d{1,2})[:.h](\d{2})(?!\d)\s*([ap])?", re.IGNORECASE)
_NOT_ITS_OWN = BIT["comment"] | BIT["related"] | BIT["navigation"] | BIT["footer"] | BIT["next"]


def states_live(page: ReadPage) -> bool:
    """Say whether the page's metadata call it a live blog."""
    return any(statement.value == "LiveBlogPosting" for statement in page.statements.of("type"))


def entry_heads(page: ReadPage, wanted: list[bool]) -> frozenset[int]:
    """Return the blocks that head dated entries; none on a page that is not live.

    A page is live where it says so, or where three or more headings or short lines open with a time of
    day, in one direction, each over words of the article, and its classes or headline speak of live news.
    """
    stated = states_live(page)
    found: list[tuple[int, int]] = []
    for number, block in enumerate(page.blocks):
        clock = _clock(block) if len(block.words) <= LONGEST_HEAD and number != page.headline else None
        if (
            clock is None
            or block.element.above & _NOT_ITS_OWN
            or not any(wanted[number + 1 : number + FOLLOWED_WITHIN])
        ):
            continue
        if is_heading(block.element.tag) or block.dated or len(block.words) <= 12:
            found.append((number, clock))
    if stated:
        return frozenset(number for number, _ in found)
    clocks = [clock for _, clock in found]
    one_way = clocks in (sorted(clocks), sorted(clocks, reverse=True))
    if len(set(clocks)) < FEWEST or not one_way or not _speaks_of_live(page, found[0][0]):
        return frozenset()
    return frozenset(number for number, _ in found)


def post_marks(page: ReadPage) -> list[int]:
    """Return the blocks that carry the time of each post, on a page that says that it is live; none elsewhere.

    They are the largest group of short lines of one form (tag, classes) with a time of day, each next to a
    paragraph or heading.
    """
    if not states_live(page) or page.headline is None:
        return []
    alike: dict[tuple[str, int], list[int]] = {}
    for block in page.blocks[page.headline + 1 :]:
        if len(block.words) <= LONGEST_MARK and _TIME_OF_DAY.search(block.words) is not None:
            near = page.blocks[max(0, block.number - FOLLOWED_WITHIN) : block.number + 1 + FOLLOWED_WITHIN]
            if any(page.described.prose[beside.number] or is_heading(beside.element.tag) for beside in near):
                alike.setdefault((block.element.tag, block.element.near), []).append(block.number)
    marks = max(alike.values(), key=len, default=[])
    return marks if len(marks) >= FEWEST else []


def keeps_posts(page: ReadPage, marks: list[int], probabilities: list[float]) -> bool:
    """Say whether the posts belong to the page's story; see POSTS_FROM."""
    if not marks:
        return False
    prose = [number for number in range(marks[0], len(page.blocks)) if page.described.prose[number]]
    return sum(probabilities[number] for number in prose) >= POSTS_FROM * len(prose)


def with_posts(page: ReadPage, last: int, probabilities: list[float], kept_from: float) -> list[float]:
    """Return the probabilities with paragraphs and headings of lead and posts, up to ``last``, raised."""
    raised = list(probabilities)
    for number in range(0 if page.headline is None else page.headline + 1, last + 1):
        block = page.blocks[number]
        if probabilities[number] >= POST_FROM and (page.described.prose[number] or is_heading(block.element.tag)):
            raised[number] = max(kept_from, probabilities[number])
    return raised


def is_status(words: str) -> bool:
    """Say whether a line tells how the live page runs, not what happened."""
    return len(words) <= LONGEST_HEAD and pattern("furniture_words", "live-status").search(words.lower()) is not None


def _clock(block: PageBlock) -> int | None:
    """Return the minutes of the day that a block opens with; None where it opens with none."""
    match = _CLOCK.match(block.words)
    if match is None or int(match[2]) > 59 or int(match[1]) > 24:
        return None
    hour = int(match[1]) % 12 + 12 * (match[3].lower() == "p") if match[3] else int(match[1])
    return 60 * hour + int(match[2])


def _speaks_of_live(page: ReadPage, first: int) -> bool:
    if (page.blocks[first].element.above | page.blocks[first].inner) & BIT["live"]:
        return True
    title = page.blocks[page.headline].words if page.headline is not None else ""
    return pattern("furniture_words", "live").search(title.lower()) is not None
