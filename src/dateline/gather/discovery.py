"""Finding out what is at an address: a feed, a sitemap, a page that names some, or an article."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from dateline.errors import FormatError, IntakeError
from dateline.gather import robots
from dateline.gather.web import LIST_BYTES, LISTS, Web
from dateline.intake.feeds import read_feed
from dateline.intake.fetching import page_of_answer
from dateline.intake.items import Listing
from dateline.intake.links import feed_links, is_article
from dateline.intake.opml import Outline, read_opml
from dateline.intake.pages import LIMIT_BYTES
from dateline.intake.sitemaps import read_sitemap
from dateline.intake.trees import unpacked_list
from dateline.record import Page

_HEAD_BYTES = 4_000
_ROOT = re.compile(rb"<(?:[A-Za-z][\w.-]{0,30}:)?(rss|rdf|feed|urlset|sitemapindex|opml)[\s>/]", re.IGNORECASE)
_MARKUP = re.compile(rb"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)

ListKind = Literal["feed", "sitemap", "opml"]


class Found(NamedTuple):
    """What is at an address: exactly one of the four fields after ``url`` says what."""

    url: str
    """Where it is for good: permanent redirects were followed."""
    listing: Listing | None = None
    feeds: tuple[str, ...] = ()
    """The addresses of lists that a page names, or its robots.txt."""
    outlines: tuple[Outline, ...] = ()
    article: Page | None = None


def list_kind(content: bytes) -> ListKind | None:
    """Return what kind of list bytes are, by how they open; None for what is none."""
    head = content[: 4 * _HEAD_BYTES]
    head = head.replace(b"\x00", b"") if b"\x00" in head[:200] else head
    head = head.lstrip(b"\xef\xbb\xbf\xff\xfe\t\n\r ")[:_HEAD_BYTES]
    if head.startswith(b"{") and b"jsonfeed.org" in head:
        return "feed"
    root = _ROOT.search(head)
    page = _MARKUP.search(head)
    if root is None or (page is not None and page.start() < root.start()):
        return None
    name = root[1].lower()
    if name == b"opml":
        return "opml"
    return "sitemap" if name in {b"urlset", b"sitemapindex"} else "feed"


def read_listing(content: bytes, *, url: str) -> Listing:
    """Read a feed or sitemap, whichever it is.

    Raises FormatError for what is neither or could harm, PageTooLargeError above the limit.
    """
    content = unpacked_list(content, url)
    kind = list_kind(content)
    if kind == "sitemap":
        return read_sitemap(content, url=url)
    if kind is None and not content.lstrip(b"\xef\xbb\xbf\t\n\r ").startswith((b"<?xml", b"{")):
        raise FormatError(f"{url} is no feed or sitemap any more; look at it in a browser and add its page again")
    return read_feed(content, url=url)


def find_out(url: str, web: Web) -> Found:
    """Ask what is at an address.

    A page that declares itself an article is one, even where it names feeds. Raises IntakeError where
    the address can't be had, and FormatError where a page is no article and names no list.
    """
    found = web.get(url, accept=LISTS, limit_bytes=LIST_BYTES)
    where = found.moved_to or url
    content = unpacked_list(found.content, where)
    kind = list_kind(content)
    if kind == "opml":
        return Found(where, outlines=read_opml(content, name=where))
    if kind is not None:
        return Found(where, listing=read_listing(content, url=found.final_url))
    page = page_of_answer(found, limit_bytes=LIMIT_BYTES)
    if is_article(page):
        return Found(where, article=page)
    feeds = tuple(link.url for link in feed_links(page)) or _sitemaps(where, web)
    return Found(where, feeds=feeds) if feeds else Found(where, article=page)


def _sitemaps(url: str, web: Web) -> tuple[str, ...]:
    """Return the sitemaps of news that a site's robots.txt names, or else all that it names."""
    try:
        named = robots.sitemaps(web.robots_of(url))
    except IntakeError:
        return ()
    return tuple(where for where in named if "news" in where.lower()) or named
