"""The word index of PostgreSQL: a tsvector to find records by their words, and the words in order for phrases.

PostgreSQL forgets where a word stands beyond the 16,383rd place, so a vector with places would lose phrases of
long texts; without places it says that all the words are there, and the words in order say that they stand together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    Float,
    FromClause,
    MetaData,
    Table,
    Text,
    cast,
    delete,
    func,
    insert,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import ARRAY, TSQUERY, TSVECTOR

from dateline.archive.search.asking import Asked
from dateline.archive.search.facets import FIELDS, Fields
from dateline.archive.search.query import Words
from dateline.archive.search.words import BREAK

LAY = (
    "CREATE TABLE record_words (number BIGINT PRIMARY KEY, vector TSVECTOR NOT NULL, "
    + ", ".join(f'{name} TEXT COLLATE "C" NOT NULL' for name in FIELDS)
    + ")",
    "CREATE INDEX ix_record_words_vector ON record_words USING gin (vector)",
)
DROP = ("DROP TABLE IF EXISTS record_words",)

MOST_BYTES = 900_000
"""Of the different words of a record: a vector holds a mebibyte. What is beyond, in a text of some 100,000
different words, is not found."""

_TABLE = Table(
    "record_words",
    MetaData(),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("vector", TSVECTOR),
    *(Column(name, Text) for name in FIELDS),
)
_LETTER = {name: chr(ord("a") + place) for place, name in enumerate(FIELDS)}
"""Stands before each word of a field in the vector."""

_K1, _B, _MEAN_CHARACTERS = 1.2, 0.75, 3_000
"""BM25's usual constants, and the length of a usual article."""


class PostgresqlWords:
    """Fits ``WordIndex``."""

    source: FromClause = _TABLE
    number: ColumnElement[int] = _TABLE.c.number

    def put(self, connection: Connection, number: int, fields: Fields) -> None:
        """Index the words of a record."""
        vector = func.array_to_tsvector(cast(list(_lexemes(fields)), ARRAY(Text)))
        connection.execute(insert(_TABLE).values(number=number, vector=vector, **fields))

    def remove(self, connection: Connection, number: int) -> None:
        """Take the words of a record out of the index."""
        connection.execute(delete(_TABLE).where(_TABLE.c.number == number))

    def clear(self, connection: Connection) -> None:
        """Take out everything."""
        connection.execute(delete(_TABLE))

    def kept(self, connection: Connection, number: int) -> Fields | None:
        """Return the words as they were indexed; None where there are none."""
        columns = [_TABLE.c[name] for name in FIELDS]
        row = connection.execute(select(*columns).where(_TABLE.c.number == number)).first()
        return None if row is None else dict(zip(FIELDS, row, strict=True))

    def numbers(self, connection: Connection) -> set[int]:
        """Return the numbers of all records in the index."""
        return set(connection.scalars(select(_TABLE.c.number)))

    def matches(self, wanted: Sequence[Asked]) -> list[ColumnElement[bool]]:
        """Return the conditions on ``source``."""
        return [~_stands(each) if each.negated else _stands(each) for each in wanted]

    def holds_none(self, number: ColumnElement[int], wanted: Sequence[Asked]) -> list[ColumnElement[bool]]:
        """Return the conditions that a record of that number holds none of these words."""
        return [number.not_in(select(_TABLE.c.number).where(_stands(each))) for each in wanted]

    def score(self, wanted: Sequence[Asked]) -> ColumnElement[float]:
        """Return how well a record fits, larger is better: BM25 without the words' rarity."""
        length = func.length(_TABLE.c.text)
        damping = _K1 * (1 - _B + _B * length / _MEAN_CHARACTERS)
        score: ColumnElement[float] = cast(0.0, Float)
        for each in wanted:
            if each.fields == ("text",) and not each.negated:
                words = _laid(each.any_of[0])
                times = cast(length - func.length(func.replace(_TABLE.c.text, words, "")), Float) / len(words)
                score += times / (times + damping)
        return score


def _lexemes(fields: Fields) -> Iterator[str]:
    """Yield the words with the letter of their field, those of the text last and no more than a vector holds."""
    room = MOST_BYTES
    for name in sorted(FIELDS, key=lambda name: name == "text"):
        for word in dict.fromkeys(fields[name].split()):
            if word != BREAK:
                lexeme = f"{_LETTER[name]}/{word}"
                room -= len(lexeme.encode())
                if room < 0:
                    return
                yield lexeme


def _stands(asked: Asked) -> ColumnElement[bool]:
    choices = [
        "(" + " & ".join(_lexeme(field, words, place) for place in range(len(words.folded))) + ")"
        for field in asked.fields
        for words in asked.any_of
    ]
    holds = _TABLE.c.vector.bool_op("@@")(cast(" | ".join(choices), TSQUERY))
    return holds & _in_order(asked) if any(len(words.folded) > 1 for words in asked.any_of) else holds


def _lexeme(field: str, words: Words, place: int) -> str:
    # Folded words hold letters and digits only: nothing in them ends the marks.
    begins = words.prefix and place == len(words.folded) - 1
    return f"'{_LETTER[field]}/{words.folded[place]}'" + (":*" if begins else "")


def _in_order(asked: Asked) -> ColumnElement[bool]:
    return or_(*(_TABLE.c[field].like(f"%{_laid(words)}%") for field in asked.fields for words in asked.any_of))


def _laid(words: Words) -> str:
    return f" {' '.join(words.folded)}" + ("" if words.prefix else " ")
