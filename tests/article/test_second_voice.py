from __future__ import annotations

import pytest

from dateline.article.second_voice import hear, unsure_share
from dateline.article.webpage import ReadPage, described_page
from dateline.record import Page
from tests.article.pages import NEWS, PARAGRAPHS


def page_and_reading(content: str) -> tuple[Page, ReadPage]:
    """A page with its blocks."""
    page = Page(content=content.encode(), media_type="text/html", encoding="utf-8")
    return page, described_page(page)


def probabilities(read: ReadPage, *, story: float, other: float) -> list[float]:
    """One probability for the paragraphs of the story and one for all else."""
    return [story if block.words in PARAGRAPHS else other for block in read.blocks]


def test_a_page_that_the_model_is_sure_of_is_not_read_again() -> None:
    page, read = page_and_reading(NEWS)
    sure = probabilities(read, story=0.98, other=0.02)
    assert unsure_share(read, sure) == 0
    assert hear(page, read, sure).probabilities == sure
    assert hear(page, read, sure).flags == ()


def test_the_second_voice_settles_what_the_model_is_unsure_of_and_a_flag_says_so() -> None:
    page, read = page_and_reading(NEWS)
    unsure = [
        0.45 if block.words == PARAGRAPHS[1] else 0.6 if block.words in PARAGRAPHS else 0.1 for block in read.blocks
    ]
    opinion = hear(page, read, unsure)
    kept = [b.words for b, p in zip(read.blocks, opinion.probabilities, strict=True) if p >= 0.5]
    assert kept == list(PARAGRAPHS)
    assert any("a second extractor's text settled" in flag for flag in opinion.flags)


@pytest.mark.parametrize(
    ("second", "flag"),
    [
        (PARAGRAPHS[0] + "\n" + PARAGRAPHS[2], "a second extractor found other text"),
        (
            "Ferries cross the strait at noon past the old light and the new mole.",
            "a second extractor found other text",
        ),
    ],
    ids=["less of the page's description", "another text"],
)
def test_where_the_evidence_is_with_the_model_its_verdict_stands(
    monkeypatch: pytest.MonkeyPatch, second: str, flag: str
) -> None:
    monkeypatch.setattr("dateline.article.second_voice._second_text", lambda _: second)
    described = NEWS.replace("</head>", f'<meta name="description" content="{PARAGRAPHS[1]}"></head>')
    page, read = page_and_reading(described)
    unsure = probabilities(read, story=0.6, other=0.1)
    opinion = hear(page, read, unsure)
    assert opinion.probabilities == unsure
    assert flag in opinion.flags[0]


@pytest.mark.parametrize("content", ["", "<p>", "no markup at all, just words", "\x00<div>" * 50])
def test_odd_pages_are_heard_without_a_fault(content: str) -> None:
    page, read = page_and_reading(content)
    assert len(hear(page, read, [0.5] * len(read.blocks)).probabilities) == len(read.blocks)
