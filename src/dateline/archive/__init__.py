"""Keeps pages, records and stories, and answers questions about them."""

from dateline.archive.archive import Archive
from dateline.archive.hits import Hit, Passage, Results
from dateline.archive.hosts import Host, Hosts
from dateline.archive.jobs import Job, Jobs
from dateline.archive.opening import default_path
from dateline.archive.pages import Pages
from dateline.archive.protocol import Counts, Reader
from dateline.archive.query import Box, Near, Order, Query, Words
from dateline.archive.query_parsing import parse_query
from dateline.archive.sources import Sources

__all__ = [
    "Archive",
    "Box",
    "Counts",
    "Hit",
    "Host",
    "Hosts",
    "Job",
    "Jobs",
    "Near",
    "Order",
    "Pages",
    "Passage",
    "Query",
    "Reader",
    "Results",
    "Sources",
    "Words",
    "default_path",
    "parse_query",
]
