"""Drawing pages: templates that can only say their own words and lines."""

from __future__ import annotations

from functools import lru_cache
from types import SimpleNamespace
from typing import Any, get_args

from jinja2 import Environment, Template
from markupsafe import Markup, escape

from dateline.edition import paths
from dateline.edition.lines import Source
from dateline.edition.references import (
    Drawn,
    Finding,
    Line,
    Listed,
    Reference,
    Removal,
    Stated,
    Told,
    Whole,
    Words,
    headline_line,
)
from dateline.record import EventStatus, EventType, Evidence, Quotation, Record, Span, Story, evidence
from dateline.typesetting import environment, shown, words_of


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
        at = ""
        if isinstance(reference, Words):
            proof = reference.evidence
            at = f' data-at="{escape(proof.record)}:{proof.span.start}-{proof.span.end}"'
        style_of = f' class="{escape(style)}"' if style else ""
        direction = ' dir="auto"' if tag != "title" else ""
        # Put together by hand: a page has hundreds of lines, and Markup.format takes ten times as long.
        return Markup(f'<{tag} id="{element}" data-line{at}{style_of}{direction}>{said}</{tag}>')  # noqa: S704 - escaped

    def words(self, proof: Evidence, tag: str = "span", style: str = "") -> Markup:
        """Return words of a source, linked to where they stand in its article."""
        said = self.say(Words(proof), "a")
        linked = f'<a href="{escape(self.to(proof))}" {said.removeprefix("<a ")}'
        style_of = f' class="{escape(style)}"' if style else ""
        return Markup(linked if tag == "span" else f"<{tag}{style_of}>{linked}</{tag}>")  # noqa: S704 - escaped

    def speaker(self, record: Record, quotation: Quotation) -> Markup:
        """Return who said it, linked to what else they said where a full name tells who that is."""
        said = self.say(Finding(record.id, quotation.id, "speaker"))
        key = paths.speaker_key(record, quotation)
        return said if key is None else self._link(paths.speaker_path(key), said)

    def source_of(self, record: Record) -> Markup:
        """Return who published it, linked to the source's card."""
        said = self.say(Stated(record.id, "publisher"))
        key = paths.source_key(record)
        return said if key is None else self._link(paths.source_path(key), said)

    def story(self, story: Story) -> Markup:
        """Return a story's headline, linked to its page."""
        title = Words(story.headline) if story.headline else Stated(story.families[0].representative, "headline")
        return self._link(paths.story_path(story.id), self.say(title))

    def report(self, record: Record) -> Markup:
        """Return an article's headline, linked to its page."""
        return self._link(paths.article_path(record.id), self.say(headline_line(record)))

    def _link(self, path: str, said: Markup) -> Markup:
        return Markup(f'<a href="{escape(self.up + path)}">{said}</a>')  # noqa: S704 - escaped

    def figure(self, reference: Drawn) -> Markup:
        """Return a drawing as a line."""
        element = f"l{len(self.lines)}"
        self.lines.append(Line(self.path, element, reference))
        return framed(self.source.said(reference), element)

    def to(self, proof: Evidence) -> str:
        """Return the link to the sentence that holds the words, else to their block."""
        return (
            f"{self.up}{paths.article_path(proof.record)}#{paths.anchor(self.source.records[proof.record], proof.span)}"
        )


def framed(figure: str, element: str) -> Markup:
    """Return a drawing's HTML with the marks of a line on it."""
    return Markup(str(figure).replace("<figure ", f'<figure id="{element}" data-line ', 1))  # noqa: S704 - drawn by us


def draw(page: Page, name: str, **about: Any) -> str:
    """Return a page's HTML; its lines are then in ``page.lines``."""
    return template(name).render(page=page, source=page.source, **_tools(), **about)


def template(name: str) -> Template:
    """Return one of the edition's templates."""
    return _templates().get_template(name)


@lru_cache
def _templates() -> Environment:
    return environment("dateline.edition")


def _tools() -> dict[str, Any]:
    tools: dict[str, Any] = {
        "Stated": Stated,
        "Told": Told,
        "Whole": Whole,
        "Listed": Listed,
        "Removal": Removal,
        "Finding": Finding,
        "Drawn": Drawn,
        "Words": Words,
        "paths": paths,
        "span_of": _span_of,
        "sentence_of": _sentence_of,
        "types": get_args(EventType),
        "statuses": get_args(EventStatus),
    }
    return tools | {"tools": SimpleNamespace(**tools)}


def _span_of(record: Record, span: Span) -> Words:
    return Words(evidence(record, span))


def _sentence_of(record: Record, span: Span) -> Evidence:
    return evidence(record, paths.sentence_at(record, span))
