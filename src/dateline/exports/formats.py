"""The formats that records go out in, by name: the one table behind ``dateline export``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from dateline.exports.cameo import cameo_lines
from dateline.exports.ninjs import ninjs_lines
from dateline.exports.parquet import parquet_pieces
from dateline.exports.plover import plover_lines
from dateline.exports.points import geojson
from dateline.exports.rows import Kind, csv_lines
from dateline.record import Record


class Options(NamedTuple):
    """What may be asked of a format beside the records."""

    kind: Kind = "events"
    everything: bool = False
    """Events that the article does not tell as done too, where a format leaves them out otherwise."""


class Format(NamedTuple):
    """One format: what it is, and how records become the pieces of a file."""

    says: str
    write: Callable[[Iterable[Record], Options], Iterator[bytes]]


def _jsonl(records: Iterable[Record], _: Options) -> Iterator[bytes]:
    for record in records:
        yield record.to_json() + b"\n"


def _geojson(records: Iterable[Record], _: Options) -> Iterator[bytes]:
    yield geojson(records) + b"\n"


FORMATS = {
    "jsonl": Format("whole records, one JSON object a line", _jsonl),
    "csv": Format("findings of one kind, one row each", lambda records, o: map(str.encode, csv_lines(records, o.kind))),
    "parquet": Format("the same rows with types", lambda records, o: parquet_pieces(records, o.kind)),
    "geojson": Format("places as points", _geojson),
    "plover": Format("events in PLOVER's JSON Lines", lambda records, _: map(str.encode, plover_lines(records))),
    "cameo": Format(
        "events as a tab-separated file after GDELT's",
        lambda records, o: map(str.encode, cameo_lines(records, only_actual=not o.everything)),
    ),
    "ninjs": Format(
        "news items in IPTC's ninjs 3.1, one JSON object a line",
        lambda records, _: map(str.encode, ninjs_lines(records)),
    ),
}
"""Text is in UTF-8; the same records give the same bytes."""
