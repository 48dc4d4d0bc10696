"""Links between stories: later news of the same thing, and twins. Never a merge."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from dateline.record import Reason, StoryLink
from dateline.stories.grouping import APART, Report, likely_pairs
from dateline.stories.terms import similarity

FOLLOWS = 0.1
"""Least similarity of the nearest two reports of a story and its follow-up."""
REACH = 14
"""Days within which a story is followed up, or has a twin."""
KIND = 4
"""Telling words, names apart, that the openings of two twins share ("fire", "warehouse", "killed", "injured")."""


class Told(NamedTuple):
    """A story as the links see it."""

    id: str
    reports: tuple[int, ...]
    """Places of its reports."""


def find_links(stories: Sequence[Told], reports: Sequence[Report]) -> dict[str, tuple[StoryLink, ...]]:
    """Return each story's links: ``follows-up`` from the later story to the earlier, ``twin`` both ways.

    A follow-up shares names in its opening with the earlier story and is told days later. A twin
    shares what kind of thing happened and no name in the opening.
    """
    story_of = {report: story for story in stories for report in story.reports}
    best: dict[tuple[str, str], tuple[float, int, int]] = {}
    for one, other in likely_pairs(reports):
        first, second = story_of[one], story_of[other]
        if first.id != second.id:
            pair = (first.id, second.id) if first.id < second.id else (second.id, first.id)
            value = similarity(reports[one].vector, reports[other].vector)
            best[pair] = max(best.get(pair, (0.0, 0, 0)), (value, one, other))
    links: dict[str, list[StoryLink]] = {story.id: [] for story in stories}
    for _, (value, one, other) in sorted(best.items()):
        first, second = story_of[one], story_of[other]
        days = _begins(first, reports), _begins(second, reports)
        if days[0] is None or days[1] is None or abs((days[1] - days[0]).days) > REACH:
            continue
        for story, link in _told(reports[one], reports[other], value, (first.id, second.id), (days[1] - days[0]).days):
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
