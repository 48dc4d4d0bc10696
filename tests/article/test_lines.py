from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.article import ArticleLayouter, RecurringLines
from dateline.article.line_words import BUCKETS, buckets
from dateline.article.lines import read_lines
from dateline.article.notices import is_author_line, notice_in
from dateline.article.recurring import MAX_KNOWN
from dateline.article.story_end import comments_begin
from dateline.record import Page
from tests.article.pages import HEADLINE, PARAGRAPHS, plain, words

STORY = "\n\n".join(PARAGRAPHS)
APPEAL = (
    "The Gulf Ledger has reported from both shores for forty years, and every report of it is written by people who "
    "live beside the water that they write about."
)
OTHER = (
    "Ferries between Mbita and Luanda Kotieno will run twice a day from July, the port office said on Monday, after "
    "a year in which one old boat did the work of three."
)
REMARK = "I have fished there for thirty years and no office ever asked me what I catch, so good luck to them all."


@pytest.mark.parametrize(
    "opening",
    [
        "34 responses to “Lake Victoria crews agree”",
        "12 Comments",
        "Comments (3)",
        "Leave a reply",
        "Schreibe einen Kommentar",
        "2 thoughts on “Nets”",
    ],
)
def test_a_story_ends_where_the_readers_comments_begin(opening: str) -> None:
    article = plain(f"{HEADLINE}\n\n{STORY}\n\n{opening}\n\n{REMARK}\n\n{REMARK} Truly.")
    assert words(article, "body") == list(PARAGRAPHS)
    assert {r.taken_for for r in article.removed if r.words.startswith(REMARK)} == {"comment"}


def test_a_count_of_comments_over_the_story_ends_nothing() -> None:
    assert words(plain(f"{HEADLINE}\n\n12 Comments\n\n{STORY}"), "body") == list(PARAGRAPHS)


def test_lines_beside_remarks_end_a_story_where_nothing_opens_the_comments() -> None:
    text = f"{STORY}\n\nAchieng 3 days ago\n\n{REMARK}\n\nOdera 2 days ago\n\nWere 2 days ago\n"
    assert comments_begin(read_lines(text)) == len(PARAGRAPHS)
    assert comments_begin(read_lines(f"{STORY}\n\nThe deal was struck 3 days ago\n")) is None


@pytest.mark.parametrize(
    ("line", "notice"),
    [
        ("If you buy nets through links on this page, we may earn a commission.", True),
        ("The views expressed here are those of the fisherman alone.", True),
        ("This site uses cookies to remember your harbour.", True),
        (PARAGRAPHS[0], False),
        ("The commission will earn its keep, the minister said.", False),
    ],
)
def test_notices_are_told_from_the_story(line: str, notice: bool) -> None:
    assert (notice_in(line) is not None) is notice


def test_a_notice_under_the_headline_is_no_part_of_the_story() -> None:
    notice = "We may earn a commission from what you buy through links on this page, at no cost to you at all."
    article = plain(f"{HEADLINE}\n\n{notice}\n\n{STORY}")
    assert words(article, "body", "deck") == list(PARAGRAPHS)


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("By Lake Desk Staff | May 3, 2019 at 2:26 PM EAT - Updated May 4 at 4:46 PM", True),
        ("Achieng Odera @achiengodera / 2 days", True),
        ("By May 3, 2019 the crews had agreed on everything but the price of fuel and the length of the truce.", False),
        ("The crews met on May 3, 2019", False),
        ("@achiengodera", False),
    ],
)
def test_author_lines_in_odd_forms_are_known_by_a_date_and_by_or_a_handle(line: str, is_one: bool) -> None:
    assert is_author_line(line) is is_one


def page(text: str) -> Page:
    """A scraped text as a page."""
    return Page(content=text.encode(), media_type="text/plain", encoding="utf-8")


def test_lines_that_recur_on_pages_of_a_source_are_taken_off() -> None:
    texts = [
        f"{HEADLINE}\n\n{STORY}\n\n{APPEAL}",
        f"Ferries return to the gulf\n\n{OTHER}\n\n{OTHER} Twice.\n\n{APPEAL}",
    ]
    alone = ArticleLayouter()(page(texts[0]))
    together = ArticleLayouter(recurring=RecurringLines.of(texts))
    article = together(page(texts[0]))
    assert APPEAL in words(alone, "body")
    assert words(article, "body") == list(PARAGRAPHS)
    assert [r.reason for r in article.removed if r.words == APPEAL] == ["stands on 2 pages of this source"]
    assert together.resources[-1][0] == "recurring-lines/2-pages"


def test_a_copy_of_a_page_teaches_nothing() -> None:
    memory = RecurringLines.of([STORY, STORY, f"{STORY}\n\n{APPEAL}"])
    assert memory.pages == 1
    assert not any(memory.recurs(paragraph) for paragraph in PARAGRAPHS)


def test_the_memory_of_lines_is_bounded() -> None:
    memory = RecurringLines()
    for number in range(60):
        memory.add("\n".join(f"line {number} {other} of many" for other in range(2000)) + "\nMenu of the day")
    assert len(memory._counts) <= MAX_KNOWN
    assert memory.recurs("Menu of the day")


@given(st.lists(st.text(max_size=80), max_size=5))
def test_the_same_pages_give_the_same_memory(texts: list[str]) -> None:
    assert RecurringLines.of(texts).digest == RecurringLines.of(texts).digest
    assert RecurringLines.of(texts).pages <= len(texts)


@given(st.text(max_size=200))
def test_words_of_any_line_fall_into_buckets_each_once(line: str) -> None:
    found = buckets(line).tolist()
    assert found == sorted(set(found))
    assert all(0 <= number < BUCKETS for number in found)
