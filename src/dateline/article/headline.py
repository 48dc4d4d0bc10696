"""The headline: the visible heading that the page's own titles speak for, the site's name stripped."""

from __future__ import annotations

import re
import unicodedata

from dateline.article.blocks import PageBlock
from dateline.article.elements import BIT
from dateline.article.names import fold
from dateline.article.statements import Statements
from dateline.record.article import Metadatum

_PARTS = re.compile(r"\s+[|–—·•»›~:-]{1,2}\s+|\s*[|»›]\s*|:\s+")
MAX_HEADLINE = 400
_ELSEWHERE = BIT["comment"] | BIT["navigation"] | BIT["footer"] | BIT["consent"]


def stated_headline(statements: Statements, site_names: tuple[str, ...]) -> Metadatum | None:
    """Return the headline that metadata give, site name stripped; JSON-LD first, <title> last."""
    found = statements.of("headline") + statements.of("title")
    for statement in found:
        value = without_site(statement.value, site_names)
        if value and not any(fold(value) == fold(site) for site in site_names):
            return Metadatum(value=value, source=statement.source, raw=statement.raw, path=statement.path)
    return None


def without_site(title: str, site_names: tuple[str, ...]) -> str:
    """Return a title without the site's name and sections at its ends.

    >>> without_site("Bridge reopens | The Harbour Post", ("The Harbour Post",))
    'Bridge reopens'
    """
    sites = [fold(name) for name in site_names if len(fold(name)) > 2]
    cuts = list(_PARTS.finditer(title))
    for cut in cuts:
        tail = fold(title[cut.end() :])
        if tail and cut.start() > 0 and any(tail == site or (len(tail) > 4 and tail in site) for site in sites):
            return title[: cut.start()].strip()
        if any(tail.startswith(site) or tail.endswith(site) for site in sites) and cut.start() >= 15:
            return title[: cut.start()].strip()
    if cuts:
        head = fold(title[: cuts[0].start()])
        if head and any(head == site for site in sites):
            return title[cuts[0].end() :].strip()
    return title.strip()


def likeness(left: str, right: str) -> float:
    """Return how many of the words two titles share: F1 over bags of folded words."""
    return _shared(_bag(left), _bag(right))


def _shared(one: list[str], two: list[str]) -> float:
    if not one or not two:
        return 0.0
    rest = list(two)
    shared = 0
    for word in one:
        if word in rest:
            rest.remove(word)
            shared += 1
    return 2 * shared / (len(one) + len(two))


def find_headline(blocks: list[PageBlock], statements: Statements, site_names: tuple[str, ...]) -> int | None:
    """Return the number of the block that is the headline; None where no visible block is.

    Headings that the page's titles agree with come first, then a lone h1 in sight of the prose.
    """
    titles = [
        without_site(statement.value, site_names)
        for statement in statements.of("headline")[:4] + statements.of("title")[:1]
    ]
    titles = list(dict.fromkeys(title for title in titles if title))
    known = [(_bag(title), fold(title)) for title in titles]
    best, best_score = None, 0.55
    sites = {fold(name) for name in site_names}
    for block in blocks:
        words = block.words
        tag = block.element.tag
        if not 4 <= len(words) <= MAX_HEADLINE:
            continue
        near = block.element.near | block.inner
        heading = {"h1": 0.34, "h2": 0.16, "h3": 0.06}.get(tag, 0.0)
        if not heading and not near & BIT["headline"]:
            continue
        key = fold(words)
        if key in sites:
            continue
        if block.element.above & _ELSEWHERE and not (tag == "h1" and any(key == title for _, title in known)):
            # A wrapper around the whole page may be named for what it also holds; an h1 that is the title is sure.
            continue
        mine = _bag(words)
        agreement = max((_shared(mine, bag) for bag, _ in known), default=0.0)
        contained = len(words) > 15 and any(key in title for _, title in known)
        score = max(agreement, 0.8 if contained else 0.0) + heading
        score += 0.05 * bool(near & BIT["headline"]) + 0.05 * bool(block.element.above & BIT["article"])
        score -= 0.25 * block.element.hidden + 0.15 * (block.linked > 0.5 * len(words))
        score -= 0.10 * bool(block.element.above & (BIT["related"] | BIT["sidebar"]))
        if agreement < 0.3 and not contained:
            # Nothing speaks for it but its tag: only an h1 outside the site's own header will do.
            score = 0.56 if tag == "h1" and len(words) > 15 and not near & BIT["related"] else 0.0
        if score > best_score + 1e-9:
            best, best_score = block.number, score
    return best if best is not None else _unmarked_headline(blocks, titles, sites)


def _unmarked_headline(blocks: list[PageBlock], titles: list[str], sites: set[str]) -> int | None:
    """Return the first block that says most of a title though nothing marks it as a heading, as in table layouts."""
    keys = [fold(title) for title in titles]
    for block in blocks:
        words = block.words
        if not 16 <= len(words) <= MAX_HEADLINE or block.element.hidden or block.linked > 0.5 * len(words):
            continue
        if block.element.above & (_ELSEWHERE | BIT["related"]) or block.element.tag in {"li", "figcaption", "label"}:
            continue
        key = fold(words)
        if key not in sites and any(key in title and 2 * len(key) > len(title) for title in keys):
            return block.number
    return None


def _bag(text: str) -> list[str]:
    folded = unicodedata.normalize("NFKC", text).casefold().replace("’", "").replace("'", "")
    return re.findall(r"\w+", folded)
