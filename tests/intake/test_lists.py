"""Sitemaps, OPML and links in a page: addresses from strangers."""

from __future__ import annotations

import gzip
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import FormatError, IntakeError, PageTooLargeError
from dateline.intake import page_from_bytes
from dateline.intake.canonical import canonical, host_of
from dateline.intake.links import feed_links, is_article
from dateline.intake.opml import Outline, read_opml, write_opml
from dateline.intake.sitemaps import PARTS, read_sitemap

NEWS = b"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>http://harbour.example/1</loc><news:news><news:publication_date>2024-05-03T10:00:00Z</news:publication_date>
<news:title>Ferry &amp; quay</news:title></news:news></url>
<url><loc>http://harbour.example/2</loc><lastmod>2024-05-04</lastmod></url>
<url><loc>javascript:alert(1)</loc></url></urlset>"""


def test_a_news_sitemap_gives_titles_and_times() -> None:
    listing = read_sitemap(NEWS)
    second, first = listing.items
    assert (first.url, first.title, first.published) == (
        "http://harbour.example/1",
        "Ferry & quay",
        "2024-05-03T10:00:00Z",
    )
    assert (second.url, second.modified) == ("http://harbour.example/2", "2024-05-04")
    assert listing.left_out == 1


def test_a_packed_sitemap_is_unpacked_and_a_bomb_is_not() -> None:
    assert len(read_sitemap(gzip.compress(NEWS)).items) == 2
    with pytest.raises(PageTooLargeError, match="unpacked"):
        read_sitemap(gzip.compress(b"<urlset>" + b" " * 30_000_000))
    with pytest.raises(FormatError, match="damaged gzip"):
        read_sitemap(gzip.compress(NEWS)[:-20])


def test_an_index_gives_its_newest_parts_up_to_the_limit() -> None:
    rows = "".join(
        f"<sitemap><loc>http://harbour.example/{n}.xml</loc>"
        f"<lastmod>2024-05-03T10:{n // 60:02}:{n % 60:02}Z</lastmod></sitemap>"
        for n in range(PARTS + 20)
    )
    listing = read_sitemap(f"<sitemapindex>{rows}</sitemapindex>".encode(), url="http://harbour.example/0.xml")
    assert listing.kind == "sitemap index"
    assert listing.parts[0] == f"http://harbour.example/{PARTS + 19}.xml"
    assert (len(listing.parts), listing.left_out) == (PARTS, 19)


def test_a_feed_is_no_sitemap() -> None:
    with pytest.raises(FormatError, match="is no sitemap"):
        read_sitemap(b"<rss/>")


@given(st.binary(max_size=200), st.integers(0, len(NEWS)))
def test_a_damaged_sitemap_is_read_or_refused(junk: bytes, at: int) -> None:
    try:
        listing = read_sitemap(NEWS[:at] + junk + NEWS[at:])
    except IntakeError:
        return
    assert all(item.url.startswith("http") for item in listing.items)


OPML = b"""<opml version="1.0"><head><title>Mine</title></head><body>
<outline text="Ports"><outline type="rss" text="&lt;script&gt;x()&lt;/script&gt;Harbour Post"
 xmlUrl="http://harbour.example/feed" htmlUrl="javascript:alert(1)" onload="x()"/></outline>
<outline type="rss" text="Quay" xmlURL="http://quay.example/feed#x"/>
<outline type="rss" text="Twice" xmlUrl="http://quay.example/feed"/>
<outline type="rss" text="Mine" xmlUrl="file:///etc/passwd"/>
<outline type="rss" text="Script" xmlUrl="javascript:alert(1)"/></body></opml>"""


def test_opml_gives_feeds_with_their_folder_and_nothing_that_runs() -> None:
    first, second = read_opml(OPML)
    assert first == Outline(url="http://harbour.example/feed", title="Harbour Post", site=None, section="Ports")
    assert (second.url, second.title, second.section) == ("http://quay.example/feed", "Quay", None)


def test_opml_comes_out_as_it_went_in() -> None:
    outlines = (
        Outline(url="http://a.example/f?x=1&y=2", title='The "A" & B', site="http://a.example/", section="Ports"),
        Outline(url="http://b.example/f"),
    )
    again = read_opml(write_opml(outlines, title="Sources"))
    assert again == (outlines[0], Outline(url="http://b.example/f", title="http://b.example/f"))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"<rss/>", "is no OPML"),
        (b"<opml><body><outline text='x' xmlUrl='file:///x'/></body></opml>", "lists no feed"),
        (b"<!DOCTYPE o [<!ENTITY a 'b'>]><opml/>", "declares entities"),
        (b"<opml>" + b"<outline>" * 50_000, "nests elements"),
    ],
)
def test_what_is_no_opml_or_could_harm_is_refused(content: bytes, says: str) -> None:
    began = time.process_time()
    with pytest.raises(FormatError) as caught:
        read_opml(content)
    assert says in str(caught.value)
    assert time.process_time() - began < 2


FRONT = b"""<!doctype html><html><head><title>Post</title>
<link rel="alternate" type="application/rss+xml" title="News" href="/feed">
<link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed">
<link rel="stylesheet" type="text/css" href="/x.css">
<link rel="ALTERNATE" type="Application/Atom+XML; charset=utf-8" href="http://[bad">
<link rel="alternate" type="application/feed+json" href="feed.json"></head><body><p>Front</p></body></html>"""


def test_a_page_names_its_feeds_but_not_those_of_comments() -> None:
    page = page_from_bytes(FRONT, url="http://harbour.example/news/")
    assert [link.url for link in feed_links(page)] == [
        "http://harbour.example/feed",
        "http://harbour.example/news/feed.json",
    ]
    assert not is_article(page)


def test_an_article_says_so() -> None:
    stated = FRONT.replace(b"<title>", b'<meta property="og:type" content="article"><title>')
    assert is_article(page_from_bytes(stated))
    graph = FRONT.replace(b"<title>", b'<script type="application/ld+json">{"@type": "NewsArticle"}</script><title>')
    assert is_article(page_from_bytes(graph))


@pytest.mark.parametrize(
    ("url", "spelled"),
    [
        ("HTTP://Harbour.example:80/A?utm_source=x&id=1&fbclid=y#z", "http://harbour.example/A?id=1"),
        ("https://harbour.example:8443", "https://harbour.example:8443/"),
        ("https://[2001:DB8::1]/a?", "https://[2001:db8::1]/a"),
        ("https://harbour.example/a/?b=2&a=1", "https://harbour.example/a/?b=2&a=1"),
    ],
)
def test_one_page_has_one_spelling(url: str, spelled: str) -> None:
    assert canonical(url) == spelled
    assert canonical(spelled) == spelled


def test_a_host_is_named_with_its_odd_port() -> None:
    assert host_of("http://Harbour.example:8080/x") == "harbour.example:8080"
    assert host_of("https://harbour.example:443/x") == "harbour.example"
