"""Lists as feeds: RSS 2.0, Atom (RFC 4287), JSON Feed 1.1; and sources as OPML 2.0."""

from __future__ import annotations

import re
from collections.abc import Sequence
from email.utils import format_datetime
from typing import NamedTuple
from urllib.parse import urlsplit
from xml.sax.saxutils import escape, quoteattr

import msgspec

from dateline.edition.ranking import moment
from dateline.edition.rows import Entry, ReportRow, Row

MOST = 50
"""Entries of a feed: the newest are first."""

_REFUSED = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 can't hold."""


class Channel(NamedTuple):
    """What a feed is of. ``base`` ends in a slash: addresses in a feed are absolute."""

    title: str
    base: str
    page: str
    """Its page, from ``base``."""
    feed: str
    """The feed itself, from ``base``."""
    updated: str | None

    def address(self, page: str) -> str:
        """Return a page's address."""
        return self.base + page


def rss(channel: Channel, rows: Sequence[Row]) -> bytes:
    """Return the rows as RSS 2.0. A link leads to the edition, ``source`` names where the words were published."""
    items = "".join(_rss_item(channel, row.entry(), row) for row in rows[:MOST])
    link = _text("link", channel.address(channel.page))
    own = f'<atom:link rel="self" type="application/rss+xml" href={_quoted(channel.address(channel.feed))}/>'
    body = _text("title", channel.title) + link + _text("description", channel.title) + own + items
    return (
        f'{_XML}<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>{body}</channel></rss>\n'.encode()
    )


def _rss_item(channel: Channel, entry: Entry, row: Row) -> str:
    when = moment(entry.dated)
    dated = "" if when is None else _text("pubDate", format_datetime(when))
    origin = "" if row.publisher is None or entry.address is None else (
        f"<source url={_quoted(entry.address)}>{_plain(row.publisher)}</source>"
    )  # fmt: skip
    address = channel.address(entry.page)
    own = "true" if entry.id == entry.page else "false"
    guid = f'<guid isPermaLink="{own}">{_plain(channel.address(entry.id))}</guid>'
    return (
        f"<item>{_text('title', entry.title)}{_text('link', address)}{guid}"
        f"{_text('description', escape(entry.says))}{dated}{origin}</item>"
    )


def atom(channel: Channel, rows: Sequence[Row]) -> bytes:
    """Return the rows as Atom."""
    updated = _moment_text(channel.updated)
    entries = "".join(_atom_entry(channel, row.entry(), row, updated) for row in rows[:MOST])
    address, own = _quoted(channel.address(channel.page)), _quoted(channel.address(channel.feed))
    head = (
        f"{_text('id', channel.address(channel.feed))}{_text('title', channel.title)}{_text('updated', updated)}"
        f'<link href={address}/><link rel="self" type="application/atom+xml" href={own}/>'
    )
    return f'{_XML}<feed xmlns="http://www.w3.org/2005/Atom">{head}{entries}</feed>\n'.encode()


def _atom_entry(channel: Channel, entry: Entry, row: Row, updated: str) -> str:
    address = channel.address(entry.page)
    via = "" if entry.address is None else f'<link rel="via" href={_quoted(entry.address)}/>'
    return (
        f"<entry>{_text('id', channel.address(entry.id))}{_text('title', entry.title)}"
        f"<link href={_quoted(address)}/>{via}"
        f"<updated>{_moment_text(entry.dated) if entry.dated else updated}</updated>"
        f"<author>{_text('name', row.publisher or 'publisher not stated')}</author>"
        f"{_text('summary', entry.says)}</entry>"
    )


def json_feed(channel: Channel, rows: Sequence[Row]) -> bytes:
    """Return the rows as JSON Feed 1.1; ``_dateline`` holds each row whole."""
    items = []
    for row in rows[:MOST]:
        entry = row.entry()
        when = moment(entry.dated)
        item: dict[str, object] = {
            "id": channel.address(entry.id),
            "url": channel.address(entry.page),
            "title": entry.title,
            "content_text": entry.says,
            "_dateline": row,
        }
        if entry.address is not None:
            item["external_url"] = entry.address
        if when is not None:
            item["date_published"] = when.isoformat()
        items.append(item)
    return msgspec.json.encode(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": channel.title,
            "home_page_url": channel.address(channel.page),
            "feed_url": channel.address(channel.feed),
            "items": items,
        }
    )


def opml(title: str, rows: Sequence[Row]) -> bytes:
    """Return the sources as OPML: each with the site that its pages were read from."""
    outlines = []
    for row in rows:
        if not isinstance(row, ReportRow) or row.publisher is None:
            continue
        site = "" if row.address is None else f"{urlsplit(row.address).scheme}://{urlsplit(row.address).netloc}/"
        where = f" htmlUrl={_quoted(site)} url={_quoted(site)}" if site else ""
        outlines.append(f'<outline type="link" text={_quoted(row.publisher)}{where}/>')
    head = f"<head>{_text('title', title)}</head>"
    return f'{_XML}<opml version="2.0">{head}<body>{"".join(outlines)}</body></opml>\n'.encode()


_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'


def _moment_text(value: str | None) -> str:
    when = moment(value)
    # Atom asks for a time: where nothing is dated, one that nobody takes for news.
    return "1970-01-01T00:00:00+00:00" if when is None else when.isoformat()


def _plain(text: str) -> str:
    return escape(_REFUSED.sub("\ufffd", text))


def _quoted(text: str) -> str:
    return quoteattr(_REFUSED.sub("\ufffd", text))


def _text(tag: str, text: str) -> str:
    return f"<{tag}>{_plain(text)}</{tag}>"
