"""Publishers' homes: learnt from what their articles name, bounded, and only where that is clear."""

from __future__ import annotations

import pytest

from dateline.places import PlaceFinder, PublisherHomes
from dateline.resources.gazetteer import Gazetteer
from tests.writing import written

LOCAL = (
    "The board met in Peoria. Pekin and Morton sent nobody.",
    "Police in Peoria and Bartonville closed the bridge. Tazewell County paid.",
    "A school in Peoria burned. Crews from Washington and Chillicothe helped.",
)
WORLD = ("Talks went on in Geneva.", "A storm hit Manila.", "Prices rose in Lagos.", "Trains stopped in Turin.")


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


def heard(gazetteer: Gazetteer, texts: tuple[str, ...], url: str) -> PublisherHomes:
    homes, find = PublisherHomes(gazetteer), PlaceFinder(gazetteer)
    for text in texts:
        find.teach(homes, written(text, url=url))
    return homes


def test_a_local_papers_home_is_the_town_that_its_articles_name(gazetteer: Gazetteer) -> None:
    homes = heard(gazetteer, LOCAL, "https://www.example-courier.com/news").homes()
    [(domain, row)] = homes.items()
    assert domain == "example-courier.com"
    assert gazetteer.place(row).name == "Peoria"
    assert "Illinois" in gazetteer.place(row).chain


def test_the_home_decides_where_the_text_says_nothing(gazetteer: Gazetteer) -> None:
    url = "https://www.example-courier.com/news"
    find = PlaceFinder(gazetteer, homes=heard(gazetteer, LOCAL, url).homes())
    [reference] = find(written("A man from Springfield was hurt on Monday.", url=url))
    assert reference.place is not None
    assert "Illinois" in reference.place.chain


def test_a_publisher_that_writes_of_the_world_has_no_home(gazetteer: Gazetteer) -> None:
    assert heard(gazetteer, WORLD, "https://example-world.com/a").homes() == {}


def test_one_article_and_a_page_without_address_teach_nothing(gazetteer: Gazetteer) -> None:
    assert heard(gazetteer, LOCAL[:1], "https://example-courier.com/a").homes() == {}
    homes, find = PublisherHomes(gazetteer), PlaceFinder(gazetteer)
    find.teach(homes, written(LOCAL[0]))
    assert homes.homes() == {}


def test_what_is_remembered_is_bounded(gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.places.homes.SOURCES", 2)
    homes, find = PublisherHomes(gazetteer), PlaceFinder(gazetteer)
    for number in range(4):
        for text in LOCAL:
            find.teach(homes, written(text, url=f"https://paper{number}.example/a"))
    assert set(homes.homes()) == {"paper2.example", "paper3.example"}
