"""The sources that are asked again and again, and what became of what they listed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import Connection, delete, func, select, update

from dateline.archive.engines.upserting import insert_or
from dateline.archive.gathering.tables import entries, sources
from dateline.archive.schema import records
from dateline.errors import ArchiveError
from dateline.record.source import Entry, EntryState, Item, Source

if TYPE_CHECKING:
    from dateline.archive.archive import Archive

_ASKED_AT_ONCE = 500


class Sources:
    """The sources of an archive. Raises ArchiveError like it."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def add(self, source: Source) -> bool:
        """Keep a new source; False, and nothing changes, where its address is kept already."""
        values = {"id": source.id, "url": source.url, "paused": source.paused, "json": _json(source)}
        with self._archive.writing() as connection:
            added = insert_or(connection, sources, values).returning(sources.c.id)
            return connection.execute(added).first() is not None

    def put(self, source: Source) -> None:
        """Keep what is known of a source now; one that was removed meanwhile stays so.

        What the user alone says is not touched: whether it is paused (see ``pause``), home, what is shown of it
        (see ``set``).
        """
        mine = sources.c.id == source.id
        with self._archive.writing() as connection:
            row = connection.execute(select(sources).where(mine)).first()
            if row is not None:
                known = _source(row)
                source = msgspec.structs.replace(source, home=known.home, shown=known.shown)
                connection.execute(update(sources).where(mine).values(url=source.url, json=_json(source)))

    def set(self, source_id: str, **said: Any) -> None:
        """Keep what the user says of a source: fields of ``Source``."""
        mine = sources.c.id == source_id
        with self._archive.writing() as connection:
            row = connection.execute(select(sources).where(mine)).first()
            if row is not None:
                changed = msgspec.structs.replace(_source(row), **said)
                connection.execute(update(sources).where(mine).values(json=_json(changed)))

    def pause(self, source_id: str, *, paused: bool) -> None:
        """Ask a source no more, or again."""
        with self._archive.writing() as connection:
            connection.execute(update(sources).where(sources.c.id == source_id).values(paused=paused))

    def remove(self, source_id: str) -> None:
        """Forget a source and what it listed; the pages that are kept stay."""
        with self._archive.writing() as connection:
            connection.execute(delete(sources).where(sources.c.id == source_id))

    def all(self) -> tuple[Source, ...]:
        """Return the sources, by address."""
        with self._archive.reading() as connection:
            rows = connection.execute(select(sources).order_by(sources.c.url)).all()
        return tuple(_source(row) for row in rows)

    def get(self, source_id: str) -> Source | None:
        """Return a source; None where it was removed."""
        with self._archive.reading() as connection:
            row = connection.execute(select(sources).where(sources.c.id == source_id)).first()
        return None if row is None else _source(row)

    def named(self, name: str) -> Source:
        """Return the source with this address, an earlier one of it, this id, or this title.

        Raises ArchiveError where there is none, or more than one of that title.
        """
        known = self.all()
        found = [each for each in known if name in {each.url, each.id, *each.earlier_urls}]
        found = found or [each for each in known if each.title is not None and each.title.lower() == name.lower()]
        if len(found) != 1:
            what = "no source" if not found else f"the title of {len(found)} sources"
            raise ArchiveError(f"{name!r} is {what}; give the address that dateline sources lists", name=name)
        return found[0]

    def note(
        self, source: Source, items: Sequence[Item], *, urls: Sequence[str], now: float
    ) -> tuple[list[Entry], int]:
        """Keep what a source lists, under canonical addresses; return what is to be fetched, and how many are new.

        To be fetched are the new ones, those that the source says have changed, and those that an
        earlier round did not get to. What another source listed first stays that one's.
        """
        fresh = 0
        to_fetch: list[Entry] = []
        with self._archive.writing() as connection:
            known = _entries(connection, urls)
            for url, item in zip(urls, items, strict=True):
                entry = known.get(url)
                if entry is None:
                    entry = Entry(url=url, source=source.id, item=item)
                    fresh += 1
                elif entry.source != source.id:
                    continue
                elif entry.state != "gone" and _changed(entry.item, item):
                    entry = msgspec.structs.replace(entry, item=item, state="listed", reason=None)
                elif entry.state != "listed":
                    continue
                known[url] = entry
                _put_entry(connection, entry, now)
                to_fetch.append(entry)
        return to_fetch, fresh

    def put_entry(self, entry: Entry, *, now: float) -> None:
        """Keep what is known of an entry now; nothing where its source was removed."""
        with self._archive.writing() as connection:
            found = connection.execute(select(sources.c.id).where(sources.c.id == entry.source)).first()
            if found is not None:
                _put_entry(connection, entry, now)

    def entry(self, url: str) -> Entry | None:
        """Return what is known of a canonical address; None where no source listed it."""
        with self._archive.reading() as connection:
            return _entries(connection, [url]).get(url)

    def entry_of(self, record: str) -> Entry | None:
        """Return the entry whose newest page this is."""
        query = select(entries.c.json).where(entries.c.record == record).order_by(entries.c.url).limit(1)
        with self._archive.reading() as connection:
            found = connection.execute(query).scalar()
        return None if found is None else msgspec.json.decode(found, type=Entry)

    def latest(self, source_id: str, *, limit: int = 10) -> list[Entry]:
        """Return the entries whose state was set last, but for those still on their way; the newest first."""
        query = (
            select(entries.c.json)
            .where(entries.c.source == source_id, entries.c.state.not_in(("listed", "fetched")))
            .order_by(entries.c.changed_at.desc(), entries.c.url)
            .limit(limit)
        )
        with self._archive.reading() as connection:
            return [msgspec.json.decode(json, type=Entry) for json in connection.scalars(query)]

    def brought(self, source_id: str, *, since: int) -> int:
        """Return how many of a source's pages were read since that count of records kept, newer versions too."""
        joined = select(func.count()).select_from(entries.join(records, records.c.id == entries.c.record))
        with self._archive.reading() as connection:
            found = connection.execute(joined.where(entries.c.source == source_id, records.c.added > since))
            return found.scalar_one()

    def counts(self, source_id: str | None = None) -> dict[EntryState, int]:
        """Return how many entries are in each state, of one source or all."""
        query = select(entries.c.state, func.count().label("number")).group_by(entries.c.state)
        if source_id is not None:
            query = query.where(entries.c.source == source_id)
        with self._archive.reading() as connection:
            return {row.state: row.number for row in connection.execute(query)}


