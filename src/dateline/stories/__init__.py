"""Which articles belong together: copies, families of copies, stories.

Start at finder.py: copies (fingerprints, alignment, origin) make families, families are grouped
into stories, and a story is asked for its claims, timeline and links. tracker.py places articles as they
come, and ledger.py keeps the ids of stories.
"""

from dateline.stories.comparison import compare
from dateline.stories.copies import find_copies
from dateline.stories.families import find_families
from dateline.stories.finder import StoryFinder, find_stories
from dateline.stories.ledger import StoryLedger
from dateline.stories.news import find_news
from dateline.stories.style import agency_style
from dateline.stories.tracker import StoryTracker

__all__ = [
    "StoryFinder",
    "StoryLedger",
    "StoryTracker",
    "agency_style",
    "compare",
    "find_copies",
    "find_families",
    "find_news",
    "find_stories",
]
