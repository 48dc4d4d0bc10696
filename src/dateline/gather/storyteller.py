"""Keeping the stories of an archive up to date: what is new is placed, and now and then the window is replayed.

Placing costs the same however much the archive holds: a tracker has the last days in memory, and only the stories
that an article came to are told anew. A replay clusters the window as one batch, so that its stories are just those
of ``find_stories``; the ledger keeps their ids. The archive keeps every change, and that is all a new process needs.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import groupby
from typing import Literal, NamedTuple

import msgspec

from dateline.archive import Archive, Joined, StoryLog
from dateline.errors import ArchiveError
from dateline.gather.newcomers import Newcomers
from dateline.record import Record, Story, StoryChange, StoryMove
from dateline.stories import StoryFinder, StoryLedger, StoryTracker
from dateline.stories.tracker import WINDOW

Replay = Literal["when due", "window", "everything"]

REPLAY_SHARE = 50
"""A replay is due when so many times its duration have passed since the last: it takes 2 % of the time."""

MOST_HOT = 5_000
"""Articles of the window, the latest, that a new process takes up again."""

BESIDE = 60
"""Latest articles that are looked at beside the stories that are told: how rare a word is hangs on them."""

_TRIES = 3


class Outcome(NamedTuple):
    """What joining did."""

    changes: tuple[StoryChange, ...]
    told: int
    """Stories that were told anew."""
    replayed: bool
    replay_at: datetime | None
    """When the window is to be replayed next; None where that would change nothing."""


class Storyteller:
    """Joins the records of one archive into stories, for as long as a process lives.

    ``longest_seconds`` is how long the window goes without a replay at most.
    """

    def __init__(self, archive: Archive, *, longest_seconds: float = 86_400.0) -> None:
        self._archive = archive
        self._log = StoryLog(archive)
        self._longest = longest_seconds
        self._tracker: StoryTracker | None = None
        self._last = 0
        """Number of the last change that the tracker knows."""
        self._seeds: list[StoryChange] = []
        """Stories that stood before the log began: they become its first changes."""
        self._arrived: dict[str, str] = {}
        """When each article of the window arrived, in that order."""

    def join(self, now: datetime, *, replay: Replay = "when due") -> Outcome:
        """Join what is new, and keep the stories and what changed.

        ``replay``: whether to cluster the window anew only where that is due, or in any case, or all that the
        archive holds. Raises ArchiveError where the archive can't be used, or others join all the time.
        """
        for _ in range(_TRIES):
            try:
                outcome = self._join(now, replay)
            except BaseException:
                self._tracker = None  # it may be ahead of what was kept
                raise
            if outcome is not None:
                return outcome
            self._tracker = None
        raise ArchiveError(
            f"stories of archive {self._archive.label} are being joined by others; try again later",
            archive=self._archive.label,
        )

    def _join(self, now: datetime, replay: Replay) -> Outcome | None:
        """Return what was done; None where somebody else has joined meanwhile, and nothing was kept."""
        before = self._log.joined()
        unjoined = self._log.unjoined(before.added)
        replays = replay != "when due" or self._is_due(before, now, news=bool(unjoined))
        if not unjoined and not replays:
            return Outcome((), 0, replayed=False, replay_at=self._due_at(before))
        at = now.isoformat(timespec="seconds")
        tracker = self._caught_up(at)
        news = Newcomers(self._archive, self._log, tracker.ledger, unjoined)
        changes = [*self._seeds, *news.replaced(at=at)]
        stories: list[Story] = []
        began = time.monotonic()
        if replays:
            stories, more = tracker.replay(self._window(tracker, news, replay), at=at)
        else:
            more = tracker.add(news.new, at=at)
            tracker.resume(news.newer, at=at)
        changes += more
        told, gone = self._told(tracker, stories, {*news.told, *_touched(changes)})
        joined = Joined(
            added=unjoined[-1].added if unjoined else before.added,
            replayed_at=at if replays else before.replayed_at,
            replay_seconds=time.monotonic() - began if replays else before.replay_seconds,
            complete=replays,
        )
        last = self._log.put(changes, stories=told, gone=gone, joined=joined, after=(self._last, before))
        if last is None:
            return None
        self._last, self._seeds = last, []
        for _ in self._noted(changes):
            pass
        return Outcome(tuple(changes), len(told), replayed=replays, replay_at=self._due_at(joined))

    def _is_due(self, joined: Joined, now: datetime, *, news: bool) -> bool:
        if joined.replayed_at is None:
            return news
        due_at = self._due_at(msgspec.structs.replace(joined, complete=joined.complete and not news))
        return due_at is not None and due_at <= now

    def _due_at(self, joined: Joined) -> datetime | None:
        if joined.replayed_at is None or joined.complete:
            return None
        wait = min(self._longest, REPLAY_SHARE * joined.replay_seconds)
        return datetime.fromisoformat(joined.replayed_at) + timedelta(seconds=wait)

    def _caught_up(self, at: str) -> StoryTracker:
        """Return the tracker as the log leaves it, built anew where another process went on with the log."""
        last = self._log.last()
        if self._tracker is not None and last == self._last:
            self._tracker.decisions = self._log.decisions()
        else:
            self._last, self._arrived = last, {}
            self._seeds = [] if last else list(self._standing(at))
            ledger = StoryLedger(self._noted(self._seeds or self._log.changes()))
            self._tracker = StoryTracker(self._archive.record, ledger, decisions=self._log.decisions())
            self._forget(at)
            hot = [] if self._seeds else list(self._arrived.items())[-MOST_HOT:]
            for when, group in groupby(hot, lambda pair: pair[1]):
                self._tracker.resume([self._archive.record(key) for key, _ in group], at=when)
        self._forget(at)
        return self._tracker

    def _standing(self, at: str) -> Iterator[StoryChange]:
        """Yield the stories that the archive holds as if they were opened now."""
        for story, records in self._log.members().items():
            moves = tuple(StoryMove(record=key, target=story) for key in records)
            yield StoryChange(at=at, type="opened", story=story, moves=moves)

    def _noted(self, changes: Iterable[StoryChange]) -> Iterator[StoryChange]:
        """Yield changes, and note which articles arrived and which left."""
        for change in changes:
            for move in change.moves:
                if move.target is None:
                    self._arrived.pop(move.record, None)
                elif move.source is None:
                    self._arrived[move.record] = change.at
            yield change

    def _forget(self, at: str) -> None:
        """Forget what arrived before the window."""
        oldest = _days_before(at, WINDOW)
        for key, when in list(self._arrived.items()):
            if when >= oldest:
                break
            del self._arrived[key]

    def _window(self, tracker: StoryTracker, news: Newcomers, replay: Replay) -> Iterator[Record]:
        """Yield what is clustered anew: what arrived in the window, and the stories that an editor spoke of; or all."""
        yield from news
        seen = {record.id for record in news}
        if replay == "everything":
            keys = [*(versions[-1] for versions in self._log.captures(None).values()), *self._log.unaddressed()]
        else:
            ledger = tracker.ledger
            keys = [key for key in self._arrived if key in ledger.story_of]
            for decision in tracker.decisions:
                named = {ledger.story_of[key] for key in (*decision.left, *decision.right) if key in ledger.story_of}
                keys += [key for story in sorted(named) for key in ledger.members(story)]
        for key in dict.fromkeys(keys):
            if key not in seen:
                yield self._archive.record(key)

    def _told(self, tracker: StoryTracker, stories: list[Story], touched: set[str]) -> tuple[list[Story], list[str]]:
        """Return the stories that are to be kept, and the ids of those that have no article any more.

        ``stories`` are those of a replay; one that has articles from before the window is told with them.
        """
        ledger = tracker.ledger
        whole = {story.id: story for story in stories if {*story.records} == {*ledger.members(story.id)}}
        touched = (touched | {story.id for story in stories}) - whole.keys()
        standing = sorted(story for story in touched if ledger.members(story))
        if standing:
            keys = [key for story in standing for key in ledger.members(story)]
            beside = [key for key in list(self._arrived)[-BESIDE:] if key in ledger.story_of]
            records = [self._archive.record(key) for key in dict.fromkeys([*keys, *beside])]
            told = StoryFinder(tracker.decisions).tell(records, ledger.story_of)
            whole |= {story.id: story for story in told if story.id in touched}
        return list(whole.values()), sorted(story for story in touched if not ledger.members(story))


def _touched(changes: Iterable[StoryChange]) -> set[str]:
    sides = (side for change in changes for side in (change.story, change.source))
    moved = (side for change in changes for move in change.moves for side in (move.source, move.target))
    return {story for story in (*sides, *moved) if story is not None}


def _days_before(at: str, days: int) -> str:
    return (datetime.fromisoformat(at) - timedelta(days)).isoformat(timespec="seconds")
