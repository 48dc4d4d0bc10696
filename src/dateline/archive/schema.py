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

REVISION = "0003"
"""The migration that these tables belong to."""

NUMBER = BigInteger().with_variant(Integer, "sqlite")
"""Of a record; SQLite's own row number."""

metadata = MetaData()


contents = Table(
    "contents",
    metadata,
    Column("digest", Text, primary_key=True, comment="SHA-256 of the bytes as fetched"),
    Column("packed", LargeBinary, nullable=False, comment="the bytes, zlib"),
    Column("size_bytes", Integer, nullable=False, comment="unpacked"),
)

pages = Table(
    "pages",
    metadata,
    Column("id", Text, primary_key=True, comment="that of its record: the same for the same URL and bytes"),
    Column("digest", Text, ForeignKey("contents.digest"), nullable=False, index=True),
    Column("media_type", Text, nullable=False),
    Column("encoding", Text, nullable=False),
    Column("encoding_source", Text, nullable=False),
    Column("url", Text, index=True),
    Column("final_url", Text),
    Column("name", Text),
    Column("headers", Text, nullable=False, comment="JSON: pairs in the order received"),
    Column("fetched_at", Text),
)

records = Table(
    "records",
    metadata,
    Column("number", NUMBER, primary_key=True, autoincrement=False, comment="in the order of publication"),
    Column("id", Text, ForeignKey("pages.id"), nullable=False, unique=True),
    Column("packed", LargeBinary, nullable=False, comment="the record's JSON, zlib"),
    Column("size_bytes", Integer, nullable=False, comment="unpacked"),
    Column("article_digest", Text, nullable=False),
    Column("url", Text, index=True),
    Column("headline", Text),
    Column("section", Text, index=True),
    Column("language", Text),
    Column("published", Text, comment="as the record says"),
    Column("published_at", Text, comment="the same in UTC to the second, for order"),
    Column("added", Integer, nullable=False, server_default="0", index=True, comment="counts the records kept so far"),
    Index("ix_records_published_at_id", "published_at", "id"),
)

stories = Table(
    "stories",
    metadata,
    Column("id", Text, primary_key=True),
    Column("packed", LargeBinary, nullable=False, comment="the story's JSON, zlib"),
    Column("size_bytes", Integer, nullable=False, comment="unpacked"),
    Column("headline", Text),
    Column("first", Text),
    Column("latest", Text),
    Column("latest_at", Text, index=True, comment="the same in UTC to the second, for order"),
)

story_members = Table(
    "story_members",
    metadata,
    Column("story", Text, ForeignKey("stories.id", ondelete="CASCADE"), primary_key=True),
    Column("record", Text, ForeignKey("records.id"), primary_key=True, index=True),
    Column("family", Text, nullable=False),
    Column("position", Integer, nullable=False),
)

copies = Table(
    "copies",
    metadata,
    Column("story", Text, ForeignKey("stories.id", ondelete="CASCADE"), primary_key=True),
    Column("id", Text, primary_key=True),
    Column("left", Text, ForeignKey("records.id"), nullable=False, index=True),
    Column("right", Text, ForeignKey("records.id"), nullable=False, index=True),
    Column("verdict", Text, nullable=False),
    Column("json", Text, nullable=False),
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
    Column("speaker", Text, nullable=False, comment="folded names and roles, a space around each word"),
    Column("about", Text, nullable=False, comment="folded words, and names of what they mention"),
)

events = _facets(
    "events",
    Column("type", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("actor", Text, nullable=False, comment="folded names and codes"),
    Column("recipient", Text, nullable=False, comment="folded names and codes"),
)

places = _facets(
    "places",
    Column("place", Text, nullable=False, comment="id of the gazetteer"),
    Column("names", Text, nullable=False, comment="folded: id, name, and what contains it"),
    Column("latitude", Double, nullable=False),
    Column("longitude", Double, nullable=False),
    Column("x", Double, nullable=False, comment="of the unit vector"),
    Column("y", Double, nullable=False),
    Column("z", Double, nullable=False),
)

watches = Table(
    "watches",
    metadata,
    Column("name", Text, primary_key=True),
    Column("query", Text, nullable=False, comment="as it was written"),
    Column("seen", Integer, nullable=False, comment="the count of records kept when it was last looked at"),
)
