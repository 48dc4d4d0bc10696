"""Posts of live pages: whose time a line carries, over a post or under it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.record import Article
from tests.article.pages import HEAD, HEADLINE, LEAD, SECOND, THIRD, html, words

LIVE = HEAD.replace('"NewsArticle"', '["NewsArticle","LiveBlogPosting"]')
FOURTH = (
    "Traders at the Kibuye market said on Saturday that the price of tilapia had already risen by a third, and that "
    "they expected it to double before the boats sail again in August."
)
TITLES = ("Traders see prices rise", "Crews speak of hunger", "Patrols start on Monday")
TEXTS = (FOURTH, SECOND, THIRD)
TIMES = ("Wanjiru Mboya 3 May 2019 18:40", "Otieno Were 3 May 2019 17:05", "Wanjiru Mboya 3 May 2019 15:30")


def page(posts: str) -> Article:
    """The article of a page that says that it is live."""
    return html(
        f"{LIVE}<body><main><article><h1>{HEADLINE}</h1><div class='lead'><p>{LEAD}</p></div>"
        f"<div class='posts'>{posts}</div></article></main></body></html>"
    )


def stamp(time: str) -> str:
    return f'<div class="stamp">{time}</div>'


def leading(title: str, text: str, time: str) -> str:
    return f"{stamp(time)}<h3>{title}</h3><p>{text}</p>"


def trailing(title: str, text: str, time: str) -> str:
    return f"<h3>{title}</h3><p>{text}</p>{stamp(time)}"


def between(title: str, text: str, time: str) -> str:
    return f"<h3>{title}</h3>{stamp(time)}<p>{text}</p>"


POSTS = list(zip(TITLES, TEXTS, TIMES, strict=True))
boxed = pytest.mark.parametrize("box", ["<section>{}</section>", "{}"], ids=["each-in-its-element", "side-by-side"])


def laid(article: Article) -> list[tuple[str, str]]:
    """The blocks from the first post on."""
    blocks: list[tuple[str, str]] = [(block.role, block.span.of(article.text)) for block in article.blocks]
    return blocks[blocks.index(("body", LEAD)) + 1 :]


@boxed
def test_a_time_over_its_post_heads_the_entry(box: str) -> None:
    article = page("".join(box.format(leading(*post)) for post in POSTS))
    assert laid(article) == [
        block for title, text, time in POSTS for block in (("entry", time), ("subheading", title), ("body", text))
    ]


@boxed
def test_a_time_under_its_post_leaves_the_entry_to_the_heading(box: str) -> None:
    article = page("".join(box.format(trailing(*post)) for post in POSTS))
    assert laid(article) == [
        block for title, text, time in POSTS for block in (("entry", title), ("body", text), ("timestamp", time))
    ]
    assert article.completeness_reason is not None
    assert "taken off" not in article.completeness_reason


@boxed
def test_a_time_between_heading_and_text_leaves_the_entry_to_the_heading(box: str) -> None:
    article = page("".join(box.format(between(*post)) for post in POSTS))
    assert laid(article) == [
        block for title, text, time in POSTS for block in (("entry", title), ("timestamp", time), ("body", text))
    ]


def test_each_post_is_read_for_itself_where_some_times_lead_and_some_trail() -> None:
    forms = (trailing, leading, trailing)
    article = page("".join(f"<section>{form(*post)}</section>" for form, post in zip(forms, POSTS, strict=True)))
    assert words(article, "entry") == [TITLES[0], TIMES[1], TITLES[2]]
    assert words(article, "timestamp") == [TIMES[0], TIMES[2]]
    assert words(article, "body") == [LEAD, *TEXTS]


def test_a_post_that_is_a_heading_alone_stays() -> None:
    """What it shows is a picture or another site's post, which no text tells."""
    bare = f"<section><h3>A picture from Mbita</h3><figure><img src='m.jpg'></figure>{stamp(TIMES[1])}</section>"
    article = page("".join(f"<section>{trailing(*post)}</section>" for post in POSTS) + bare)
    assert laid(article)[-2:] == [("entry", "A picture from Mbita"), ("timestamp", TIMES[1])]


def test_posts_without_headings_keep_the_times_under_them() -> None:
    article = page("".join(f"<section><p>{text}</p>{stamp(time)}</section>" for _, text, time in POSTS))
    assert laid(article) == [block for _, text, time in POSTS for block in (("body", text), ("timestamp", time))]


def test_days_that_part_the_posts_are_no_posts() -> None:
    first, *others = [f"<section>{trailing(*post)}</section>" for post in POSTS]
    article = page(f"<div><h2>Saturday</h2>{first}</div><div><h2>Friday</h2>{''.join(others)}</div>")
    assert words(article, "entry") == list(TITLES)


@pytest.mark.parametrize("form", [leading, trailing, between])
def test_a_single_time_tells_of_no_posts(form: Callable[[str, str, str], str]) -> None:
    article = page(f"<section>{form(*POSTS[0])}</section>")
    assert article.completeness == "live-blog"
    assert not words(article, "entry")
    assert FOURTH in words(article, "body")


def test_a_heading_that_holds_the_time_heads_its_entry_under_any_other() -> None:
    heads = [f"{time[-5:]} {title}" for title, _, time in POSTS]
    article = page(
        "".join(
            f"<section><h2>Lake news</h2><h3>{head}</h3><p>{text}</p></section>"
            for head, text in zip(heads, TEXTS, strict=True)
        )
    )
    assert words(article, "entry") == heads
    assert words(article, "timestamp") == []


@pytest.mark.parametrize("last", ["<figure><img src='m.jpg'></figure>", "<p>The nets are in.</p>"])
def test_times_laid_side_by_side_with_the_lead_lead_where_anything_follows_the_last(last: str) -> None:
    posts = "".join(leading(*post) for post in POSTS)
    article = html(
        f"{LIVE}<body><main><article><h1>{HEADLINE}</h1><p>{LEAD}</p>{posts}{stamp('Otieno Were 3 May 2019 15:10')}"
        f"<h3>The day ends</h3>{last}</article></main></body></html>"
    )
    assert words(article, "entry")[:3] == list(TIMES)


def test_times_laid_side_by_side_with_the_lead_trail_where_nothing_follows_the_last() -> None:
    posts = "".join(trailing(*post) for post in POSTS)
    article = html(f"{LIVE}<body><main><article><h1>{HEADLINE}</h1><p>{LEAD}</p>{posts}</article></main></body></html>")
    assert words(article, "entry") == list(TITLES)
    assert words(article, "body") == [LEAD, *TEXTS]


def test_what_stands_under_the_posts_is_none_of_them() -> None:
    posts = "".join(f"<section>{trailing(*post)}</section>" for post in POSTS)
    under = "</div><aside class='offer'><h3>Subscribe to keep this article for later</h3></aside><div>"
    article = page(f"{posts}{under}")
    assert laid(article)[-1] == ("timestamp", TIMES[-1])
