"""What is kept as a whole: a list with its short items, a post with its signature; a heading needs a text."""

from __future__ import annotations

import pytest

from dateline.article.reasons import is_about_author, names_picture_source
from tests.article.pages import HEADLINE, LEAD, NEWS, SECOND, THIRD, html, words

POST = (
    '<blockquote class="twitter-tweet"><p>The nets are out of the water.<br><br>Three months to go.</p>'
    "— Dunga Beach Crews (@dungacrews) May 3, 2019</blockquote>"
)


def page(body: str, over: str = "") -> str:
    """A story of the Gulf Ledger with other paragraphs, and what stands over its headline."""
    head, _, rest = NEWS.partition('<div class="article-body">')
    tail = rest.partition('<div class="newsletter">')
    text = f'{head}<div class="article-body">{body}</div>{tail[1]}{tail[2]}'
    return text.replace("<main>", f"{over}<main>")


def test_an_embedded_post_is_one_block_with_its_lines_and_signature() -> None:
    article = html(page(f"<p>{LEAD}</p><p>{SECOND}</p>{POST}<p>{THIRD}</p>"))
    assert words(article, "embedded-post") == [
        "The nets are out of the water.\nThree months to go.\n— Dunga Beach Crews (@dungacrews) May 3, 2019"
    ]


def test_two_posts_are_two_blocks() -> None:
    article = html(page(f"<p>{LEAD}</p>{POST}{POST.replace('Three', 'Two')}<p>{SECOND}</p><p>{THIRD}</p>"))
    assert len(words(article, "embedded-post")) == 2


def test_a_post_among_the_comments_is_none_of_the_story() -> None:
    article = html(page(f"<p>{LEAD}</p><p>{SECOND}</p><p>{THIRD}</p>").replace("<p>Leave a comment</p>", POST))
    assert words(article, "embedded-post") == []


UPDATE = "Update, May 4: This story has been updated to say where the patrols begin."


def test_a_note_on_what_was_changed_is_kept_as_a_correction() -> None:
    article = html(page(f"<p>{LEAD}</p><p>{SECOND}</p><p>{THIRD}</p><p><em>{UPDATE}</em></p>"))
    assert words(article, "correction") == [UPDATE]


@pytest.mark.parametrize("crew", ["Usenge", "Sori", "Uhanya"])
def test_no_item_of_a_kept_list_is_lost(crew: str) -> None:
    items = (
        "Dunga Beach, which has forty boats and voted for the truce by a show of hands on Thursday",
        "Usare, where crews asked the county for new nets with a wider mesh before they agreed",
        "Usenge",
        "Sori",
        "Uhanya",
    )
    listed = "".join(f"<li>{item}</li>" for item in items)
    article = html(page(f"<p>{LEAD}</p><p>{SECOND}</p><p>{THIRD}</p><p>The beaches are:</p><ul>{listed}</ul>"))
    assert crew in words(article, "list")


def test_a_heading_at_the_end_that_heads_nothing_is_not_the_story() -> None:
    article = html(page(f"<p>{LEAD}</p><p>{SECOND}</p><h2>Why crews agreed</h2><p>{THIRD}</p><h2>Stand with us</h2>"))
    assert words(article, "subheading") == ["Why crews agreed"]


def test_a_list_of_other_stories_over_the_headline_is_dropped_with_its_summaries() -> None:
    others = "".join(
        f"<li><b>{place} market reopens</b> {place.upper()}: The county opened the fish market again on Monday, after "
        "two years in which traders sold their catch from the side of the road.</li>"
        for place in ("Mbita", "Sori", "Usenge", "Homa Bay")
    )
    article = html(page(f"<p>{LEAD}</p><p>{SECOND}</p><p>{THIRD}</p>", f'<div class="top"><ul>{others}</ul></div>'))
    assert words(article, "body") == [LEAD, SECOND, THIRD]


def test_the_h1_that_is_the_title_is_the_headline_whatever_its_wrapper_is_called() -> None:
    content = page(f"<p>{LEAD}</p><p>{SECOND}</p><p>{THIRD}</p>")
    article = html(content.replace("<main>", '<main class="navigation"><div class="cookie-consent">'))
    assert article.words(article.headline) == HEADLINE


def test_a_credit_under_the_headline_is_no_deck() -> None:
    content = page(f"<p>{LEAD}</p><p>{SECOND}</p><p>{THIRD}</p>")
    deck = "A three-month truce between crews and county follows the worst catch in memory."
    article = html(content.replace(deck, "“Nets at Rest”, Ana Cruz, 2019. Image: courtesy of the artist."))
    assert words(article, "deck") == []


@pytest.mark.parametrize("line", ["Foto di Ana Cruz", "Source: harbour_7", "Image by Wanjiru Mboya", "Bild: A. Cruz"])
def test_a_line_that_names_whose_picture_it_is_is_told_by_its_opening(line: str) -> None:
    assert names_picture_source(line)


@pytest.mark.parametrize(
    "line", ["Photo by photo, the wall came down.", "Sources close to the deal", "Source close to the deal", ""]
)
def test_a_line_that_opens_like_one_is_none(line: str) -> None:
    assert not names_picture_source(line)


@pytest.mark.parametrize(
    ("paragraph", "found"),
    [
        ("Wanjiru Mboya is a reporter at The Gulf Ledger.", True),
        ("• Wanjiru Mboya, a former crew member, covers fisheries.", True),
        ("Wanjiru Mboya’s boat left at dawn.", False),
        ("Achieng Odera is a boat owner.", False),
        ("She met Wanjiru Mboya, a reporter.", False),
    ],
)
def test_a_paragraph_about_the_author_opens_with_the_authors_name(paragraph: str, found: bool) -> None:
    assert is_about_author(paragraph, ["Wanjiru Mboya", "Reuters"]) is found
