"""Feeds as readers of feeds take them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import fastfeedparser
import msgspec
import pytest

from dateline.edition import build_edition
from dateline.record import Event, Record, Span
from tests.edition.editions import HARBOUR, Kept, read

BASE = "https://quay.example/"
ATOM = "{http://www.w3.org/2005/Atom}"


def twice() -> Record:
    """A record with two events in one sentence."""
    record = read(HARBOUR, headline="Crane falls", publisher="Harbour", published="2024-03-05T10:00:00+01:00")
    start = record.text.index("demanded")
    other = Event(
        id="event-other", made_by="by-hand/1", type="REQUEST", trigger=Span(start, start + 8), status="actual",
        evidence=(record.article.blocks[-1].span,),
    )  # fmt: skip
    return record.with_annotations((other,))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site") / "edition"
    build_edition(Kept([twice()], []), folder, base=BASE)
    return folder


@pytest.mark.parametrize(
    "path", ["events.rss", "events.atom", "speakers/hanna-brzoza.rss", "places/geonames-3099434.atom"]
)
def test_a_feed_is_read_by_a_reader_of_feeds(folder: Path, path: str) -> None:
    feed = fastfeedparser.parse((folder / path).read_text("utf-8"))
    assert feed.entries
    for entry in feed.entries:
        assert entry["title"]
        assert entry["link"].startswith(BASE)
        assert entry["published"] == "2024-03-05T09:00:00+00:00"


IDS: dict[str, Callable[[bytes], list[Any]]] = {
    ".rss": lambda content: [each.text for each in ElementTree.fromstring(content).iter("guid")],
    ".atom": lambda content: [
        each.findtext(f"{ATOM}id") for each in ElementTree.fromstring(content).iter(f"{ATOM}entry")
    ],
    ".feed.json": lambda content: [item["id"] for item in msgspec.json.decode(content)["items"]],
}


@pytest.mark.parametrize("suffix", IDS)
def test_two_events_of_one_sentence_are_two_entries(folder: Path, suffix: str) -> None:
    ids = IDS[suffix]((folder / f"events{suffix}").read_bytes())
    assert len(ids) == len(set(ids)) == 2


def test_a_feed_is_dated_by_its_newest_entry(folder: Path) -> None:
    feed = ElementTree.fromstring((folder / "events.atom").read_bytes())
    assert feed.findtext(f"{ATOM}updated") == "2024-03-05T10:00:00+01:00"
