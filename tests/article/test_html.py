from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.article import ArticleLayouter
from dateline.article.blocks import MAX_BLOCKS, page_blocks
from dateline.article.tree import parse
from dateline.record import Page
from tests.article.pages import HEAD, HEADLINE, LEAD, NEWS, PARAGRAPHS, SECOND, THIRD, html, read, words


def test_the_paragraphs_of_the_story_are_the_body_exactly() -> None:
    assert words(html(NEWS), "body") == list(PARAGRAPHS)


def test_headline_deck_byline_time_and_caption_are_blocks_in_reading_order() -> None:
    article = html(NEWS)
    assert [b.role for b in article.blocks] == [
        "headline", "deck", "byline", "timestamp", "caption", "body", "body", "body",
    ]  # fmt: skip
    assert article.words(article.headline) == HEADLINE
    assert words(article, "deck") == ["A three-month truce between crews and county follows the worst catch in memory."]


@pytest.mark.parametrize(
    ("opening", "taken_for"),
    [
        ("Why the perch", "related"),
        ("Sign up for", "promotion"),
        ("Leave a comment", {"comment", "comment-prompt"}),
        ("© 2019", "legal"),
        ("Sport", "navigation"),
    ],
)
def test_furniture_is_kept_in_removed_with_what_it_was_taken_for(opening: str, taken_for: str | set[str]) -> None:
    removed = {r.words: r for r in html(NEWS).removed}
    [found] = [r for w, r in removed.items() if w.startswith(opening)]
    assert found.taken_for in ({taken_for} if isinstance(taken_for, str) else taken_for)
    assert found.reason
    assert found.path


def test_metadata_come_with_their_evidence() -> None:
    article = html(NEWS)
    assert [(b.name.value, b.kind, b.name.source) for b in article.bylines] == [("Wanjiru Mboya", "person", "json-ld")]
    assert article.words(article.bylines[0].name.span) == "Wanjiru Mboya"
    assert article.published is not None
    assert (article.published.value, article.published.precision) == ("2019-05-03T18:20:00+03:00", "second")
    assert article.modified is not None
    assert (article.modified.value, article.modified.precision) == ("2019-05-04", "day")
    assert article.publisher is not None
    assert article.publisher.value == "The Gulf Ledger"
    assert [s.value for s in article.sections] == ["Environment"]
    assert article.language is not None
    assert article.language.value == "en-GB"
    assert article.canonical_url is not None
    assert article.canonical_url.value == "https://gulfledger.example/news/nets"
    assert [r.value for r in article.rights] == ["index, noarchive"]
    assert article.headline_stated is None
    assert article.completeness == "full"


def test_a_given_time_stands_above_all_and_the_page_s_own_is_an_alternative() -> None:
    article = html(NEWS, published="2020-01-02", zone="Africa/Nairobi")
    assert article.published is not None
    assert (article.published.value, article.published.source, article.published.zone) == (
        "2020-01-02",
        "given",
        "Africa/Nairobi",
    )
    assert ("published", "2019-05-03T18:20:00+03:00") in [(f, m.value) for f, m in article.alternatives]


def test_the_dateline_is_a_structure_inside_the_first_paragraph() -> None:
    article = html(NEWS.replace("Lakeside Wire", "Reuters"))
    assert article.dateline is not None
    assert article.words(article.dateline.place) == "KISUMU"
    assert article.words(article.dateline.date) == "May 3"
    assert article.words(article.dateline.agency) == "Reuters"
    assert article.agency_credit is not None
    assert article.agency_credit.value == "Reuters"


def test_a_headline_said_otherwise_in_metadata_is_kept_beside_the_visible_one() -> None:
    article = html(NEWS.replace(f"<h1>{HEADLINE}", "<h1>Crews on Lake Victoria agree to rest their nets"))
    assert article.words(article.headline) == "Crews on Lake Victoria agree to rest their nets"
    assert article.headline_stated is not None
    assert article.headline_stated.value == HEADLINE


def test_a_headline_repeated_in_the_body_is_removed() -> None:
    article = html(NEWS.replace(f"<p>{LEAD}", f"<p><strong>{HEADLINE}</strong></p><p>{LEAD}"))
    assert article.text.count(HEADLINE) == 1


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("<title>403 Forbidden</title><h1>Access denied</h1>", "denied"),
        ("<title>Gulf Ledger</title><p>Please enable JavaScript to go on.</p>", "JavaScript"),
        ("<div class='consent'><p>This site uses cookies.</p><button>Accept</button></div>", "cookies"),
        ("", "no words"),
    ],
)
def test_a_page_without_an_article_says_so_and_why(page: str, reason: str) -> None:
    article = html(page)
    assert article.completeness == "not-an-article"
    assert reason in (article.completeness_reason or "")


def test_invisible_characters_stay_and_white_space_is_one_space() -> None:
    article = html(NEWS.replace("Fishermen on", "Fisher\u00admen\u200b \n\t&nbsp; on"))
    assert "Fisher\u00admen\u200b on" in article.text


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16-le", "shift_jis"])
def test_a_lie_about_the_charset_still_gives_a_sound_record(encoding: str) -> None:
    read(Page(content=NEWS.encode("utf-8"), media_type="text/html", encoding=encoding))


def test_pages_cut_or_torn_anywhere_give_sound_records() -> None:
    chance = random.Random(11)
    data = NEWS.encode()
    for _ in range(40):
        start, end = sorted(chance.sample(range(len(data)), 2))
        html(data[:start] + data[end:])
        html(data[:end])
        html(data.replace(b"</p>", b"", chance.randrange(4)).replace(b"</div>", b""))


