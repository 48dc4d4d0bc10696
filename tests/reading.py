"""Records read as far as the rooms of language and quotations."""

from __future__ import annotations

from dateline.language import EntityFinder, SentenceFinder
from dateline.quotes import QuotationFinder
from dateline.record import Record
from dateline.resources.parsing import Parser


def with_entities(record: Record, parser: Parser) -> Record:
    """The record with its sentences, mentions and entities."""
    record = record.with_annotations(SentenceFinder(parser)(record))
    return record.with_annotations(EntityFinder(parser)(record))


def with_quotations(record: Record, parser: Parser) -> Record:
    """The record with its quotations too."""
    record = with_entities(record, parser)
    return record.with_annotations(QuotationFinder(parser)(record))
