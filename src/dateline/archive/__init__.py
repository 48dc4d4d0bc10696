"""Keeps pages, records and stories, and answers questions about them."""

from dateline.archive.archive import Archive
from dateline.archive.opening import default_path
from dateline.archive.protocol import Counts, Match, Reader

__all__ = ["Archive", "Counts", "Match", "Reader", "default_path"]