def test_millions_of_nested_or_runaway_tags_stay_bounded() -> None:
    many = 300_000
    for page in (
        "<div>" * many + LEAD,
        "<b>" * many + LEAD,
        "".join(f"<p><font size={n}>x" for n in range(many // 4)),
        "<div " + " ".join(f"a{n}=1" for n in range(many)) + f">{LEAD}",
        f'<div class="{"a " * many}">{LEAD}',
        "<" * many,
    ):
        assert len(page_blocks(parse(page))) <= MAX_BLOCKS


@given(st.text(max_size=300), st.text(alphabet="<>/pdivah1\"'= &;!-", max_size=200))
def test_any_text_between_any_tags_gives_a_sound_record(text: str, tags: str) -> None:
    html(f"{HEAD}<body><article><h1>{HEADLINE}</h1><p>{LEAD}</p><p>{text}</p>{tags}<p>{SECOND_TEXT}</p>")
    html(text + tags)


SECOND_TEXT = (
    "مرحبا بكم في كيسومو، حيث اتفق الصيادون يوم الجمعة على إبقاء شباكهم خارج الماء. "
    "漁師たちは網を休ませることに合意した。"
)


def test_the_same_page_gives_the_same_article() -> None:
    assert html(NEWS) == html(NEWS)


@pytest.mark.shared
def test_real_pages_give_sound_records(shared: Path) -> None:
    files = sorted((shared / "bench" / "extraction" / "html").rglob("*.html.gz"))[::25]
    assert len(files) > 20
    import gzip

    layouter = ArticleLayouter()
    for file in files:
        article = read(Page(content=gzip.decompress(file.read_bytes()), media_type="text/html", encoding="utf-8"))
        assert all(block.span.of(article.text).strip() for block in article.blocks)
        assert all(removed.words and removed.reason for removed in article.removed)
    assert layouter.name == "article/1"


def test_a_live_blog_says_so_and_heads_its_entries_with_their_times() -> None:
    page = NEWS.replace('"NewsArticle"', '"LiveBlogPosting"').replace(
        f"<p>{SECOND}</p>", f'<time datetime="2019-05-03T15:10:00+03:00">15:10</time><p>{SECOND}</p>'
    )
    article = html(page)
    assert article.completeness == "live-blog"
    assert "15:10" in words(article, "entry")


def test_a_text_that_stops_at_a_wall_is_a_teaser() -> None:
    page = NEWS.replace(f"<p>{SECOND}</p>", "").replace(f"<p>{THIRD}</p>", "")
    page = page.replace(
        '<div class="newsletter">', '<div class="paywall"><p>Subscribe to continue reading</p></div><div>'
    )
    article = html(page)
    assert words(article, "body") == [LEAD]
    assert article.completeness == "teaser-only"


def test_a_time_in_utc_is_written_on_the_clock_of_the_visible_line() -> None:
    page = NEWS.replace("2019-05-03T18:20:00+03:00", "2019-05-03T22:20:00Z").replace(
        "3 May 2019, 18:20", "4 May 2019, 01:20"
    )
    page = page.replace('<time datetime="2019-05-03T22:20:00Z">', "<time>")
    article = html(page)
    assert article.published is not None
    assert article.published.value == "2019-05-04T01:20:00+03:00"


def test_a_mark_between_parts_is_no_block() -> None:
    article = html(NEWS.replace(f"<p>{SECOND}</p>", f"<p>* * *</p><p>{SECOND}</p>"))
    assert "*" not in article.text
    assert any(removed.words == "* * *" and "mark between parts" in removed.reason for removed in article.removed)


def test_the_line_that_agencies_set_between_parts_stays_where_it_parts_a_story() -> None:
    article = html(NEWS.replace(f"<p>{SECOND}</p>", f"<p>___</p><p>{SECOND}</p>"))
    assert words(article, "body") == [LEAD, "___", SECOND, THIRD]


def test_names_and_dates_marked_inside_a_line_belong_to_that_line() -> None:
    lead = f'<p>{LEAD}</p><div class="meta"><span class="author">Otieno Were</span></div>'
    blocks = page_blocks(parse(f"<body>{lead}</body>"))
    assert [(block.words[:6], block.author) for block in blocks] == [("KISUMU", ""), ("Otieno", "Otieno Were")]


def test_paragraphs_left_unclosed_are_all_read_on_a_long_page() -> None:
    assert len(page_blocks(parse("<body>" + "<p>Some words." * 7_800 + "<br>" * 7_800))) == 7_800


def test_a_live_blog_that_is_stated_beside_the_story_makes_the_page_live() -> None:
    live = NEWS.replace(
        '{"@context":"https://schema.org","@type":"NewsArticle",',
        '[{"@type":"LiveBlogPosting","headline":"Nets, as it happened"},{"@type":"NewsArticle",',
    ).replace('"name":"The Gulf Ledger"}}</script>', '"name":"The Gulf Ledger"}}]</script>')
    assert live != NEWS
    assert html(live).completeness == "live-blog"


def test_a_short_text_that_ends_with_its_sentence_is_whole_though_the_site_is_not_free() -> None:
    paid = NEWS.replace('"@type":"NewsArticle",', '"@type":"NewsArticle","isAccessibleForFree":false,')
    assert html(paid).completeness == "full"
    cut = html(paid.replace(THIRD, "The county will pay each registered crew a small sum every week, and patrols by"))
    assert cut.completeness == "teaser-only"
    assert cut.completeness_reason is not None
    assert "stops within a sentence" in cut.completeness_reason
