"""Drawing pages: templates that can only say their own words and lines."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

from jinja2 import Environment
from markupsafe import Markup, escape

from dateline.edition.lines import (
    Drawn,
    Finding,
    Line,
    Reference,
    Removal,
    Source,
    Stated,
    Told,
    Whole,
    Words,
    headline_line,
)
from dateline.record import Event, Evidence, Quotation, Record, Span, evidence
from dateline.record.marking import VISIBLE, Mark, MarkedBlock, MarkKind, mark
from dateline.typesetting import environment, marked_words, shown, wording, words_of

MARKED: frozenset[MarkKind] = VISIBLE | {"sentence"}


class Page:
    """One page while it is drawn: hands out element ids and keeps what each line stands on."""

    def __init__(self, path: str, source: Source) -> None:
        self.path = path
        self.source = source
        self.lines: list[Line] = []

    @property
    def up(self) -> str:
        """The way from this page to the edition's folder."""
        return "../" * self.path.count("/")

    def say(self, reference: Reference, tag: str = "span", style: str = "", inside: Markup | None = None) -> Markup:
        """Return an element that reads what the reference stands for; ``inside`` is the same with marks in it."""
        said = inside
        if said is None:
            # A title holds no elements, so an override can't be shut in one there.
            foreign = self.source.said(reference)
            said = escape(shown(foreign)) if tag == "title" else words_of(foreign)
        element = f"l{len(self.lines)}"
        self.lines.append(Line(self.path, element, reference))
        at = Markup("")
        if isinstance(reference, Words):
            proof = reference.evidence
            at = Markup(' data-at="{}:{}-{}"').format(proof.record, proof.span.start, proof.span.end)
        style_of = Markup(' class="{}"').format(style) if style else ""
        direction = Markup(' dir="auto"') if tag != "title" else ""
        return Markup('<{0} id="{1}" data-line{2}{3}{4}>{5}</{0}>').format(tag, element, at, style_of, direction, said)

    def words(self, proof: Evidence, tag: str = "span", style: str = "") -> Markup:
        """Return words of a source, linked to where they stand in its article."""
        said = self.say(Words(proof), "a")
        linked = said.replace("<a ", Markup('<a href="{}" ').format(self.to(proof)), 1)
        style_of = Markup(' class="{}"').format(style) if style else ""
        return linked if tag == "span" else Markup("<{0}{1}>{2}</{0}>").format(tag, style_of, linked)

    def figure(self, reference: Drawn) -> Markup:
        """Return a drawing as a line."""
        element = f"l{len(self.lines)}"
        self.lines.append(Line(self.path, element, reference))
        return framed(self.source.said(reference), element)

    def to(self, proof: Evidence) -> str:
        """Return the link to the sentence that holds the words, else to their block."""
        return f"{self.up}{article_path(proof.record)}#{anchor(self.source.records[proof.record], proof.span)}"


def framed(figure: str, element: str) -> Markup:
    """Return a drawing's HTML with the marks of a line on it."""
    return Markup(str(figure).replace("<figure ", f'<figure id="{element}" data-line ', 1))  # noqa: S704 - drawn by us


def article_path(record_id: str) -> str:
    """Return where a record's article page is."""
    return f"articles/{record_id}.html"


def story_path(story_id: str) -> str:
    """Return where a story's page is."""
    return f"stories/{story_id}.html"


def section_path(section: str) -> str:
    """Return where a section's page is: its letters and digits, and where those are few a digest of its name."""
    plain = unicodedata.normalize("NFKD", section.casefold()).encode("ascii", "ignore").decode()
    stem = re.sub(r"[^a-z0-9]+", "-", plain)[:40].strip("-")
    digest = hashlib.sha256(section.casefold().encode()).hexdigest()[:8]
    return f"sections/{stem}-{digest}.html" if stem != section.casefold() else f"sections/{stem}.html"


def anchor(record: Record, span: Span) -> str:
    """Return the id, in the article's page, of the sentence that holds a span's start, else of its block."""
    for sentence in record.sentences:
        if sentence.span.start <= span.start < sentence.span.end:
            return sentence.id
    block = record.article.block_at(span.start)
    return f"block-{block.span.start}" if block is not None else "article"


def draw(page: Page, template: str, **about: Any) -> str:
    """Return a page's HTML; its lines are then in ``page.lines``."""
    return _templates().get_template(template).render(page=page, source=page.source, **_tools(page), **about)


@lru_cache
def _templates() -> Environment:
    return environment("dateline.edition")


def _tools(page: Page) -> dict[str, Any]:
    tools: dict[str, Any] = {
        "Stated": Stated,
        "Told": Told,
        "Whole": Whole,
        "Removal": Removal,
        "Finding": Finding,
        "Drawn": Drawn,
        "headline": headline_line,
        "sections": sections_of(page.source),
        "section_path": section_path,
        "story_path": story_path,
        "article_path": article_path,
        "Words": Words,
    }
    return tools | {"tools": SimpleNamespace(**tools)}


def sections_of(source: Source) -> list[str]:
    """Return the sections that stories have, each once whatever its case, in alphabetical order."""
    found: dict[str, str] = {}
    for story in source.ranked():
        for section in story.sections:
            found.setdefault(section.casefold(), section)
    return [found[key] for key in sorted(found)]


class ArticlePage:
    """An article's page: its blocks with their marks, and the findings to list."""

    def __init__(self, page: Page, record: Record) -> None:
        self.page = page
        self.record = record
        self.article = record.article
        self.marked = mark(record, MARKED)
        self.findings = (*record.events, *record.times, *record.places)
        self._open: list[str] = []

    def block(self, marked: MarkedBlock) -> Markup:
        """Return a block as a line, its findings marked and its sentences to be linked to."""
        inside = marked_words(self.record.text, marked, self._opening, self._closing)
        tag = BLOCK_TAGS.get(marked.block.role, "p")
        return self.page.say(Words(evidence(self.record, marked.block.span)), tag, marked.block.role, inside)

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
