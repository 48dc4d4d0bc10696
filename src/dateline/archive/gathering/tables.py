"""The tables of what comes in: sources, what they listed, jobs, hosts, counters.

Times are seconds since 1970 here, not ISO 8601: they are reckoned with, and none is published.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Double, ForeignKey, Index, Integer, Table, Text

from dateline.archive.schema import metadata

sources = Table(
    "sources",
    metadata,
    Column("id", Text, primary_key=True),
    Column("url", Text, nullable=False, unique=True),
    Column("paused", Boolean, nullable=False),
    Column("json", Text, nullable=False),
)

entries = Table(
    "entries",
    metadata,
    Column("url", Text, primary_key=True, comment="canonical"),
    Column("source", Text, ForeignKey("sources.id", ondelete="CASCADE"), nullable=False),
    Column("state", Text, nullable=False),
    Column("record", Text, comment="no foreign key: its page may be read later"),
    Column("changed_at", Double, nullable=False, comment="when the state was last set"),
    Column("json", Text, nullable=False),
    Index("ix_entries_source_changed_at", "source", "changed_at"),
    Index("ix_entries_record", "record"),
)

jobs = Table(
    "jobs",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("key", Text, nullable=False, comment="what it is about: the same thing is one job"),
    Column("source", Text, comment="None where it is of no one source"),
    Column("host", Text, comment="whom it will ask; None where nobody"),
    Column("state", Text, nullable=False, comment="waiting, leased or dead"),
    Column("due_at", Double, nullable=False),
    Column("lease", Text, comment="who holds it"),
    Column("leased_until", Double),
    Column("failures", Integer, nullable=False, comment="attempts in a row that failed"),
    Column("crashes", Integer, nullable=False, comment="leases in a row that ended unkept"),
    Column("wanted", Integer, nullable=False, comment="how often it was asked for: more while it is held, once more"),
    Column("reason", Text, comment="why the last attempt failed"),
    Index("ux_jobs_kind_key", "kind", "key", unique=True),
    Index("ix_jobs_state_due_at", "state", "due_at"),
)

hosts = Table(
    "hosts",
    metadata,
    Column("host", Text, primary_key=True),
    Column("ready_at", Double, nullable=False, comment="not asked before"),
    Column("delay_seconds", Double, nullable=False, comment="between two requests"),
    Column("failures", Integer, nullable=False, comment="in a row"),
    Column("robots", Text, comment="robots.txt as it was read; None where there is none"),
    Column("robots_status", Integer, comment="what asking for it was answered with"),
    Column("robots_until", Double, nullable=False, comment="when it is read again"),
)

counters = Table(
    "counters",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Integer, nullable=False),
)
