"""Links between stories: later news of the same thing, and twins. Never a merge."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from dateline.record import Reason, StoryLink
from dateline.stories.pairs import APART, KIND, Pair, Report

FOLLOWS = 0.1
"""Least similarity of the nearest two reports of a story and its follow-up."""
REACH = 14
"""Days within which a story is followed up, or has a twin."""


class Told(NamedTuple):
    """A story as the links see it."""

    id: str
    reports: tuple[int, ...]
    """Places of its reports."""


def find_links(
    stories: Sequence[Told], reports: Sequence[Report], pairs: Iterable[Pair]
) -> dict[str, tuple[StoryLink, ...]]:
    """Return each story's links: ``follows-up`` from the later story to the earlier, ``twin`` both ways.

    A follow-up shares names in its opening with the earlier story and is told days later. A twin
    shares what kind of thing happened and no name in the opening.
    """
    story_of = {report: number for number, story in enumerate(stories) for report in story.reports}
    begins = [_begins(story, reports) for story in stories]
    best: dict[tuple[int, int], Pair] = {}
    for pair in pairs:
        first, second = story_of[pair.one], story_of[pair.other]
        if first != second:
            key = (first, second) if first < second else (second, first)
            nearest = best.get(key)
            if nearest is None or (pair.words, -pair.one, -pair.other) > (nearest.words, -nearest.one, -nearest.other):
                best[key] = pair
    links: dict[str, list[StoryLink]] = {story.id: [] for story in stories}
    for key, pair in sorted(best.items()):
        early, late = begins[key[0]], begins[key[1]]
        if early is None or late is None or abs((late - early).days) > REACH:
            continue
        ids = (stories[key[0]].id, stories[key[1]].id)
        for story, link in _told(reports[pair.one], reports[pair.other], pair.words, ids, (late - early).days):
            links[story].append(link)
    return {story: tuple(sorted(found, key=lambda link: (link.type, link.story))) for story, found in links.items()}


def _told(
    one: Report, other: Report, value: float, stories: tuple[str, str], apart: int
) -> Iterator[tuple[str, StoryLink]]:
    """Yield (story, its link) for the nearest reports of two stories, the second ``apart`` days after the first."""
    names = sorted(one.about.lead & other.about.lead)
    kind = sorted(one.about.kind & other.about.kind)
    if names and value >= FOLLOWS and abs(apart) >= APART:
        earlier, later = stories if apart > 0 else stories[::-1]
        says = f"{abs(apart)} days later, and both open with {', '.join(names[:4])}"
        yield later, StoryLink(type="follows-up", story=earlier, reasons=(Reason(says=says),))
    elif not names and len(kind) >= KIND:
        says = f"both open with {', '.join(kind[:6])}, and with no name in common"
        for story, twin in (stories, stories[::-1]):
            yield story, StoryLink(type="twin", story=twin, reasons=(Reason(says=says),))


def _begins(story: Told, reports: Sequence[Report]) -> date | None:
    days = [day for number in story.reports if (day := reports[number].day) is not None]
    return min(days, default=None)
