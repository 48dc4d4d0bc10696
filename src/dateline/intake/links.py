"""What a page says about where more of its site is listed, and whether it is an article itself."""

from __future__ import annotations

from typing import NamedTuple

from dateline.intake.items import address, words
from dateline.record import Page

FEEDS = 10
"""Feed links taken from a page."""

_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml"})
_COMMENTS = ("comment", "/replies")


class FeedLink(NamedTuple):
    """A feed that a page links to."""

    url: str
    title: str | None


def feed_links(page: Page) -> tuple[FeedLink, ...]:
    """Return the feeds that a page names in its head, in its order; feeds of comments are left out."""
    from selectolax.lexbor import LexborHTMLParser

    base = page.final_url or page.url
    found: dict[str, FeedLink] = {}
    for link in LexborHTMLParser(page.text).css("link[rel][href]")[:1000]:
        rel = (link.attributes.get("rel") or "").lower().split()
        kind = (link.attributes.get("type") or "").partition(";")[0].strip().lower()
        url = address(link.attributes.get("href"), base)
        if "alternate" not in rel or kind not in _TYPES or url is None:
            continue
        title = words(link.attributes.get("title"))
        if not any(sign in f"{url} {title or ''}".lower() for sign in _COMMENTS):
            found.setdefault(url, FeedLink(url, title))
    return tuple(found.values())[:FEEDS]


def is_article(page: Page) -> bool:
    """Say whether a page declares itself to be one article (Open Graph, schema.org), not a front or section page."""
    from selectolax.lexbor import LexborHTMLParser

    if page.media_type != "text/html":
        return True
    tree = LexborHTMLParser(page.text)
    stated = tree.css_first('meta[property="og:type"]')
    if stated is not None and (stated.attributes.get("content") or "").strip().lower() == "article":
        return True
    if tree.css_first('meta[property="article:published_time"]') is not None:
        return True
    data = (script.text() for script in tree.css('script[type="application/ld+json"]')[:20])
    return any(sign in text for text in data for sign in ('NewsArticle"', '"Article"', '"ReportageNewsArticle"'))
