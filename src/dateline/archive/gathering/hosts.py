"""The hosts that are asked: when each may be asked again, and its robots.txt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import select, update

from dateline.archive.engines.upserting import insert_or
from dateline.archive.gathering.tables import hosts

if TYPE_CHECKING:
    from dateline.archive.archive import Archive


class Host(NamedTuple):
    """What is known of a host. Times are seconds since 1970."""

    host: str
    ready_at: float = 0.0
    delay_seconds: float = 0.0
    """What it asks to be left between two requests; 0 where it asks for nothing."""
    failures: int = 0
    """Requests in a row that it did not answer, or not well."""
    robots: str | None = None
    robots_status: int | None = None
    robots_until: float = 0.0


class Hosts:
    """The hosts of an archive. Raises ArchiveError like it."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def get(self, host: str) -> Host:
        """Return a host; one that was never asked is new."""
        with self._archive.reading() as connection:
            row = connection.execute(select(*_COLUMNS).where(hosts.c.host == host)).first()
        return Host(host) if row is None else Host(*row)

    def put_robots(
        self, host: str, *, robots: str | None, status: int | None, until: float, delay_seconds: float
    ) -> None:
        """Keep a robots.txt, what asking for it was answered with, and the delay that it asks for."""
        changing: dict[str, Any] = {
            "robots": robots,
            "robots_status": status,
            "robots_until": until,
            "delay_seconds": delay_seconds,
        }
        values = {"host": host, "ready_at": 0.0, "failures": 0, **changing}
        with self._archive.writing() as connection:
            connection.execute(insert_or(connection, hosts, values, update=changing))

    def rest(self, host: str, *, until: float) -> None:
        """Leave a host alone until then, because it failed or asked for it."""
        values = {"host": host, "ready_at": until, "failures": 1, "delay_seconds": 0.0, "robots_until": 0.0}
        changing = {"ready_at": until, "failures": hosts.c.failures + 1}
        with self._archive.writing() as connection:
            connection.execute(insert_or(connection, hosts, values, update=changing))

    def answered(self, host: str) -> None:
        """Note that a host answers well."""
        with self._archive.reading() as connection:
            failing = connection.execute(select(hosts.c.host).where(hosts.c.host == host, hosts.c.failures > 0)).first()
        if failing is not None:
            with self._archive.writing() as connection:
                connection.execute(update(hosts).where(hosts.c.host == host).values(failures=0))


_COLUMNS = tuple(hosts.c[name] for name in Host._fields)
