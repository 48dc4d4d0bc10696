"""What each block of an HTML page is: the model's verdict made precise by where the block stands."""

from __future__ import annotations

import re
from typing import NamedTuple

from dateline.article.blocks import PageBlock
from dateline.article.closing import ASKS_FOR_SUPPORT, appeal, is_status_line, presents_site
from dateline.article.decks import find_decks
from dateline.article.elements import BIT
from dateline.article.furniture import Cues
from dateline.article.live import entry_heads, is_status, keeps_posts, post_marks, with_posts
from dateline.article.names import fold
from dateline.article.next_story import next_story
from dateline.article.position import is_heading
from dateline.article.possible import possible, threshold_of
from dateline.article.posts import kept_posts, last_of_posts
from dateline.article.reasons import (
    asks_to_follow,
    ends_in_photo_credit,
    is_about_author,
    is_address,
    is_caption,
    is_link_elsewhere,
    is_tail,
    names_picture_source,
    reason_of,
    stands_within,
    tells_reading_time,
)
from dateline.article.repeats import ALREADY, SAID_LATER, repeated, said_later
from dateline.article.set_apart import promotion_boxes, repeats_a_paragraph, said_elsewhere
from dateline.article.webpage import ReadPage
from dateline.article.wholes import loose_headings, notes_on_changes, posts_in_story, whole_lists
from dateline.record.article import RemovedAs, Role

LONGEST_KICKER = 30
LONGEST_DAY = 40
"""Characters of an unmarked date line over the headline: a longer one is the site's own bar with today's date."""
_PARTS = re.compile(r"_{2,}")
"""The line that agencies set between the parts of a dispatch: it stands in their text."""


class Verdict(NamedTuple):
    """A role, or what a dropped block was taken for and why."""

    role: Role | None
    taken_for: RemovedAs = "other"
    reason: str = ""
    probability: float = 0.0


def judge(page: ReadPage, probabilities: list[float]) -> list[Verdict]:
    """Return a verdict for each block, in reading order."""
    blocks = page.blocks
    likely = possible(page, probabilities)
    threshold = threshold_of(page, likely)
    marks = post_marks(page)
    whole = keeps_posts(page, marks, likely)
    if whole:
        likely = with_posts(page, last_of_posts(page, marks), likely, threshold)
    wanted = [p >= threshold and number != page.headline for number, p in enumerate(likely)]
    in_posts = frozenset(posts_in_story(page, wanted))
    for number in [*whole_lists(page, wanted, likely), *in_posts]:
        wanted[number] = True
    for number in notes_on_changes(page, wanted):
        wanted[number] = True
    for number in loose_headings(page, wanted):
        wanted[number] = False
    posts = kept_posts(page, marks, wanted, whole=whole)
    for number in {number for post in posts for number in post if number is not None}:
        wanted[number] = True
    beyond = next_story(page, wanted)
    if beyond is not None:
        wanted[beyond:] = [False] * (len(wanted) - beyond)
    appeals = _appeal(page, wanted)
    for number in appeals:
        wanted[number] = False
    first, last = _range(page, wanted)
    stamps = {post.mark for post in posts if post.head != post.mark}
    heads = (entry_heads(page, wanted) | {post.head for post in posts}) - stamps
    boxes = promotion_boxes(page, wanted)
    decks = find_decks(page) if last >= 0 else frozenset()
    said = said_elsewhere(page, wanted)
    keys: list[str] = []
    verdicts = []
    headline_key = page.headline_key
    for number, block in enumerate(blocks):
        if beyond is not None and number >= beyond:
            verdict = Verdict(None, "next-story", "belongs to the next story, or stands under it")
        elif number in heads:
            verdict = Verdict("entry")
        elif number in stamps:
            verdict = Verdict("timestamp")
        elif number in appeals:
            verdict = Verdict(None, "promotion", ASKS_FOR_SUPPORT)
        elif number in boxes:
            verdict = Verdict(None, "promotion", "stands in a box that asks to subscribe, follow or pay")
        elif heads and is_status(block.words):
            verdict = Verdict(None, "site-control", "tells how the live page runs")
        elif number in decks and number < first + 2:
            verdict = Verdict("deck")
        elif wanted[number] and number in in_posts:
            verdict = Verdict("embedded-post")
        else:
            verdict = _verdict(page, number, wanted[number], first, last)
        if verdict.role in {"body", "subheading"} and repeats_a_paragraph(block, said):
            verdict = Verdict("pull-quote")
        key = fold(block.words) if verdict.role is not None else ""
        if headline_key and key == headline_key and number != page.headline:
            verdict = Verdict(None, "repeated-headline", "repeats the headline")
        verdicts.append(Verdict(verdict.role, verdict.taken_for, verdict.reason, probabilities[number]))
        keys.append(key)
    for number in repeated(keys, [verdict.role for verdict in verdicts]):
        verdicts[number] = Verdict(None, "repeated-text", ALREADY, probabilities[number])
    story = [number for number, verdict in enumerate(verdicts) if verdict.role == "body"]
    for number in story[: said_later([keys[number] for number in story])]:
        verdicts[number] = Verdict(None, "repeated-text", SAID_LATER, probabilities[number])
    return verdicts


