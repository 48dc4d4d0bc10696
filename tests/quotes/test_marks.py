from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.quotes.marks import Region, find_regions, paragraphs
from tests.writing import article


def regions(text: str) -> list[Region]:
    laid = article(text)
    return find_regions(laid.text, paragraphs(laid))


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("He said “no way” twice.", ["no way"]),
        ('He said "no way" twice.', ["no way"]),
        ("He said ''no way'' twice.", ["no way"]),
        ("He said ``no way'' twice.", ["no way"]),
        ("Er sagte „auf keinen Fall“ dazu.", ["auf keinen Fall"]),
        ("Er sagte »auf keinen Fall« dazu.", ["auf keinen Fall"]),
        ("Il a dit « pas question » hier.", ["pas question"]),
        ("She said ‘don’t go there’ again.", ["don’t go there"]),
        ("She said 'don't go there' again.", ["don't go there"]),
        ("The ministers’ plan and the dogs’ home.", []),
        ("In the ’90s and the '80s, rock ’n’ roll.", []),
        ('A 6\' 2" man and a 40" screen.', []),
        ("“I heard ‘stop’ and ran,” he said.", ["I heard ‘stop’ and ran,", "stop"]),
        ('"Yes," he said. "No."', ["Yes,", "No."]),
    ],
)
def test_marks_pair(text: str, inside: list[str]) -> None:
    assert [region.inner.of(text) for region in regions(text)] == inside


def test_nested_marks_are_a_tree() -> None:
    outer, inner = regions("“I heard ‘stop’ and ran,” he said.")
    assert outer.parent is None
    assert inner.parent == 0


def test_a_quotation_of_several_paragraphs_is_chained() -> None:
    first, second, third = regions("“It began early.\n\n“Then it rained.\n\n“Then we left,” she said.")
    assert not first.closed
    assert second.continues == 0
    assert third.continues == 1
    assert third.closed


def test_a_mark_left_open_runs_to_the_end_of_its_paragraph() -> None:
    text = "She said “it is late and left.\n\nThe end."
    [region] = regions(text)
    assert region.inner.of(text) == "it is late and left."
    assert not region.closed


@given(st.text(alphabet="ab \n.,“”\"'‘’«»„`שלום…", max_size=80))
def test_regions_lie_inside_the_text_and_nest(text: str) -> None:
    laid = article(text)
    found = find_regions(laid.text, paragraphs(laid))
    for number, region in enumerate(found):
        assert region.span.contains(region.inner)
        assert region.inner.of(text) == region.inner.of(text).strip()
        if region.parent is not None:
            assert region.parent < number
            assert found[region.parent].span.contains(region.span)
