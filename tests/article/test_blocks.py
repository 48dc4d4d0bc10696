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


def test_a_short_line_that_no_mark_ends_is_parted_by_a_single_line_break() -> None:
    letter = (
        "<p>Let the perch come back.</p><p>Otieno Were<br>Homa Bay</p><p>Correction, May 3<br>The truce is longer.</p>"
    )
    assert [block.words for block in blocks(letter)] == [
        "Let the perch come back.", "Otieno Were", "Homa Bay", "Correction, May 3", "The truce is longer."
    ]  # fmt: skip


@pytest.mark.parametrize(
    "html",
    [
        "<h1>Crews agree<br>To rest their nets</h1>",
        "<p>The crews of the gulf agreed<br>to rest their nets</p>",
        "<p>Nets stay dry, says the county.<br>Boats too.</p>",
        "<p><a href=1>Crews agree<br>To rest</a></p>",
    ],
)
def test_a_line_break_inside_a_title_or_sentence_parts_nothing(html: str) -> None:
    assert len(blocks(html)) == 1


@pytest.mark.parametrize("name", ["sr-only", "visually-hidden", "u-screen-reader-text", "VisuallyHidden"])
def test_words_for_screen_readers_stand_apart_from_the_paragraph(name: str) -> None:
    found = blocks(f"<p>The <a href=1>fisheries office<span class='{name}'>, opens new tab</span></a> agreed.</p>")
    assert [(block.words, block.element.unseen) for block in found] == [
        ("The fisheries office agreed.", False), (", opens new tab", True)
    ]  # fmt: skip


def test_words_cut_down_to_a_pixel_stand_apart_too_and_alone_they_are_the_block() -> None:
    clipped = "<span style='clip:rect(0 0 0 0);width:1px'>opens new tab</span>"
    assert [block.words for block in blocks(f"<p>Nets rest {clipped} here</p>")] == ["Nets rest here", "opens new tab"]
    assert [block.element.tag for block in blocks(f"<h1>{clipped}</h1>")] == ["h1"]


def test_a_button_without_words_parts_no_paragraph() -> None:
    found = blocks("<p>Lake shares <a href=1>LKV</a><span><button></button></span>, up a tenth, led.</p>")
    assert [block.words for block in found] == ["Lake shares LKV, up a tenth, led."]
