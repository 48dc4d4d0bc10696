"""The step that joins reports into stories."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.archive import Job
from dateline.gather.events import tell
from dateline.gather.means import Means
from dateline.record import Record
from dateline.stories import find_stories

STORIES = "stories"
"""Key of the one job that joins stories."""


def join(job: Job, means: Means) -> None:
    """Find the stories among the newest versions of all pages, and keep them in place of the old ones."""
    began = means.clock()
    stories = find_stories(newest_versions(means.archive.records()))
    means.archive.put_stories(stories)
    means.jobs.finish(job, now=means.clock(), counted={"joined": 1})
    means.join_took_seconds = means.clock() - began
    tell("joined", stories=len(stories), seconds=round(means.join_took_seconds, 2))


def join_job(means: Means) -> Job:
    """Return the job to join stories, due so late that joining takes a tenth of the time at most."""
    wait = max(means.settings.join_seconds, 10 * means.join_took_seconds)
    return Job("join", STORIES, due_at=means.clock() + wait)


def newest_versions(records: Iterable[Record]) -> list[Record]:
    """Return the records but for those whose page was captured again later, with another text."""
    newest: dict[str, Record] = {}
    for record in records:
        key = record.page.url or record.id
        other = newest.get(key)
        if other is None or _captured(record) > _captured(other):
            newest[key] = record
    return list(newest.values())


def _captured(record: Record) -> tuple[str, str]:
    return record.page.fetched_at or "", record.id
