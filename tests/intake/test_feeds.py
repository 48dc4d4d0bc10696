"""A feed is bytes from a stranger: what it lists is taken, what could harm is not."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import FormatError, IntakeError, PageTooLargeError
from dateline.intake.feeds import read_feed
from dateline.intake.trees import LIMIT_BYTES

RSS = b"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Harbour Post</title><link>http://harbour.example/</link>
<ttl>45</ttl>
<item><title>Old &amp;amp; slow</title><link>/a</link><pubDate>Fri, 03 May 2024 10:00:00 +0200</pubDate>
<dc:creator>Ada Quill</dc:creator><category>Harbour</category><description>Short.</description></item>
<item><title>New</title><link>http://harbour.example/b#top</link><pubDate>Sat, 04 May 2024 10:00:00 +0200</pubDate>
<content:encoded><![CDATA[<p onclick="x()">All of it.</p><script>steal()</script>
<a href="javascript:x()">go</a>]]></content:encoded></item>
<item><title>No date</title><guid>http://harbour.example/c</guid></item>
<item><title>No address</title></item>
<item><title>A file</title><link>file:///etc/passwd</link></item>
</channel></rss>"""

ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title type="html">The &lt;b&gt;Harbour&lt;/b&gt; Post</title>
<link href="http://harbour.example/"/><entry><title>Ferry</title><link href="http://harbour.example/1"/><id>urn:1</id>
<published>2024-05-03T10:00:00Z</published><updated>2024-05-04T10:00:00Z</updated>
<content type="html">&lt;p&gt;The ferry sails.&lt;/p&gt;</content></entry></feed>"""

JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "The Harbour Post",
    "home_page_url": "http://harbour.example/",
    "items": [
        {
            "id": "1",
            "url": "/1",
            "title": "Ferry",
            "date_published": "2024-05-03T10:00:00+02:00",
            "content_html": "<p>The ferry sails.</p><iframe src='http://evil.example'></iframe>",
            "authors": [{"name": "Ada Quill"}],
            "tags": ["Harbour", 7],
        },
        {"id": "2", "url": "gopher://harbour.example/2"},
        "not an item",
        {"id": 3, "url": ["x"], "title": {}},
    ],
}


def test_rss_is_read_newest_first_and_undated_last() -> None:
    listing = read_feed(RSS, url="http://harbour.example/feed")
    assert (listing.kind, listing.title, listing.site) == ("rss", "The Harbour Post", "http://harbour.example/")
    assert listing.refresh_minutes == 45
    assert [item.url for item in listing.items] == [f"http://harbour.example/{name}" for name in "bac"]
    assert [item.title for item in listing.items] == ["New", "Old & slow", "No date"]
    old = listing.items[1]
    assert (old.author, old.sections, old.text) == ("Ada Quill", ("Harbour",), None)
    assert old.published == "2024-05-03T08:00:00+00:00"


def test_what_has_no_address_that_is_fetched_is_left_out_and_counted() -> None:
    assert read_feed(RSS, url="http://harbour.example/feed").left_out == 2


def test_full_text_comes_without_scripts_and_handlers() -> None:
    text = read_feed(RSS, url="http://harbour.example/feed").items[0].text
    assert text is not None
    assert "All of it." in text
    for sign in ("script", "steal", "onclick", "javascript"):
        assert sign not in text


def test_a_teaser_is_no_full_text_and_a_long_description_is() -> None:
    def with_description(words: str) -> str | None:
        rss = f"<rss version='2.0'><channel><item><link>http://a.example/1</link><description>{words}</description></item></channel></rss>"
        return read_feed(rss.encode()).items[0].text

    assert with_description("The ferry sails again.") is None
    assert with_description("The ferry sails again. " * 60) is not None


def test_atom_is_read_with_both_its_times() -> None:
    [item] = read_feed(ATOM).items
    assert (item.published, item.modified) == ("2024-05-03T10:00:00+00:00", "2024-05-04T10:00:00+00:00")
    assert item.text == "<p>The ferry sails.</p>"
    assert read_feed(ATOM).title == "The Harbour Post"


def test_a_json_feed_is_read_item_by_item() -> None:
    listing = read_feed(json.dumps(JSON_FEED).encode(), url="http://harbour.example/feed.json")
    [item] = listing.items
    assert (listing.kind, listing.left_out) == ("json feed", 3)
    assert (item.url, item.author, item.sections) == ("http://harbour.example/1", "Ada Quill", ("Harbour",))
    assert item.text == "<p>The ferry sails.</p>"


BOMB = b"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<rss version="2.0"><channel><title>&b;</title></channel></rss>"""
OUTSIDE = (
    b"""<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]><rss><channel><title>&x;</title></channel></rss>"""
)
DEEP = b"<rss version='2.0'><channel>" + b"<a>" * 100_000


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (BOMB, "declares entities"),
        (OUTSIDE, "declares entities"),
        (BOMB.decode().replace("?>", ' encoding="utf-16"?>', 1).encode("utf-16"), "declares entities"),
        (DEEP, "nests elements more than 100 deep"),
        (b"", "is no XML"),
        (b"plain words", "is no XML"),
        (b"<html><body>Moved</body></html>", "is no feed (<html>)"),
        (b"<rss/>", "can't be read as a feed"),
        (b'{"version": "1", "items": []}', "JSON of another kind"),
        (b'{"items": []}', "is no JSON Feed"),
        (b'{"version":' * 100_000, "is no JSON Feed"),
        (b"{" * 10, "is no JSON Feed"),
    ],
    ids=[
        "bomb",
        "outside",
        "utf-16",
        "deep",
        "empty",
        "words",
        "html",
        "hollow",
        "json",
        "no-version",
        "nested",
        "cut",
    ],
)
def test_what_is_no_feed_or_could_harm_is_refused(content: bytes, says: str) -> None:
    began = time.process_time()
    with pytest.raises(FormatError) as caught:
        read_feed(content, url="http://harbour.example/feed")
    assert says in str(caught.value)
    assert "http://harbour.example/feed" in str(caught.value)
    assert time.process_time() - began < 2


