"""A view as a page: HTML, links to its forms, its description for machines."""

from __future__ import annotations

from typing import NamedTuple

from dateline.edition.articles import ArticlePage
from dateline.edition.forms import form_path, forms_of
from dateline.edition.lines import Source
from dateline.edition.linked import linked_data
from dateline.edition.pages import Page, draw
from dateline.edition.paths import section_path
from dateline.edition.views import View
from dateline.record import Record


class FormLink(NamedTuple):
    """A form of a page as its page names it."""

    name: str
    path: str
    media_type: str


def drawn(source: Source, view: View) -> tuple[Page, str]:
    """Return a view as HTML, with the page that holds its lines."""
    page = Page(view.path, source)
    query = f"?{view.query}" if view.query else ""
    forms = [
        FormLink(form.name, form_path(view, form) + query, form.media_type)
        for form in forms_of(view, feeds=source.has_feeds)
    ]
    shared = {
        "title": view.title,
        "sections": source.head_sections(),
        "view": view,
        "forms": forms,
        "linked": linked_data(source, view.whole, view.rows()),
        "section_path": section_path,
    }
    about = {"drawn": ArticlePage(page, view.whole)} if isinstance(view.whole, Record) else {}
    return page, draw(page, view.template, **shared, **view.about, **about)
