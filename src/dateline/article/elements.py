"""Elements on the way down to a block, and the categories that their class and id names give."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from dateline.article.lexicon import class_categories

CATEGORIES = (
    "comment", "share", "related", "next", "promotion", "advert", "navigation", "footer", "sidebar", "header",
    "tags", "category", "section", "author", "bio", "caption", "credit", "figure", "video", "headline", "deck",
    "date", "article", "body", "content", "pullquote", "quote", "embed", "paywall", "consent", "legal", "overlay",
    "hidden", "live", "toc", "faq", "poll", "meta", "control", "list", "table", "infobox", "correction",
)  # fmt: skip
BIT = {name: 1 << number for number, name in enumerate(CATEGORIES)}

MAX_PATH_DEPTH = 60
"""Elements deeper than that have a path that starts with an ellipsis at that depth."""

_SHOWN_TAGS = {
    "nav": "navigation", "footer": "footer", "aside": "sidebar", "header": "header", "figcaption": "caption",
    "figure": "figure", "button": "control", "form": "overlay", "dialog": "overlay", "label": "control",
    "blockquote": "quote", "time": "date", "table": "table",
}  # fmt: skip
_NAMING = ("id", "data-testid", "data-component", "data-block", "data-type")
"""Attributes whose words say what an element is for, beside its classes."""
_TELLING = frozenset({*_NAMING, "itemprop", "style", "hidden", "aria-hidden", "rel", "role"})
"""All attributes but the class that say anything of an element."""
_INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_UNSEEN = re.compile(
    r"(?<![a-z])(?:sr[-_]?only|visually[-_]?hidden|screen[-_]?reader(?:[-_]?(?:text|only))?|assistive[-_]?text)(?![a-z])",
    re.IGNORECASE,
)
_CLIPPED = re.compile(r"clip\s*:\s*rect", re.IGNORECASE)
_TOKEN = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


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
    block: Element
    """Nearest block-level element, itself included."""
    in_article_body: bool = False
    """In an element marked with itemprop="articleBody"."""
    depth: int = 0
    names: str = ""
    """Its class and id names, and the like."""
    item: str = ""
    """Its ``itemprop``."""
    steps: str = ""
    """The path, once it was asked for."""
    names_author: bool = False
    """An inline element, or one inside it, that is marked as the author's name."""
    names_section: bool = False
    """A link, or an element inside it, that is marked as the name of a section."""
    children: dict[str, int] | None = None
    """How many elements of each tag it has had so far."""
    unseen: bool = False
    """An inline element, or one inside it, that only screen readers are meant to show."""
    prose: int = 0
    """Characters of prose below it; filled by the features."""

    @property
    def path(self) -> str:
        """The element path from the body down, positions counted among equal tags."""
        if not self.steps and self.parent is not None:
            step = f"{self.tag}[{self.index}]" if self.index > 1 else self.tag
            above = self.parent.path if self.depth < MAX_PATH_DEPTH else "…"
            self.steps = f"{above}/{step}" if above else step
        return self.steps


def element_below(parent: Element, tag: str, attributes: dict[str, str | None]) -> Element:
    """Return an element of a tag with its attributes; it is no block of its own yet."""
    counts = parent.children
    if counts is None:
        counts = parent.children = {}
    index = counts[tag] = counts.get(tag, 0) + 1
    near = 0
    hidden = parent.hidden
    item = names = ""
    if attributes:
        names = attributes.get("class") or ""
        telling = not _TELLING.isdisjoint(attributes)
        if telling:
            for name in _NAMING:
                value = attributes.get(name)
                if value:
                    names = f"{names} {value}"
        if names and parent.parent is not None:
            near = categories(names)
        if telling:
            item = attributes.get("itemprop") or ""
            style = attributes.get("style")
            hidden = (
                hidden
                or "hidden" in attributes
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
    return Element(
        tag, parent, index, near, parent.above | near, hidden, parent.link or tag == "a", parent.block,
        parent.in_article_body or item == "articleBody", parent.depth + 1, names, item,
    )  # fmt: skip


@lru_cache(maxsize=4096)
def name_words(names: str) -> tuple[str, ...]:
    """Return the words of class and id names in lower case, none twice."""
    return tuple(dict.fromkeys(map(str.lower, _TOKEN.findall(names[:300]))))


@lru_cache(maxsize=4096)
def categories(names: str) -> int:
    """Return the categories that class and id names give, as bits."""
    known = class_categories()
    mask = 0
    for word in name_words(names):
        category = known.get(word)
        if category is not None:
            mask |= BIT[category]
    return mask


@lru_cache(maxsize=4096)
def is_unseen(names: str) -> bool:
    """Say whether class names mean that only screen readers show an element."""
    return _UNSEEN.search(names[:300]) is not None


def is_clipped(style: str | None) -> bool:
    """Say whether an element's style does the same: it is cut down to a pixel or none."""
    return style is not None and _CLIPPED.search(style[:500]) is not None
