"""What is new in stories since a given time: reports, claims, figures that changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime

from dateline.errors import InputError
from dateline.record import ChangedFigure, Record, Story, StoryNews
from dateline.stories.order import arrival, day, moment


def find_news(stories: Sequence[Story], records: Mapping[str, Record], since: str) -> list[StoryNews]:
    """Return what each story has that is new, in the order of the stories; none for a story without news.

    ``since`` is an ISO 8601 day, from whose start on a report is new, or a day and time, in UTC if it names no
    zone. A report that states its day only is new if it may be. One without a time is taken by when it was
    fetched; one without either is not new.

    Raises InputError where ``since`` is no time.
    """
    start = _moment(since)
    found = (_news(story, records, since, start) for story in stories)
    return [news for news in found if news.reports]


def _moment(since: str) -> datetime:
    try:
        value = datetime.fromisoformat(since)
    except ValueError as error:
        raise InputError(
            f"time {since!r} is none ({error}); give a day such as 2016-12-10, or a day and time such as "
            "2016-12-10T14:03+01:00",
            value=since,
        ) from error
    return value.astimezone(UTC) if value.tzinfo is not None else value.replace(tzinfo=UTC)


def _news(story: Story, records: Mapping[str, Record], since: str, start: datetime) -> StoryNews:
    members = sorted((records[member] for member in story.records), key=arrival)
    new = {record.id for record in members if _is_new(record, start)}
    fresh = [claim for claim in story.claims if all(report.record in new for report in claim.reports)]
    stood: dict[str, list[str]] = {}
    came: dict[str, list[str]] = {}
    for claim in story.claims:
        if claim.type == "number":
            (came if claim in fresh else stood).setdefault(claim.about, []).append(claim.id)
    return StoryNews(
        story=story.id,
        since=since,
        opened=len(new) == len(members),
        reports=tuple(record.id for record in members if record.id in new),
        independent=sum(new.issuperset(family.members) for family in story.families),
        claims=tuple(claim.id for claim in fresh),
        changed=tuple(
            ChangedFigure(about=about, before=tuple(stood[about]), after=tuple(after))
            for about, after in came.items()
            if about in stood
        ),
    )


def _is_new(record: Record, start: datetime) -> bool:
    exact = moment(record.article.published)
    if exact is not None:
        return exact >= start
    stated = day(record)
    if stated is None and record.page.fetched_at is not None:
        stated = _day_of(record.page.fetched_at)
    return stated is not None and stated >= start.date()


def _day_of(value: str) -> date | None:
    try:
        return datetime.fromisoformat(value).date()
    except ValueError:
        return None
