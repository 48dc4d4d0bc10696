"""Pages that are kept are handed out at once, and those that are asked for stay."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from dateline.archive import Archive
from dateline.serve import Site
from dateline.serve import site as site_module
from dateline.serve.site import Answer
from tests.edition.editions import archive as small_archive
from tests.serve.sites import CLOCK, kept

BASE = "http://localhost/"


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Archive]:
    made = small_archive()
    with kept(tmp_path / "archive.sqlite", list(made.records()), list(made.stories())) as archive:
        yield archive


@pytest.fixture
def site(held: Archive) -> Site:
    return Site(held, title="The Quay", clock=lambda: CLOCK)


def test_a_kept_page_does_not_wait_for_one_that_is_being_made(
    held: Archive, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, may_end = threading.Event(), threading.Event()

    def slow() -> tuple[tuple[str, ...], ...]:
        begun.set()
        assert may_end.wait(20)
        return ()

    monkeypatch.setattr(held, "changed", slow)
    front = site.answer("", {}, BASE)
    answers: list[Answer] = []

    def ask(path: str) -> threading.Thread:
        asks = threading.Thread(target=lambda: answers.append(site.answer(path, {}, BASE)), daemon=True)
        asks.start()
        return asks

    corrections = ask("corrections.html")
    assert begun.wait(20)
    ask("").join(20)
    assert answers == [front]
    may_end.set()
    corrections.join(20)
    assert [answer.status for answer in answers] == [200, 200]


def test_what_was_asked_for_least_lately_is_let_go_first(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site_module, "KEPT_PAGES", 2)
    front, events = (site.answer(path, {}, BASE) for path in ("", "events.html"))
    assert site.answer("", {}, BASE) is front
    site.answer("method.html", {}, BASE)
    assert site.answer("", {}, BASE) is front
    assert site.answer("events.html", {}, BASE) is not events


def test_a_page_of_the_archive_as_it_was_is_not_kept_once_it_has_changed(held: Archive, site: Site) -> None:
    before = site.answer("", {}, BASE)
    held.put_stories([])
    after = site.answer("", {}, BASE)
    assert after.tag != before.tag
    assert b"stories/story-a.html" not in after.body
