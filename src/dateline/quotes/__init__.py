"""Record to Quotation: who said what, in which words, and how sure the article lets us be.

>>> quotations = QuotationFinder(parser)(record)   # doctest: +SKIP
"""

from dateline.quotes.finder import QuotationFinder
from dateline.quotes.marks import Region, find_regions
from dateline.quotes.tagger import Tagger, shipped_tagger

__all__ = ["QuotationFinder", "Region", "Tagger", "find_regions", "shipped_tagger"]
