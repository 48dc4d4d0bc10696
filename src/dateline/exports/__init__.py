"""Records as files for people and for other tools: a page to read, rows, points on a map."""

from dateline.exports.cameo import cameo_lines
from dateline.exports.comparison import comparison_html
from dateline.exports.page import record_html, records_html
from dateline.exports.parquet import parquet_pieces
from dateline.exports.plover import plover_lines
from dateline.exports.points import geojson
from dateline.exports.rows import csv_lines
from dateline.exports.stories import stories_html

__all__ = [
    "cameo_lines",
    "comparison_html",
    "csv_lines",
    "geojson",
    "parquet_pieces",
    "plover_lines",
    "record_html",
    "records_html",
    "stories_html",
]
