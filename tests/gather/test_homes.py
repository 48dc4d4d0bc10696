"""What a user says of a source reaches the parts that read its pages: its home, its sections, its owner."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dateline.article import ArticleLayouter
from dateline.errors import InputError
from dateline.gather import gather, subscribe
from dateline.gather.homes import home_row
from dateline.gather.means import Means
from dateline.pipeline import Annotator, Pipeline
from dateline.places import PlaceFinder
from dateline.record import Annotation, Entity, Mention, Record
from dateline.resources.gazetteer import Gazetteer
from tests.gather.press import Answer, Press


class _NoNames:
    """Finds no names: places are then found by their words alone."""

    name = "no-names/1"
    needs: frozenset[type[Annotation]] = frozenset()
    makes: frozenset[type[Annotation]] = frozenset({Mention, Entity})
    resources: tuple[tuple[str, str], ...] = ()

    def __call__(self, record: Record) -> Iterator[Mention]:
        yield from ()


@pytest.fixture(scope="module")
def with_places() -> Pipeline:
    parts: list[Annotator] = [_NoNames(), PlaceFinder(Gazetteer.load())]
    return Pipeline(ArticleLayouter(), parts)


@pytest.mark.parametrize(("home", "chain"), [("Springfield, Illinois", "Illinois"), ("Springfield, Ohio", "Ohio")])
def test_bare_place_names_are_read_from_where_the_source_is_at_home(
    press: Press, means: Means, with_places: Pipeline, home: str, chain: str
) -> None:
    text = (
        "<p>A man from Springfield was hurt on Monday when a cart overturned near the old mill, the sheriff said.</p>"
    )
    press.answers["/news/0"] = Answer(f"<title>Hurt</title><article><h1>Hurt</h1>{text}{text}</article>".encode())
    subscribe(means, press.feed("/feed", {press.url("/news/0"): ("Hurt", None)}), home=home)
    means.pipeline = lambda: with_places
    gather(means)
    [record] = means.archive.records()
    places = [reference.place for reference in record.places if reference.place is not None]
    assert places
    assert all(chain in place.chain for place in places if place.name == "Springfield")


@pytest.mark.parametrize(
    ("home", "lies_in"),
    [
        ("Leeds", "England"),
        ("hamilton, ontario", "Ontario"),
        ("Hamilton, Ontario, Canada", "Ontario"),
        ("Paris, USA", "United States"),
    ],
)
def test_a_home_is_told_by_its_name_and_what_it_lies_in(home: str, lies_in: str) -> None:
    assert lies_in in Gazetteer.load().place(home_row(home)).chain


@pytest.mark.parametrize("home", ["", " , ", "Atlantisburgh", "Leeds, Ontario, Peru"])
def test_a_home_that_is_nowhere_is_refused_when_the_source_is_added(press: Press, means: Means, home: str) -> None:
    with pytest.raises(InputError, match="no place is called"):
        subscribe(means, press.feed("/feed", press.print(range(1))), home=home)
    assert means.sources.all() == ()


def test_what_is_said_of_a_source_that_is_known_is_kept_from_now_on(press: Press, means: Means) -> None:
    url = press.feed("/feed", press.print(range(1)))
    subscribe(means, url, owner="Quill & Co", sections=("Harbour",))
    source, new = subscribe(means, url, home="Leeds", sections=("Ports", "Ships"))
    assert not new
    assert means.sources.get(source.id) == source
    assert (source.owner, source.home, source.sections) == ("Quill & Co", "Leeds", ("Ports", "Ships"))
