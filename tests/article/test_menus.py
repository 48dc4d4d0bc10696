from __future__ import annotations

import pytest

from dateline.article.blocks import PageBlock, page_blocks
from dateline.article.tree import parse
from tests.article.pages import NEWS, PARAGRAPHS, html, words

LINKS = "".join(f'<li><a href="/{name}">{name}</a></li>' for name in ("Home", "Lake", "Sport", "Letters"))


def blocks(content: str) -> list[PageBlock]:
    return page_blocks(parse(f"<body>{content}</body>"))


@pytest.mark.parametrize(
    "menu",
    [
        f"<nav><ul>{LINKS}</ul></nav>",
        f'<div class="main-menu"><ul>{LINKS}</ul></div>',
        f"<footer><ul>{LINKS}</ul></footer>",
        f"<nav><div><span>More</span><ul>{LINKS}</ul></div></nav>",
    ],
)
def test_a_list_of_links_in_navigation_or_footer_is_one_block(menu: str) -> None:
    [block] = blocks(menu)
    assert block.items[-4:] == ("Home", "Lake", "Sport", "Letters")
    assert block.words.endswith("Home Lake Sport Letters")


@pytest.mark.parametrize(
    "content",
    [
        f"<article><ul>{LINKS}</ul></article>",
        "<nav><ul><li>Nets</li><li>Boats</li><li>Crews</li></ul></nav>",
        '<nav><a href="/">Home</a> <a href="/lake">Lake</a></nav>',
        f"<nav><h1>Lake crews rest their nets</h1><ul>{LINKS}</ul></nav>".replace("<li>", "<p>"),
        f'<div class="menu-author"><a rel=author>By Ana</a><time>3 May</time><ul>{LINKS}</ul></div>'.replace(
            "li>", "b>"
        ),
    ],
    ids=["in-the-article", "no-links", "two-links", "holds-the-headline", "holds-the-byline"],
)
def test_what_else_stands_there_is_read_block_by_block(content: str) -> None:
    assert not any(block.items for block in blocks(content) if "Home" not in block.words or "crews" in block.words)


def test_a_footer_keeps_its_notices_beside_its_menus() -> None:
    found = blocks(f"<footer><ul>{LINKS}</ul><p>© 2019 The Gulf Ledger. Nothing may be copied.</p></footer>")
    assert [bool(block.items) for block in found] == [True, False]


def test_a_menu_is_removed_as_one_with_its_words() -> None:
    page = NEWS.replace('<li><a href="/sport">Sport</a></li>', LINKS)
    article = html(page)
    assert words(article, "body") == list(PARAGRAPHS)
    [menu] = [block for block in article.removed if block.words.startswith("Home")]
    assert (menu.words, menu.taken_for) == ("Home Home Lake Sport Letters", "navigation")


def test_menus_inside_menus_are_searched_in_bounded_time() -> None:
    deep = '<div class="menu">' * 200 + f"<p>{PARAGRAPHS[0]}</p>" + LINKS * 2000 + "</div>" * 200
    assert any(block.words == PARAGRAPHS[0] for block in blocks(deep))
