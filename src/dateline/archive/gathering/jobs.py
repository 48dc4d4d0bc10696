"""What waits to be done: claimed by one worker at a time, tried again, and never lost.

A job is known by its kind and key: asking for it twice makes one. A worker leases it; where the worker
dies, the lease ends and another takes over, so every step must bear being done twice. All methods
take the time (seconds since 1970) from the caller.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, and_, case, delete, func, or_, select, update

from dateline.archive.engines.upserting import insert_or
from dateline.archive.gathering.tables import counters, hosts, jobs

if TYPE_CHECKING:
    from dateline.archive.archive import Archive

JobKind = Literal["poll", "fetch", "read", "join"]
JobState = Literal["waiting", "leased", "dead"]

LEASE_SECONDS = 30.0
"""How long a job of a worker that has died stays its own; a living one renews it three times as often."""

CRASHES = 20
"""Leases that end unkept before a job is taken for what kills its workers."""


class Job(NamedTuple):
    """One thing to do."""

    kind: JobKind
    key: str
    source: str | None = None
    host: str | None = None
    due_at: float = 0.0
    number: int = 0
    """0 until it is kept."""
    state: JobState = "waiting"
    lease: str | None = None
    failures: int = 0
    """Attempts in a row that failed."""
    crashes: int = 0
    """Leases in a row that ended unkept: the worker died, or hung."""
    wanted: int = 1
    reason: str | None = None


class Jobs:
    """The jobs of an archive. Raises ArchiveError like it."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def put(self, wanted: Iterable[Job]) -> None:
        """Ask for jobs: one that waits already is due at the earlier time, one that is held is done once more.

        A dead one lives again.
        """
        with self._archive.writing() as connection:
            _put(connection, wanted)

    def claim(
        self, kinds: Sequence[JobKind], *, now: float, worker: str, lease_seconds: float, delay_seconds: float
    ) -> Job | None:
        """Lease the job that is due the longest, of a host that is ready; None where there is none.

        The host is then not ready for ``delay_seconds``, or longer where it asked for more.
        """
        ready = _ready(kinds, now)
        with self._archive.reading() as connection:
            if connection.execute(ready).first() is None:
                return None
        with self._archive.writing() as connection:
            number = connection.execute(ready.with_for_update(skip_locked=True, of=jobs)).scalar()
            if number is None:
                return None
            taken = connection.execute(
                update(jobs)
                .where(jobs.c.number == number)
                .values(
                    state="leased",
                    lease=worker,
                    leased_until=now + lease_seconds,
                    crashes=jobs.c.crashes + case((jobs.c.state == "leased", 1), else_=0),
                )
                .returning(*_COLUMNS)
            ).one()
            job = _job(taken)
            if job.host is not None:
                _take_turn(connection, job.host, now=now, delay_seconds=delay_seconds)
            return job

    def renew(self, job: Job, *, until: float) -> bool:
        """Keep a lease for longer; False where it was lost."""
        with self._archive.writing() as connection:
            found = connection.execute(update(jobs).where(_held(job)).values(leased_until=until))
            return bool(found.rowcount)

    def finish(
        self,
        job: Job,
        *,
        now: float,
        then: Iterable[Job] = (),
        again_at: float | None = None,
        counted: Mapping[str, int] | None = None,
    ) -> bool:
        """End a job that went well, ask for what follows from it and count, all at once.

        ``again_at`` is when it is due again; one that was asked for meanwhile is due at once. Returns
        False, and changes nothing, where the lease was lost: then another does it.
        """
        with self._archive.writing() as connection:
            found = connection.execute(select(jobs.c.wanted).where(_held(job)).with_for_update()).first()
            if found is None:
                return False
            due_at = now if found.wanted > job.wanted else again_at
            if due_at is None:
                connection.execute(delete(jobs).where(jobs.c.number == job.number))
            else:
                connection.execute(
                    update(jobs)
                    .where(jobs.c.number == job.number)
                    .values(state="waiting", due_at=due_at, wanted=1, reason=None, **_FREE, **_UNTRIED)
                )
            _put(connection, then)
            count(connection, counted or {})
            return True

    def retry(self, job: Job, *, at: float, reason: str, blameless: bool = False) -> bool:
        """Let a job wait after an attempt that failed; ``blameless`` ones do not count. False if the lease was lost."""
        failures = job.failures + (not blameless)
        values = {"state": "waiting", "due_at": at, "reason": reason, "failures": failures, "crashes": 0, **_FREE}
        with self._archive.writing() as connection:
            return bool(connection.execute(update(jobs).where(_held(job)).values(**values)).rowcount)

    def bury(self, job: Job, *, reason: str, counted: Mapping[str, int] | None = None) -> bool:
        """Give a job up, and keep the reason. False if the lease was lost."""
        with self._archive.writing() as connection:
            found = connection.execute(update(jobs).where(_held(job)).values(state="dead", reason=reason, **_FREE))
            if found.rowcount:
                count(connection, counted or {})
            return bool(found.rowcount)

    def revive(self, *, kinds: Sequence[JobKind] | None = None, number: int | None = None, now: float) -> int:
        """Let dead jobs wait again, all or some; return how many."""
        some = update(jobs).where(jobs.c.state == "dead")
        if kinds is not None:
            some = some.where(jobs.c.kind.in_(kinds))
        if number is not None:
            some = some.where(jobs.c.number == number)
        with self._archive.writing() as connection:
            return connection.execute(some.values(state="waiting", due_at=now, wanted=1, **_UNTRIED)).rowcount

    def hasten(self, kinds: Sequence[JobKind], *, now: float) -> None:
        """Make waiting jobs of these kinds due now."""
        due_later = and_(jobs.c.kind.in_(kinds), jobs.c.state == "waiting", jobs.c.due_at > now)
        with self._archive.writing() as connection:
            connection.execute(update(jobs).where(due_later).values(due_at=now))

    def drop(self, source: str, kinds: Sequence[JobKind] = ("poll", "fetch")) -> None:
        """Forget the jobs of a source."""
        with self._archive.writing() as connection:
            connection.execute(delete(jobs).where(jobs.c.source == source, jobs.c.kind.in_(kinds)))

    def listed(
        self, *, state: JobState | None = None, kinds: Sequence[JobKind] | None = None, limit: int = 1_000
    ) -> list[Job]:
        """Return the jobs, those due the longest first."""
        query = select(*_COLUMNS).order_by(jobs.c.due_at, jobs.c.number).limit(limit)
        if kinds is not None:
            query = query.where(jobs.c.kind.in_(kinds))
        if state is not None:
            query = query.where(jobs.c.state == state)
        with self._archive.reading() as connection:
            return [_job(row) for row in connection.execute(query)]

    def counts(self) -> dict[tuple[JobKind, JobState], int]:
        """Return how many jobs there are of each kind in each state."""
        query = select(jobs.c.kind, jobs.c.state, func.count()).group_by(jobs.c.kind, jobs.c.state)
        with self._archive.reading() as connection:
            return {(kind, state): number for kind, state, number in connection.execute(query)}

    def open(self, kinds: Sequence[JobKind], *, due_by: float, rested_by: float) -> int:
        """Return how many jobs of these kinds are held, or wait and can be done by then."""
        resting = select(hosts.c.host).where(hosts.c.ready_at > rested_by)
        due = and_(
            jobs.c.state == "waiting",
            jobs.c.due_at <= due_by,
            or_(jobs.c.host.is_(None), jobs.c.host.not_in(resting)),
        )
        query = select(func.count()).where(jobs.c.kind.in_(kinds), or_(jobs.c.state == "leased", due))
        with self._archive.reading() as connection:
            return connection.execute(query).scalar_one()

    def add_to_counters(self, counted: Mapping[str, int]) -> None:
        """Add to the counters."""
        with self._archive.writing() as connection:
            count(connection, counted)

    def counters(self) -> dict[str, int]:
        """Return what was counted since the archive was made, by name."""
        with self._archive.reading() as connection:
            rows = connection.execute(select(counters).order_by(counters.c.name))
            return {row.name: row.value for row in rows}


