"""Record to Quotation: who said what, in which words, and how sure the article lets us be.

>>> quotations = QuotationFinder(parser)(record)   # doctest: +SKIP
"""

from dateline.quotes.finder import QuotationFinder
from dateline.quotes.marks import Region, find_regions

__all__ = ["QuotationFinder", "Region", "find_regions"]
