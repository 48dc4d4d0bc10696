"""Findings as Parquet: the rows of the CSV with types."""

from __future__ import annotations

import io
import sys
from datetime import UTC, date, datetime
from typing import get_args

import msgspec
import pytest

from dateline.errors import InputError
from dateline.exports import parquet
from dateline.exports.parquet import parquet_pieces, parquet_schema
from dateline.exports.rows import Kind, columns, finding_rows
from dateline.record import PublicationTime, Record
from tests.exports.sample import rich_record
from tests.writing import written

pyarrow = pytest.importorskip("pyarrow")


def read_back(kind: Kind, *records: Record) -> list[dict[str, object]]:
    from pyarrow.parquet import read_table

    rows: list[dict[str, object]] = read_table(io.BytesIO(b"".join(parquet_pieces(records, kind)))).to_pylist()
    return rows


@pytest.mark.parametrize("kind", get_args(Kind))
def test_each_row_is_that_of_the_csv_with_its_types(kind: Kind) -> None:
    record = rich_record()
    rows = read_back(kind, record)
    expected = [dict(zip(columns(kind), row, strict=True)) for row in finding_rows([record], kind)]
    assert len(rows) == len(expected)
    for row, cells in zip(rows, expected, strict=True):
        for name in cells.keys() - {"from", "to", "day"}:
            value = cells[name]
            assert row[name] == (list(value) if isinstance(value, tuple) else value), name


@pytest.mark.parametrize("kind", get_args(Kind))
def test_rows_come_back_whatever_the_number_of_row_groups(kind: Kind, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = read_back(kind, rich_record(), rich_record())
    monkeypatch.setattr(parquet, "GROUP", 2)
    assert read_back(kind, rich_record(), rich_record()) == whole


@pytest.mark.parametrize("kind", get_args(Kind))
def test_without_findings_there_are_the_columns_and_no_row(kind: Kind) -> None:
    from pyarrow.parquet import read_schema

    assert read_back(kind, written("Rain.")) == []
    content = b"".join(parquet_pieces([], kind))
    assert read_schema(io.BytesIO(content)).names == parquet_schema(kind).names


def test_the_same_records_give_the_same_bytes() -> None:
    first, second = (b"".join(parquet_pieces([rich_record()], "events")) for _ in range(2))
    assert first == second


@pytest.mark.parametrize(
    ("published", "instant", "day"),
    [
        ("2024-03-05T23:30:00-05:00", datetime(2024, 3, 6, 4, 30, tzinfo=UTC), date(2024, 3, 5)),
        ("2024-03-05T23:30:00", None, date(2024, 3, 5)),
        ("2024-03-05", None, date(2024, 3, 5)),
        (None, None, None),
    ],
    ids=["zone", "no-zone", "day", "undated"],
)
def test_only_a_time_with_a_zone_is_an_instant(published: str | None, instant: object, day: object) -> None:
    time = PublicationTime(value=published, precision="day", source="given", raw=published) if published else None
    record = rich_record()
    record = msgspec.structs.replace(record, article=msgspec.structs.replace(record.article, published=time))
    row = read_back("events", record)[0]
    assert (row["published"], row["published_at"], row["published_day"]) == (published, instant, day)


def test_without_pyarrow_the_error_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(InputError, match=r'pip install "dateline\[parquet\]"'):
        next(parquet_pieces([rich_record()], "events"))
