"""A tree to blocks: one pass that gathers the words of each block with where it stood.

A block is a run of inline content between block-level boundaries, two or more <br> included, and one
<br> after a short line that no sentence mark ends ("Ana Cruz", "Correction, May 3") or between lines that are
elements of their own, as old layouts have it. What only screen readers are meant to show ("opens new tab") is
a block of its own, after the one it stands in. Inline elements that are
laid out apart ("By Ana Cruz" and "Lake correspondent" in a span each) are parted by a space. A menu is
one block (see menus.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from dateline.article.elements import BIT, Element, element_below, is_clipped, is_unseen
from dateline.article.joining import apart, own_lines, touch
from dateline.article.menus import MENU_PLACES, Menus

MAX_NODES = 400_000
MAX_BLOCKS = 8_000
"""Bounds on what is read of one page, two seconds' worth; the benchmark's largest page has under 4,000 blocks."""

_SKIPPED = frozenset({
    "script", "style", "noscript", "svg", "template", "iframe", "object", "select", "option", "textarea",
    "canvas", "head", "audio", "video", "math", "map", "datalist", "noembed", "noframes", "img", "input", "source",
    "meta", "link", "wbr", "area", "param", "track", "picture", "embed", "col", "base",
})  # fmt: skip
_AUTHOR_PAGE = re.compile(
    r"/(?:authors?|autor(?:en|es)?|auteurs?|staff|people|profiles?|contributors?|by|writers?|journalists?|reporters?|"
    r"redaktion|columnists?|team)/[^/?#]+",
    re.IGNORECASE,
)
_ENDS_BLOCK = frozenset({"iframe", "video", "object"})
"""Elements that are skipped, but where they stand a block ends."""
_STRIPPED = ["script", "style", "noscript", "svg", "template", "select", "option", "math"]
_BLOCK = frozenset({
    "html", "body", "div", "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "table",
    "caption", "thead", "tbody", "tfoot", "tr", "td", "th", "section", "article", "main", "aside", "header",
    "footer", "nav", "figure", "figcaption", "blockquote", "pre", "form", "fieldset", "legend", "address",
    "hgroup", "details", "summary", "hr", "center", "button", "menu", "dialog", "amp-story", "label", "-document",
})  # fmt: skip
SHORT_LINE = 40
"""Characters up to which a line before a single <br> is one of its own; old layouts break sentences at 60 and more."""
_ENDS_LINE = re.compile(r"[\w)]$")
_WRAPPED = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "a", "figcaption", "button", "label", "pre"})
"""Elements in which a single <br> breaks a title or a label, not lines."""
_INLINE_BLOCK = frozenset({"button", "label"})
"""Blocks that stand in a line: without words they do not end one."""


@dataclass(slots=True, eq=False)
class PageBlock:
    """The words of one block, white space collapsed, and where they stood."""

    words: str
    element: Element
    linked: int
    """Characters inside links."""
    emphasised: int
    """Characters in bold or italic."""
    number: int
    dated: bool = False
    """Holds a <time> element."""
    authored: bool = False
    """Holds a link or element marked as the author."""
    links: int = 0
    datetime: str = ""
    inner: int = 0
    """Categories of the inline elements inside."""
    author: str = ""
    """The words of inline elements that are marked as the author's name."""
    section: str = ""
    """The words of inline elements that are marked as names of sections, a line each."""
    items: tuple[str, ...] = ()
    """The items of a menu; none where the block is something else."""


def page_blocks(tree: LexborHTMLParser) -> list[PageBlock]:
    """Return the page's blocks in reading order; scripts and the like are taken out of the tree."""
    return _Walk().walk(tree)


