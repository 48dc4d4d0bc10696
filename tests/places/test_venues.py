"""Streets and buildings: placed in the city that holds them, or not at all."""

from __future__ import annotations

import pytest

from dateline.places import PlaceFinder
from dateline.record import PlaceReference
from dateline.resources.gazetteer import Gazetteer
from tests.writing import covered, written


@pytest.fixture(scope="module")
def find() -> PlaceFinder:
    return PlaceFinder(Gazetteer.load())


def found(find: PlaceFinder, text: str, **facts: str) -> dict[str, PlaceReference]:
    record = written(text, **facts)
    return {covered(record, reference): reference for reference in find(record)}


@pytest.mark.parametrize(
    ("text", "venue", "city"),
    [
        ("A bomb went off at the Odeon theatre in Leeds on Friday.", "Odeon theatre", "Leeds"),
        ("Crowds filled Kyiv's Maidan on Sunday.", "Maidan", "Kyiv"),
        ("He lay in St. Mary's Hospital in Portsmouth, England.", "St. Mary's Hospital", "Portsmouth"),
        ("The march began on Rue de Rivoli in Paris.", "Rue de Rivoli", "Paris"),
        ("They met near Harcourt Square, Dublin, at noon.", "Harcourt Square", "Dublin"),
        ("A tram stopped in Leeds. Its driver left it on Victoria Street.", "Victoria Street", "Leeds"),
        ("Thousands stood in Taksim Square.", "Taksim Square", "Istanbul"),
        ("Flights from Heathrow were late.", "Heathrow", "London"),
        ("Protesters camped outside the White House.", "White House", "Washington"),
    ],
)
def test_a_venue_resolves_to_its_city_via_its_container(find: PlaceFinder, text: str, venue: str, city: str) -> None:
    reference = found(find, text)[venue]
    assert reference.via == "container"
    assert reference.place is not None
    assert reference.place.name == city
    assert reference.radius_km is not None
    assert reference.reasons


def test_a_street_alone_lies_where_the_article_is_datelined(find: PlaceFinder) -> None:
    text = "LEEDS, Dec 3 – Police closed a road.\n\nA man was hurt on Victoria Street."
    reference = found(find, text, dateline="LEEDS, Dec 3 –")["Victoria Street"]
    assert reference.place is not None
    assert reference.place.name == "Leeds"
    assert reference.confidence is None, "nobody has measured how often that is right"
    assert reference.reasons[0].span is not None


def test_what_is_told_with_one_mention_of_a_venue_holds_for_the_others(find: PlaceFinder) -> None:
    record = written("A fire broke out at Harcourt Hall in Leeds.\n\nNobody was inside Harcourt Hall.")
    venues = [reference for reference in find(record) if reference.via == "container"]
    assert [covered(record, venue) for venue in venues] == ["Harcourt Hall", "Harcourt Hall"]
    assert {venue.place.name for venue in venues if venue.place} == {"Leeds"}


@pytest.mark.parametrize(
    "text",
    [
        "A man was hurt on Victoria Street.",
        "He lay in St. Luke's Hospital.",
        "An economist at Harcourt University in a lecture said prices would fall.",
        "Shares on the street fell.",
    ],
)
def test_a_venue_whose_city_nothing_tells_is_left_out(find: PlaceFinder, text: str) -> None:
    assert found(find, text) == {}


@pytest.mark.parametrize("text", ["According to the Pentagon, nobody was hurt.", "The White House denied it."])
def test_a_seat_of_power_that_is_no_ground_is_a_government(find: PlaceFinder, text: str) -> None:
    [reference] = found(find, text).values()
    assert (reference.use, reference.stands_for, reference.via) == ("metonym", "USA", None)
