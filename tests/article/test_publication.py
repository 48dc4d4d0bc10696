from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.article.date_lines import DateOrder, date_lines, opening_date
from dateline.article.dates import find_moments, read_moment
from dateline.record import Span
from tests.article.pages import HEADLINE, PARAGRAPHS, html

BODY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
LATER = "<p>The county promised to report on the truce before the long rains, and named no other date for it.</p>"


def page(*, meta: str = "", line: str = "") -> str:
    """A page with this metadata and this line under its headline."""
    return (
        f"<html><head><title>{HEADLINE}</title>{meta}</head><body><main><article><h1>{HEADLINE}</h1>"
        f'<div class="date">{line}</div><div class="article-body">{BODY}{LATER}</div></article></main></body></html>'
    )


def stated(published: str, modified: str = "") -> str:
    """JSON-LD that gives these times."""
    changed = f',"dateModified":"{modified}"' if modified else ""
    return (
        f'<script type="application/ld+json">{{"@type":"NewsArticle","headline":"{HEADLINE}",'
        f'"datePublished":"{published}"{changed}}}</script>'
    )


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Updated May 4, 2019 8:10 AM / Published May 3, 2019 6:20 PM", ["2019-05-04T08:10", "2019-05-03T18:20"]),
        ("2024 Jun 30;28(2):43", ["2024-06-30"]),
        ("May 3, 2019 8:10 AM May 4, 2019", ["2019-05-03T08:10", "2019-05-04"]),
        ("3 May 2019 and 5 May 2019", ["2019-05-03", "2019-05-05"]),
        ("31 February 2016", []),
    ],
)
def test_all_dates_of_a_line_are_found_in_reading_order(text: str, days: list[str]) -> None:
    assert [found.moment.value for found in find_moments(text)] == days


@given(st.text(alphabet="0123456789 .-/:TZMayJun,年月日+amp", max_size=80))
def test_dates_are_found_inside_any_text_in_order_and_apart(text: str) -> None:
    end = 0
    for found in find_moments(text):
        assert end <= found.start < found.end <= len(text)
        assert read_moment(found.moment.value) is not None
        end = found.end


@pytest.mark.parametrize(
    ("words", "of"),
    [
        ("Published: May 3, 2019", ["published"]),
        ("Last updated May 4, 2019", ["modified"]),
        ("May 3, 2019 Updated May 4, 2019", ["plain", "modified"]),
        ("Offer expires May 9, 2019", ["other"]),
        ("Zuletzt aktualisiert: 4.5.2019", ["modified"]),
    ],
)
def test_the_label_beside_a_date_says_what_it_is_a_date_of(words: str, of: list[str]) -> None:
    lines = date_lines(words, "", path=None, span=Span(10, 10 + len(words)), order=DateOrder(), place="line")
    assert [line.of for line in lines] == of
    for line in lines:
        assert line.said.span is not None
        assert words[line.said.span.start - 10 : line.said.span.end - 10] == line.said.raw


def test_a_date_in_numbers_is_read_in_the_order_that_brings_it_to_a_stated_day() -> None:
    order = DateOrder(day_first=True, stated=frozenset({"2021-11-01"}))
    [line] = date_lines("11/01/2021", "", path=None, span=None, order=order, place="line")
    assert line.moment.value == "2021-11-01"


def test_the_words_of_a_date_stand_above_an_attribute_that_says_another_day() -> None:
    [line] = date_lines("May 3, 2019", "2016-01-01", path=None, span=None, order=DateOrder(), place="line")
    assert line.moment.value == "2019-05-03"


def test_a_note_at_the_end_dates_the_last_change() -> None:
    [line] = opening_date("Aktualisiert am 17.01.2021.", path=None, span=None, order=DateOrder())
    assert (line.moment.value, line.of) == ("2021-01-17", "modified")


@pytest.mark.parametrize(
    ("meta", "line", "published", "source", "others"),
    [
        (stated("2019-05-03"), "May 3, 2019", "2019-05-03", "json-ld", []),
        # The line is the same moment on the publisher's clock.
        (stated("2019-05-04T03:22:00Z"), "May 3, 2019, 10:22 PM EST", "2019-05-03T22:22:00-05:00", "json-ld", []),
        (stated("2019-05-04T03:22:00Z"), "May 3, 2019", "2019-05-03", "visible", ["2019-05-04T03:22:00+00:00"]),
        # The line shows the day of the last change as the article's own.
        (stated("2017-01-09", "2019-05-03T09:00:00+03:00"), "May 3, 2019", "2019-05-03", "visible", ["2017-01-09"]),
        # It says that it is the day of the last change.
        (stated("2017-01-09", "2019-05-03"), "Updated May 3, 2019", "2017-01-09", "json-ld", []),
        # Nothing speaks for it.
        (stated("2019-05-03"), "May 9, 2019", "2019-05-03", "json-ld", ["2019-05-09"]),
        (stated("2019-05-03"), "Published May 2, 2019", "2019-05-02", "visible", ["2019-05-03"]),
        ("", "Published May 2, 2019", "2019-05-02", "visible", []),
        ("", "", None, None, []),
    ],
)  # fmt: skip
def test_the_likeliest_statement_stands_and_other_days_are_kept(
    meta: str, line: str, published: str | None, source: str | None, others: list[str]
) -> None:
    article = html(page(meta=meta, line=line))
    time = article.published
    assert (time and time.value, time and time.source) == (published, source)
    assert [said.value for name, said in article.alternatives if name == "published"] == others


def test_a_line_with_updated_dates_the_last_change() -> None:
    article = html(page(line="Published May 2, 2019 · Updated May 4, 2019"))
    assert article.published is not None
    assert article.modified is not None
    assert (article.published.value, article.modified.value) == ("2019-05-02", "2019-05-04")


def test_the_address_dates_an_article_whose_boxes_show_other_days() -> None:
    article = html(page(line="May 9, 2017"), url="https://gulfledger.example/2019/may/03/nets/")
    assert article.published is not None
    assert (article.published.value, article.published.source) == ("2019-05-03", "url")


def test_a_date_that_opens_the_first_paragraph_is_the_last_resort() -> None:
    article = html(page(line="").replace("<p>KISUMU", "<p>3 May 2019 – KISUMU"))
    assert article.published is not None
    assert article.published.value == "2019-05-03"
    assert article.words(article.published.span) == "3 May 2019"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Published May 3, 2019 at 6:20 PM EST by", "May 3, 2019 at 6:20 PM EST"),
        ("18:20 Uhr, 3. Mai 2019", "18:20 Uhr, 3. Mai 2019"),
        ("3 May 2019 · 12 comments", "3 May 2019"),
    ],
)
def test_a_date_stands_where_its_words_and_its_time_of_day_stand(text: str, words: str) -> None:
    [found] = find_moments(text)
    assert text[found.start : found.end] == words
