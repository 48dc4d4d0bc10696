"""The tables, as the newest migration leaves them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Double,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)

REVISION = "0004"
"""The migration that these tables belong to."""

NUMBER = BigInteger().with_variant(Integer, "sqlite")
"""Of a record; SQLite's own row number."""

TEXT = Text().with_variant(Text(collation="C"), "postgresql")
"""Ordered by code point, on every engine alike."""

metadata = MetaData()


contents = Table(
    "contents",
    metadata,
    Column("digest", TEXT, primary_key=True, comment="SHA-256 of the bytes as fetched"),
    Column("packed", LargeBinary, nullable=False, comment="the bytes, zlib"),
    Column("size_bytes", Integer, nullable=False, comment="unpacked"),
)

pages = Table(
    "pages",
    metadata,
    Column("id", TEXT, primary_key=True, comment="that of its record: the same for the same URL and bytes"),
    Column("digest", TEXT, ForeignKey("contents.digest"), nullable=False, index=True),
    Column("media_type", TEXT, nullable=False),
    Column("encoding", TEXT, nullable=False),
    Column("encoding_source", TEXT, nullable=False),
    Column("url", TEXT, index=True),
    Column("final_url", TEXT),
    Column("name", TEXT),
    Column("headers", TEXT, nullable=False, comment="JSON: pairs in the order received"),
    Column("fetched_at", TEXT),
)

records = Table(
    "records",
    metadata,
    Column("number", NUMBER, primary_key=True, autoincrement=False, comment="in the order of publication"),
    Column("id", TEXT, ForeignKey("pages.id"), nullable=False, unique=True),
    Column("packed", LargeBinary, nullable=False, comment="the record's JSON, zlib"),
    Column("size_bytes", Integer, nullable=False, comment="unpacked"),
    Column("article_digest", TEXT, nullable=False),
    Column("url", TEXT, index=True),
    Column("headline", TEXT),
    Column("section", TEXT, index=True),
    Column("language", TEXT),
    Column("published", TEXT, comment="as the record says"),
    Column("published_at", TEXT, comment="the same in UTC to the second, for order"),
    Column("added", Integer, nullable=False, server_default="0", index=True, comment="counts the records kept so far"),
    Index("ix_records_published_at_id", "published_at", "id"),
)

stories = Table(
    "stories",
    metadata,
    Column("id", TEXT, primary_key=True),
    Column("packed", LargeBinary, nullable=False, comment="the story's JSON, zlib"),
    Column("size_bytes", Integer, nullable=False, comment="unpacked"),
    Column("headline", TEXT),
    Column("first", TEXT),
    Column("latest", TEXT),
    Column("latest_at", TEXT, index=True, comment="the same in UTC to the second, for order"),
)

story_members = Table(
    "story_members",
    metadata,
    Column("story", TEXT, ForeignKey("stories.id", ondelete="CASCADE"), primary_key=True),
    Column("record", TEXT, ForeignKey("records.id"), primary_key=True, index=True),
    Column("family", TEXT, nullable=False),
    Column("position", Integer, nullable=False),
)

copies = Table(
    "copies",
    metadata,
    Column("story", TEXT, ForeignKey("stories.id", ondelete="CASCADE"), primary_key=True),
    Column("id", TEXT, primary_key=True),
    Column("left", TEXT, ForeignKey("records.id"), nullable=False, index=True),
    Column("right", TEXT, ForeignKey("records.id"), nullable=False, index=True),
    Column("verdict", TEXT, nullable=False),
    Column("json", TEXT, nullable=False),
)

story_changes = Table(
    "story_changes",
    metadata,
    Column("number", Integer, primary_key=True, comment="in the order in which they happened"),
    Column("at", TEXT, nullable=False),
    Column("type", TEXT, nullable=False),
    Column("story", TEXT, nullable=False, index=True, comment="no foreign key: a story at rest keeps its history"),
    Column("source", TEXT, index=True, comment="the story that had the records before"),
    Column("json", TEXT, nullable=False),
)

story_decisions = Table(
    "story_decisions",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("at", TEXT, nullable=False),
    Column("json", TEXT, nullable=False),
)

story_state = Table(
    "story_state",
    metadata,
    Column("name", TEXT, primary_key=True),
    Column("json", TEXT, nullable=False),
)

DERIVED = {"derived": True}
"""Marks tables that are an index: what they hold can be worked out from the records."""


def _facets(name: str, *columns: Column[Any]) -> Table:
    return Table(
        name,
        metadata,
        Column("number", NUMBER, primary_key=True, autoincrement=False),
        Column("position", Integer, primary_key=True, autoincrement=False),
        Column("start", Integer, nullable=False),
        Column("end", Integer, nullable=False),
        *columns,
        ForeignKeyConstraint(["number"], ["records.number"], ondelete="CASCADE"),
        info=DERIVED,
        sqlite_with_rowid=False,
    )


quotations = _facets(
    "quotations",
    Column("speaker", TEXT, nullable=False, comment="folded names and roles, a space around each word"),
    Column("about", TEXT, nullable=False, comment="folded words, and names of what they mention"),
)

events = _facets(
    "events",
    Column("type", TEXT, nullable=False),
    Column("status", TEXT, nullable=False),
    Column("actor", TEXT, nullable=False, comment="folded names and codes"),
    Column("recipient", TEXT, nullable=False, comment="folded names and codes"),
)

places = _facets(
    "places",
    Column("place", TEXT, nullable=False, comment="id of the gazetteer"),
    Column("names", TEXT, nullable=False, comment="folded: id, name, and what contains it"),
    Column("latitude", Double, nullable=False),
    Column("longitude", Double, nullable=False),
    Column("x", Double, nullable=False, comment="of the unit vector"),
    Column("y", Double, nullable=False),
    Column("z", Double, nullable=False),
)

watches = Table(
    "watches",
    metadata,
    Column("name", TEXT, primary_key=True),
    Column("query", TEXT, nullable=False, comment="as it was written"),
    Column("seen", Integer, nullable=False, comment="the count of records kept when it was last looked at"),
)
