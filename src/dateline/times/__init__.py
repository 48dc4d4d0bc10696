"""Record to time expressions: TIMEX3 types and values, anchored where the text allows.

Read meaning.py, anchoring.py and finder.py; the words and patterns are data, under
resources/data/times.
"""

from dateline.times.finder import TimeFinder, find_times
from dateline.times.lexicon import LANGUAGES, TimeLexicon, time_lexicon
from dateline.times.opening import publication_anchor

__all__ = ["LANGUAGES", "TimeFinder", "TimeLexicon", "find_times", "publication_anchor", "time_lexicon"]
