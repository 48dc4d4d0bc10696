"""The sample pages, read as a reader would judge them, against what samples/manifest.jsonl says of each."""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache
from typing import Any

import pytest

from dateline.article import ArticleLayouter
from dateline.record import Article, Page
from tests.article.pages import words
from tests.samples.manifest import content, encoding, pages

each_page = pytest.mark.parametrize("row", pages(), ids=lambda row: row["file"])


@cache
def article_of(file: str) -> Article:
    row = next(row for row in pages() if row["file"] == file)
    page = Page(content=content(row), media_type=row["media_type"], encoding=encoding(row), url=row["url"])
    return ArticleLayouter()(page)


def moment(value: str | None) -> datetime | str | None:
    """A time as a moment, a day as it is written."""
    return value if value is None or len(value) <= 10 else datetime.fromisoformat(value)


@each_page
def test_the_body_is_the_story_s_paragraphs_and_nothing_else(row: dict[str, Any]) -> None:
    body = words(article_of(row["file"]), "body")
    assert (len(body), body[0], body[-1]) == (row["paragraphs"], row["body_first"], row["body_last"])


@each_page
def test_the_headline_is_the_page_s(row: dict[str, Any]) -> None:
    article = article_of(row["file"])
    assert article.words(article.headline) == row["headline"]
    assert words(article, "deck") == ([row["deck"]] if row.get("deck") else [])


@each_page
def test_the_authors_are_named_and_nobody_else(row: dict[str, Any]) -> None:
    assert [byline.name.value for byline in article_of(row["file"]).bylines] == row["byline"]


@each_page
def test_times_are_as_the_page_has_them(row: dict[str, Any]) -> None:
    article = article_of(row["file"])
    assert moment(article.published.value if article.published else None) == moment(row["published"])
    if row.get("modified"):
        assert article.modified is not None
        assert moment(article.modified.value) == moment(row["modified"])


@each_page
def test_the_section_is_among_those_found(row: dict[str, Any]) -> None:
    found = [section.value for section in article_of(row["file"]).sections]
    assert row["section"] in found if row["section"] else found == []


@each_page
def test_dateline_and_credited_agency_are_the_page_s(row: dict[str, Any]) -> None:
    article = article_of(row["file"])
    assert (article.words(article.dateline.span) if article.dateline else None) == row.get("dateline")
    credit = article.agency_credit.value if article.agency_credit else None
    assert credit == row.get("agency_credit")


@each_page
def test_completeness_is_as_said(row: dict[str, Any]) -> None:
    assert article_of(row["file"]).completeness == row.get("completeness", "full")


@each_page
def test_the_outlet_is_named_where_the_page_names_it(row: dict[str, Any]) -> None:
    # A scraped text has no place that names its outlet for certain; whoever adds it knows the source.
    publisher = article_of(row["file"]).publisher
    assert (publisher.value if publisher else None) == (row["outlet"] if row["media_type"] == "text/html" else None)


@each_page
def test_a_correction_stays_in_the_text_as_one(row: dict[str, Any]) -> None:
    corrections = words(article_of(row["file"]), "correction")
    assert len(corrections) == (row["role"] == "correction")


@each_page
def test_entries_are_headed_only_on_the_live_page(row: dict[str, Any]) -> None:
    entries = words(article_of(row["file"]), "entry")
    assert bool(entries) == (row["role"] == "live blog")
    assert all(entry[2] == ":" for entry in entries)


@each_page
def test_no_words_of_parts_that_stand_apart_are_glued(row: dict[str, Any]) -> None:
    article = article_of(row["file"])
    lines = words(article, "byline", "timestamp", "caption", "pull-quote") + [r.words for r in article.removed]
    glued = [word for line in lines for word in re.findall(r"\w*[a-z]{2}[A-Z][a-z]{2}\w*", line)]
    assert set(glued) <= {"WordPress"}
