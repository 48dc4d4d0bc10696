"""Records as files for people and for other tools: a page to read, rows, points on a map."""

<<<<<<< HEAD
from dateline.exports.comparison import comparison_html
=======
from dateline.exports.cameo import cameo_lines
>>>>>>> actors
from dateline.exports.page import record_html, records_html
from dateline.exports.plover import plover_lines
from dateline.exports.points import geojson
from dateline.exports.rows import csv_lines

<<<<<<< HEAD
__all__ = ["comparison_html", "csv_lines", "geojson", "record_html", "records_html"]
=======
__all__ = ["cameo_lines", "csv_lines", "geojson", "plover_lines", "record_html", "records_html"]
>>>>>>> actors
