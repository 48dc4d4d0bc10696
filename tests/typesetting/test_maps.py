"""A map shows where, and nothing that is not so."""

from __future__ import annotations

import random
import re
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser, LexborNode

from dateline.record import Place
from dateline.typesetting.maps import HEIGHT, LETTER, MOST_LABELS, MOST_SPOTS, WIDTH, Box, frame_around, place_map

PlaceType = Literal["continent", "region", "country", "division", "city", "feature"]


def place(name: str, latitude: float, longitude: float, type_: PlaceType = "city") -> Place:
    return Place(id=f"geonames:{name}", name=name, latitude=latitude, longitude=longitude, type=type_)


PORTO, BRAGA = place("Porto", 41.15, -8.61), place("Braga", 41.55, -8.43)
SUVA, APIA = place("Suva", -18.14, 178.44), place("Apia", -13.83, -171.77)
CHILE = place("Chile", -30, -71, "country")


def svg(*places: Place) -> LexborNode:
    [found] = LexborHTMLParser(str(place_map(places))).css("svg")
    return found


def texts(drawing: LexborNode) -> list[str]:
    return [node.text() for node in drawing.css("text")]


def spots(drawing: LexborNode) -> list[tuple[float, float]]:
    return [(float(c.attributes["cx"] or ""), float(c.attributes["cy"] or "")) for c in drawing.css("circle")]


def test_no_places_give_no_map() -> None:
    assert place_map([]) == ""


def test_north_is_up_and_east_is_right() -> None:
    (x, y), (x2, y2) = spots(svg(PORTO, BRAGA))
    assert x2 > x
    assert y2 < y


def test_a_degree_is_as_long_across_as_up_in_the_middle_of_the_map() -> None:
    frame = frame_around([place("Oslo", 60, 10)])
    assert frame.at(12, 60)[0] - frame.at(10, 60)[0] == pytest.approx(frame.at(10, 60)[1] - frame.at(10, 61)[1])


def test_over_180_degrees_the_shorter_way_is_taken() -> None:
    (x, _), (x2, _) = spots(svg(SUVA, APIA))
    assert 0 < x < x2 < WIDTH
    assert x2 - x > WIDTH / 3


def test_a_place_is_drawn_once_however_often_it_is_named() -> None:
    assert len(spots(svg(PORTO, BRAGA, PORTO))) == 2


def test_those_who_do_not_see_it_are_told_every_place_on_it() -> None:
    drawing = svg(PORTO, BRAGA)
    assert drawing.attributes["role"] == "img"
    [title], [listed] = drawing.css("title"), drawing.css("desc")
    assert title.text() == "Map of 2 places"
    assert "Porto, 41.15° N, 8.61° W" in listed.text()
    assert "Braga" in listed.text()


def test_a_country_is_a_ring_and_does_not_widen_the_map_of_towns() -> None:
    figure = str(place_map([PORTO, CHILE]))
    assert "Outside this map: Chile." in figure
    assert 'class="town"' in figure
    assert 'class="area"' in str(place_map([CHILE]))
    assert 'class="area"' in str(place_map([place("Black Sea", 43, 35, "feature")]))


def test_a_far_place_named_in_passing_does_not_blow_up_the_map() -> None:
    far = place("Dallas", 32.78, -96.8)
    drawing = svg(PORTO, BRAGA, far)
    assert texts(drawing) == ["Porto", "Braga"]
    assert "Outside this map: Dallas." in str(place_map([PORTO, BRAGA, far]))


def test_two_places_that_matter_are_both_drawn_however_far_apart() -> None:
    assert texts(svg(PORTO, SUVA)) == ["Porto", "Suva"]


def test_land_and_borders_are_drawn() -> None:
    drawing = svg(PORTO, BRAGA)
    assert {node.attributes["class"] for node in drawing.css("path")} == {"land", "coast", "border"}


def test_nothing_in_a_map_needs_script_request_or_style() -> None:
    figure = str(place_map([PORTO, BRAGA, CHILE]))
    assert not re.search(r"<script|<image|<use|href|style=|url\(|on\w+=", figure)


def test_foreign_names_are_words_and_no_markup() -> None:
    hostile = place('<b onload="x">&', 41, -8)
    drawing = svg(hostile)
    assert texts(drawing) == ['<b onload="x">&']
    assert not drawing.css("b")


def boxes(drawing: LexborNode) -> list[Box]:
    found = []
    for node in drawing.css("text"):
        x, y = float(node.attributes["x"] or ""), float(node.attributes["y"] or "")
        width = len(node.text()) * LETTER
        left = x - {"start": 0.0, "middle": width / 2, "end": width}[node.attributes["text-anchor"] or ""]
        found.append(Box(left, y - 9, left + width, y + 3))
    return found


def test_of_many_places_the_first_are_named_and_no_name_covers_another() -> None:
    chance = random.Random(7)
    crowd = [place(f"Town {n}", chance.uniform(44, 49), chance.uniform(5, 16)) for n in range(2 * MOST_SPOTS)]
    figure = str(place_map(crowd))
    drawing = svg(*crowd)
    assert len(spots(drawing)) == MOST_SPOTS
    assert "500 places more, named less, are not drawn." in figure
    names = boxes(drawing)
    assert 0 < len(names) <= MOST_LABELS
    assert not any(a.meets(b) for n, a in enumerate(names) for b in names[:n])
    assert len(figure) < 100_000


@settings(max_examples=20)
@given(
    st.lists(
        st.tuples(
            st.floats(-90, 90), st.floats(-180, 180), st.sampled_from(["city", "country", "region", "continent"])
        ),
        min_size=1,
        max_size=6,
    )
)
def test_any_places_on_earth_make_a_map_that_holds_what_it_frames(
    points: list[tuple[float, float, PlaceType]],
) -> None:
    places = [place(f"P{n}", latitude, longitude, type_) for n, (latitude, longitude, type_) in enumerate(points)]
    framed = [each for each in places if each.type == "city"] or places
    frame = frame_around(framed)
    for each in framed:
        x, y = frame.near(each)
        assert -1e-6 <= x <= WIDTH + 1e-6
        assert -1e-6 <= y <= HEIGHT + 1e-6
    figure = str(place_map(places))
    assert figure == str(place_map(places))
    assert "nan" not in figure
    assert "inf" not in figure
    assert len(figure) < 40_000
    for box in boxes(LexborHTMLParser(figure).css("svg")[0]):
        assert box.left >= 0
        assert box.right <= WIDTH
