"""The outlet's own words under a story: appeals to readers, lines of the page's machinery."""

from __future__ import annotations

import pytest

from dateline.article.closing import appeal, is_status_line
from tests.article.pages import HEADLINE, NEWS, THIRD, html, plain, words

STORY = [
    "The harbour bridge at Hull reopened on Tuesday after nine weeks of repairs to its northern span.",
    "Engineers replaced forty bearings, and the council says that buses will cross it from Friday.",
    "“We waited long enough for this,” said Ana Cruz, who runs the bakery on the eastern bank.",
]
APPEAL = [
    "At The Harbour Post, we believe that everyone along the coast needs news they can check.",
    "Help us: give us as little as £2 a month to keep our journalism free.",
]


def test_an_appeal_under_a_story_is_counted_from_its_first_paragraph() -> None:
    assert appeal(STORY + APPEAL, ("The Harbour Post",)) == 2


@pytest.mark.parametrize(
    "paragraphs",
    [
        [],
        STORY,
        [*STORY, "Harbour Post reporters counted 212 buses on the first day."],
        [*STORY, "“Your contribution kept the bridge open,” the mayor told the crowd."],
        [*STORY, "The charity asks members for as little as £2 a month."],
        APPEAL,
    ],
    ids=[
        "nothing",
        "a story",
        "the outlet in a report",
        "a quotation",
        "somebody else's appeal",
        "nothing but an appeal",
    ],
)
def test_what_belongs_to_the_story_is_no_appeal(paragraphs: list[str]) -> None:
    assert appeal(paragraphs, ("The Harbour Post",)) == 0


@pytest.mark.parametrize("line", ["Comments are closed.", "You may also like…", "56 of 57", "3/12", "Loading..."])
def test_a_line_on_how_the_page_works_is_one_by_its_whole_words(line: str) -> None:
    assert is_status_line(line)


@pytest.mark.parametrize(
    "line", ["Comments are closed on weekends, the council said.", "56 of 57 voted yes.", "", "12"]
)
def test_a_sentence_that_opens_like_one_is_none(line: str) -> None:
    assert not is_status_line(line)


WIDE = [
    f"{name}, where crews land at dawn, will have a landing fee of {fee} shillings a crate until the nets go out again."
    for name, fee in (("Dunga Beach", 20), ("Usenge", 25), ("Port Victoria", 15), ("Mbita", 30), ("Homa Bay", 35))
]


def test_a_page_that_ends_in_an_appeal_ends_with_its_story() -> None:
    asking = [
        "Our newsroom answers to its readers along the lake, and our reporters bring you news that you can check.",
        "Your contribution of as little as 50 shillings a month helps us keep our journalism free.",
    ]
    body = "".join(f"<p>{paragraph}</p>" for paragraph in (THIRD, *WIDE, *asking))
    article = html(NEWS.replace(f"<p>{THIRD}</p>", body))
    assert words(article, "body")[-1] == WIDE[-1]
    scraped = plain("\n\n".join([HEADLINE, *WIDE, *asking]))
    assert words(scraped, "body")[-1] == WIDE[-1]
    assert all(any(line == removed.words for removed in scraped.removed) for line in asking)