def _appeal(page: ReadPage, wanted: list[bool]) -> list[int]:
    """Return the kept blocks at the story's end in which the outlet asks for support."""
    kept = [number for number, want in enumerate(wanted) if want]
    size = appeal([page.blocks[number].words for number in kept], page.site_names)
    return kept[len(kept) - size :]


def _range(page: ReadPage, wanted: list[bool]) -> tuple[int, int]:
    """Return the story's first paragraph and its last block; (n, -1) where no block belongs to it.

    What stands before the first paragraph is the head: deck, byline, date.
    """
    numbers = [number for number, want in enumerate(wanted) if want]
    if not numbers:
        return len(wanted), -1
    paragraphs = (
        number
        for number in numbers
        if page.described.prose[number]
        and len(page.blocks[number].words) >= 100
        and not page.blocks[number].element.near & BIT["deck"]
    )
    return next(paragraphs, numbers[0]), numbers[-1]


def _verdict(page: ReadPage, number: int, wanted: bool, first: int, last: int) -> Verdict:
    block = page.blocks[number]
    cue = page.described.cues[number]
    element = block.element
    near = element.near | block.inner
    if element.parent is not None:
        near |= element.parent.block.near
    if number == page.headline:
        return Verdict("headline")
    if not any(c.isalnum() for c in block.words) and not (
        wanted and _PARTS.fullmatch(block.words) and not is_heading(element.tag)
    ):
        return Verdict(None, "other", "a mark between parts, not words")
    if _over_headline(page, number, cue):
        return Verdict(None, "category", "names the section over the headline")
    if wanted:
        return _kept(page, number, near, first, last)
    headline = page.headline if page.headline is not None else first
    short = len(block.words) <= 220
    before_body = headline - 6 <= number < first + 2 and number <= last
    if last >= 0 and short and before_body:
        if _is_byline(block, cue, near):
            return Verdict("byline")
        marked = block.dated or near & BIT["date"] or number > headline
        if (block.dated or cue.date) and len(block.words) <= (90 if marked else LONGEST_DAY):
            return Verdict("timestamp")
    if last >= 0 and is_caption(block, near) and headline <= number <= last and not element.hidden:
        return Verdict("credit" if cue.credit and len(block.words) < 60 else "caption")
    taken_for, reason = reason_of(page, number, near, cue, last)
    return Verdict(None, taken_for, reason)


