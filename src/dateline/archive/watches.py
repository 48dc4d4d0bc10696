"""Watch lists: a query under a name, and what it finds that is new."""

from __future__ import annotations

import re

import msgspec
from sqlalchemy import delete, insert, select, update

from dateline.archive.archive import Archive
from dateline.archive.schema import watches
from dateline.archive.search.hits import Results
from dateline.archive.search.parsing import Locate, parse_query
from dateline.archive.writing import last_added
from dateline.errors import ArchiveError, InputError

_NAME = re.compile(r"[^\W_][\w .:-]{0,79}")


class Watch(msgspec.Struct, frozen=True, kw_only=True):
    """A query that is asked again and again."""

    name: str
    query: str
    """As it was written."""
    seen: int
    """The count of records kept or read anew when its matches were last looked at."""


class Watches:
    """The watch lists of an archive. Raises ArchiveError like it."""

    def __init__(self, archive: Archive, *, locate: Locate | None = None) -> None:
        self._archive = archive
        self._locate = locate

    def add(self, name: str, query: str) -> Watch:
        """Keep a query under a name; all that it finds so far counts as new.

        Raises QueryError for a query that can't be read, InputError for a name that is taken or is none.
        """
        parse_query(query, locate=self._locate)
        if not _NAME.fullmatch(name):
            raise InputError(
                f"{name!r} can't be the name of a watch list; give letters, digits, spaces and .:-, 80 at most",
                name=name,
            )
        with self._archive.writing() as connection:
            if connection.execute(select(watches).where(watches.c.name == name)).first() is not None:
                raise InputError(f"there is a watch list {name!r} already; remove it or give another name", name=name)
            connection.execute(insert(watches).values(name=name, query=query, seen=0))
        return Watch(name=name, query=query, seen=0)

    def all(self) -> tuple[Watch, ...]:
        """Return the watch lists, by name."""
        with self._archive.reading() as connection:
            rows = connection.execute(select(watches).order_by(watches.c.name)).all()
        return tuple(Watch(name=row.name, query=row.query, seen=row.seen) for row in rows)

    def get(self, name: str) -> Watch:
        """Return a watch list."""
        found = next((watch for watch in self.all() if watch.name == name), None)
        if found is None:
            raise ArchiveError(f"there is no watch list {name!r}; dateline watch list shows them", name=name)
        return found

    def remove(self, name: str) -> None:
        """Forget a watch list."""
        self.get(name)
        with self._archive.writing() as connection:
            connection.execute(delete(watches).where(watches.c.name == name))

    def matches(
        self, name: str, *, new: bool = True, since: str | None = None, limit: int = 20, cursor: str | None = None
    ) -> Results:
        """Return what a watch list finds, newest first, a page at a time.

        ``new``: only records that were kept, or read anew, since it was last marked as seen. ``since``:
        only those published then or later, an ISO 8601 day or time.
        """
        watch = self.get(name)
        query = parse_query(watch.query, locate=self._locate)
        if since is not None:
            after = parse_query(f"after:{since}").after
            query = msgspec.structs.replace(query, after=max(filter(None, (query.after, after))))
        added_after = watch.seen if new else None
        return self._archive.find(query, limit=limit, cursor=cursor, added_after=added_after)

    def count(self) -> int:
        """Return the count of records kept or read anew so far: what is found until now is older than what comes."""
        with self._archive.reading() as connection:
            return last_added(connection)

    def mark_seen(self, name: str, count: int) -> None:
        """Note that all matches up to a count (see ``count``) were looked at."""
        self.get(name)
        with self._archive.writing() as connection:
            connection.execute(update(watches).where(watches.c.name == name, watches.c.seen < count).values(seen=count))
