"""An article's page: its blocks with their marks, and what was found in them."""

from __future__ import annotations

from itertools import pairwise

from markupsafe import Markup

from dateline.edition.excerpts import whole_digest
from dateline.edition.pages import Page
from dateline.edition.references import Finding, Words
from dateline.record import Event, Quotation, Record, evidence
from dateline.record.marking import VISIBLE, Mark, MarkedBlock, MarkKind, mark
from dateline.typesetting import marked_words, wording

MARKED: frozenset[MarkKind] = VISIBLE | {"sentence"}


class ArticlePage:
    """An article's page: its blocks with their marks, and the findings to list."""

    def __init__(self, page: Page, record: Record) -> None:
        self.page = page
        self.record = record
        self.article = record.article
        self.is_excerpt = whole_digest(record.article) is not None
        whole = mark(record, MARKED)
        self.marked = [each for each in whole if not self._is_blank(each)]
        self._before_cuts = {each.block.span for each, after in pairwise(whole) if self._is_blank(after)}
        self.findings = (*record.events, *record.times, *record.places)
        self._open: list[str] = []

    def block(self, marked: MarkedBlock) -> Markup:
        """Return a block as a line, its findings marked and its sentences to be linked to."""
        inside = marked_words(self.record.text, marked, self._opening, self._closing)
        tag = BLOCK_TAGS.get(marked.block.role, "p")
        return self.page.say(Words(evidence(self.record, marked.block.span)), tag, marked.block.role, inside)

    def cut_after(self, marked: MarkedBlock) -> bool:
        """Say whether words are left out within a block or after it."""
        return self.is_excerpt and (marked.block.span in self._before_cuts or self._holds_cut(marked))

    def _is_blank(self, marked: MarkedBlock) -> bool:
        return not marked.block.span.of(self.record.text).strip()

    def _holds_cut(self, marked: MarkedBlock) -> bool:
        words = marked.block.span.of(self.record.text)
        return words != words.strip() or "   " in words

    def speakers(self, marked: MarkedBlock) -> list[Quotation]:
        """Return the statements that begin in a block, one a speaker."""
        found: dict[str, Quotation] = {}
        for segment in marked.segments:
            for piece in segment.opened:
                quotation = self.record.by_id[piece.annotation]
                if isinstance(quotation, Quotation) and quotation in self.record.statements and piece.first:
                    found.setdefault(self.page.source.said(Finding(self.record.id, quotation.id, "speaker")), quotation)
        return list(found.values())

    def _opening(self, piece: Mark) -> Markup:
        own_id = Markup(' id="{}"').format(piece.annotation) if piece.first else ""
        finding = self.record.by_id[piece.annotation]
        if piece.kind == "sentence":
            tag, rest = "span", Markup("")
        else:
            aside = isinstance(finding, Quotation) and finding.use != "speech"
            rest = Markup(' class="m {}{}"').format(piece.kind, " aside" if aside else "")
            if isinstance(finding, Event) and wording.event_status(finding) != "actual":
                rest += Markup(' data-status="{}"').format(wording.event_status(finding))
            # A link may not hold another one: of two marks over the same words the outer one leads on.
            tag = "span" if piece.kind == "quotation" or "a" in self._open else "a"
            if tag == "a":
                rest += Markup(' href="#about-{}"').format(piece.annotation)
        self._open.append(tag)
        return Markup("<{}{}{}>").format(tag, own_id, rest)

    def _closing(self, piece: Mark) -> Markup:
        return Markup("</{}>").format(self._open.pop())


BLOCK_TAGS = {"headline": "h1", "subheading": "h2", "entry": "h2", "pull-quote": "blockquote"}