def _kept(page: ReadPage, number: int, near: int, first: int, last: int) -> Verdict:
    """Return the verdict on a block that the model keeps: what its form or place says for certain comes first."""
    block = page.blocks[number]
    cue = page.described.cues[number]
    if cue.advert:
        return Verdict(None, "advert", "a label of advertising")
    if is_status_line(block.words):
        return Verdict(None, "site-control", "tells how the page works")
    if number <= first and tells_reading_time(block.words):
        return Verdict(None, "site-control", "tells how long the text takes to read")
    if number > first and asks_to_follow(block.words):
        return Verdict(None, "promotion", "asks to follow on a social network")
    if number >= last - 2 and number > first and is_address(block.words):
        return Verdict(None, "author-blurb", "an address, not a sentence")
    if is_link_elsewhere(block, cue):
        return Verdict(None, "related", "leads to another story")
    if ends_in_photo_credit(block.words) and not is_heading(block.element.tag):
        return Verdict("caption")
    headline = page.headline if page.headline is not None else -1
    if headline < number < first and len(block.words) <= 90:
        if cue.date and len(block.words) <= 60 and not cue.sentence:
            return Verdict("timestamp")
        if _is_byline(block, cue, near):
            return Verdict("byline")
    if number >= last - 2 and (is_tail(block) or (number == last > first and names_picture_source(block.words))):
        return Verdict("credit")
    if number >= last - 1 and number > first and is_about_author(block.words, _authors(page)):
        return Verdict(None, "author-blurb", "tells about the author")
    if number >= last - 2 and number > first and presents_site(block.words, page.site_names):
        return Verdict(None, "publisher-blurb", "the outlet presents itself")
    return Verdict(_body_role(page, number, near, cue, first))


def _body_role(page: ReadPage, number: int, near: int, cue: Cues, first: int) -> Role:
    block = page.blocks[number]
    tag = block.element.tag
    above = block.element.above
    headline = page.headline
    if headline is not None and headline < number <= headline + 6 and number < first + 2:
        heading = is_heading(tag)
        if (near & BIT["deck"] and len(block.words) < 500) or (
            heading and number <= headline + 3 and len(block.words) > 30
        ):
            return "deck"
    if tag in {"figcaption", "caption"} or (near & BIT["caption"] and above & BIT["figure"]):
        return "caption"
    if cue.correction:
        return "correction"
    if near & BIT["pullquote"] and len(block.words) <= 400:
        return "pull-quote"
    if above & BIT["embed"] and above & BIT["quote"]:
        return "embedded-post"
    if is_heading(tag):
        return "subheading"
    if tag in {"li", "dd", "dt"} or stands_within(block, "li"):
        return "list"
    if tag in {"td", "th"} and above & BIT["table"] and len(block.words) < 200:
        return "table"
    return "body"


def _authors(page: ReadPage) -> list[str]:
    return [statement.value for statement in page.statements.of("author")[:6]]


def _is_byline(block: PageBlock, cue: Cues, near: int) -> bool:
    if len(block.words) > 160 or (cue.sentence and len(block.words) > 60):
        return False
    if cue.byline:
        return True
    marked = block.authored or near & BIT["author"]
    return bool(
        marked
        and not near & BIT["bio"]
        and 2 <= len(block.words.split()) <= 12
        and not cue.date
        and not cue.share
        and not cue.control
        and not (cue.credit and cue.sentence)  # "Photo provided by Ana Cruz.", set where authors stand
    )


def is_kicker(block: PageBlock, cue: Cues) -> bool:
    """Say whether a block has the form of a section's name: a few words, no number, no sentence."""
    return (
        len(block.words) <= LONGEST_KICKER
        and not any((cue.control, cue.date, cue.sentence, cue.byline, cue.share, cue.category))
        and not any(c.isdigit() for c in block.words)
    )


def _over_headline(page: ReadPage, number: int, cue: Cues) -> bool:
    """Say whether a block is a section's name right over the headline, in the same element, as kickers are."""
    block = page.blocks[number]
    if page.headline is None or number + 1 != page.headline or not is_kicker(block, cue):
        return False
    element, headline = block.element, page.blocks[page.headline].element
    together = element is headline or element.parent is headline.parent
    marked = block.element.near & (BIT["author"] | BIT["date"] | BIT["navigation"]) or block.authored
    return together and not marked and fold(block.words) not in {fold(name) for name in page.site_names}
