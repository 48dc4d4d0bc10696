"""The step that joins reports into stories."""

from __future__ import annotations

from dateline.archive import Job
from dateline.gather.events import tell
from dateline.gather.means import Means

STORIES = "stories"
"""Key of the one job that joins stories."""


def join(job: Job, means: Means) -> None:
    """Join what is new into the stories; where that is less exact than a batch, come again for a replay."""
    began = means.clock()
    outcome = means.storyteller.join(means.now())
    again_at = None if outcome.replay_at is None else outcome.replay_at.timestamp()
    means.jobs.finish(
        job, now=means.clock(), again_at=again_at, counted={"joined": 1, "replayed": int(outcome.replayed)}
    )
    means.join_took_seconds = 0.0 if outcome.replayed else means.clock() - began
    if outcome.told:
        tell(
            "joined",
            stories=outcome.told,
            merged=sum(change.type == "merged" for change in outcome.changes) or None,
            split=sum(change.type == "split" for change in outcome.changes) or None,
            replayed=outcome.replayed or None,
            seconds=round(means.clock() - began, 2),
        )


def join_job(means: Means) -> Job:
    """Return the job to join stories, due so late that placing what is new takes a tenth of the time at most."""
    wait = max(means.settings.join_seconds, 10 * means.join_took_seconds)
    return Job("join", STORIES, due_at=means.clock() + wait)
