from __future__ import annotations

import pytest

from dateline.article.repeats import repeated, said_later

LONG = [f"paragraph {letter} says something that no other one of them says at all" for letter in "abcdef"]


def test_a_story_shown_twice_is_laid_once() -> None:
    assert repeated([*LONG, *LONG], ["body"] * 12) == [6, 7, 8, 9, 10, 11]


def test_a_paragraph_right_after_itself_is_a_repetition() -> None:
    assert repeated([LONG[0], LONG[1], LONG[1], LONG[2]], ["body"] * 4) == [2]


def test_a_question_put_to_each_guest_belongs_to_the_story() -> None:
    asked = [LONG[0], LONG[1], LONG[0], LONG[2], LONG[0], LONG[3]]
    assert repeated(asked, ["body"] * 6) == []


@pytest.mark.parametrize("role", ["list", "table"])
def test_equal_lines_of_a_list_or_table_stay(role: str) -> None:
    assert repeated(["gold", "gold", "silver", "gold"], [role] * 4) == []  # type: ignore[list-item]


def test_a_caption_under_each_of_its_pictures_is_laid_once() -> None:
    assert repeated([LONG[0], LONG[1], LONG[0]], ["caption", "body", "caption"]) == [2]


def test_blocks_that_are_not_laid_count_for_nothing() -> None:
    assert repeated(["", LONG[0], "", LONG[1]], [None, "body", None, "body"]) == []


def test_sentences_before_a_story_that_it_says_again_are_its_highlights() -> None:
    story = [LONG[0], LONG[1], f"{LONG[2]} and goes on", LONG[3], LONG[4]]
    assert said_later([LONG[2], *story]) == 1
    assert said_later([LONG[2], LONG[3], *story]) == 2


@pytest.mark.parametrize(
    "keys",
    [
        [],
        LONG,
        [LONG[0], LONG[0] + " and goes on", *LONG[1:]],
        ["yes", *LONG[:4], "yes"],
        [*LONG, *LONG],
    ],
    ids=["nothing", "a story", "a lead said again right below", "a word that recurs", "a story shown twice"],
)
def test_a_story_that_opens_with_its_own_words_has_no_highlights(keys: list[str]) -> None:
    assert said_later(keys) == 0
