"""Lay the tables of sources, what they listed, jobs, hosts and counters."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Lay the tables."""
    op.create_table(
        "sources",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("url", sa.Text, nullable=False, unique=True),
        sa.Column("paused", sa.Boolean, nullable=False),
        sa.Column("json", sa.Text, nullable=False),
    )
    op.create_table(
        "entries",
        sa.Column("url", sa.Text, primary_key=True),
        sa.Column("source", sa.Text, sa.ForeignKey("sources.id", ondelete="CASCADE"), nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("record", sa.Text),
        sa.Column("changed_at", sa.Double, nullable=False),
        sa.Column("json", sa.Text, nullable=False),
        sa.Index("ix_entries_source_changed_at", "source", "changed_at"),
        sa.Index("ix_entries_record", "record"),
    )
    op.create_table(
        "jobs",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("source", sa.Text),
        sa.Column("host", sa.Text),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("due_at", sa.Double, nullable=False),
        sa.Column("lease", sa.Text),
        sa.Column("leased_until", sa.Double),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("crashes", sa.Integer, nullable=False),
        sa.Column("wanted", sa.Integer, nullable=False),
        sa.Column("reason", sa.Text),
        sa.Index("ux_jobs_kind_key", "kind", "key", unique=True),
        sa.Index("ix_jobs_state_due_at", "state", "due_at"),
    )
    op.create_table(
        "hosts",
        sa.Column("host", sa.Text, primary_key=True),
        sa.Column("ready_at", sa.Double, nullable=False),
        sa.Column("delay_seconds", sa.Double, nullable=False),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("robots", sa.Text),
        sa.Column("robots_status", sa.Integer),
        sa.Column("robots_until", sa.Double, nullable=False),
    )
    op.create_table(
        "counters",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("value", sa.Integer, nullable=False),
    )
