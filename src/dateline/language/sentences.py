"""Sentences of an article, block by block."""

from __future__ import annotations

from dateline.record import Annotation, Identifier, Record, Sentence
from dateline.resources.parsing import Parser


class SentenceFinder:
    """Makes Sentence annotations as the parser draws them.

    No sentence crosses a block or takes in the dateline that opens one. Blocks that hold no
    sentences (bylines, tables) have none.
    """

    needs: frozenset[type[Annotation]] = frozenset()
    makes: frozenset[type[Annotation]] = frozenset({Sentence})

    def __init__(self, parser: Parser) -> None:
        self._parser = parser
        self.name = "sentences/1"
        self.resources = parser.resources

    def __call__(self, record: Record) -> list[Sentence]:
        """Return the sentences in reading order."""
        parse = self._parser(record.article)
        name = Identifier()
        found = []
        for first, end in parse.sentences:
            span = parse.span(first, end)
            found.append(Sentence(id=name("sentence", span), made_by=self.name, span=span))
        return found
