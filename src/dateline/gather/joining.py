"""The step that joins reports into stories."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.archive import Job
from dateline.gather.events import tell
from dateline.gather.means import Means
from dateline.record import Record
from dateline.stories import find_stories


def join(job: Job, means: Means) -> None:
    """Find the stories among the newest versions of all pages, and keep them in place of the old ones."""
    began = means.clock()
    stories = find_stories(newest_versions(means.archive.records()))
    means.archive.put_stories(stories)
    means.jobs.finish(job, now=means.clock(), counted={"joined": 1})
    tell("joined", stories=len(stories), seconds=round(means.clock() - began, 2))


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
