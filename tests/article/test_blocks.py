from __future__ import annotations

import pytest

from dateline.article.blocks import PageBlock, page_blocks
from dateline.article.tree import parse


def blocks(html: str) -> list[PageBlock]:
    return page_blocks(parse(f"<body>{html}</body>"))


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<div><span>By </span><a href='/by/w'>Wanjiru Mboya</a><span>Lake editor</span></div>",
         "By Wanjiru Mboya Lake editor"),
        ("<div><span class=w>Wanjiru Mboya</span><span class=r>Lake editor</span></div>", "Wanjiru Mboya Lake editor"),
        ("<div><time>6:20 PM</time><span>3 min read</span></div>", "6:20 PM 3 min read"),
        ("<div><time>3 May 2019</time><time>Updated 4 May</time></div>", "3 May 2019 Updated 4 May"),
        ("<ul><li><a href=1>Tides</a><a href=2>Nets</a></li></ul>", "Tides Nets"),
        ("<blockquote>“We rest the nets”<cite>Achieng Odera</cite></blockquote>", "“We rest the nets” Achieng Odera"),
    ],
)  # fmt: skip
def test_parts_that_are_laid_out_apart_are_parted_by_a_space(html: str, words: str) -> None:
    assert [block.words for block in blocks(html)] == [words]


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p><span class=cap>F</span>ishermen rest</p>", "Fishermen rest"),
        ("<p><span class=cap>F</span><span>ishermen rest</span></p>", "Fishermen rest"),
        ("<p>the <a href=1>net</a>s of <a href=2>Dunga</a>’s crews</p>", "the nets of Dunga’s crews"),
        ("<p>un<em>believ</em>able</p>", "unbelievable"),
        ("<p><span class=s1>fisher</span><span class=s2>men</span></p>", "fishermen"),
        ("<p>CO<sub>2</sub> and <b>B</b><i>C</i></p>", "CO2 and BC"),
        ("<p>gone (<a href=1>a report</a>).</p>", "gone (a report)."),
        ("<p>the essay “<a href=1>Rest</a><a href=1>less Nets</a>”</p>", "the essay “Restless Nets”"),
        ("<p><span class=a>(</span><span class=b>Lake Press</span></p>", "(Lake Press"),
        ("<pre><span class=k>nets</span><span class=p>.Rest</span><span class=p>(</span><span>1)</span></pre>",
         "nets.Rest(1)"),
    ],
)  # fmt: skip
def test_parts_of_one_word_stay_one_word(html: str, words: str) -> None:
    assert [block.words for block in blocks(html)] == [words]


def test_a_line_break_between_lines_of_their_own_parts_blocks() -> None:
    html = (
        "<td><font size=1>Environment</font><br><font size=5><b>Crews rest</b></font><br><font>By <b>W. M.</b></font>"
    )
    assert [block.words for block in blocks(f"<table><tr>{html}</td></tr></table>")] == [
        "Environment", "Crews rest", "By W. M.",
    ]  # fmt: skip


def test_a_line_break_inside_prose_parts_nothing() -> None:
    assert [block.words for block in blocks("<p>The <b>gulf</b><br>is <i>calm</i>.<br>So are we.</p>")] == [
        "The gulf is calm. So are we."
    ]


@pytest.mark.parametrize(
    ("html", "section"),
    [
        ("<span class=cat-links><a rel='category tag'>Lake</a>, <a rel='category tag'>Nets</a></span>", "Lake\nNets"),
        ("<span class=cat>In <a href=1>Lake</a></span><span class=tags>on <a href=2>perch</a></span>", "Lake"),
        ("<div class='taxonomy-category'><a href=1 rel=tag>Lake</a></div>", "Lake"),
        ("<div><span itemprop=articleSection>Lake</span> today</div>", "Lake"),
        ("<div class=tags><a href=1 rel=tag>perch</a></div>", ""),
    ],
)  # fmt: skip
def test_names_of_sections_are_gathered_and_topics_are_not(html: str, section: str) -> None:
    assert "\n".join(block.section for block in blocks(html) if block.section) == section