_COLUMNS = tuple(jobs.c[name] for name in Job._fields)
_UNTRIED: dict[str, Any] = {"failures": 0, "crashes": 0}
_FREE: dict[str, Any] = {"lease": None, "leased_until": None}


def _job(row: Any) -> Job:
    return Job(*row)


def _held(job: Job) -> ColumnElement[bool]:
    return and_(jobs.c.number == job.number, jobs.c.lease == job.lease, jobs.c.state == "leased")


def _ready(kinds: Sequence[JobKind], now: float) -> Select[tuple[int]]:
    busy = select(hosts.c.host).where(hosts.c.ready_at > now)
    due = or_(
        and_(jobs.c.state == "waiting", jobs.c.due_at <= now),
        and_(jobs.c.state == "leased", jobs.c.leased_until <= now),
    )
    at_a_turn = or_(jobs.c.host.is_(None), jobs.c.host.not_in(busy))
    return (
        select(jobs.c.number)
        .where(jobs.c.kind.in_(kinds), due, at_a_turn)
        .order_by(jobs.c.due_at, jobs.c.number)
        .limit(1)
    )


def _take_turn(connection: Connection, host: str, *, now: float, delay_seconds: float) -> None:
    found = connection.execute(select(hosts.c.delay_seconds).where(hosts.c.host == host)).scalar()
    ready_at = now + max(delay_seconds, found or 0.0)
    values = {"host": host, "ready_at": ready_at, "delay_seconds": found or 0.0, "failures": 0, "robots_until": 0.0}
    connection.execute(insert_or(connection, hosts, values, update={"ready_at": ready_at}))


def _put(connection: Connection, wanted: Iterable[Job]) -> None:
    for job in wanted:
        named = {"kind": job.kind, "key": job.key, "source": job.source, "host": job.host}
        values = {**named, "state": "waiting", "due_at": job.due_at, "wanted": 1, **_UNTRIED}
        new = insert_or(connection, jobs, values, keys=("kind", "key")).returning(jobs.c.number)
        if connection.execute(new).first() is not None:
            continue
        same = update(jobs).where(jobs.c.kind == job.kind, jobs.c.key == job.key)
        later = and_(jobs.c.state == "waiting", jobs.c.due_at > job.due_at)
        connection.execute(same.where(later).values(due_at=job.due_at))
        connection.execute(same.where(jobs.c.state == "leased").values(wanted=jobs.c.wanted + 1))
        dead = same.where(jobs.c.state == "dead")
        connection.execute(dead.values(state="waiting", due_at=job.due_at, wanted=1, **_UNTRIED))


def count(connection: Connection, counted: Mapping[str, int]) -> None:
    """Add to counters."""
    for name, number in sorted(counted.items()):
        values = {"name": name, "value": number}
        connection.execute(insert_or(connection, counters, values, update={"value": counters.c.value + number}))
