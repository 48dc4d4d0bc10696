"""Live pages, endless pages, tables, other scripts: what a reader must still find whole."""

from __future__ import annotations

import gzip
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.record import Page
from tests.article.pages import HEAD, HEADLINE, LEAD, NEWS, PARAGRAPHS, SECOND, THIRD, html, read, words

LIVE = HEAD.replace('"NewsArticle"', '["NewsArticle","LiveBlogPosting"]')
NEXT = f"""<section class="next-story"><article><h1>Ferry to Mbita sails again</h1><div class="article-body">
<p>{THIRD.replace("The county", "The ferry company").replace("crew", "captain")}</p>
<p>{SECOND.replace("hungry", "late").replace("Achieng Odera", "Otieno Were")}</p></div></article></section>"""


def posts(*texts: str) -> str:
    """A page that says that it is live, each post under a line with its time."""
    found = "".join(
        f'<div class="card"><div class="stamp">{hour}h ago / {12 - hour}:05 AM UTC</div><h2>Word from Kisumu</h2>'
        f"<p>{text}</p><button>Share this post</button></div>"
        for hour, text in enumerate(texts, start=1)
    )
    return f"{LIVE}<body><main><article><h1>{HEADLINE}</h1><p>{LEAD}</p>{found}</article></main></body></html>"


def test_the_line_with_the_time_of_each_post_heads_an_entry() -> None:
    article = html(posts(*PARAGRAPHS[1:], *PARAGRAPHS[1:]))
    assert article.completeness == "live-blog"
    assert [line.split(" / ")[0] for line in words(article, "entry")] == ["1h ago", "2h ago", "3h ago", "4h ago"]
    assert words(article, "body")[0] == LEAD
    assert SECOND in words(article, "body")


def test_two_times_make_no_posts() -> None:
    assert words(html(posts(SECOND, THIRD)), "entry") == []


def test_nothing_of_the_next_story_is_laid() -> None:
    article = html(NEWS.replace("</main>", f"</main>{NEXT}"))
    assert article.words(article.headline) == HEADLINE
    assert words(article, "body") == list(PARAGRAPHS)
    assert any("Otieno Were" in block.words for block in article.removed)


def test_cells_of_a_table_in_the_story_are_table_blocks_in_reading_order() -> None:
    table = (
        "<table><tr><th>Beach</th><th>Boats</th></tr><tr><td>Dunga</td><td>112</td></tr>"
        "<tr><td>Mbita</td><td>87</td></tr></table>"
    )
    article = html(NEWS.replace(f"<p>{THIRD}</p>", f"{table}<p>{THIRD}</p>"))
    laid = words(article, "table")
    removed = [block.words for block in article.removed]
    cells = ["Beach", "Boats", "Dunga", "112", "Mbita", "87"]
    assert [cell for cell in cells if cell in laid or cell in removed] == cells
    assert laid == [cell for cell in cells if cell in laid]
    assert words(article, "body") == list(PARAGRAPHS)


ARABIC = (
    "اتفق الصيادون على الشاطئ الكيني لبحيرة فيكتوريا يوم الجمعة على إبقاء شباكهم خارج الماء ثلاثة أشهر، بعد أن تراجع.",
    "قالت أتشينغ أوديرا، المتحدثة باسم أصحاب القوارب في شاطئ دونغا، إن الجوع في يونيو أهون من الجوع إلى الأبد.",
    "ستدفع المقاطعة لكل طاقم مسجل مبلغا صغيرا كل أسبوع، وستبدأ دوريات مكتب المصايد يوم الاثنين عند مدخل خليج وينام.",
)
CHINESE = (
    "维多利亚湖肯尼亚沿岸的渔民周五同意，在渔获量减少一半之后，三个月内不再下网。官员们说，这是有记录以来最长的一次休渔，湖区的每一个码头都会有人值守。",
    "“我们宁愿六月挨饿，也不愿永远挨饿。”敦加海滩船主的代表阿钦·奥德拉说。协议就在那里当着大约两百人的面签署，到场的还有郡里的官员和商贩。",
    "郡政府每周将向每个登记的船队支付一小笔钱，渔业办公室的巡逻队将于周一开始在维纳姆湾口值勤，直到八月休渔结束为止。",
)


@pytest.mark.parametrize(("language", "paragraphs"), [("ar", ARABIC), ("zh", CHINESE)], ids=["right-to-left", "cjk"])
def test_pages_in_other_scripts_keep_their_text_and_offsets(language: str, paragraphs: tuple[str, ...]) -> None:
    title = paragraphs[0][:30]
    page = (
        f'<html lang="{language}" dir="auto"><head><title>{title}</title></head><body><main><article><h1>{title}</h1>'
        + "".join(f"<p>{text}</p>" for text in paragraphs)
        + "</article></main></body></html>"
    )
    article = html(page)
    assert words(article, "body") == list(paragraphs)
    assert article.words(article.headline) == title
    assert article.language is not None
    assert article.language.value == language


def cut(content: bytes, chance: random.Random) -> bytes:
    """The page without a stretch of it."""
    start, end = sorted(chance.sample(range(len(content)), 2))
    return content[:start] + content[end:]


def doubled(content: bytes, chance: random.Random) -> bytes:
    """The page with a stretch of it twice."""
    start, end = sorted(chance.sample(range(len(content)), 2))
    return content[:end] + content[start:]


def unclosed(content: bytes, chance: random.Random) -> bytes:
    """The page without its end tags of one kind."""
    return content.replace(chance.choice([b"</div>", b"</p>", b"</script>", b"</a>"]), b"")


def scripts_as_text(content: bytes, chance: random.Random) -> bytes:
    """The page with what its scripts and styles hold as text."""
    return content.replace(b"<script", b"<p").replace(chance.choice([b"<style", b"<noscript"]), b"<div")


@pytest.mark.parametrize("spoilt", [cut, doubled, unclosed, scripts_as_text])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "shift_jis"])
def test_spoilt_pages_with_lies_about_their_charset_give_sound_records(
    shared: Path, spoilt: Callable[[bytes, random.Random], bytes], encoding: str
) -> None:
    files = sorted((shared / "bench" / "extraction" / "html").rglob("*.html.gz"))[::200]
    chance = random.Random(len(spoilt.__name__))
    for file in files:
        content = spoilt(gzip.decompress(file.read_bytes()), chance)
        article = read(Page(content=content, media_type="text/html", encoding=encoding))
        ends = [block.span.end for block in article.blocks]
        assert ends == sorted(ends)


@pytest.mark.parametrize("spoilt", [cut, doubled, unclosed, scripts_as_text])
def test_spoilt_pages_of_our_own_give_sound_records(spoilt: Callable[[bytes, random.Random], bytes]) -> None:
    chance = random.Random(5)
    for _ in range(10):
        assert read(Page(content=spoilt(NEWS.encode(), chance), media_type="text/html", encoding="utf-8")).made_by