def test_a_feed_over_the_limit_is_refused() -> None:
    with pytest.raises(PageTooLargeError, match="larger than 20,000,000 bytes"):
        read_feed(b"<rss>" + b" " * LIMIT_BYTES)


def test_of_100_000_items_the_newest_1_000_are_taken() -> None:
    rows = "".join(
        f"<item><link>http://a.example/{n}</link><pubDate>Fri, 03 May 2024 10:{n % 60:02}:00 GMT</pubDate></item>"
        for n in range(100_000)
    )
    began = time.process_time()
    listing = read_feed(f"<rss version='2.0'><channel>{rows}</channel></rss>".encode())
    assert time.process_time() - began < 15
    assert (len(listing.items), listing.left_out) == (1_000, 99_000)
    assert {item.published for item in listing.items} == {"2024-05-03T10:59:00+00:00"}


def test_an_address_is_never_downloaded(monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr("fastfeedparser.main._fetch_url_content", forbidden)
    for content in (
        b"http://127.0.0.1:9/feed",
        b'<html><head><meta http-equiv="refresh" content="0;url=http://127.0.0.1:9/"></head></html>',
    ):
        with pytest.raises(FormatError):
            read_feed(content)


def _sound(content: bytes) -> None:
    try:
        listing = read_feed(content, url="http://harbour.example/feed")
    except IntakeError:
        return
    for item in listing.items:
        assert item.url.startswith(("http://", "https://"))
        assert "<script" not in (item.text or "")
        assert "\n" not in (item.title or "")


@given(st.binary(max_size=300))
def test_any_bytes_are_a_feed_or_refused(content: bytes) -> None:
    _sound(content)


def test_an_item_of_a_json_feed_that_is_not_utf_8_is_left_out() -> None:
    items = b'[{"url": "/1", "title": "Tide \x80"}, {"url": "/2", "title": "Ferry"}]'
    listing = read_feed(
        b'{"version": "https://jsonfeed.org/version/1.1", "items": ' + items + b"}", url="http://harbour.example/f"
    )
    assert [item.title for item in listing.items] == ["Ferry"]
    assert listing.left_out == 1


@given(st.sampled_from([RSS, ATOM, json.dumps(JSON_FEED).encode()]), st.data())
def test_a_damaged_feed_is_read_or_refused(feed: bytes, data: Any) -> None:
    at = data.draw(st.integers(0, len(feed)))
    cut = data.draw(st.integers(0, 40))
    junk = data.draw(
        st.binary(max_size=20) | st.sampled_from([b"&x;", b"]]>", b"<item>", b"</channel>", b"\x00", b"<![CDATA["])
    )
    _sound(feed[:at] + junk + feed[at + cut :])


_FIELDS = st.sampled_from(["id", "url", "title", "content_html", "content_text", "date_published", "tags", "authors"])
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_FIELDS, inner, max_size=4),
)


@given(_JSON)
def test_any_json_items_are_read_or_left_out(item: object) -> None:
    _sound(json.dumps({"version": "https://jsonfeed.org/version/1", "items": [item]}).encode())
