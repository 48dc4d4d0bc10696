"""Keeps pages, records and stories, and answers questions about them."""

from dateline.archive.archive import Archive
from dateline.archive.hosts import Host, Hosts
from dateline.archive.jobs import Job, Jobs
from dateline.archive.opening import default_path
from dateline.archive.pages import Pages
from dateline.archive.protocol import Counts, Match, Reader
from dateline.archive.sources import Sources

__all__ = ["Archive", "Counts", "Host", "Hosts", "Job", "Jobs", "Match", "Pages", "Reader", "Sources", "default_path"]
