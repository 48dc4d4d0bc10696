"""RSS, Atom and JSON Feed: bytes to what they list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from dateline.errors import FormatError
from dateline.intake.items import (
    ITEMS,
    Listing,
    address,
    harmless,
    newest_first,
    stated_moment,
    words,
)
from dateline.intake.trees import name_of, safe_tree, text_of
from dateline.record.source import Item, SourceKind

FULL_TEXT_CHARACTERS = 1_000
"""A description as long as this is the article, not its teaser: teasers run to some 300 characters."""

_SECTIONS = 10


def read_feed(content: bytes, *, url: str | None = None, limit: int = ITEMS) -> Listing:
    """Read a feed; ``url`` is where it came from, for the relative addresses in it.

    Raises FormatError for what is no feed or could harm (see ``safe_tree``), PageTooLargeError above the limit.
    """
    where = url or "the feed"
    if content.lstrip(b"\xef\xbb\xbf\t\n\r ").startswith(b"{"):
        return _read_json_feed(content, url, where, limit)
    root = safe_tree(content, where)
    kind = _kind(root)
    if kind is None:
        raise FormatError(f"{where} is no feed (<{name_of(root)[:40]}>); give an RSS, Atom or JSON feed")
    import fastfeedparser

    try:
        # Bytes only: given an address, it would download by itself, past every rule for addresses.
        parsed = fastfeedparser.parse(content, include_media=False, include_enclosures=False)
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError, RecursionError) as error:
        raise FormatError(f"{where} can't be read as a feed ({' '.join(str(error).split())[:120]})") from error
    head, entries = parsed.get("feed", {}), parsed.get("entries", [])
    base = address(head.get("link"), url) or url
    kept, left_out = newest_first(
        entries,
        stated=lambda entry: entry.get("updated") or entry.get("published"),
        read=lambda entry: _item(entry, base),
        limit=limit,
    )
    return Listing(
        kind=kind,
        title=words(head.get("title")),
        site=address(head.get("link"), url),
        refresh_minutes=_refresh_minutes(root),
        items=kept,
        left_out=left_out,
    )


def _kind(root: Any) -> SourceKind | None:
    kinds: dict[str, SourceKind] = {"rss": "rss", "rdf": "rss", "feed": "atom"}
    return kinds.get(name_of(root))


def _item(entry: Mapping[str, Any], base: str | None) -> Item | None:
    link = address(entry.get("link"), base) or address(entry.get("id"), None)
    if link is None:
        return None
    content = entry.get("content")
    full = content[0].get("value") if isinstance(content, list) and content else None
    teaser = entry.get("description")
    # Where an item has no content of its own, the parser gives the description in its place.
    text = _long(harmless(teaser)) if full is None or full == teaser else harmless(full)
    return Item(
        url=link,
        title=words(entry.get("title")),
        published=stated_moment(entry.get("published")),
        modified=stated_moment(entry.get("updated")),
        author=words(entry.get("author")),
        sections=_sections(tag.get("term") for tag in entry.get("tags") or ()),
        text=text,
    )


def _long(text: str | None) -> str | None:
    return text if text is not None and len(text) >= FULL_TEXT_CHARACTERS else None


def _sections(terms: Any) -> tuple[str, ...]:
    found = (words(term) for _, term in zip(range(_SECTIONS), terms, strict=False))
    return tuple(dict.fromkeys(term for term in found if term))


def _refresh_minutes(root: Any) -> int | None:
    """Return RSS's <ttl>; None where there is none that could be meant."""
    for channel in list(root)[:3]:
        for element in channel:
            if name_of(element) == "ttl":
                value = text_of(element) or ""
                return int(value) if value.isascii() and value.isdigit() and 0 < len(value) < 6 else None
    return None


class _JsonFeed(msgspec.Struct):
    """JSON Feed 1.1, as far as it is used; items are read one by one, so that a bad one spoils no other."""

    version: str
    title: Any = None
    home_page_url: Any = None
    items: list[msgspec.Raw] = []


class _JsonAuthor(msgspec.Struct):
    name: Any = None


class _JsonItem(msgspec.Struct):
    id: Any = None
    url: Any = None
    external_url: Any = None
    title: Any = None
    content_html: Any = None
    content_text: Any = None
    date_published: Any = None
    date_modified: Any = None
    tags: Any = None
    authors: Any = None


def _read_json_feed(content: bytes, url: str | None, where: str, limit: int) -> Listing:
    try:
        feed = msgspec.json.decode(content.removeprefix(b"\xef\xbb\xbf"), type=_JsonFeed)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise FormatError(f"{where} is no JSON Feed ({' '.join(str(error).split())[:120]})") from error
    if "jsonfeed.org" not in feed.version:
        raise FormatError(f"{where} is JSON of another kind (version {feed.version[:60]!r}); give a JSON Feed")
    base = address(feed.home_page_url, url) or url
    entries = [entry for raw in feed.items if (entry := _json_entry(raw)) is not None]
    kept, left_out = newest_first(
        entries,
        stated=lambda entry: entry.date_modified or entry.date_published,
        read=lambda entry: _json_item(entry, base),
        limit=limit,
    )
    return Listing(
        kind="json feed",
        title=words(feed.title),
        site=address(feed.home_page_url, url),
        items=kept,
        left_out=left_out + len(feed.items) - len(entries),
    )


def _json_entry(raw: msgspec.Raw) -> _JsonItem | None:
    try:
        return msgspec.json.decode(raw, type=_JsonItem)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return None


def _json_item(found: _JsonItem, base: str | None) -> Item | None:
    link = address(found.url, base) or address(found.id, None)
    if link is None:
        return None
    text = harmless(found.content_html)
    if text is None and isinstance(found.content_text, str):
        text = harmless("".join(f"<p>{_escaped(part)}</p>" for part in found.content_text.split("\n\n")))
    authors = found.authors if isinstance(found.authors, list) else []
    names = (author.get("name") for author in authors[:5] if isinstance(author, dict))
    return Item(
        url=link,
        title=words(found.title),
        published=stated_moment(found.date_published),
        modified=stated_moment(found.date_modified),
        author=", ".join(name for name in map(words, names) if name) or None,
        sections=_sections(found.tags if isinstance(found.tags, list) else ()),
        text=text,
    )


def _escaped(text: str) -> str:
    import html

    return html.escape(text, quote=False)
