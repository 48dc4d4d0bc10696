"""Lay the first tables: contents, pages, records and their words, stories, members, copies."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Lay the tables."""
    op.create_table(
        "contents",
        sa.Column("digest", _TEXT, primary_key=True),
        sa.Column("packed", sa.LargeBinary, nullable=False),
        sa.Column("size_bytes", sa.Integer, nullable=False),
    )
    op.create_table(
        "pages",
        sa.Column("id", _TEXT, primary_key=True),
        sa.Column("digest", _TEXT, sa.ForeignKey("contents.digest"), nullable=False, index=True),
        sa.Column("media_type", _TEXT, nullable=False),
        sa.Column("encoding", _TEXT, nullable=False),
        sa.Column("encoding_source", _TEXT, nullable=False),
        sa.Column("url", _TEXT, index=True),
        sa.Column("final_url", _TEXT),
        sa.Column("name", _TEXT),
        sa.Column("headers", _TEXT, nullable=False),
        sa.Column("fetched_at", _TEXT),
    )
    op.create_table(
        "records",
        sa.Column("number", _NUMBER, primary_key=True, autoincrement=False),
        sa.Column("id", _TEXT, sa.ForeignKey("pages.id"), nullable=False, unique=True),
        sa.Column("packed", sa.LargeBinary, nullable=False),
        sa.Column("size_bytes", sa.Integer, nullable=False),
        sa.Column("article_digest", _TEXT, nullable=False),
        sa.Column("url", _TEXT, index=True),
        sa.Column("headline", _TEXT),
        sa.Column("section", _TEXT, index=True),
        sa.Column("language", _TEXT),
        sa.Column("published", _TEXT),
        sa.Column("published_at", _TEXT),
        sa.Index("ix_records_published_at_id", "published_at", "id"),
    )
    op.create_table(
        "stories",
        sa.Column("id", _TEXT, primary_key=True),
        sa.Column("packed", sa.LargeBinary, nullable=False),
        sa.Column("size_bytes", sa.Integer, nullable=False),
        sa.Column("headline", _TEXT),
        sa.Column("first", _TEXT),
        sa.Column("latest", _TEXT),
        sa.Column("latest_at", _TEXT, index=True),
    )
    op.create_table(
        "story_members",
        sa.Column("story", _TEXT, sa.ForeignKey("stories.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("record", _TEXT, sa.ForeignKey("records.id"), primary_key=True, index=True),
        sa.Column("family", _TEXT, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
    )
    op.create_table(
        "copies",
        sa.Column("story", _TEXT, sa.ForeignKey("stories.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("id", _TEXT, primary_key=True),
        sa.Column("left", _TEXT, sa.ForeignKey("records.id"), nullable=False, index=True),
        sa.Column("right", _TEXT, sa.ForeignKey("records.id"), nullable=False, index=True),
        sa.Column("verdict", _TEXT, nullable=False),
        sa.Column("json", _TEXT, nullable=False),
    )
    if op.get_bind().dialect.name == "sqlite":  # elsewhere words are kept from 0002 on
        op.execute("CREATE VIRTUAL TABLE record_words USING fts5(text, tokenize = 'unicode61 remove_diacritics 2')")
