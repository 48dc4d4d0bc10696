"""A tree to blocks: one pass that gathers the words of each block with where it stood.

A block is a run of inline content between block-level boundaries, two or more <br> included, and one
<br> between lines that are elements of their own, as old layouts have it. Inline elements that are
laid out apart ("By Ana Cruz" and "Lake correspondent" in a span each) are parted by a space.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

from dateline.article.lexicon import class_categories

MAX_NODES = 400_000
MAX_BLOCKS = 12_000
"""Bounds on what is read of one page; the benchmark's largest page has under 4,000 blocks."""

CATEGORIES = (
    "comment", "share", "related", "next", "promotion", "advert", "navigation", "footer", "sidebar", "header",
    "tags", "category", "section", "author", "bio", "caption", "credit", "figure", "video", "headline", "deck",
    "date", "article", "body", "content", "pullquote", "quote", "embed", "paywall", "consent", "legal", "overlay",
    "hidden", "live", "toc", "faq", "poll", "meta", "control", "list", "table", "infobox", "correction",
)  # fmt: skip
BIT = {name: 1 << number for number, name in enumerate(CATEGORIES)}

MAX_PATH_DEPTH = 60
"""Elements deeper than that have a path that starts with an ellipsis at that depth."""

_SKIPPED = frozenset({
    "script", "style", "noscript", "svg", "template", "iframe", "object", "select", "option", "textarea",
    "canvas", "head", "audio", "video", "math", "map", "datalist", "noembed", "noframes",
})  # fmt: skip
_STRIPPED = ["script", "style", "noscript", "svg", "template", "select", "option", "math"]
_BLOCK = frozenset({
    "html", "body", "div", "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "table",
    "caption", "thead", "tbody", "tfoot", "tr", "td", "th", "section", "article", "main", "aside", "header",
    "footer", "nav", "figure", "figcaption", "blockquote", "pre", "form", "fieldset", "legend", "address",
    "hgroup", "details", "summary", "hr", "center", "button", "menu", "dialog", "amp-story", "label", "-document",
})  # fmt: skip
_SHOWN_TAGS = {
    "nav": "navigation", "footer": "footer", "aside": "sidebar", "header": "header", "figcaption": "caption",
    "figure": "figure", "button": "control", "form": "overlay", "dialog": "overlay", "label": "control",
    "blockquote": "quote", "time": "date", "table": "table",
}  # fmt: skip
_TOKEN = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_AUTHOR_PAGE = re.compile(
    r"/(?:authors?|autor(?:en|es)?|auteurs?|staff|people|profiles?|contributors?|by|writers?|journalists?|reporters?|"
    r"redaktion|columnists?|team)/[^/?#]+",
    re.IGNORECASE,
)
_NAMING = ("id", "data-testid", "data-component", "data-block", "data-type")
"""Attributes whose words say what an element is for, beside its classes."""
_APART = frozenset({"time", "cite", "button"})
"""Inline elements that are laid out apart from what they touch."""
_SPACED = frozenset({"a", "span", "time", "cite", "small", "button", "abbr"})
"""Inline elements whose touching neighbours may be laid out apart; bold and italic never are."""
_CLOSING = ".,:;!?)]”»…-–"
_OPENING = '“«„("'
_LINES = frozenset({"font", "span", "a", "big", "small"})
"""Inline elements that make a line of their own between two single <br>."""
_INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


@dataclass(slots=True, eq=False)
class Element:
    """An element on the way down to a block."""

    tag: str
    parent: Element | None
    index: int
    near: int
    """Categories that its own tag, class and id names give."""
    above: int
    """Categories of it and everything above it."""
    hidden: bool
    link: bool
    skipped: bool
    block: Element
    """Nearest block-level element, itself included."""
    in_article_body: bool = False
    """In an element marked with itemprop="articleBody"."""
    depth: int = 0
    steps: str = ""
    """The path, once it was asked for."""
    names_author: bool = False
    """An inline element, or one inside it, that is marked as the author's name."""
    names_section: bool = False
    """A link, or an element inside it, that is marked as the name of a section."""
    children: dict[str, int] | None = None
    """How many elements of each tag it has had so far."""
    prose: int = 0
    """Characters of prose below it; filled by the features."""
    number: int = 0
    names: str = ""
    """Its class and id names, and the like."""

    @property
    def path(self) -> str:
        """The element path from the body down, positions counted among equal tags."""
        if not self.steps and self.parent is not None:
            step = f"{self.tag}[{self.index}]" if self.index > 1 else self.tag
            above = self.parent.path if self.depth < MAX_PATH_DEPTH else "…"
            self.steps = f"{above}/{step}" if above else step
        return self.steps


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


