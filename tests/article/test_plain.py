from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.article.pages import HEADLINE, PARAGRAPHS, plain, words

STORY = "\n\n".join(PARAGRAPHS)
WORDPRESS = f"""{HEADLINE}

Lake Victoria crews agree

{STORY}

Categorized as Environment, Kenya

By Gulf Ledger Kenya

Gulf Ledger Kenya is your trusted source for breaking news about the lake. Our team of seasoned reporters brings you \
the stories that matter, so stay informed and start reading today!

Exit mobile version
"""
OTHER = f"""Skip to content
Menu
Environment
{HEADLINE}
By Wanjiru Mboya
3 May 2019
Share
Facebook
Twitter
{chr(10).join(PARAGRAPHS[:2])}
Advertisement
Read more: Why the perch left the gulf
{PARAGRAPHS[2]}
Leave a reply
Your email address will not be published. Required fields are marked *
© 2019 The Gulf Ledger. All rights reserved.
"""


@pytest.mark.parametrize("page", [WORDPRESS, OTHER], ids=["wordpress", "other"])
def test_the_paragraphs_of_a_scraped_story_are_the_body_exactly(page: str) -> None:
    article = plain(page)
    assert article.words(article.headline) == HEADLINE
    assert words(article, "body", "subheading", "list", "deck") == list(PARAGRAPHS)


@pytest.mark.parametrize(
    ("page", "line", "taken_for"),
    [
        (WORDPRESS, "Lake Victoria crews agree", "repeated-headline"),
        (WORDPRESS, "Categorized as Environment, Kenya", "category"),
        (WORDPRESS, "By Gulf Ledger Kenya", "byline"),
        (WORDPRESS, "Exit mobile version", "site-control"),
        (OTHER, "Skip to content", "site-control"),
        (OTHER, "Facebook", "share-control"),
        (OTHER, "Advertisement", "advert"),
        (OTHER, "Read more: Why the perch left the gulf", "related"),
        (OTHER, "Leave a reply", "comment-prompt"),
        (OTHER, "© 2019 The Gulf Ledger. All rights reserved.", "legal"),
    ],
)
def test_each_line_of_furniture_is_named_for_what_it_is(page: str, line: str, taken_for: str | set[str]) -> None:
    assert taken_for in {r.taken_for for r in plain(page).removed if r.words == line}


def test_the_outlet_s_praise_of_itself_is_a_publisher_s_blurb() -> None:
    article = plain(WORDPRESS)
    assert [r.words[:11] for r in article.removed if r.taken_for == "publisher-blurb"] == ["Gulf Ledger"]


def test_category_and_author_lines_become_fields() -> None:
    article = plain(WORDPRESS)
    assert [s.value for s in article.sections] == ["Environment", "Kenya"]
    assert [(b.name.value, b.kind) for b in article.bylines] == [("Gulf Ledger Kenya", "house")]


def test_a_byline_and_a_date_under_the_headline_are_read() -> None:
    article = plain(OTHER)
    assert [(b.name.value, b.kind) for b in article.bylines] == [("Wanjiru Mboya", "person")]
    assert article.published is not None
    assert article.published.value == "2019-05-03"


def test_a_sentence_of_the_story_that_speaks_of_readers_stays() -> None:
    remark = (
        "“You can read the report and subscribe to its findings or not, but your children will eat "
        "fewer fish,” she said."
    )
    assert remark in words(plain(WORDPRESS.replace(PARAGRAPHS[2], f"{PARAGRAPHS[2]}\n\n{remark}")), "body")


@pytest.mark.parametrize("text", ["", "\n\n \n", "🐟", "\u200b", "Menu", "مرحبا", "x" * 5000])
def test_odd_texts_give_sound_records(text: str) -> None:
    assert plain(text).text == "" or plain(text).blocks


@given(st.text(max_size=400))
def test_any_text_gives_a_sound_record(text: str) -> None:
    plain(text)
    plain(f"{HEADLINE}\n\n{PARAGRAPHS[0]}\n{text}\n{PARAGRAPHS[1]}")


@pytest.mark.shared
def test_the_sample_dispatch_is_read_perfectly(shared: Path) -> None:
    text = (shared / "samples" / "dispatch.txt").read_text(encoding="utf-8")
    article = plain(text, published="2016-12-10")
    lines = [line for line in text.split("\n") if line]
    assert article.words(article.headline) == lines[0]
    assert words(article, "body") == lines[2:11]
    assert {r.words: r.taken_for for r in article.removed} == {
        lines[1]: "repeated-headline",
        lines[11]: "category",
        lines[12]: "byline",
        lines[13]: "publisher-blurb",
        lines[14]: "site-control",
    }
    assert [b.name.value for b in article.bylines] == ["News Week Me"]
    assert article.bylines[0].kind in {"house", "unknown"}
    assert [s.value for s in article.sections] == ["Politics"]
    assert article.dateline is not None
    assert article.words(article.dateline.place) == "PARIS"
    assert article.words(article.dateline.date) == "Dec 10"
    assert article.published is not None
    assert article.published.source == "given"


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        ("By\nWanjiru Mboya\n3 May 2019", ["Wanjiru Mboya"]),
        ("ByWanjiru Mboya\nShare", ["Wanjiru Mboya"]),
        ("Alice Mboya\nLake Writer", ["Alice Mboya"]),
        ("Boats at Dunga Beach. Photo: Alice Mboya", []),
        ("Lake Basin", []),
    ],
)
def test_an_author_above_a_scraped_story_is_read_from_lines_of_any_make(lines: str, names: list[str]) -> None:
    article = plain(f"{HEADLINE}\n{lines}\n\n{STORY}")
    assert [byline.name.value for byline in article.bylines] == names


def test_a_line_with_author_and_date_gives_both() -> None:
    article = plain(f"{HEADLINE}\n\nBy Wanjiru Mboya | May 3, 2019 | Updated May 4, 2019\n\n{STORY}")
    assert [byline.name.value for byline in article.bylines] == ["Wanjiru Mboya"]
    assert article.published is not None
    assert article.modified is not None
    assert (article.published.value, article.modified.value) == ("2019-05-03", "2019-05-04")
