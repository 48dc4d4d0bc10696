"""Record to Sentence, Mention and Entity: who and what the article talks about.

>>> sentences = SentenceFinder(parser)(record)   # doctest: +SKIP
"""

from dateline.language.entities import EntityFinder
from dateline.language.sentences import SentenceFinder

__all__ = ["EntityFinder", "SentenceFinder"]
