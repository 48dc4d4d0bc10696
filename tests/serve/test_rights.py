"""A served site shows no more of a text than its source allows, in whatever form; the desk's shows it all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from dateline.archive import Archive, Sources
from dateline.record.source import Rights, Source, source_id
from dateline.serve import Site, make_app
from tests.edition.editions import archive
from tests.serve.sites import CLOCK, client, kept

SECRET = "Nobody should work under it"


@pytest.fixture
def reserved(tmp_path: Path) -> Iterator[Archive]:
    """An archive of which two sources let nothing be shown."""
    made = archive()
    with kept(tmp_path / "archive.sqlite", list(made.records()), list(made.stories())) as opened:
        for name, owner in (("harbour", "Port Press"), ("copyist", "port press")):
            url = f"https://{name}.example/feed"
            Sources(opened).add(
                Source(id=source_id(url), url=url, kind="rss", title=name.title(), owner=owner, added_at="2024-03-05",
                       health="blocked", says="403", mend="ask its publisher for leave", shown=0,
                       asked_at="2024-03-05T10:00:00+00:00",
                       rights=Rights(robots="robots.txt allows it", tdm_reserved=True, training_allowed=False))
            )  # fmt: skip
        yield opened


def test_no_page_form_or_search_shows_what_may_not_be_shown(reserved: Archive) -> None:
    reader = client(reserved)
    rows = reader.get("/sources/harbour.json").json()["items"]
    paths = [f"/articles/{row['record']}.{form}" for row in rows for form in ("html", "json")]
    paths += ["/", "/stories/story-a.html", "/stories/story-a.json", "/events.html", "/events.csv"]
    paths += ["/sources/harbour.html", "/speakers/hanna-brzoza.html"]
    paths += [f"/search.{form}?q=nobody" for form in ("html", "json", "rss")]
    for path in paths:
        assert SECRET not in reader.get(path).text, path
    page = reader.get(paths[0]).text
    assert "Six people were hurt when a crane fell" in page
    assert "[…]" in page
    assert "an excerpt of 0 words at most: what is set for its source" in page


def test_the_desk_s_site_shows_texts_whole(reserved: Archive) -> None:
    site = Site(reserved, title="Desk", clock=lambda: CLOCK, desk=True)
    reader = TestClient(make_app(site), base_url="http://localhost")
    [row] = reader.get("/sources/harbour.json").json()["items"]
    page = reader.get(f"/articles/{row['record']}.html").text
    assert SECRET in page
    assert "shown whole: an edition for the desk" in page


def test_a_source_card_tells_owner_policies_health_and_the_next_step(reserved: Archive) -> None:
    card = client(reserved).get("/sources/harbour.html").text
    for told in (
        "Port Press", "Copyist", "robots.txt allows it; text and data mining is reserved; training of models is not",
        "blocked, asked on 5 March 2024; next step: ask its publisher for leave", "an excerpt of 0 words",
    ):  # fmt: skip
        assert told in card, told
    assert "example/feed" not in card


def test_what_the_user_says_outlives_what_gathering_keeps(reserved: Archive) -> None:
    sources = Sources(reserved)
    before = sources.named("Harbour")
    sources.set(before.id, shown="whole")
    sources.put(before)
    assert sources.named("Harbour").shown == "whole"
    [row] = client(reserved).get("/sources/harbour.json").json()["items"]
    assert SECRET in client(reserved).get(f"/articles/{row['record']}.html").text


def test_every_page_says_whom_to_write_to(reserved: Archive) -> None:
    for path in (
        "/",
        "/sources/harbour.html",
        "/method.html",
        "/search.html",
        "/nothing.html",
        "/stories/story-a.html",
    ):
        assert "to have your pages left out, write to" in client(reserved).get(path).text
