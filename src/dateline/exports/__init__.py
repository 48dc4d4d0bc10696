"""Records as files for people and for other tools: a page to read, rows, lines, points on a map."""

from dateline.exports.page import record_html, records_html

__all__ = ["record_html", "records_html"]
