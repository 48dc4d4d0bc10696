"""The word index of SQLite: an FTS5 table without content, and the words beside it, packed.

FTS5 needs the old words to take a record out of a table without content; kept packed they take a
third of the room that they would take in the table itself.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from sqlalchemy import (
    ColumnElement,
    Connection,
    Double,
    FromClause,
    Integer,
    column,
    delete,
    func,
    insert,
    literal_column,
    select,
    table,
    text,
)

from dateline.archive.packing import pack, unpack
from dateline.archive.search.asking import Asked
from dateline.archive.search.facets import FIELDS, Fields
from dateline.archive.search.query import Words

# "ascii" takes every letter beyond ASCII for part of a word: what is a word was decided before.
# The index of first letters, 4 % of an archive, keeps "ti*" as quick as a whole word.
_OPTIONS = "content = '', prefix = '2', tokenize = 'ascii'"
LAY = (
    f"CREATE VIRTUAL TABLE record_words USING fts5({', '.join(FIELDS)}, {_OPTIONS})",
    "CREATE TABLE record_words_kept (number INTEGER PRIMARY KEY, packed BLOB NOT NULL, size_bytes INTEGER NOT NULL)",
)
DROP = ("DROP TABLE IF EXISTS record_words", "DROP TABLE IF EXISTS record_words_kept")

_WORDS = table("record_words", column("rowid", Integer), column("record_words"))
_KEPT = table("record_words_kept", column("number"), column("packed"), column("size_bytes"))
_NAMES = ", ".join(FIELDS)
_VALUES = ", ".join(f":{name}" for name in FIELDS)
_PUT = text(f"INSERT INTO record_words (rowid, {_NAMES}) VALUES (:number, {_VALUES})")  # noqa: S608 (our own names)
_TAKE = text(f"INSERT INTO record_words (record_words, rowid, {_NAMES}) VALUES ('delete', :number, {_VALUES})")  # noqa: S608


class SqliteWords:
    """Fits ``WordIndex``."""

    source: FromClause = _WORDS
    number: ColumnElement[int] = _WORDS.c.rowid

    def put(self, connection: Connection, number: int, fields: Fields) -> None:
        """Index the words of a record."""
        kept = pack(msgspec.json.encode(fields))
        connection.execute(insert(_KEPT), {"number": number, **kept})
        connection.execute(_PUT, {"number": number, **fields})

    def remove(self, connection: Connection, number: int) -> None:
        """Take the words of a record out of the index."""
        fields = self.kept(connection, number)
        if fields is not None:
            connection.execute(_TAKE, {"number": number, **fields})
            connection.execute(delete(_KEPT).where(_KEPT.c.number == number))

    def clear(self, connection: Connection) -> None:
        """Take out everything."""
        connection.execute(text("INSERT INTO record_words (record_words) VALUES ('delete-all')"))
        connection.execute(delete(_KEPT))

    def kept(self, connection: Connection, number: int) -> Fields | None:
        """Return the words as they were indexed; None where there are none. Raises ValueError for damaged ones."""
        row = connection.execute(select(_KEPT).where(_KEPT.c.number == number)).first()
        if row is None:
            return None
        return msgspec.json.decode(unpack(row.packed, row.size_bytes), type=dict[str, str])

    def numbers(self, connection: Connection) -> set[int]:
        """Return the numbers of all records in the index."""
        return set(connection.scalars(select(_KEPT.c.number)))

    def matches(self, wanted: Sequence[Asked]) -> list[ColumnElement[bool]]:
        """Return the conditions on ``source``; one of them at least is not negated."""
        expression = " AND ".join(_expression(each) for each in wanted if not each.negated)
        for each in wanted:
            if each.negated:
                expression = f"({expression}) NOT {_expression(each)}"
        return [_WORDS.c.record_words.bool_op("MATCH")(expression)]

    def holds_none(self, number: ColumnElement[int], wanted: Sequence[Asked]) -> list[ColumnElement[bool]]:
        """Return the conditions that a record of that number holds none of these words."""
        return [
            number.not_in(select(_WORDS.c.rowid).where(_WORDS.c.record_words.bool_op("MATCH")(_expression(each))))
            for each in wanted
        ]

    def score(self, wanted: Sequence[Asked]) -> ColumnElement[float]:
        """Return how well a record fits, larger is better: BM25."""
        return -func.bm25(literal_column("record_words"), type_=Double)


def _expression(asked: Asked) -> str:
    words = " OR ".join(_phrase(each) for each in asked.any_of)
    return f"{{{' '.join(asked.fields)}}} : ({words})"


def _phrase(words: Words) -> str:
    """Return words as FTS5 reads them: in marks, so that nothing in them is an operator."""
    return f'"{" ".join(words.folded)}"' + (" *" if words.prefix else "")
