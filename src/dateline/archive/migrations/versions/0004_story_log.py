"""Keep how stories changed and what editors decided; index small cells of the globe and first letters of words."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from dateline.archive.search import words_sqlite

revision = "0004"
down_revision = "0003"

_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Lay the tables; opening makes the index anew from the records."""
    op.create_table(
        "story_changes",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("at", _TEXT, nullable=False),
        sa.Column("type", _TEXT, nullable=False),
        sa.Column("story", _TEXT, nullable=False, index=True),
        sa.Column("source", _TEXT, index=True),
        sa.Column("json", _TEXT, nullable=False),
    )
    op.create_table(
        "story_decisions",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("at", _TEXT, nullable=False),
        sa.Column("json", _TEXT, nullable=False),
    )
    op.create_table(
        "story_state",
        sa.Column("name", _TEXT, primary_key=True),
        sa.Column("json", _TEXT, nullable=False),
    )
    if op.get_bind().dialect.name == "sqlite":
        for statement in (*words_sqlite.DROP, *words_sqlite.LAY):
            op.execute(statement)
