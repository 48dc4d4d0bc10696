"""How the stories of an archive came to be: every change, what editors decided, and how far the joining has come.

The log alone says which record is in which story: whoever joins stories rebuilds from it what it needs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

import msgspec
from sqlalchemy import Connection, delete, func, insert, select

from dateline.archive import schema
from dateline.archive.engines.upserting import insert_or
from dateline.archive.rows import each_row
from dateline.archive.writing import put_story, refuse_strangers
from dateline.record import Story, StoryChange, StoryDecision

if TYPE_CHECKING:
    from dateline.archive.archive import Archive

_ASKED_AT_ONCE = 500
_JOINED = "joined"


class Joined(msgspec.Struct, frozen=True, kw_only=True):
    """How far the records of an archive are joined into stories."""

    added: int = 0
    """The count of records kept or read anew up to which all are joined."""
    replayed_at: str | None = None
    """When stories were last clustered anew; None before the first time."""
    replay_seconds: float = 0.0
    """How long that took."""
    complete: bool = True
    """Whether nothing was placed since without clustering."""


class Unjoined(NamedTuple):
    """A record that was kept or read anew."""

    record: str
    url: str | None
    added: int


class StoryLog:
    """The changes of an archive's stories. Raises ArchiveError like it."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def joined(self) -> Joined:
        """Return how far the joining has come."""
        with self._archive.reading() as connection:
            return _joined(connection)

    def last(self) -> int:
        """Return the number of the last change; 0 before the first."""
        with self._archive.reading() as connection:
            return _last(connection)

    def changes(self) -> Iterator[StoryChange]:
        """Yield all changes in order."""
        query = select(schema.story_changes.c.json).order_by(schema.story_changes.c.number)
        with self._archive.reading() as connection:
            for row in each_row(connection, query):
                yield msgspec.json.decode(row.json, type=StoryChange)

    def history(self, story: str) -> tuple[StoryChange, ...]:
        """Return the changes that a story had a part in, whichever side, in order; none for one that never was."""
        columns = schema.story_changes.c
        query = select(columns.json).where((columns.story == story) | (columns.source == story))
        with self._archive.reading() as connection:
            rows = connection.scalars(query.order_by(columns.number)).all()
        return tuple(msgspec.json.decode(row, type=StoryChange) for row in rows)

    def decisions(self) -> tuple[StoryDecision, ...]:
        """Return what editors decided, in the order in which it was kept."""
        columns = schema.story_decisions.c
        with self._archive.reading() as connection:
            rows = connection.scalars(select(columns.json).order_by(columns.number)).all()
        return tuple(msgspec.json.decode(row, type=StoryDecision) for row in rows)

    def decide(self, decision: StoryDecision) -> None:
        """Keep what an editor decided; the next time that stories are joined goes by it."""
        row = {"at": decision.at, "json": msgspec.json.encode(decision).decode()}
        with self._archive.writing() as connection:
            connection.execute(insert(schema.story_decisions), row)

    def unjoined(self, added: int) -> list[Unjoined]:
        """Return the records that were kept or read anew after that count, in that order."""
        columns = schema.records.c
        query = select(columns.id, columns.url, columns.added).where(columns.added > added)
        with self._archive.reading() as connection:
            return [Unjoined(*row) for row in connection.execute(query.order_by(columns.added, columns.id))]

    def captures(self, urls: Iterable[str] | None) -> dict[str, tuple[str, ...]]:
        """Return the records of each of these addresses, or of all, in the order in which the pages were captured."""
        asked = None if urls is None else sorted(set(urls))
        with self._archive.reading() as connection:
            return dict(_captures(connection, asked))

    def unaddressed(self) -> list[str]:
        """Return the records whose page has no address."""
        with self._archive.reading() as connection:
            return list(connection.scalars(select(schema.records.c.id).where(schema.records.c.url.is_(None))))

    def members(self) -> dict[str, tuple[str, ...]]:
        """Return the records of each story as it stands, in its order."""
        columns = schema.story_members.c
        query = select(columns.story, columns.record).order_by(columns.story, columns.position)
        with self._archive.reading() as connection:
            rows = connection.execute(query).all()
        return {story: tuple(row.record for row in group) for story, group in groupby(rows, lambda row: row.story)}

    def put(
        self,
        changes: Sequence[StoryChange],
        *,
        stories: Sequence[Story],
        gone: Iterable[str],
        joined: Joined,
        after: tuple[int, Joined],
    ) -> int | None:
        """Keep changes and the stories as they are then, all of it or nothing; return the number of the last change.

        ``gone`` are stories that have no record any more. ``after`` is where the log ended, and how far the
        joining had come, when the changes were found: None where somebody else has joined meanwhile, and
        nothing is kept. Raises ArchiveError where a story names a record that is not held.
        """
        with self._archive.writing() as connection:
            if (_last(connection), _joined(connection)) != after:
                return None
            rows = [_row(change) for change in changes]
            if rows:
                connection.execute(insert(schema.story_changes), rows)
            for story in sorted({*gone, *(story.id for story in stories)}):
                connection.execute(delete(schema.stories).where(schema.stories.c.id == story))
            for told in stories:
                refuse_strangers(connection, told, self._archive.label)
                put_story(connection, told)
            _put_joined(connection, joined)
            return _last(connection)


def forget_changes(connection: Connection) -> None:
    """Begin the log anew, as where all stories are replaced by others; what editors decided stays."""
    connection.execute(delete(schema.story_changes))
    connection.execute(delete(schema.story_state))


def _last(connection: Connection) -> int:
    last: int = connection.execute(select(func.coalesce(func.max(schema.story_changes.c.number), 0))).scalar_one()
    return last


def _joined(connection: Connection) -> Joined:
    asked = select(schema.story_state.c.json).where(schema.story_state.c.name == _JOINED)
    found = connection.execute(asked).scalar()
    return Joined() if found is None else msgspec.json.decode(found, type=Joined)


def _put_joined(connection: Connection, joined: Joined) -> None:
    said = msgspec.json.encode(joined).decode()
    values = {"name": _JOINED, "json": said}
    connection.execute(insert_or(connection, schema.story_state, values, update={"json": said}))


def _row(change: StoryChange) -> Mapping[str, str | None]:
    said = msgspec.json.encode(change).decode()
    return {"at": change.at, "type": change.type, "story": change.story, "source": change.source, "json": said}


def _captures(connection: Connection, asked: list[str] | None) -> Iterator[tuple[str, tuple[str, ...]]]:
    pages, records = schema.pages.c, schema.records.c
    query = (
        select(records.url, records.id)
        .join(schema.pages, pages.id == records.id)
        .where(records.url.is_not(None))
        .order_by(records.url, func.coalesce(pages.fetched_at, ""), records.id)
    )
    parts = [None] if asked is None else [asked[n : n + _ASKED_AT_ONCE] for n in range(0, len(asked), _ASKED_AT_ONCE)]
    for part in parts:
        rows = connection.execute(query if part is None else query.where(records.url.in_(part))).all()
        for url, group in groupby(rows, lambda row: row.url):
            yield str(url), tuple(row.id for row in group)
