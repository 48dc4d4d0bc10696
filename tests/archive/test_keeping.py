"""What is added comes back as it was, once, in order."""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Iterator

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.archive import Archive, Reader, default_path
from dateline.archive.times import moment
from dateline.errors import ArchiveError, InputError
from dateline.record import Page, record_id
from tests.archive.making import captured, kept, story_of
from tests.writing import written

FERRY = "The ferry left Calais on Tuesday.\n\n“Never again,” said Émile Zorn. 🚢 שלום"


def test_page_and_record_come_back_as_they_were(archive: Archive) -> None:
    page, record = captured(
        FERRY, url="https://ferry.example/1", published="2024-05-03", fetched_at="2024-05-04T10:00Z"
    )
    archive.add(page, record)
    assert archive.page(page.digest) == page
    assert archive.page_of(record.id) == page
    assert archive.record(record.id).to_json() == record.to_json()
    assert list(archive.records()) == [record]


def test_adding_the_same_again_changes_nothing(archive: Archive) -> None:
    page, record = captured(FERRY)
    archive.add(page, record)
    before = archive.counts()
    archive.add(page, record)
    assert archive.counts() == before
    assert (before.pages, before.records) == (1, 1)
    assert [match.record for match in archive.find("ferry")] == [record.id]


def test_a_page_read_again_replaces_the_record_and_not_the_page(archive: Archive) -> None:
    page, record = captured(FERRY, published="2024-05-03", fetched_at="2024-05-04T10:00:00Z")
    archive.add(page, record)
    later = msgspec.structs.replace(page, fetched_at="2024-06-01T10:00:00Z")
    shorter = written("The ferry left Calais on Tuesday.").article
    archive.add(later, msgspec.structs.replace(record, article=shorter))
    assert archive.record(record.id).text == "The ferry left Calais on Tuesday."
    assert archive.page_of(record.id) == page
    assert len(archive.find("Zorn")) == 0


def test_the_same_bytes_at_two_addresses_are_two_records_of_one_page(archive: Archive) -> None:
    late, record = captured(FERRY, url="https://b.example/", fetched_at="2024-05-04T10:00:00Z")
    early, other = captured(FERRY, url="https://a.example/", fetched_at="2024-05-03T10:00:00Z")
    archive.add(late, record)
    archive.add(early, other)
    assert archive.counts().records == 2
    assert archive.page(late.digest) == early
    assert archive.page_of(record.id) == late


def test_a_page_that_changed_has_versions(archive: Archive) -> None:
    pages = []
    for text, day in [
        ("Second.", "2024-05-04"),
        ("First.", "2024-05-03"),
        ("Undated.", None),
        ("Second.", "2024-05-09"),
    ]:
        page, record = captured(text, url="https://ferry.example/1", fetched_at=day)
        archive.add(page, record)
        pages.append(page.reference())
    kept(archive, "Elsewhere.", url="https://ferry.example/2")
    assert archive.versions("https://ferry.example/1") == (pages[1], pages[0], pages[2])
    assert archive.versions("https://ferry.example/none") == ()


def test_a_record_of_another_page_is_refused(archive: Archive) -> None:
    page, _ = captured(FERRY)
    _, other = captured("Another text.")
    with pytest.raises(InputError, match="was not read from page"):
        archive.add(page, other)
    assert archive.counts().pages == 0


def test_records_come_by_time_of_publication_then_id(archive: Archive) -> None:
    dates = ["2024-05-03T08:00+02:00", "2024-05-03T07:00Z", None, "2024-05-03", "2024-05-02", "2024-05-03"]
    for number, date in enumerate(dates):
        kept(archive, f"Text {number}.", published=date)
    found = list(archive.records())
    assert [record.text[5] for record in found[:1]] == ["4"]
    same_day = sorted((r for r in found if r.text[5] in "35"), key=lambda r: r.id)
    assert found[1:3] == same_day
    assert [record.text[5] for record in found[3:]] == ["0", "1", "2"]


def test_a_time_without_zone_is_read_on_the_publishers_clock(archive: Archive) -> None:
    for text, when, zone in [("Late.", "2024-05-03T08:00", None), ("Early.", "2024-05-03T08:30", "Europe/Paris")]:
        page, record = captured(text, published=when, zone=zone)
        archive.add(page, record)
    assert [record.text for record in archive.records()] == ["Early.", "Late."]


@pytest.mark.parametrize(
    ("value", "zone", "expected"),
    [
        ("2016-12-10", None, "2016-12-10T00:00:00Z"),
        ("2016-12-10", "Asia/Tokyo", "2016-12-10T00:00:00Z"),
        ("2016-12-10T01:00+02:00", "Asia/Tokyo", "2016-12-09T23:00:00Z"),
        ("2016-12-10T01:00", "+02:00", "2016-12-09T23:00:00Z"),
        ("2016-12-10T01:00", "Nowhere/None", "2016-12-10T01:00:00Z"),
        ("2016-12-10T01:00", "../etc/passwd", "2016-12-10T01:00:00Z"),
        ("0001-01-01T00:00+14:00", None, "0001-01-01T00:00:00Z"),
    ],
)
def test_times_are_ordered_on_one_clock(value: str, zone: str | None, expected: str) -> None:
    assert moment(value, zone) == expected


