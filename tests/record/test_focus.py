"""Where an article happens."""

from __future__ import annotations

from typing import Literal

import pytest

from dateline.record import Place, PlaceReference, Record, Span
from dateline.record.focus import focus_places
from tests.writing import written

PLACES = {
    "Aveiro": Place(id="g:1", name="Aveiro", latitude=40.6, longitude=-8.7, type="city", country="PRT",
                    chain=("Aveiro", "Portugal")),
    "Braga": Place(id="g:2", name="Braga", latitude=41.5, longitude=-8.4, type="city", country="PRT",
                   chain=("Braga", "Portugal")),
    "Portugal": Place(id="g:3", name="Portugal", latitude=39.7, longitude=-8.0, type="country", country="PRT"),
    "Madrid": Place(id="g:4", name="Madrid", latitude=40.4, longitude=-3.7, type="city", country="ESP",
                    chain=("Madrid", "Spain")),
}  # fmt: skip


def told(text: str, headline: str | None = None, **uses: Literal["literal", "demonym", "metonym"]) -> Record:
    """A record in which every name of a place is a reference; ``uses`` names those that are not literal."""
    record = written(text, headline=headline)
    found = []
    for name, place in PLACES.items():
        at = record.text.find(name)
        while at >= 0:
            span = Span(at, at + len(name))
            found.append(
                PlaceReference(
                    id=f"place-{at}", made_by="by-hand/1", span=span, place=place, use=uses.get(name, "literal")
                )
            )
            at = record.text.find(name, at + 1)
    return record.with_annotations(found)


def names(record: Record) -> list[str]:
    return [focused.place.name for focused in focus_places(record)]


def test_no_places_no_focus() -> None:
    assert focus_places(told("It rained.")) == ()


def test_what_is_named_most_comes_first_with_its_references() -> None:
    record = told("It rained.\n\nThey left Braga for Aveiro, and Aveiro was wet.")
    first, second = focus_places(record)
    assert first.place.name == "Aveiro"
    assert [record.by_id[name].extent.of(record.text) for name in first.references] == ["Aveiro", "Aveiro"]
    assert first.weight + second.weight == pytest.approx(1)


def test_headline_and_lead_weigh_double() -> None:
    assert names(told("It rained.\n\nBraga again.", headline="Flood in Aveiro"))[0] == "Aveiro"


def test_a_country_that_only_says_where_a_town_lies_gives_its_weight_to_the_town() -> None:
    record = told("It rained.\n\nIn Aveiro, Portugal, and Madrid.")
    assert names(record) == ["Aveiro", "Madrid"]
    assert focus_places(record)[0].weight == pytest.approx(2 / 3)


def test_a_country_that_is_spoken_of_more_than_its_towns_stays() -> None:
    assert names(told("It rained.\n\nPortugal votes. Portugal waits. Aveiro sleeps."))[0] == "Portugal"


def test_a_government_that_speaks_weighs_less_than_a_place() -> None:
    assert names(told("It rained.\n\nMadrid said so. Braga was wet.", Madrid="metonym"))[0] == "Braga"