class _Walk:
    """The one pass over the tree."""

    def __init__(self) -> None:
        self._blocks: list[PageBlock] = []
        self._pieces: list[str] = []
        self._linked = self._emphasised = self._links = self._breaks = self._inner = 0
        self._dated = self._authored = False
        self._datetime = ""
        self._author: list[str] = []
        self._section: list[str] = []
        self._owner: Element | None = None
        self._inline: Element | None = None
        self._broken = False
        self._asides: list[tuple[str, Element]] = []
        self._begun = False
        """Whether there is anything to flush."""

    def walk(self, tree: LexborHTMLParser) -> list[PageBlock]:
        tree.strip_tags(_STRIPPED)
        root = tree.body or tree.root
        if root is None:
            return []
        top = Element("-document", None, 1, 0, 0, False, False, None)  # type: ignore[arg-type]
        top.block = top
        menus = Menus()
        above: list[tuple[LexborNode, Element]] = []
        parent = top
        node: LexborNode | None = root
        number = 0
        while node is not None and number < MAX_NODES and len(self._blocks) < MAX_BLOCKS:
            number += 1
            tag = node.tag
            if tag == "-text":
                self._add(node.text_content or "", parent)
            elif tag in _SKIPPED:
                if tag in _ENDS_BLOCK:
                    self._flush()
            elif tag == "br":
                self._break()
            elif tag is not None and tag[0] != "-":
                inner = node.child
                if inner is not None or tag in _BLOCK or tag == "time":  # a script may write the words of a <time>
                    element = self._element(tag, node.attributes, parent)
                    items = menus.items(node, element) if element.above & MENU_PLACES else None
                    if items is not None:
                        self._add_menu(items, element)
                    elif inner is not None:
                        above.append((node, parent))
                        parent = element
                        node = inner
                        continue
            following = node.next if above else None
            while following is None and above:
                node, parent = above.pop()
                following = node.next if above else None
            node = following
        self._flush()
        return self._blocks

    def _break(self) -> None:
        self._begun = True
        self._breaks += 1
        if self._breaks > 1:
            self._flush()
        else:
            self._pieces.append(" ")
            self._broken = True

    def _add_menu(self, items: list[str], element: Element) -> None:
        self._flush()
        words = " ".join(" ".join(items).split())
        self._blocks.append(
            PageBlock(words, element.block, len(words), 0, len(self._blocks), links=len(items), items=tuple(items))
        )

    def _element(self, tag: str, attributes: dict[str, str | None], parent: Element) -> Element:
        is_block = tag in _BLOCK
        element = element_below(parent, tag, attributes)
        near, item = element.near, element.item
        if is_block:
            element.block = element
            if tag not in _INLINE_BLOCK:
                self._flush()
        else:
            if self._pieces and self._owner is not parent.block:
                # What is known of this element belongs to the block that it opens, not to the one before.
                self._flush()
            self._begun = True
            element.unseen = (
                parent.unseen
                or (bool(element.names) and is_unseen(element.names))
                or is_clipped(attributes.get("style"))
            )
            if tag == "a":
                self._links += 1
            elif tag == "time":
                self._dated = True
                self._datetime = self._datetime or attributes.get("datetime") or ""
            self._inner |= near
            marked = near & BIT["author"] or item == "author"
            if tag == "a" and not marked:
                marked = _AUTHOR_PAGE.search((attributes.get("href") or "")[:300]) is not None
            if marked or parent.names_author:
                element.names_author = True
                if marked:
                    self._authored = True
                    self._author.append("\n")
            if item == "articleSection" or (tag == "a" and _names_section(near, parent)):
                element.names_section = True
                self._section.append("\n")
            elif parent.names_section:
                element.names_section = True
        return element

    def _add(self, text: str, parent: Element) -> None:
        if not text.strip():
            if self._pieces:
                self._pieces.append(" ")
            return
        if parent.unseen and self._pieces:
            self._asides.append((text, parent))
            return
        if parent.block is not self._owner:
            self._flush(keep_inline=not self._pieces)
            self._owner = parent.block
        before = self._inline
        if self._broken and before is not None and self._ends_short_line(parent, text):
            self._flush()
            self._owner = parent.block
        elif self._pieces and before is not None and before is not parent:
            if self._broken and own_lines(before, parent):
                self._flush()
                self._owner = parent.block
            elif touch(self._pieces[-1], text) and apart(before, parent, self._pieces[-1], text):
                self._pieces.append(" ")
        self._begun = True
        self._inline = parent
        self._broken = False
        self._breaks = 0
        self._pieces.append(text)
        if parent.link:
            self._linked += len(text)
        if parent.names_author:
            self._author.append(text)
        if parent.names_section:
            self._section.append(text)
        if parent is not parent.block and parent.tag in {"b", "strong", "em", "i"}:
            self._emphasised += len(text)

    def _ends_short_line(self, after: Element, text: str) -> bool:
        """Say whether what was gathered before a single <br> is a short line of its own, and no sentence goes on."""
        if after.block.tag in _WRAPPED or after.link or text.lstrip()[0].islower():
            return False
        line = "".join(self._pieces).split()
        size = sum(map(len, line)) + len(line) - 1
        return 0 < size <= SHORT_LINE and _ENDS_LINE.search(line[-1]) is not None

    def _flush(self, *, keep_inline: bool = False) -> None:
        if not self._begun:
            return
        self._begun = keep_inline
        if self._pieces and self._owner is not None:
            words = " ".join("".join(self._pieces).split())
            if words:
                self._blocks.append(
                    PageBlock(
                        words,
                        self._owner,
                        min(self._linked, len(words)),
                        min(self._emphasised, len(words)),
                        len(self._blocks),
                        self._dated,
                        self._authored,
                        self._links,
                        self._datetime,
                        self._inner,
                        "".join(self._author).strip()[:300] if self._author else "",
                        "".join(self._section).strip()[:300] if self._section else "",
                    )
                )
        for text, element in self._asides:
            words = " ".join(text.split())
            self._blocks.append(PageBlock(words, element, 0, 0, len(self._blocks)))
        self._asides = []
        self._pieces = []
        self._breaks = self._linked = self._emphasised = 0
        if not keep_inline:
            self._links = self._inner = 0
            self._dated = self._authored = False
            self._datetime = ""
            self._author = []
            self._section = []
        self._owner = self._inline = None
        self._broken = False


def _names_section(near: int, parent: Element) -> bool:
    """Say whether a link names a section: marked so itself, or inside what is, and no topic."""
    mask = near | parent.near | parent.block.near
    return bool(mask & BIT["category"]) and not (near | parent.near) & BIT["tags"]