def _changed(before: Item, now: Item) -> bool:
    """Say whether a source lists an item anew: with another time of change, title or text."""
    kept = ("published", "modified", "title", "text")
    return any(getattr(before, name) != getattr(now, name) for name in kept)


def _entries(connection: Connection, urls: Iterable[str]) -> dict[str, Entry]:
    asked = sorted(set(urls))
    found: dict[str, Entry] = {}
    for start in range(0, len(asked), _ASKED_AT_ONCE):
        some = asked[start : start + _ASKED_AT_ONCE]
        rows = connection.execute(select(entries.c.url, entries.c.json).where(entries.c.url.in_(some)))
        found.update((row.url, msgspec.json.decode(row.json, type=Entry)) for row in rows)
    return found


def _put_entry(connection: Connection, entry: Entry, now: float) -> None:
    changing = {"state": entry.state, "record": entry.record, "changed_at": now, "json": _json(entry)}
    values = {"url": entry.url, "source": entry.source, **changing}
    connection.execute(insert_or(connection, entries, values, update=changing))


def _json(value: Source | Entry) -> str:
    return msgspec.json.encode(value).decode()


def _source(row: Any) -> Source:
    found = msgspec.json.decode(row.json, type=Source)
    return msgspec.structs.replace(found, paused=row.paused)