@lru_cache(maxsize=4096)
def categories(names: str) -> int:
    """Return the categories that class and id names give, as bits."""
    known = class_categories()
    mask = 0
    for token in _TOKEN.findall(names[:300]):
        category = known.get(token.lower())
        if category is not None:
            mask |= BIT[category]
    return mask


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

    def walk(self, tree: LexborHTMLParser) -> list[PageBlock]:
        tree.strip_tags(_STRIPPED)
        root = tree.body or tree.root
        if root is None:
            return []
        top = Element("-document", None, 1, 0, 0, False, False, False, None)  # type: ignore[arg-type]
        top.block = top
        above: list[tuple[LexborNode, Element]] = []
        parent = top
        node: LexborNode | None = root
        number = 0
        while node is not None and number < MAX_NODES and len(self._blocks) < MAX_BLOCKS:
            number += 1
            tag = node.tag
            inner = None
            if tag == "-text":
                self._add(node.text_content or "", parent)
            elif tag is not None and tag[0] != "-":
                element = self._element(tag, node.attributes, parent)
                inner = None if element.skipped else node.child
                if inner is not None:
                    above.append((node, parent))
                    parent = element
            if inner is not None:
                node = inner
                continue
            following = node.next if above else None
            while following is None and above:
                node, parent = above.pop()
                following = node.next if above else None
            node = following
        self._flush()
        return self._blocks

    def _element(self, tag: str, attributes: dict[str, str | None], parent: Element) -> Element:
        counts = parent.children
        if counts is None:
            counts = parent.children = {}
        index = counts[tag] = counts.get(tag, 0) + 1
        if tag == "br":
            self._breaks += 1
            if self._breaks > 1:
                self._flush()
            else:
                self._pieces.append(" ")
                self._broken = True
            return parent
        if tag in _SKIPPED:
            if tag in {"iframe", "video", "object"}:
                self._flush()
            return Element(tag, parent, index, 0, parent.above, False, False, True, parent.block)
        near = 0
        hidden = parent.hidden
        item = names = ""
        if attributes:
            names = attributes.get("class") or ""
            if len(attributes) > 1 or not names:
                for name in _NAMING:
                    value = attributes.get(name)
                    if value:
                        names = f"{names} {value}"
            if names and tag not in {"body", "html"}:
                near = categories(names)
            item = attributes.get("itemprop") or ""
            if not hidden:
                style = attributes.get("style")
                hidden = (
                    "hidden" in attributes
                    or attributes.get("aria-hidden") == "true"
                    or (style is not None and _INVISIBLE.search(style[:500]) is not None)
                )
            relation = attributes.get("rel")
            if tag == "a" and relation:
                near |= categories(relation) & (BIT["author"] | BIT["category"])
            role = attributes.get("role")
            if role:
                near |= categories(role)
        shown = _SHOWN_TAGS.get(tag)
        if shown is not None:
            near |= BIT[shown]
        is_block = tag in _BLOCK
        element = Element(
            tag, parent, index, near, parent.above | near, hidden, parent.link or tag == "a", False,
            parent.block, parent.in_article_body or item == "articleBody", parent.depth + 1, names=names,
        )  # fmt: skip
        if is_block:
            element.block = element
            self._flush()
        else:
            if self._pieces and self._owner is not parent.block:
                # What is known of this element belongs to the block that it opens, not to the one before.
                self._flush()
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
        if parent.block is not self._owner:
            self._flush(keep_inline=not self._pieces)
            self._owner = parent.block
        before = self._inline
        if self._pieces and before is not None and before is not parent:
            if self._broken and _own_lines(before, parent):
                self._flush()
                self._owner = parent.block
            elif _touch(self._pieces[-1], text) and _apart(before, parent, self._pieces[-1], text):
                self._pieces.append(" ")
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

    def _flush(self, *, keep_inline: bool = False) -> None:
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


def _touch(left: str, right: str) -> bool:
    """Say whether a word or closed sentence stands right before a word."""
    return (left[-1].isalnum() or left[-1] in _CLOSING) and (right[0].isalnum() or right[0] in _OPENING)


def _parted(left: Element, right: Element) -> tuple[Element | None, Element | None]:
    """Return the outermost inline elements that hold one text of a block and not the other; None where none does."""
    around = set()
    element: Element | None = right
    while element is not None and element is not right.block:
        around.add(id(element))
        element = element.parent
    one = None
    element = left
    while element is not None and element is not left.block and id(element) not in around:
        one, element = element, element.parent
    shared = element
    other = None
    element = right
    while element is not None and element is not right.block and element is not shared:
        other, element = element, element.parent
    return one, other


def _apart(left: Element, right: Element, before: str, after: str) -> bool:
    """Say whether two touching texts of one block are laid out apart.

    Those in sibling elements are, unless they look like parts of one word: both small letters, or a
    single letter first, as where a pasted text is cut into spans.
    """
    one, other = (None if element is None else element.tag for element in _parted(left, right))
    if left.block.tag == "pre" or "code" in (left.tag, right.tag, left.parent and left.parent.tag):
        return False
    if one in _APART or other in _APART:
        return True
    one_word = len(before.strip()) < 2 or (before[-1].islower() and after[0].islower())
    return one in _SPACED and other in _SPACED and not one_word


def _own_lines(left: Element, right: Element) -> bool:
    """Say whether the texts on both sides of a <br> are elements of their own."""
    return all(element is not None and element.tag in _LINES for element in _parted(left, right))
