"""Text that stands on a page twice: a story shown again for another screen, a caption under each of its pictures."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from dateline.record.article import Role

ALREADY = "the same words stand in the article already"
SAID_LATER = "a sentence set before the story, which says it again"
STORY_SHARE = 0.5
"""Share of the story before it that a run must say again to be the story shown twice.

Questions to several guests, meals of a plan, ingredients and notes of a list recur alone or in runs and
belong to the story: of 12 news pages of the benchmark with words said twice, on 11 both are in the gold.
"""
SHORTEST_RUN = 3
"""Blocks of such a run."""
SHORTEST = 40
"""Folded characters from which a block of the head or a caption is a repetition, not a word that happens to recur."""
MAX_HIGHLIGHTS = 5
"""So many or more are a story shown twice, which is told by its runs."""
SHORTEST_HIGHLIGHT = 30
FEWEST_BETWEEN = 2
"""Folded characters of a highlight, and paragraphs between it and where it is said again."""
_IN_STORY = frozenset({
    "body", "list", "table", "subheading", "pull-quote", "embedded-post", "entry", "correction",
})  # fmt: skip


def repeated(keys: Sequence[str], roles: Sequence[Role | None]) -> list[int]:
    """Return the numbers of blocks that say again what stands before them; ``keys`` are their folded words.

    In the story's text, a run in the same order that says most of the story again, or a paragraph right after
    itself; elsewhere each block that was there before.
    """
    kept = [number for number, role in enumerate(roles) if role is not None and keys[number]]
    story = [number for number in kept if roles[number] in _IN_STORY]
    found = [
        number for before, number in pairwise(story)
        if keys[before] == keys[number] and len(keys[number]) > SHORTEST
    ]  # fmt: skip
    found += _runs([keys[number] for number in story], story)
    seen: set[str] = set()
    for number in kept:
        key = keys[number]
        if roles[number] not in _IN_STORY and len(key) > SHORTEST and key in seen:
            found.append(number)
        seen.add(key)
    return sorted(set(found))


def said_later(keys: Sequence[str]) -> int:
    """Return how many of a story's first paragraphs only say what others say further down, word for word.

    Such are sentences set before the story as its highlights; ``keys`` are the folded words of its paragraphs.
    A lead whose words stand again right below it is no highlight: there the second is the story shown again.
    On dev 4 of 4 scraped texts that open so have those words once in their gold.
    """
    count = 0
    for key in keys[:MAX_HIGHLIGHTS]:
        if len(key) < SHORTEST_HIGHLIGHT or not any(key in later for later in keys[count + FEWEST_BETWEEN + 1 :]):
            break
        count += 1
    return count if count < MAX_HIGHLIGHTS else 0


def _runs(keys: Sequence[str], numbers: Sequence[int]) -> list[int]:
    """Return the numbers of blocks in runs that repeat most of what stands before them."""
    first: dict[str, int] = {}
    found: list[int] = []
    run: list[int] = []
    source = -1
    before = 0
    sizes = [0]
    for key in keys:
        sizes.append(sizes[-1] + len(key))
    for position, key in enumerate([*keys, ""]):
        if run and source + 1 < position and keys[source + 1] == key:
            source += 1
            run.append(position)
            continue
        if len(run) >= SHORTEST_RUN and sizes[run[-1] + 1] - sizes[run[0]] >= STORY_SHARE * before:
            found += [numbers[at] for at in run]
        earlier = first.setdefault(key, position)
        run, source, before = ([position], earlier, sizes[position]) if earlier < position else ([], -1, 0)
    return found
