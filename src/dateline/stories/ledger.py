"""The ledger of stories: which article is in which, under ids that never move and are never used again.

A clustering says which articles belong together; the ledger says which of them is the story that stood
before. Its log is all that need be kept: from it the ledger is rebuilt, and each entry can be undone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from dateline.record import Reason, Story, StoryChange, StoryDecision, StoryMove


class StoryLedger:
    """Story ids of articles, and the log of how they came by them.

    >>> ledger = StoryLedger(stored_log)   # doctest: +SKIP
    >>> stories, changes = ledger.renew(find_stories(records, decisions), at="2026-11-22T03:00Z")   # doctest: +SKIP

    The caller stores the changes, in order.
    """

    def __init__(self, log: Iterable[StoryChange] = ()) -> None:
        self._story_of: dict[str, str] = {}
        self._members: dict[str, dict[str, None]] = {}
        self._used: set[str] = set()
        for change in log:
            self._follow(change)

    @property
    def story_of(self) -> Mapping[str, str]:
        """The story of each article, by record id."""
        return self._story_of

    def members(self, story: str) -> tuple[str, ...]:
        """Return the articles of a story in the order of their coming; none for one at rest."""
        return tuple(self._members.get(story, ()))

    def renew(self, stories: Sequence[Story], *, at: str) -> tuple[list[Story], list[StoryChange]]:
        """Return the stories under the ids that stand for them, and what changed.

        Articles that are in none of the stories keep theirs: they lie before the window that was clustered.
        """
        changes, ids = self._assigned([(story.records, story.reasons) for story in stories], at)
        new = {story.id: ids[number] for number, story in enumerate(stories)}
        return [_renamed(story, new) for story in stories], changes

    def place(self, record: str, story: str | None, *, at: str, reasons: tuple[Reason, ...] = ()) -> StoryChange:
        """Put a new article into a story that stands, or into a new one; return the change.

        Raises KeyError for a story that holds no article.
        """
        if story is not None and not self._members.get(story):
            raise KeyError(story)
        target = story or self._fresh(record)
        change = StoryChange(
            at=at,
            type="opened" if story is None else "grown",
            story=target,
            moves=(StoryMove(record=record, target=target),),
            reasons=reasons,
        )
        self._follow(change)
        return change

    def replace(self, old: str, new: str | None, *, at: str) -> StoryChange:
        """Put a newer version of an article in the place of the older one, or nothing; return the change.

        Raises KeyError where the older one is in no story.
        """
        story = self._story_of[old]
        moves = [StoryMove(record=old, source=story)]
        if new is not None:
            moves.append(StoryMove(record=new, source=self._story_of.get(new), target=story))
        change = StoryChange(at=at, type="renewed", story=story, moves=tuple(moves))
        self._follow(change)
        return change

    def undo(self, change: StoryChange, *, by: str, at: str, why: str = "") -> tuple[StoryChange, StoryDecision]:
        """Move a change's articles back; return that change, and the decision that keeps it so.

        Articles that have gone elsewhere since stay where they are. A story that was merged away wakes
        under its own id: it is the same story again. Raises ValueError where nothing can be moved back.
        """
        moves = tuple(
            StoryMove(record=move.record, source=move.target, target=move.source)
            for move in change.moves
            if move.source is not None and self._story_of.get(move.record) == move.target
        )
        if not moves:
            raise ValueError(f"change of {change.at} to {change.story} moved no article that is still there")
        back = moves[0].target or change.story
        moved = {move.record for move in moves}
        rest = tuple(record for record in self.members(change.story) if record not in moved)
        home = self.members(back)
        decision = StoryDecision(
            type="together" if change.type == "split" else "apart",
            left=tuple(sorted(moved)),
            right=home if change.type == "split" else rest,
            by=by,
            at=at,
            why=why,
        )
        undone = StoryChange(
            at=at,
            type="merged" if not rest else "moved" if home else "split",
            story=back,
            source=change.story,
            moves=moves,
            reasons=(Reason(says=f"{by} undid the change of {change.at}" + (f": {why}" if why else "")),),
        )
        self._follow(undone)
        return undone, decision

    def _assigned(
        self, groups: Sequence[tuple[Sequence[str], tuple[Reason, ...]]], at: str
    ) -> tuple[list[StoryChange], list[str]]:
        """Give each group the story that most of its articles were in: of two groups the one with more of them."""
        claims = sorted(
            (-count, story, number)
            for number, (records, _) in enumerate(groups)
            for story, count in Counter(self._story_of[r] for r in records if r in self._story_of).items()
        )
        ids: dict[int, str] = {}
        taken: set[str] = set()
        for _, story, number in claims:
            if number not in ids and story not in taken:
                ids[number] = story
                taken.add(story)
        changes = []
        for number, (records, reasons) in enumerate(groups):
            fresh = number not in ids
            story = self._fresh(records[0]) if fresh else ids[number]
            ids[number] = story
            self._used.add(story)
            changes += self._changes(story, records, reasons, at, fresh=fresh)
        # A story is merged away only where nothing of it is left, which is known when all groups are through.
        left = {story: len(members) for story, members in self._members.items()}
        for change in changes:
            for move in change.moves:
                if move.source is not None:
                    left[move.source] -= 1
                if move.target is not None:
                    left[move.target] = left.get(move.target, 0) + 1
        told = [
            msgspec.structs.replace(change, type="merged")
            if change.type == "moved" and change.source is not None and not left[change.source]
            else change
            for change in changes
        ]
        for change in told:
            self._follow(change)
        return told, [ids[number] for number in range(len(groups))]

    def _changes(
        self, story: str, records: Sequence[str], reasons: tuple[Reason, ...], at: str, *, fresh: bool
    ) -> list[StoryChange]:
        sources: dict[str | None, list[str]] = {}
        for record in records:
            source = self._story_of.get(record)
            if source != story:
                sources.setdefault(source, []).append(record)
        return [
            StoryChange(
                at=at,
                type=("opened" if fresh else "grown") if source is None else "split" if fresh else "moved",
                story=story,
                source=source,
                moves=tuple(StoryMove(record=record, source=source, target=story) for record in moved),
                reasons=reasons,
            )
            for source, moved in sources.items()
        ]

    def _follow(self, change: StoryChange) -> None:
        self._used.add(change.story)
        for move in change.moves:
            source = self._story_of.pop(move.record, None)
            if source is not None:
                del self._members[source][move.record]
                if not self._members[source]:
                    del self._members[source]
            if move.target is not None:
                self._story_of[move.record] = move.target
                self._members.setdefault(move.target, {})[move.record] = None

    def _fresh(self, record: str) -> str:
        """Return an id that was never used: that of the article, with a number where it has been."""
        plain = f"story-{record}"
        found, number = plain, 1
        while found in self._used:
            number += 1
            found = f"{plain}-{number}"
        return found


def _renamed(story: Story, new: Mapping[str, str]) -> Story:
    links = tuple(msgspec.structs.replace(link, story=new.get(link.story, link.story)) for link in story.links)
    return msgspec.structs.replace(story, id=new[story.id], links=links)
