"""Menus: lists of links in a page's navigation and footer, which are taken as one block each.

They hold half of a news page's elements, and nothing that tells one line of them from the next.
"""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from dateline.article.elements import BIT, Element

MENU_PLACES = BIT["navigation"] | BIT["footer"]
_NOT_MENUS = BIT["author"] | BIT["date"] | BIT["category"] | BIT["headline"] | BIT["deck"] | BIT["bio"]
_LISTS = frozenset({"ul", "ol", "menu", "nav"})
LONGEST_ITEM = 100
"""Characters of an item: no teaser and no notice fits."""
FEWEST_LINKS = 3
LINKED = 0.6
"""Share of the text that is links."""
MAX_READ = 100_000
"""Items and links that are read on one page in search of menus, which may be inside one another."""


class Menus:
    """Tells menus from what else stands in navigation and footer; one for each page."""

    def __init__(self) -> None:
        self._left = MAX_READ

    def items(self, node: LexborNode, element: Element) -> list[str] | None:
        """Return the items of a menu; None where an element is none."""
        if not element.above & MENU_PLACES or not (element.near & MENU_PLACES or element.tag in _LISTS):
            return None
        if element.near & _NOT_MENUS or self._left <= 0:
            return None
        items = [item for item in map(str.strip, node.text(separator="\n").split("\n")) if item]
        self._left -= len(items) + 1
        if len(items) < FEWEST_LINKS or max(map(len, items)) > LONGEST_ITEM:
            return None
        links = node.css("a")
        self._left -= len(links)
        if len(links) < FEWEST_LINKS or node.css_first("h1, time") is not None:
            return None
        linked = sum(len(link.text(strip=True)) for link in links)
        return items if linked >= LINKED * sum(map(len, items)) else None