def test_records_are_chosen_by_section_time_and_address(archive: Archive) -> None:
    for day, section in [(1, "Politics"), (2, "Sport"), (3, "Politics")]:
        archive.add(
            *captured(
                f"Day {day}.", url=f"https://a.example/{day}", published=f"2024-05-0{day}T12:00Z", section=section
            )
        )
    kept(archive, "No day.")

    def days(**wanted: str) -> list[str]:
        return [record.text for record in archive.records(**wanted)]

    assert days(section="Politics") == ["Day 1.", "Day 3."]
    assert days(since="2024-05-02") == ["Day 2.", "Day 3."]
    assert days(until="2024-05-03") == ["Day 1.", "Day 2."]
    assert days(since="2024-05-02T14:00+02:00", until="2024-05-03T12:00Z") == ["Day 2."]
    assert days(url="https://a.example/3") == ["Day 3."]
    assert days(section="Weather") == []
    with pytest.raises(InputError, match="'yesterday' is no ISO 8601 day"):
        archive.records(since="yesterday")


def test_records_may_be_added_while_others_are_read(archive: Archive) -> None:
    for number in range(3):
        kept(archive, f"Text {number}.")
    for record in archive.records():
        kept(archive, record.text + " More.")
    assert archive.counts().records == 6


def test_stories_are_replaced_as_a_set(archive: Archive) -> None:
    one, two, three = (kept(archive, f"Text {number}.") for number in range(3))
    old = story_of("story-old", one, two)
    archive.put_stories([old])
    assert archive.copies_of(one.id) == old.copies
    newer = story_of("story-a", one, three, latest="2024-05-03T08:00+02:00")
    newest = story_of("story-b", two, one, latest="2024-05-03T07:00Z")
    undated = story_of("story-c", two)
    archive.put_stories([undated, newer, newest])
    assert list(archive.stories()) == [newest, newer, undated]
    assert archive.story("story-a") == newer
    assert archive.stories_of(one.id) == (newest, newer)
    assert archive.counts().stories == 3
    assert archive.copies_of(three.id) == newer.copies
    archive.put_stories([])
    assert (list(archive.stories()), archive.stories_of(one.id), archive.copies_of(one.id)) == ([], (), ())


def test_a_story_about_a_record_that_is_not_kept_leaves_the_old_ones(archive: Archive) -> None:
    record = kept(archive, "Text.")
    stranger = captured("Not added.")[1]
    old = story_of("story-old", record)
    archive.put_stories([old])
    with pytest.raises(ArchiveError, match=rf"story-new has record {stranger.id}, .* add it first"):
        archive.put_stories([story_of("story-new", record, stranger)])
    for twice in ([old, old], [story_of("story-new", record, record)]):
        with pytest.raises(InputError, match="is given twice"):
            archive.put_stories(twice)
    assert list(archive.stories()) == [old]


@pytest.mark.parametrize("ask", ["page", "page_of", "record", "story", "stories_of", "copies_of"])
def test_what_is_not_kept_is_named(archive: Archive, ask: str) -> None:
    with pytest.raises(ArchiveError, match=r"none-such is not in archive .*; add its page first"):
        getattr(archive, ask)("none-such")


def test_several_threads_may_write(archive: Archive) -> None:
    def add(name: int) -> None:
        for number in range(5):
            kept(archive, f"Text {name} {number}.")

    threads = [threading.Thread(target=add, args=(name,)) for name in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert archive.counts().records == 15


def test_a_forked_process_has_a_connection_of_its_own(archive: Archive) -> None:
    kept(archive, "Before.")
    child = multiprocessing.get_context("fork").Process(target=kept, args=(archive, "In the child."))
    child.start()
    child.join(20)
    kept(archive, "After.")
    assert child.exitcode == 0
    assert archive.counts().records == 3


def test_an_archive_fits_what_readers_ask_of_one(archive: Archive) -> None:
    reader: Reader = archive
    assert reader.counts().records == 0
    assert default_path().name == "archive.sqlite"


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with Archive.open(tmp_path_factory.mktemp("shelf") / "archive.sqlite") as archive:
        yield archive


@given(
    text=st.text(st.characters(exclude_categories=["Cs"]), max_size=200).filter(str.strip),
    url=st.none() | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30),
    tail=st.binary(max_size=50),
)
def test_any_text_and_any_bytes_come_back(shelf: Archive, text: str, url: str | None, tail: bytes) -> None:
    record = written(text, url=url)
    page = Page(content=text.encode() + tail, media_type="text/html", encoding="utf-8", url=url, headers=(("a", text),))
    record = msgspec.structs.replace(record, id=record_id(page.digest, url), page=page.reference())
    shelf.add(page, record)
    assert shelf.page_of(record.id).content == page.content
    assert shelf.record(record.id).to_json() == record.to_json()


def test_the_revision_changes_when_something_is_kept_and_not_when_it_is_read(archive: Archive) -> None:
    page, record = captured(FERRY)
    empty = archive.revision()
    archive.add(page, record)
    kept_at = archive.revision()
    assert kept_at != empty
    assert list(archive.records()) == [record]
    assert archive.revision() == kept_at
