"""Keeps pages, records and stories, and answers questions about them."""

from dateline.archive.archive import Archive
from dateline.archive.changes import Change, Changes
from dateline.archive.engines.opening import default_path
from dateline.archive.gathering.hosts import Host, Hosts
from dateline.archive.gathering.jobs import Job, Jobs
from dateline.archive.gathering.sources import Sources
from dateline.archive.pages import Pages
from dateline.archive.paging import RecordsPage, StoriesPage
from dateline.archive.protocol import Counts, Reader
from dateline.archive.search.hits import Hit, Passage, Results
from dateline.archive.search.parsing import parse_query
from dateline.archive.search.query import Box, Near, Order, Query, Words
from dateline.archive.story_log import Joined, StoryLog, Unjoined
from dateline.archive.upkeep.backups import backup, restore
from dateline.archive.upkeep.checking import Fault, check, renew_index
from dateline.archive.upkeep.dumping import dump, load
from dateline.archive.watches import Watch, Watches

__all__ = [
    "Archive",
    "Box",
    "Change",
    "Changes",
    "Counts",
    "Fault",
    "Hit",
    "Host",
    "Hosts",
    "Job",
    "Jobs",
    "Joined",
    "Near",
    "Order",
    "Pages",
    "Passage",
    "Query",
    "Reader",
    "RecordsPage",
    "Results",
    "Sources",
    "StoriesPage",
    "StoryLog",
    "Unjoined",
    "Watch",
    "Watches",
    "Words",
    "backup",
    "check",
    "default_path",
    "dump",
    "load",
    "parse_query",
    "renew_index",
    "restore",
]
