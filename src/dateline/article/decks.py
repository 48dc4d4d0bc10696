"""Which blocks are decks: the summary or second headline that stands between headline and story."""

from __future__ import annotations

from dateline.article.dateline import find_dateline
from dateline.article.elements import BIT, Element
from dateline.article.furniture import Cues
from dateline.article.position import is_heading
from dateline.article.reasons import ends_with_credit, stands_within
from dateline.article.webpage import ReadPage

NEAR = 8
"""Blocks after the headline within which a marked deck stands."""
RIGHT_AFTER = 2
"""The same for one that only its place and form speak for."""
SHORTEST, LONGEST = 15, 500
_NOT_OWN = (
    BIT["caption"] | BIT["credit"] | BIT["comment"] | BIT["related"] | BIT["advert"] | BIT["promotion"]
    | BIT["consent"] | BIT["legal"] | BIT["date"] | BIT["next"] | BIT["tags"]
)  # fmt: skip
_ELSEWHERE = BIT["comment"] | BIT["footer"] | BIT["navigation"] | BIT["consent"] | BIT["overlay"] | BIT["next"]
_NOT_TAGS = frozenset({"figcaption", "li", "label", "button", "td", "th", "footer"})


def find_decks(page: ReadPage) -> frozenset[int]:
    """Return the blocks near the headline that are decks, by what marks them or by place and form."""
    headline = page.headline
    if headline is None:
        return frozenset()
    found = set()
    for number in range(headline + 1, min(headline + 1 + NEAR, len(page.blocks))):
        if _reads_as_deck(page, number) and (_is_marked(page, number) or _stands_as_deck(page, number, headline)):
            found.add(number)
    return frozenset(found)


def _reads_as_deck(page: ReadPage, number: int) -> bool:
    block, cue = page.blocks[number], page.described.cues[number]
    element = block.element
    if not SHORTEST <= len(block.words) <= LONGEST or block.words.count(" ") < 1:
        return False
    if element.tag in _NOT_TAGS or block.linked > 0.35 * len(block.words) or _is_hidden(page, number):
        return False
    around = page.blocks[page.headline].element.above if page.headline is not None else 0
    if element.near & _NOT_OWN or element.above & _ELSEWHERE & ~around or stands_within(block, "button", 5):
        return False
    if ends_with_credit(block.words):
        return False
    return not _speaks_of_something_else(cue) and find_dateline(block.words, 0, len(block.words)) is None


def _is_hidden(page: ReadPage, number: int) -> bool:
    """Say whether a block alone is hidden: where the headline is too, the page shows both by script."""
    headline = page.blocks[page.headline] if page.headline is not None else None
    return page.blocks[number].element.hidden and not (headline is not None and headline.element.hidden)


def _speaks_of_something_else(cue: Cues) -> bool:
    return any((
        cue.control and not cue.sentence, cue.share, cue.byline, cue.advert, cue.legal, cue.promotion, cue.credit,
        cue.prompt, cue.related, cue.category, cue.correction, cue.continued,
    )) or (cue.date and not cue.sentence)  # fmt: skip


def _is_marked(page: ReadPage, number: int) -> bool:
    """Say whether an element of the block's own is named for a deck."""
    block = page.blocks[number]
    return bool((block.element.near | block.inner) & BIT["deck"]) and not block.element.near & BIT["figure"]


def _stands_as_deck(page: ReadPage, number: int, headline: int) -> bool:
    """Say whether a block right after the headline is a heading of its own, or a lone line in the headline's box."""
    block, title = page.blocks[number], page.blocks[headline].element
    if number > headline + RIGHT_AFTER or (page.described.prose[number] and len(block.words) > 300):
        return False
    if block.authored or block.dated:
        return False
    if is_heading(block.element.tag):
        return block.element.tag > title.tag or not is_heading(title.tag)
    return number == headline + 1 and page.described.cues[number].sentence and _is_lone(page, number, title)


def _is_lone(page: ReadPage, number: int, title: Element) -> bool:
    """Say whether a block in the headline's box is the only text of its own box there: no paragraph of a story."""
    element = page.blocks[number].element
    around = [title.parent, title.parent.parent if title.parent is not None else None]
    box = element.parent
    if box is None or not any(here is not None and here in around for here in (box, box.parent)):
        return False
    later = page.blocks[number + 1 : number + 4]
    return not any(block.element.parent is box and page.described.prose[block.number] for block in later)
