"""Sources, and what became of what they listed."""

from __future__ import annotations

import msgspec
import pytest

from dateline.archive import Archive, Hosts, Pages, Sources
from dateline.errors import ArchiveError
from dateline.record.source import Entry, Item, Source, source_id
from tests.archive.making import captured


def source(url: str = "http://harbour.example/feed", title: str | None = "The Harbour Post") -> Source:
    return Source(id=source_id(url), url=url, kind="rss", title=title, added_at="2024-05-03T10:00:00+00:00")


def item(number: int, **fields: str) -> Item:
    return Item(url=f"http://harbour.example/{number}", **fields)  # type: ignore[arg-type]


@pytest.fixture
def sources(archive: Archive) -> Sources:
    found = Sources(archive)
    found.add(source())
    return found


def noted(sources: Sources, *items: Item, of: Source | None = None, now: float = 1.0) -> tuple[list[str], int]:
    to_fetch, fresh = sources.note(of or source(), items, urls=[each.url for each in items], now=now)
    return [entry.url.rpartition("/")[2] for entry in to_fetch], fresh


def test_a_source_is_kept_once(sources: Sources) -> None:
    assert not sources.add(source(title="Another"))
    assert sources.all() == (source(),)
    assert sources.get(source().id) == source()


def test_a_source_is_found_by_address_earlier_address_or_title(sources: Sources) -> None:
    moved = msgspec.structs.replace(source(), url="http://harbour.example/new", earlier_urls=(source().url,))
    sources.put(moved)
    for name in (moved.url, source().url, source().id, "the harbour post"):
        assert sources.named(name) == moved
    with pytest.raises(ArchiveError, match="dateline sources lists"):
        sources.named("nobody")
    sources.add(source("http://other.example/feed"))
    with pytest.raises(ArchiveError, match="the title of 2 sources"):
        sources.named("The Harbour Post")


def test_pausing_is_the_users_word_and_stays_when_more_is_learnt(sources: Sources) -> None:
    sources.pause(source().id, paused=True)
    sources.put(msgspec.structs.replace(source(), listed=7))
    [known] = sources.all()
    assert (known.paused, known.listed) == (True, 7)
    sources.pause(source().id, paused=False)
    assert not sources.all()[0].paused


def test_what_is_new_or_changed_or_not_got_to_yet_is_to_be_fetched(sources: Sources) -> None:
    assert noted(sources, item(1), item(2)) == (["1", "2"], 2)
    sources.put_entry(Entry(url=item(1).url, source=source().id, item=item(1), state="kept"), now=2)
    assert noted(sources, item(1), item(2), item(3)) == (["2", "3"], 1)
    assert noted(sources, item(1, modified="2024-05-04")) == (["1"], 0)
    assert noted(sources, item(1, modified="2024-05-04")) == (["1"], 0)


def test_what_is_gone_stays_gone(sources: Sources) -> None:
    noted(sources, item(1))
    sources.put_entry(Entry(url=item(1).url, source=source().id, item=item(1), state="gone"), now=2)
    assert noted(sources, item(1, title="Again")) == ([], 0)


def test_what_another_source_listed_first_stays_its_own(sources: Sources) -> None:
    other = source("http://other.example/feed", title=None)
    sources.add(other)
    noted(sources, item(1))
    assert noted(sources, item(1), item(2), of=other) == (["2"], 1)


def test_a_source_that_is_removed_takes_what_it_listed_along_but_no_page(sources: Sources, archive: Archive) -> None:
    page, record = captured("The ferry sails.", url=item(1).url)
    archive.add(page, record)
    noted(sources, item(1))
    sources.remove(source().id)
    assert sources.all() == ()
    assert sources.entry(item(1).url) is None
    assert archive.record(record.id) == record
    sources.put_entry(Entry(url=item(1).url, source=source().id, item=item(1)), now=2)
    assert sources.entry(item(1).url) is None


def test_the_latest_fates_come_first(sources: Sources) -> None:
    noted(sources, item(1), item(2), item(3))
    for number, now in ((1, 5.0), (2, 9.0)):
        entry = Entry(url=item(number).url, source=source().id, item=item(number), state="kept", record=f"r{number}")
        sources.put_entry(entry, now=now)
    assert [entry.url for entry in sources.latest(source().id)] == [item(2).url, item(1).url]
    assert sources.counts(source().id) == {"kept": 2, "listed": 1}
    found = sources.entry_of("r1")
    assert found is not None
    assert found.url == item(1).url


def test_a_page_is_kept_before_it_is_read_and_let_go_if_it_is_not(archive: Archive) -> None:
    pages = Pages(archive)
    first, record = captured("The ferry sails.", url="http://harbour.example/1", fetched_at="2024-05-03T10:00:00+00:00")
    second, _ = captured("The ferry waits.", url="http://harbour.example/1", fetched_at="2024-05-04T10:00:00+00:00")
    assert pages.keep(first) == record.id
    assert pages.keep(first) == record.id
    assert (pages.hold(record.id), pages.are_read(record.id)) == (True, False)
    assert archive.page_of(record.id) == first
    archive.add(first, record)
    later = pages.keep(second)
    assert pages.newest_record("http://harbour.example/1", other_than=later) == record.id
    assert pages.newest_record("http://harbour.example/1", other_than=record.id) is None
    pages.forget(later)
    pages.forget(record.id)
    assert (pages.hold(later), pages.hold(record.id)) == (False, True)
    assert archive.counts().pages == 1


def test_a_host_counts_failures_until_it_answers(archive: Archive) -> None:
    hosts = Hosts(archive)
    assert hosts.get("x.example").failures == 0
    hosts.rest("x.example", until=50)
    hosts.rest("x.example", until=90)
    assert hosts.get("x.example")[:4] == ("x.example", 90, 0, 2)
    hosts.answered("x.example")
    assert hosts.get("x.example").failures == 0
    hosts.put_robots("x.example", robots="User-agent: *", status=200, until=70, delay_seconds=3)
    host = hosts.get("x.example")
    assert (host.robots, host.delay_seconds, host.robots_until, host.ready_at) == ("User-agent: *", 3, 70, 90)
