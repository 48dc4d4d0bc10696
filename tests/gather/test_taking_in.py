"""Finding out what is at an address, and what a site reserves."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from dateline.errors import AddressError, BlockedError, FetchError, FormatError
from dateline.gather import find_out, health, subscribe
from dateline.gather.discovery import list_kind
from dateline.gather.means import Means
from dateline.gather.rights import read_rights
from dateline.intake.items import Listing
from dateline.record.source import Entry, Item, Source
from tests.gather.press import Answer, Press, article, at_minute, sitemap

FRONT = b"""<!doctype html><html><head><title>Post</title>
<link rel="alternate" type="application/rss+xml" href="/feed"></head><body><p>Front page</p></body></html>"""


def test_a_feed_is_a_source(press: Press, means: Means) -> None:
    found = find_out(press.feed("/feed", press.print(range(2))), means.web)
    assert found.listing is not None
    assert (found.listing.kind, len(found.listing.items)) == ("rss", 2)


def test_a_front_page_leads_to_its_feeds(press: Press, means: Means) -> None:
    press.answers["/"] = Answer(FRONT)
    assert find_out(press.url("/"), means.web).feeds == (press.url("/feed"),)


def test_a_page_without_feeds_leads_to_the_sitemaps_of_its_robots_txt(press: Press, means: Means) -> None:
    press.answers["/"] = Answer(b"<!doctype html><title>Post</title><p>Front page of the post.</p>")
    named = f"Sitemap: {press.url('/all.xml')}\nSitemap: {press.url('/news.xml')}\n"
    press.answers["/robots.txt"] = Answer(named.encode(), content_type="text/plain")
    assert find_out(press.url("/"), means.web).feeds == (press.url("/news.xml"),)


def test_an_article_is_one_even_where_it_names_feeds(press: Press, means: Means) -> None:
    press.answers["/a"] = Answer(
        article(1).replace(b"</head>", b'<link rel="alternate" type="application/rss+xml" href="/feed"></head>')
    )
    assert find_out(press.url("/a"), means.web).article is not None


def test_a_list_of_a_feed_reader_gives_its_feeds(press: Press, means: Means) -> None:
    press.answers["/mine.opml"] = Answer(
        b'<opml><body><outline xmlUrl="http://harbour.example/f"/></body></opml>', content_type="text/xml"
    )
    assert [outline.url for outline in find_out(press.url("/mine.opml"), means.web).outlines] == [
        "http://harbour.example/f"
    ]


def test_what_is_neither_is_told(press: Press, means: Means) -> None:
    press.answers["/pdf"] = Answer(b"%PDF-1.4", content_type="application/pdf")
    with pytest.raises(FormatError, match="a PDF file"):
        find_out(press.url("/pdf"), means.web)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b'<?xml version="1.0"?><!-- made --><rss version="2.0">', "feed"),
        (b'\xef\xbb\xbf<feed xmlns="x">', "feed"),
        (b"<rdf:RDF xmlns='x'>", "feed"),
        ('<?xml version="1.0" encoding="utf-16"?><rss >'.encode("utf-16"), "feed"),
        (b"<urlset xmlns='x'>", "sitemap"),
        (b"<opml>", "opml"),
        (b'{"version": "https://jsonfeed.org/version/1.1"}', "feed"),
        (b'{"version": "1"}', None),
        (b"<!doctype html><p>&lt;rss&gt;</p><pre><rss ></pre>", None),
        (b"plain words", None),
        (b"", None),
    ],
)
def test_lists_are_known_by_how_they_open(content: bytes, kind: str | None) -> None:
    assert list_kind(content) == kind


def test_a_source_that_was_moved_for_good_is_taken_in_where_it_is(press: Press, means: Means) -> None:
    press.feed("/new", press.print(range(1)))
    press.answers["/old"] = Answer(b"", location="/new")
    source, new = subscribe(means, press.url("/old"))
    assert (source.url, new) == (press.url("/new"), True)
    assert subscribe(means, press.url("/new"))[1] is False


def test_a_sitemap_is_a_source_too(press: Press, means: Means) -> None:
    press.answers["/map.xml"] = Answer(sitemap({press.url("/a"): at_minute(1)}), content_type="text/xml")
    source, _ = subscribe(means, press.url("/map.xml"), home="Leeds, England", sections=("Harbour",))
    assert (source.kind, source.home, source.sections) == ("sitemap", "Leeds, England", ("Harbour",))


def put_up(press: Press, path: str, body: object, content_type: str = "text/plain") -> None:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    press.answers[path] = Answer(content, content_type=content_type)


def test_what_a_site_reserves_is_read(press: Press, means: Means) -> None:
    put_up(press, "/robots.txt", b"User-agent: *\nCrawl-delay: 2\nDisallow: /private\n")
    rules = [
        {"location": "/open/*", "tdm-reservation": 0},
        {"location": "/", "tdm-reservation": 1, "tdm-policy": "https://harbour.example/tdm.json"},
    ]
    put_up(press, "/.well-known/tdmrep.json", rules, "application/json")
    put_up(press, "/trust.txt", b"# ours\ncontrolledby=https://group.example/\ndatatrainingallowed=no\n")
    rights = read_rights(means.web, press.url("/feed"), now=means.clock())
    assert rights.robots == "robots.txt allows it, 2 s apart"
    assert (rights.tdm_reserved, rights.tdm_policy) == (True, "https://harbour.example/tdm.json")
    assert (rights.training_allowed, rights.controlled_by) == (False, "https://group.example/")
    assert read_rights(means.web, press.url("/open/feed"), now=means.clock()).tdm_reserved is False


@pytest.mark.parametrize(
    "body",
    [
        b"<!doctype html><p>not found</p>",
        b"",
        b"[1, 2]",
        b"[" * 10_000,
        b'[{"location": 7, "tdm-reservation": 1}]',
        b"\xff\xfe",
    ],
)
def test_what_is_said_badly_is_not_known(press: Press, means: Means, body: bytes) -> None:
    for path in ("/.well-known/tdmrep.json", "/trust.txt"):
        put_up(press, path, body)
    rights = read_rights(means.web, press.url("/feed"), now=means.clock())
    assert (rights.tdm_reserved, rights.training_allowed, rights.controlled_by) == (None, None, None)
    assert rights.robots == "there is no robots.txt"


NOW = datetime(2024, 5, 3, tzinfo=UTC)
SOURCE = Source(id="source-1", url="http://harbour.example/feed", kind="rss", added_at="2024-01-01T00:00:00+00:00")


def items(number: int, *, published: datetime | None = NOW) -> tuple[Item, ...]:
    stated = None if published is None else published.isoformat()
    return tuple(Item(url=f"http://harbour.example/{n}", published=stated) for n in range(number))


def entries(state: str, number: int, reason: str | None = None) -> list[Entry]:
    return [Entry(url=f"u{n}", source="s", item=Item(url="u"), state=state, reason=reason) for n in range(number)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("listing", "latest", "state", "says"),
    [
        (Listing(kind="rss", items=items(3)), [], "ok", "lists 3 items"),
        (Listing(kind="rss", items=items(3), left_out=9_000), [], "ok", "9,000 more left out"),
        (Listing(kind="rss"), [], "empty", "lists nothing"),
        (Listing(kind="rss", items=items(1) + items(4, published=None)), [], "undated", "4 of 5 items have no date"),
        (Listing(kind="rss", items=items(2, published=NOW - timedelta(days=200))), [], "dead", "since 2023-10-16"),
        (Listing(kind="rss", items=items(2, published=NOW + timedelta(days=200))), [], "ok", "lists 2 items"),
        (Listing(kind="rss", items=items(3)), entries("blocked", 3, "status 403"), "blocked", "status 403"),
        (
            Listing(kind="rss", items=items(3)),
            entries("text of the feed", 2, "no"),
            "blocked",
            "text of the feed is kept",
        ),
        (
            Listing(kind="rss", items=items(3)),
            entries("kept", 3, health.NO_ARTICLE),
            "layout changed",
            "hold no article",
        ),
        (Listing(kind="rss", items=items(3)), entries("kept", 9), "ok", "lists 3 items"),
        (Listing(kind="sitemap index", parts=("http://a.example/1",)), [], "ok", "lists 1 lists"),
        (None, [], "ok", "nothing new"),
    ],
)
def test_health_says_what_was_seen_and_what_to_do(
    listing: Listing | None, latest: list[Entry], state: str, says: str
) -> None:
    judged = health.listed(SOURCE, listing, latest, now=NOW)
    assert judged.health == state
    assert says in judged.says
    assert (judged.mend is None) == (state == "ok")


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (FetchError("it took longer than 20 s"), "failing"),
        (BlockedError("robots.txt asks not to", url="u"), "blocked"),
        (FormatError("it is no feed any more"), "layout changed"),
        (AddressError("it is not public"), "failing"),
        (FetchError("it is gone", status=410), "dead"),
    ],
)
def test_a_failure_says_what_to_do(error: FetchError, state: str) -> None:
    judged = health.failed(SOURCE, error, now=NOW)
    assert (judged.health, judged.failures) == (state, 1)
    assert str(error) in judged.says
    assert judged.mend


def test_a_source_is_dead_when_it_fails_for_days_and_alive_when_it_answers() -> None:
    source = SOURCE
    for day in range(5):
        source = health.failed(source, FetchError("host harbour.example can't be found"), now=NOW + timedelta(days=day))
        assert source.health == ("dead" if day >= 3 else "failing")
    assert source.says.startswith("since 2024-05-03")
    again = health.listed(source, Listing(kind="rss", items=items(1)), [], now=NOW)
    assert (again.health, again.failures, again.failing_since) == ("ok", 0, None)
