"""Asks sources for pages, politely and for ever: nothing lost, nothing doubled.

Start at steps.py: a job is to poll a source, to fetch a page, to read it, or to join the stories; each
step leads to the next. worker.py does jobs one after another, rounds.py all that are due once,
running.py for ever in several processes. web.py is the one door out: robots.txt, conditions, addresses.
"""

from dateline.gather.discovery import Found, find_out
from dateline.gather.rounds import SourceSummary, Summary, gather
from dateline.gather.running import run
from dateline.gather.settings import Settings, user_agent
from dateline.gather.subscribing import subscribe
from dateline.gather.web import Web

__all__ = [
    "Found",
    "Settings",
    "SourceSummary",
    "Summary",
    "Web",
    "find_out",
    "gather",
    "run",
    "subscribe",
    "user_agent",
]
