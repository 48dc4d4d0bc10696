"""Sitemaps, news sitemaps and their indexes: bytes to the addresses that they list."""

from __future__ import annotations

from typing import Any

from dateline.errors import FormatError
from dateline.intake.items import ITEMS, Listing, address, moment_of, newest_first, stated_moment, words
from dateline.intake.trees import name_of, safe_tree, text_of, unpacked_list
from dateline.record.source import Item

PARTS = 100
"""Sitemaps taken from an index: the newest."""


def read_sitemap(content: bytes, *, url: str | None = None, limit: int = ITEMS) -> Listing:
    """Read a sitemap or an index of sitemaps, packed with gzip or not.

    Of a news sitemap title and time of publication are kept; of another the time of change.
    Raises FormatError for what is neither or could harm (see ``safe_tree``), PageTooLargeError above the limit.
    """
    where = url or "the sitemap"
    root = safe_tree(unpacked_list(content, where), where)
    if name_of(root) == "sitemapindex":
        parts, left_out = _parts(root, url)
        return Listing(kind="sitemap index", parts=parts, left_out=left_out)
    if name_of(root) != "urlset":
        raise FormatError(f"{where} is no sitemap (<{name_of(root)[:40]}>); give one, or a feed")
    entries = [element for element in root if name_of(element) == "url"]
    kept, left_out = newest_first(entries, stated=_stated, read=lambda entry: _item(entry, url), limit=limit)
    return Listing(kind="sitemap", items=kept, left_out=left_out)


def _stated(entry: Any) -> str | None:
    times = (text_of(child) for child in entry.iter() if name_of(child) in {"lastmod", "publication_date"})
    return max(filter(None, times), default=None)


def _parts(root: Any, url: str | None) -> tuple[tuple[str, ...], int]:
    found: dict[str, float] = {}
    for element in root:
        fields = {name_of(child): text_of(child) for child in element}
        where = address(fields.get("loc"), url)
        if where is not None and where != url:
            moment = moment_of(fields.get("lastmod"))
            found.setdefault(where, moment.timestamp() if moment else 0.0)
    ordered = sorted(found, key=lambda where: -found[where])
    return tuple(ordered[:PARTS]), max(0, len(ordered) - PARTS)


def _item(entry: Any, url: str | None) -> Item | None:
    fields = {name_of(child): text_of(child) for child in entry}
    link = address(fields.get("loc"), url)
    if link is None:
        return None
    news = next((child for child in entry if name_of(child) == "news"), None)
    about = {} if news is None else {name_of(child): text_of(child) for child in news}
    return Item(
        url=link,
        title=words(about.get("title")),
        published=stated_moment(about.get("publication_date")),
        modified=stated_moment(fields.get("lastmod")),
    )
