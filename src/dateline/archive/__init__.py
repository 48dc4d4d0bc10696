"""Keeps pages, records and stories, and answers questions about them."""

from dateline.archive.archive import Archive
from dateline.archive.hits import Hit, Passage, Results
from dateline.archive.opening import default_path
from dateline.archive.protocol import Counts, Reader
from dateline.archive.query import Box, Near, Order, Query, Words
from dateline.archive.query_parsing import parse_query

__all__ = [
    "Archive",
    "Box",
    "Counts",
    "Hit",
    "Near",
    "Order",
    "Passage",
    "Query",
    "Reader",
    "Results",
    "Words",
    "default_path",
    "parse_query",
]
