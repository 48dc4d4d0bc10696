"""Input that nobody meant: the scraped track and the metadata stay sound, and bounded in time."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.article.blocks import MAX_BLOCKS
from dateline.article.credits import find_credits
from dateline.article.date_lines import DateOrder, date_lines
from dateline.article.doubts import CUT
from dateline.article.lines import MAX_LINES
from dateline.article.names import names_in
from dateline.article.notices import is_author_line, notice_in
from dateline.record import Article, Page, Span
from tests.article.pages import HEADLINE, NEWS, PARAGRAPHS, html, plain, read
from tests.article.test_lines import OTHER, REMARK

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**12), 10**12) | st.floats(allow_nan=False) | st.text(max_size=30),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["@type", "name", "@id", "@value", "author", "x"]), inner, max_size=4)
    ),
    max_leaves=12,
)
FIELDS = (
    "headline", "author", "datePublished", "dateModified", "dateCreated", "publisher", "articleSection", "inLanguage",
    "isAccessibleForFree", "usageInfo", "articleBody",
)  # fmt: skip
SCRAPED = "\n\n".join(
    (
        "Menu", HEADLINE, "By Wanjiru Mboya | May 3, 2019", *PARAGRAPHS, "Advertisement", OTHER,
        "(Reporting by Wanjiru Mboya; Editing by Otieno Were)", "3 comments", REMARK,
    )
)  # fmt: skip


@given(st.dictionaries(st.sampled_from(FIELDS), JSON, max_size=6))
def test_linked_data_of_any_shape_gives_a_sound_record(stated: dict[str, object]) -> None:
    script = json.dumps({"@type": "NewsArticle", "datePublished": "2019", **stated}).replace("</", "<\\/")
    html(NEWS.replace("</head>", f'<script type="application/ld+json">{script}</script></head>'))


@given(
    st.lists(
        st.sampled_from(["By ", "von ", " and ", ", ", "|", "\n", "(", "3 May 2019", "@", "Ana Cruz", "é", "\u202e"])
    )
)
def test_author_and_date_lines_of_any_pieces_are_read(pieces: list[str]) -> None:
    line = "".join(pieces)
    assert all(name for name in names_in(line))
    assert is_author_line(line) in {True, False}
    assert notice_in(line) is None
    for said in date_lines(line, line, path=None, span=None, order=DateOrder(), place="line"):
        assert said.said.value[:4].isdigit()


@pytest.mark.parametrize(
    "line",
    [
        "By " * 40_000,
        "1" * 100_000,
        "12/" * 40_000,
        "2019-05-03 " * 10_000,
        "(Reporting by " * 9_000,
        "Reporting by A; " * 9_000,
        "“" * 50_000,
        "'" * 50_000,
        "January " * 20_000,
        "@" * 100_000,
        "a" * 200_000,
        " " * 200_000,
        "<" * 100_000,
        "ﬃ" * 50_000,
        "İ" * 20_000,
    ],
    ids=lambda line: repr(line[:14]),
)
def test_a_line_without_end_is_read_in_time(line: str) -> None:
    started = time.process_time()
    plain("\n\n".join((HEADLINE, line, *PARAGRAPHS, line)))
    html(NEWS.replace("Wanjiru Mboya", line[:50_000]).replace("3 May 2019, 18:20", line[:50_000]))
    find_credits(line, [Span(0, len(line))], ())
    assert time.process_time() - started < 4


def test_a_text_of_many_lines_is_read_in_time() -> None:
    started = time.process_time()
    plain("\n".join(f"{number} comments on May {number % 30}, 2019 by Ana Cruz" for number in range(60_000)))
    assert time.process_time() - started < 8


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "cp1252", "shift_jis", "ascii"])
def test_a_scraped_text_cut_and_torn_anywhere_gives_a_sound_record(encoding: str) -> None:
    data = SCRAPED.encode()
    shuffled = random.Random(7)
    for _ in range(12):
        start, end = sorted(shuffled.randrange(len(data)) for _ in range(2))
        torn = data[:start] + data[end:] + bytes(shuffled.randrange(256) for _ in range(8)) + data[start:end]
        read(Page(content=torn, media_type="text/plain", encoding=encoding))


@given(st.permutations(SCRAPED.split("\n\n")))
def test_lines_in_any_order_give_a_sound_record(lines: list[str]) -> None:
    article = plain("\n\n".join(lines))
    kept = [block.span.of(article.text) for block in article.blocks]
    assert sorted(kept + [removed.words for removed in article.removed]) == sorted(lines)


@pytest.mark.parametrize("page", [NEWS, '<script>var a = "By Ana Cruz";</script>' * 40])
def test_markup_and_scripts_as_text_are_no_article_s_words_lost(page: str) -> None:
    article = plain(page)
    told = "".join(
        [block.span.of(article.text) for block in article.blocks] + [removed.words for removed in article.removed]
    )
    assert len("".join(told.split())) == len("".join(page.split()))


@pytest.mark.parametrize(
    ("article", "says"),
    [
        (lambda: html("<p>More.</p>" * (MAX_BLOCKS + 1)), (CUT,)),
        (lambda: plain("Short.\n" * (MAX_LINES + 1)), (CUT,)),
        (lambda: html("<p>Enough.</p>"), ()),
        (lambda: plain("Enough.\n"), ()),
    ],
    ids=["page", "text", "short page", "short text"],
)
def test_what_is_longer_than_what_is_read_says_so(article: Callable[[], Article], says: tuple[str, ...]) -> None:
    assert article().flags == says
