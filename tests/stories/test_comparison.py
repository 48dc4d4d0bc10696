"""Two articles side by side."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import InputError
from dateline.exports import comparison_html
from dateline.record import Comparison, Record, Span
from dateline.stories import compare
from dateline.stories.words import words_in
from tests.writing import written

OPENING = "The footbridge over the Drin at Kukes fell into the river on Monday night after a week of rain"
REST = "Nobody was on it, and the mayor promised that a ferry would run until the spring came."
LEFT = written(
    f"{OPENING}, and three lamps went with it into the water.\n\n{REST}\n\nThe bridge was built in 1931.",
    url="https://a.example/1",
)
RIGHT = written(
    f"{OPENING}, and nine lamps went with it into the water.\n\n{REST}\n\nIt cost Besim Hoti his boat.",
    url="https://b.example/1",
)


def words_at(record: Record, spans: list[Span | None]) -> list[str]:
    return [span.of(record.text) for span in spans if span is not None]


def test_a_changed_number_comes_first_and_stands_beside_what_it_replaced() -> None:
    first = compare(LEFT, RIGHT).differences[0]
    assert (first.kind, first.tells) == ("changed", ("number",))
    assert words_at(LEFT, [first.left]) == ["three"]
    assert words_at(RIGHT, [first.right]) == ["nine"]


def test_what_only_one_side_has_is_cut_or_added() -> None:
    found = {
        (each.kind, *words_at(LEFT, [each.left]), *words_at(RIGHT, [each.right]), *each.tells)
        for each in compare(LEFT, RIGHT).differences
        if each.kind != "changed"
    }
    assert found == {
        ("cut", "The bridge was built in 1931.", "number"),
        ("added", "It cost Besim Hoti his boat.", "name"),
    }


def test_the_other_way_round_what_was_cut_was_added() -> None:
    short = written(OPENING + ", and three lamps went with it into the water.", url="https://c.example/1")
    assert compare(LEFT, short).verdict == "cut"
    turned = compare(short, LEFT)
    assert turned.verdict == "extended"
    assert (turned.left_in_right, turned.right_in_left) == (
        compare(LEFT, short).right_in_left,
        compare(LEFT, short).left_in_right,
    )
    assert {each.kind for each in turned.differences} == {"added"}


def test_articles_that_share_nothing_are_unrelated() -> None:
    other = written("A choir from Nin sang for the harbour master until the rain stopped.", url="https://d.example/1")
    found = compare(LEFT, other)
    assert (found.verdict, found.aligned, found.differences) == ("unrelated", (), ())


def test_a_record_is_not_compared_with_itself() -> None:
    with pytest.raises(InputError, match="the same record"):
        compare(LEFT, LEFT)


def test_a_page_shows_every_word_of_both_once() -> None:
    page = comparison_html(compare(LEFT, RIGHT), LEFT, RIGHT)
    assert page.count("The bridge was built in 1931.") == 2  # In the list and in its place.
    assert page.count('<a class="shared"') == 2 * len(compare(LEFT, RIGHT).aligned)
    assert "<ins>nine</ins>" in page
    assert "<script" not in page


def test_a_page_escapes_what_the_articles_hold() -> None:
    bad = written(f"{OPENING} <script>alert(1)</script> and more.", headline="<b>Bridge</b>", url="https://e.example/1")
    page = comparison_html(compare(LEFT, bad), LEFT, bad)
    assert "<script" not in page
    assert "<b>" not in page


PIECES = st.sampled_from(
    [OPENING, REST, "“It leaned,” she said.", "Ten men saw it.", "قال الحارس إن الجسر سقط", "🌉", "\u00ad"]
)


@given(st.lists(PIECES, max_size=5), st.lists(PIECES, max_size=5))
def test_shared_runs_and_differences_hold_every_word_of_a_copy(one: list[str], other: list[str]) -> None:
    left = written("\n\n".join(["Left.", *one]), url="https://l.example/")
    right = written("\n\n".join(["Right.", *other]), url="https://r.example/")
    found = compare(left, right)
    assert msgspec.json.decode(msgspec.json.encode(found), type=Comparison) == found
    if not found.aligned:
        return
    for record, runs, gaps in (
        (left, [pair.left for pair in found.aligned], [each.left for each in found.differences]),
        (right, [pair.right for pair in found.aligned], [each.right for each in found.differences]),
    ):
        told = {word for words in words_at(record, [*runs, *gaps]) for word in words_in(words)}
        assert told == set(words_in(record.text))
