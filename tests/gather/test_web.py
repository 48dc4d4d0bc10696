"""Every request, on every hop, asks robots.txt first and goes only to addresses that were checked."""

from __future__ import annotations

import pytest

from dateline.archive import Archive, Hosts
from dateline.errors import AddressError, BlockedError, FetchError
from dateline.gather import Settings, Web, robots
from dateline.gather.means import Means
from dateline.intake import addresses
from tests.gather.conftest import Clock, MakeMeans
from tests.gather.press import Answer, Press


def with_robots(press: Press, text: str) -> None:
    press.answers["/robots.txt"] = Answer(text.encode(), content_type="text/plain")
    press.print(range(3))


def test_a_page_that_robots_txt_closes_is_not_asked(press: Press, means: Means) -> None:
    with_robots(press, "User-agent: Dateline\nDisallow: /news/1\n\nUser-agent: *\nDisallow: /\n")
    assert means.web.get(press.url("/news/0")).status == 200
    with pytest.raises(BlockedError, match="asks programs not to fetch"):
        means.web.get(press.url("/news/1"))
    assert press.asked["/news/1"] == 0
    assert press.asked["/robots.txt"] == 1


def test_robots_txt_holds_on_every_hop(press: Press, means: Means) -> None:
    with_robots(press, "User-agent: *\nDisallow: /news/1\n")
    press.answers["/go"] = Answer(b"", location="/news/1")
    with pytest.raises(BlockedError, match=r"robots\.txt"):
        means.web.get(press.url("/go"))
    assert press.asked["/news/1"] == 0


def test_robots_txt_is_asked_again_after_a_day(press: Press, means: Means, clock: Clock) -> None:
    with_robots(press, "User-agent: *\nDisallow: /news/1\n")
    means.web.get(press.url("/news/0"))
    clock.ahead += 86_500
    means.web.get(press.url("/news/0"))
    assert press.asked["/robots.txt"] == 2


def test_no_robots_txt_closes_nothing_and_one_that_can_not_be_had_closes_all_for_now(
    press: Press, means: Means, clock: Clock
) -> None:
    press.print(range(1))
    press.answers["/robots.txt"] = Answer(b"", faults=("500",))
    with pytest.raises(FetchError, match=r"robots\.txt of .* can't be had"):
        means.web.get(press.url("/news/0"))
    assert press.asked["/news/0"] == 0
    del press.answers["/robots.txt"]
    assert means.web.get(press.url("/news/0")).status == 200


def test_a_crawl_delay_is_kept_by_the_host(press: Press, means: Means) -> None:
    with_robots(press, "User-agent: *\nCrawl-delay: 7\n")
    means.web.get(press.url("/news/0"))
    assert means.hosts.get(f"127.0.0.1:{press.server_port}").delay_seconds == 7


@pytest.mark.parametrize(
    ("text", "delay"),
    [
        (None, 0),
        ("User-agent: *\nCrawl-delay: 86400", robots.LONGEST_DELAY_SECONDS),
        ("User-agent: *\nRequest-rate: 1/30", 30),
        ("User-agent: dateline\nCrawl-delay: 3\nUser-agent: *\nCrawl-delay: 9", 3),
        ("\ufeff<html>not found</html>", 0),
    ],
)
def test_delays_are_read_from_robots_txt(text: str | None, delay: float) -> None:
    assert robots.delay_seconds(text) == delay


def test_a_server_that_is_busy_is_left_alone_as_long_as_it_says(press: Press, means: Means, clock: Clock) -> None:
    press.print(range(1), faults=("503",))
    with pytest.raises(FetchError, match="status 503"):
        means.web.get(press.url("/news/0"))
    host = means.hosts.get(f"127.0.0.1:{press.server_port}")
    assert host.failures == 1
    assert host.ready_at <= clock()
    means.web.get(press.url("/news/0"))
    assert means.hosts.get(host.host).failures == 0


def test_a_condition_is_sent_and_not_modified_comes_back(press: Press, means: Means) -> None:
    press.print(range(1), etag='"7"')
    found = means.web.get(press.url("/news/0"))
    again = means.web.get(press.url("/news/0"), etag=found.header("etag"))
    assert (found.status, again.status, again.content) == (200, 304, b"")


def test_an_etag_that_could_split_a_header_is_not_sent_back(press: Press, means: Means) -> None:
    press.print(range(1))
    assert means.web.get(press.url("/news/0"), etag='"\r\nX-Evil: 1', last_modified="x" * 2_000).status == 200
    headers = press.seen[-1][1]
    assert not {"If-None-Match", "If-Modified-Since", "X-Evil"} & set(headers)


def test_only_permanent_redirects_are_remembered(press: Press, means: Means) -> None:
    press.print(range(1))
    press.answers["/for-good"] = Answer(b"", location="/for-now")
    press.answers["/for-now"] = Answer(b"", location="/news/0", permanent=False)
    found = means.web.get(press.url("/for-good"))
    assert (found.moved_to, found.final_url) == (press.url("/for-now"), press.url("/news/0"))
    assert means.web.get(press.url("/for-now")).moved_to is None


def test_who_asks_is_told(press: Press, make_means: MakeMeans) -> None:
    press.print(range(1))
    make_means(contact="desk@harbour.example").web.get(press.url("/news/0"))
    assert {headers["User-Agent"] for _, headers in press.seen} == {
        "Dateline/0.1.0 (news archive; contact: desk@harbour.example)"
    }


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "gopher://127.0.0.1/",
        "http://127.0.0.1:9/feed",
        "http://[::ffff:127.0.0.1]/feed",
        "http://[::1]/feed",
        "http://169.254.169.254/latest/",
        "http://0x7f.1/feed",
        "http://me:secret@harbour.example/",
    ],
)
def test_hostile_addresses_are_refused_before_anything_is_asked(url: str, archive_of_its_own: Archive) -> None:
    web = Web(Hosts(archive_of_its_own), Settings(archive="unused"))
    with pytest.raises(AddressError):
        web.get(url)


@pytest.fixture
def archive_of_its_own(means: Means) -> Archive:
    return means.archive


def test_robots_txt_itself_is_fetched_by_the_same_rules(means: Means, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that answers with a public address first and a private one then gets nothing at all."""
    answers = iter([["10.0.0.7"], ["93.184.216.34"]])
    web = Web(
        means.hosts,
        Settings(archive="unused", timeout_seconds=0.2),
        resolve=lambda host, port: next(answers),
    )
    with pytest.raises(AddressError, match=r"10\.0\.0\.7"):
        web.get("http://rebinds.example/feed")


def test_a_redirect_to_a_private_address_is_refused(
    press: Press, means: Means, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_public = addresses.is_public
    monkeypatch.setattr(addresses, "is_public", lambda address: address == "127.0.0.1" or is_public(address))
    press.answers["/go"] = Answer(b"", location="http://169.254.169.254/latest/meta-data")
    web = Web(means.hosts, Settings(archive="unused"))
    with pytest.raises(AddressError, match=r"169\.254\.169\.254"):
        web.get(press.url("/go"))
