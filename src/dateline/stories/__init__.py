"""Which articles belong together: copies, families of copies, stories.

Start at finder.py: copies (fingerprints, alignment, origin) make families, families are grouped
into stories, and a story is asked for its claims, timeline and links.
"""

from dateline.stories.comparison import compare
from dateline.stories.copies import find_copies
from dateline.stories.families import find_families
from dateline.stories.finder import StoryFinder, find_stories

__all__ = ["StoryFinder", "compare", "find_copies", "find_families", "find_stories"]
