from __future__ import annotations

import pytest

from dateline.article.decks import find_decks
from dateline.article.webpage import described_page
from dateline.record import Page
from tests.article.pages import HEAD, HEADLINE, PARAGRAPHS

STORY = "".join(f"<p>{words}</p>" for words in PARAGRAPHS)
SUMMARY = "The truce follows the worst catch in living memory."


def decks(around: str) -> list[str]:
    """The decks of a page whose headline and what follows it are given."""
    page = f"{HEAD}<body><article>{around}<div class=text>{STORY}</div></article></body>"
    read = described_page(Page(content=page.encode(), media_type="text/html", encoding="utf-8"))
    return [read.blocks[number].words for number in sorted(find_decks(read))]


@pytest.mark.parametrize(
    "head",
    [
        f"<header><h1>{HEADLINE}</h1><p class=standfirst>{SUMMARY}</p></header>",
        f"<header><h1>{HEADLINE}</h1><h2>{SUMMARY}</h2></header>",
        f"<header><h1>{HEADLINE}</h1><div>{SUMMARY}</div></header><p class=byline>By Wanjiru Mboya</p>",
        f"<h1>{HEADLINE}</h1><p class=byline>By Wanjiru Mboya</p><p class=subtitle>{SUMMARY}</p>",
    ],
)
def test_a_summary_under_the_headline_is_a_deck_by_its_mark_or_its_place(head: str) -> None:
    assert decks(head) == [SUMMARY]


@pytest.mark.parametrize(
    "line",
    [
        "<p class=byline>By Wanjiru Mboya</p>",
        "<p class=intro>Published 3 May 2019</p>",
        "<figure><figcaption class=summary>Boats drawn up at Dunga Beach on Friday.</figcaption></figure>",
        "<p class=summary>Sign up for our newsletter and get the news in your inbox.</p>",
        "<p class=summary hidden>The truce follows the worst catch in living memory.</p>",
        "<p class=summary>Photo: Wanjiru Mboya</p>",
    ],
)
def test_a_byline_a_date_a_caption_or_a_promotion_is_no_deck(line: str) -> None:
    assert decks(f"<h1>{HEADLINE}</h1>{line}") == []


def test_the_first_paragraph_of_the_story_is_no_deck() -> None:
    assert decks(f"<h1>{HEADLINE}</h1>") == []


def test_a_page_without_a_headline_has_no_deck() -> None:
    read = described_page(Page(content=b"<p class=deck>Nets rest.</p>", media_type="text/html", encoding="utf-8"))
    assert find_decks(read) == frozenset()
