"""Lay the first tables: contents, pages, records and their words, stories, members, copies."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Lay the tables."""
    op.create_table(
        "contents",
        sa.Column("digest", sa.Text, primary_key=True),
        sa.Column("packed", sa.LargeBinary, nullable=False),
        sa.Column("size_bytes", sa.Integer, nullable=False),
    )
    op.create_table(
        "pages",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("digest", sa.Text, sa.ForeignKey("contents.digest"), nullable=False, index=True),
        sa.Column("media_type", sa.Text, nullable=False),
        sa.Column("encoding", sa.Text, nullable=False),
        sa.Column("encoding_source", sa.Text, nullable=False),
        sa.Column("url", sa.Text, index=True),
        sa.Column("final_url", sa.Text),
        sa.Column("name", sa.Text),
        sa.Column("headers", sa.Text, nullable=False),
        sa.Column("fetched_at", sa.Text),
    )
    op.create_table(
        "records",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, sa.ForeignKey("pages.id"), nullable=False, unique=True),
        sa.Column("packed", sa.LargeBinary, nullable=False),
        sa.Column("size_bytes", sa.Integer, nullable=False),
        sa.Column("article_digest", sa.Text, nullable=False),
        sa.Column("url", sa.Text, index=True),
        sa.Column("headline", sa.Text),
        sa.Column("section", sa.Text, index=True),
        sa.Column("language", sa.Text),
        sa.Column("published", sa.Text),
        sa.Column("published_at", sa.Text),
        sa.Index("ix_records_published_at_id", "published_at", "id"),
    )
    op.create_table(
        "stories",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("packed", sa.LargeBinary, nullable=False),
        sa.Column("size_bytes", sa.Integer, nullable=False),
        sa.Column("headline", sa.Text),
        sa.Column("first", sa.Text),
        sa.Column("latest", sa.Text),
        sa.Column("latest_at", sa.Text, index=True),
    )
    op.create_table(
        "story_members",
        sa.Column("story", sa.Text, sa.ForeignKey("stories.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("record", sa.Text, sa.ForeignKey("records.id"), primary_key=True, index=True),
        sa.Column("family", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
    )
    op.create_table(
        "copies",
        sa.Column("story", sa.Text, sa.ForeignKey("stories.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("left", sa.Text, sa.ForeignKey("records.id"), nullable=False, index=True),
        sa.Column("right", sa.Text, sa.ForeignKey("records.id"), nullable=False, index=True),
        sa.Column("verdict", sa.Text, nullable=False),
        sa.Column("json", sa.Text, nullable=False),
    )
    op.execute("CREATE VIRTUAL TABLE record_words USING fts5(text, tokenize = 'unicode61 remove_diacritics 2')")
