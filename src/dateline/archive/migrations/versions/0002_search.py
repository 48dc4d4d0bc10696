"""Lay the index that queries are answered from, number records by publication, and keep watch lists."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from dateline.archive.search import words_postgresql, words_sqlite

revision = "0002"
down_revision = "0001"

_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Lay the tables; opening fills them afterwards from the records."""
    op.add_column("records", sa.Column("added", sa.Integer, nullable=False, server_default="0"))
    op.execute("UPDATE records SET added = number")  # until now a number counted the records kept
    op.create_index("ix_records_added", "records", ["added"])
    _findings("quotations", "speaker", "about")
    _findings("events", "type", "status", "actor", "recipient")
    _findings("places", "place", "names", numbers=("latitude", "longitude", "x", "y", "z"))
    op.create_table(
        "watches",
        sa.Column("name", _TEXT, primary_key=True),
        sa.Column("query", _TEXT, nullable=False),
        sa.Column("seen", sa.Integer, nullable=False),
    )
    words = words_sqlite if op.get_bind().dialect.name == "sqlite" else words_postgresql
    for statement in (*words.DROP, *words.LAY):
        op.execute(statement)


def _findings(name: str, *texts: str, numbers: tuple[str, ...] = ()) -> None:
    op.create_table(
        name,
        sa.Column("number", _NUMBER, primary_key=True, autoincrement=False),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        *(sa.Column(column, _TEXT, nullable=False) for column in texts),
        *(sa.Column(column, sa.Double, nullable=False) for column in numbers),
        sa.ForeignKeyConstraint(["number"], ["records.number"], ondelete="CASCADE"),
        sqlite_with_rowid=False,
    )
