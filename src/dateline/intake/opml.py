"""OPML: lists of feeds, as feed readers exchange them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from dateline.errors import FormatError
from dateline.intake.items import address, words
from dateline.intake.trees import name_of, safe_tree

OUTLINES = 5_000
"""Feeds taken from one file."""


class Outline(msgspec.Struct, frozen=True, kw_only=True):
    """One feed of a list."""

    url: str
    title: str | None = None
    site: str | None = None
    section: str | None = None
    """The folder that it stands in."""


def read_opml(content: bytes, *, name: str = "the OPML file") -> tuple[Outline, ...]:
    """Return the feeds of an OPML list in its order, each address once.

    What is no http or https address (a script, a file) is left out. Raises FormatError for what is
    no OPML, lists no feed, or could harm (see ``safe_tree``).
    """
    root = safe_tree(content, name)
    if name_of(root) != "opml":
        raise FormatError(f"{name} is no OPML (<{name_of(root)[:40]}>); give a list that a feed reader exported")
    found: dict[str, Outline] = {}
    for element in root.iter():
        if name_of(element) != "outline":
            continue
        fields = {str(key).lower(): value for key, value in element.attrib.items()}
        url = address(fields.get("xmlurl"), None)
        if url is not None and len(found) < OUTLINES:
            found.setdefault(
                url,
                Outline(
                    url=url,
                    title=words(fields.get("title") or fields.get("text")),
                    site=address(fields.get("htmlurl"), None),
                    section=_folder(element),
                ),
            )
    if not found:
        raise FormatError(f"{name} lists no feed with an http address; give another list")
    return tuple(found.values())


def _folder(element: Any) -> str | None:
    parent = element.getparent()
    if parent is None or name_of(parent) != "outline":
        return None
    return words(parent.get("title") or parent.get("text"))


def write_opml(outlines: Iterable[Outline], *, title: str) -> bytes:
    """Return an OPML 2.0 list: feeds in the order given, those with a section in its folder."""
    from lxml import etree

    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = title
    body = etree.SubElement(root, "body")
    folders: dict[str, Any] = {}
    for outline in outlines:
        parent = body
        if outline.section is not None:
            if outline.section not in folders:
                folders[outline.section] = etree.SubElement(body, "outline", text=outline.section)
            parent = folders[outline.section]
        fields = {"type": "rss", "text": outline.title or outline.url, "xmlUrl": outline.url}
        if outline.site is not None:
            fields["htmlUrl"] = outline.site
        etree.SubElement(parent, "outline", fields)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)
    return written
