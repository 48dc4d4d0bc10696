"""Records as files for people and for other tools: a page to read, rows, points on a map."""

from dateline.exports.comparison import comparison_html
from dateline.exports.page import record_html, records_html
from dateline.exports.points import geojson
from dateline.exports.rows import csv_lines

__all__ = ["comparison_html", "csv_lines", "geojson", "record_html", "records_html"]
