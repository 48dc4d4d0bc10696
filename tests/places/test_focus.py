"""The focus of an article: where it happens, by weight."""

from __future__ import annotations

import pytest

from dateline.places import PlaceFinder, focus_of
from dateline.resources.gazetteer import Gazetteer
from tests.writing import written


@pytest.fixture(scope="module")
def find() -> PlaceFinder:
    return PlaceFinder(Gazetteer.load())


def test_what_is_named_first_and_most_often_weighs_most(find: PlaceFinder) -> None:
    record = written("A bridge in Lyon fell on Monday.\n\nEngineers from Turin came to Lyon.")
    focus = focus_of(record.with_annotations(find(record)))
    assert [entry.place.name for entry in focus] == ["Lyon", "Turin"]
    assert sum(entry.weight for entry in focus) == pytest.approx(1.0, abs=0.01)


def test_a_government_that_speaks_is_not_where_it_happens(find: PlaceFinder) -> None:
    record = written("Moscow said on Monday that shells had hit Aleppo.")
    focus = focus_of(record.with_annotations(find(record)))
    assert focus[0].place.name == "Aleppo"


def test_an_article_without_places_has_no_focus(find: PlaceFinder) -> None:
    record = written("Nothing was said.")
    assert focus_of(record.with_annotations(find(record))) == ()
