"""Findings as Apache Parquet: the rows of ``rows`` with types, for data frames and query engines."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

from dateline.errors import InputError
from dateline.exports.rows import Cell, Kind, columns, finding_rows
from dateline.record import Record

if TYPE_CHECKING:
    import pyarrow

GROUP = 10_000
"""Rows of one row group: what is in memory at once."""

_LISTS = frozenset(
    {"contexts", "actors", "actor_codes", "recipients", "recipient_codes", "evidence", "victims", "cue", "flags"}
)
_NUMBERS = frozenset({"start", "end", "quad_class"})
_DEGREES = frozenset({"latitude", "longitude", "confidence"})
_TRUTHS = frozenset({"inferred", "stands", "abroad"})
_DAYS = frozenset({"day", "published_day"})
_LOCAL = frozenset({"from", "to"})


def parquet_pieces(records: Iterable[Record], kind: Kind) -> Iterator[bytes]:
    """Yield a Parquet file of the findings of one kind, piece by piece.

    Columns and rows are those of ``finding_rows``; ``published_at`` and ``published_day`` come after
    ``published``. A column that may hold several values is a list, an empty one where there is none.

    Raises InputError where pyarrow is not installed.
    """
    try:
        from pyarrow import RecordBatch
        from pyarrow.parquet import ParquetWriter
    except ImportError as error:
        raise InputError(
            'writing Parquet needs pyarrow, which is not installed; install it with: pip install "dateline[parquet]"'
        ) from error
    schema = parquet_schema(kind)
    rows = finding_rows(records, kind)
    names = columns(kind)
    sink = io.BytesIO()
    with ParquetWriter(sink, schema, compression="zstd") as writer:
        while group := list(islice(rows, GROUP)):
            filled = [_typed(dict(zip(names, row, strict=True))) for row in group]
            writer.write_batch(RecordBatch.from_pylist(filled, schema=schema))
            yield _taken(sink)
    yield _taken(sink)


def parquet_schema(kind: Kind) -> pyarrow.Schema:
    """Return the names and types of the columns; every column but ``record``, ``digest`` and ``id`` may be null."""
    import pyarrow

    names = list(columns(kind))
    names[names.index("published") + 1 : names.index("published") + 1] = ["published_at", "published_day"]
    types = {
        **dict.fromkeys(_LISTS, pyarrow.list_(pyarrow.string())),
        **dict.fromkeys(_NUMBERS, pyarrow.int32()),
        **dict.fromkeys(_DEGREES, pyarrow.float64()),
        **dict.fromkeys(_TRUTHS, pyarrow.bool_()),
        **dict.fromkeys(_DAYS, pyarrow.date32()),
        **dict.fromkeys(_LOCAL, pyarrow.timestamp("s")),
        "published_at": pyarrow.timestamp("s", tz="UTC"),
    }
    always = {"record", "digest", "id"}
    return pyarrow.schema(
        [pyarrow.field(name, types.get(name, pyarrow.string()), nullable=name not in always) for name in names]
    )


def _typed(row: dict[str, Cell]) -> dict[str, Any]:
    published = _time(row["published"])
    stated = str(row["published"] or "")
    typed: dict[str, Any] = dict(row)
    # A time without a zone is no instant, and a day none either.
    typed["published_at"] = published if published is not None and published.tzinfo is not None else None
    typed["published_day"] = _day(stated[:10])
    if "day" in row:
        typed["day"] = _day(str(row["day"] or ""))
    for name in _LOCAL & row.keys():
        when = _time(row[name])
        typed[name] = None if when is None else when.replace(tzinfo=None)
    return typed


def _time(value: Cell) -> datetime | None:
    try:
        return datetime.fromisoformat(str(value)) if value else None
    except ValueError:
        return None


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        return None


def _taken(sink: io.BytesIO) -> bytes:
    """Return what was written since the last time. The writer only adds, and knows its place by counting."""
    piece = sink.getvalue()
    sink.seek(0)
    sink.truncate()
    return piece
