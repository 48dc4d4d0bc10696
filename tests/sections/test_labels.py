"""What sites call their sections."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.sections import read_address, read_label, top_of, topics

POLITICS, BUSINESS, SPORT, LAW = "11000000", "04000000", "15000000", "02000000"


def told(label: str) -> list[tuple[str, str | None]]:
    return [(each.tells, each.value) for each in read_label(label)]


@pytest.mark.parametrize(
    ("label", "tells"),
    [
        ("Politics", [("topic", POLITICS)]),
        ("POLITIK", [("topic", POLITICS)]),
        ("Wirtschaft", [("topic", BUSINESS)]),
        ("Business & Finance", [("topic", BUSINESS)]),
        ("business-and-finance", [("topic", BUSINESS)]),
        ("Fußball", [("topic", SPORT)]),
        ("World", [("place", None)]),
        ("Opinion", [("genre", "opinion")]),
        ("Pressemitteilungen", [("genre", "press-release")]),
        ("News", [("none", None)]),
        ("Home", [("none", None)]),
        ("News/Local/Crime & Courts", [("none", None), ("place", None), ("topic", LAW)]),
        ("Florbinax", []),
        ("", []),
    ],
)
def test_a_label_tells_a_topic_a_place_a_genre_or_nothing(label: str, tells: list[tuple[str, str | None]]) -> None:
    assert told(label) == tells


def test_folders_of_an_address_are_read_but_not_the_page_itself() -> None:
    assert [each.value for each in read_address("/uk/politics/sport-minister-resigns")] == [None, POLITICS]
    assert read_address("/sport") == ()
    assert [each.value for each in read_address("/sport/")] == [SPORT]


@pytest.mark.parametrize(
    ("code", "top"),
    [
        ("medtop:20000344", BUSINESS),
        ("http://cv.iptc.org/newscodes/mediatopic/15000000", SPORT),
        ("11000000", POLITICS),
        ("crime, law and justice", LAW),
        ("99999999", None),
        ("Politics of 2016", None),
        ("", None),
    ],
)
def test_a_media_topic_at_any_level_has_its_top_level(code: str, top: str | None) -> None:
    assert top_of(code) == top


def test_there_are_seventeen_topics() -> None:
    assert len(topics()) == 17


@given(st.text(max_size=300))
def test_any_label_is_read_without_error(label: str) -> None:
    assert len(read_label(label)) <= 6
    assert len(read_address(label)) <= 6
