"""The article of an HTML page."""

from __future__ import annotations

from dateline.article.agency import last_blocks, read_agency
from dateline.article.blocks import PageBlock
from dateline.article.bylines import choose_bylines
from dateline.article.completeness import completeness_of
from dateline.article.credits import find_credits, reporters
from dateline.article.date_lines import DateOrder, Place, date_lines, opening_date
from dateline.article.dateline import find_dateline
from dateline.article.dates import may_hold_date
from dateline.article.doubts import doubts_of
from dateline.article.elements import BIT, Element
from dateline.article.fields import (
    Alternatives,
    Visible,
    access_flags,
    choose_language,
    choose_sections,
)
from dateline.article.furniture import tells_of_a_change
from dateline.article.headline import likeness
from dateline.article.laying import Laid
from dateline.article.live import post_marks, states_live
from dateline.article.model import BlockModel
from dateline.article.names import fold, names_a_helper, opens_as_byline
from dateline.article.publication import choose_modified, choose_published, date_order
from dateline.article.publisher import find_publisher
from dateline.article.roles import Verdict, is_kicker, judge
from dateline.article.second_voice import hear
from dateline.article.webpage import ReadPage, described_page
from dateline.article.wholes import post_around
from dateline.record.article import Article, Dateline, Metadatum, text_digest
from dateline.record.page import Page
from dateline.record.span import Span

MAX_REMOVED_WORDS = 4_000
"""Characters of a removed block that are kept."""
OTHERS = BIT["comment"] | BIT["footer"] | BIT["next"]
"""Places that are never the article's own, even close to its headline."""
FOREIGN = BIT["comment"] | BIT["related"] | BIT["footer"] | BIT["navigation"] | BIT["next"] | BIT["sidebar"]
"""Places whose dates and names are another story's, or the site's."""
OWN = BIT["article"] | BIT["content"] | BIT["body"]
"""Places that are the article's own."""
NO_DATE_LINE = frozenset(
    {"headline", "deck", "caption", "credit", "body", "list", "table", "pull-quote", "embedded-post"}
)
"""Roles whose dates are those of what they tell."""
MAX_DATE_LINE = 220
MAX_LATER_DATES = 16
"""Lines with a number, away from the head, that are read for dates; under some pages stand hundreds of comments."""
MAX_BYLINE = 120
"""Characters of a line that is read for dates, and for names."""
BODY_ROLES = ("body", "list", "subheading", "table", "pull-quote", "embedded-post", "entry")


def lay_html(page: Page, model: BlockModel, *, made_by: str, published: str | None, zone: str | None) -> Article:
    """Return the article of an HTML page; see ArticleLayouter."""
    read = described_page(page)
    opinion = hear(page, read, model.probabilities(read.described).tolist() if read.blocks else [])
    verdicts = judge(read, opinion.probabilities)
    live = states_live(read) or any(verdict.role == "entry" for verdict in verdicts)
    laid, visible, headline = _lay(read, verdicts, date_order(read.statements))
    text = laid.text
    alternatives: Alternatives = []
    url = page.final_url or page.url
    statements = read.statements
    dateline = _dateline(text, laid)
    clauses = find_credits(text, last_blocks(laid), read.site_names)
    bylines = choose_bylines(statements, visible.shown, read.site_names, alternatives) or reporters(clauses)
    canonical = statements.of("canonical")
    body = "\n".join(block.span.of(text) for block in laid.blocks if block.role in BODY_ROLES)
    title = statements.first("title")
    free = statements.first("free")
    completeness, why = completeness_of(
        body=body,
        page_words="\n".join(block.words for block in read.blocks[:60]),
        title=title.value if title is not None else "",
        live=live,
        stated_free=free.value if free is not None else None,
        asks_to_pay=_asks_to_pay(read, verdicts),
    )
    if live and (dropped := sum(verdicts[number].role is None for number in post_marks(read))):
        why = f"{why}; {dropped} dated posts under its story were taken off, see what was removed"
    time = choose_published(statements, visible.dates, url, given=published, zone=zone, alternatives=alternatives)
    stated = read.stated
    if stated is not None and headline is not None and fold(stated.value) == fold(headline.of(text)):
        stated = None
    elif stated is not None and headline is not None and likeness(stated.value, headline.of(text)) < 0.5:
        alternatives.append(("headline", stated))
    language = choose_language(statements, body)
    agency, agency_copy = read_agency(laid, dateline=dateline, bylines=bylines, clauses=clauses, language=language)
    return Article(
        text=text,
        digest=text_digest(text),
        blocks=tuple(laid.blocks),
        removed=tuple(laid.removed),
        completeness=completeness,
        completeness_reason=why,
        headline=headline,
        headline_stated=stated,
        dateline=dateline,
        bylines=bylines,
        publisher=find_publisher(
            statements,
            url,
            (
                (line, block.element.path)
                for block in read.blocks
                for line in block.items or (block.words,)
                if len(line) <= 60
            ),
        ),
        published=time,
        modified=choose_modified(statements, visible.dates, zone=zone, alternatives=alternatives),
        sections=choose_sections(statements, visible),
        language=language,
        agency_credit=agency,
        credits=clauses,
        agency_copy=agency_copy,
        canonical_url=canonical[0] if canonical else None,
        rights=tuple(statements.of("rights")[:8]),
        alternatives=tuple(alternatives[:40]),
        flags=doubts_of(read, body) + access_flags(statements) + opinion.flags,
        made_by=made_by,
    )


def _lay(read: ReadPage, verdicts: list[Verdict], order: DateOrder) -> tuple[Laid, Visible, Span | None]:
    """Lay the blocks that have a role, in the page's order, and gather what the visible lines say."""
    laid, visible = Laid(), Visible()
    headline = None
    start, end = _head(read, verdicts)
    over: set[str] = set()
    later = 0
    last_post: Element | None = None
    for block, verdict in zip(read.blocks, verdicts, strict=True):
        path = block.element.path
        words = block.words
        span = None
        if verdict.role is None:
            laid.drop(words[:MAX_REMOVED_WORDS], verdict.taken_for, verdict.reason, path)
        else:
            role = "correction" if verdict.role == "body" and tells_of_a_change(words) else verdict.role
            post = post_around(block) if role == "embedded-post" else None
            span = laid.keep(words, role, path) if post is None or post is not last_post else laid.go_on(words)
            last_post = post
            if verdict.role == "headline":
                headline = span
        in_head = start <= block.number <= end
        if verdict.role in BODY_ROLES:
            visible.dates += opening_date(words, path=path, span=span, order=order)
        if len(words) > (100 if verdict.role in BODY_ROLES else 400) or (verdict.role in BODY_ROLES and not in_head):
            continue
        around = _surroundings(block)
        if block.section and not around & (FOREIGN - BIT["footer"]) and (in_head or block.element.above & OWN):
            visible.sections += [_said(name, block, span) for name in block.section.split("\n") if name.strip()]
        elif verdict.taken_for == "category" and in_head and is_kicker(block, read.described.cues[block.number]):
            visible.sections.append(_said(words, block, span))
        if around & (OTHERS if in_head else FOREIGN) and verdict.role != "timestamp":
            continue
        if in_head and len(words) <= MAX_BYLINE and names_a_helper(f"{_line_before(read, block)} {words}"):
            visible.helpers.append(_said(words, block, span))
        elif verdict.role == "byline" and (in_head or not visible.bylines):
            if read.headline is not None and block.number > read.headline:
                # Those over the headline are the cards of other stories, where one stands under it.
                visible.bylines = [said for said in visible.bylines if said.path not in over]
            else:
                over.add(path)
            visible.bylines.append(_said(block.author or words, block, span))
        elif block.author and in_head:
            visible.authors.append(_said(block.author, block, span))
        elif len(words) <= MAX_BYLINE and (in_head or block.number > end) and _names_author(read, block, words):
            visible.elsewhere.append(_said(words, block, span))
        elif in_head and len(words) <= MAX_BYLINE and _under_headline(read, verdict, block):
            visible.beside.append(_said(words, block, span))
        if not in_head and later >= MAX_LATER_DATES:
            continue
        if len(words) <= MAX_DATE_LINE and (block.datetime or may_hold_date(words)):
            later += not in_head
            place = _date_place(read, verdict, block, end if in_head else -1)
            visible.dates += date_lines(
                words, block.datetime, path=path, span=span, order=order, place=place, label=_line_before(read, block)
            )
    return laid, visible, headline


def _date_place(read: ReadPage, verdict: Verdict, block: PageBlock, end: int) -> Place:
    """Return where a date stands; ``end`` is the head's last block, -1 for a block outside the head."""
    if block.number > end:
        return "later"
    if verdict.role in NO_DATE_LINE or verdict.taken_for in {"caption", "related"}:
        return "head"
    above = 0 if read.headline is None else read.headline - block.number
    return "line" if above < (6 if verdict.role == "timestamp" else 0) else "head"


def _names_author(read: ReadPage, block: PageBlock, words: str) -> bool:
    return read.described.cues[block.number].byline or (opens_as_byline(words) and not words.endswith((".", "?")))


def _under_headline(read: ReadPage, verdict: Verdict, block: PageBlock) -> bool:
    """Say whether a short line under the headline may name the author though nothing says so."""
    if read.headline is None or not read.headline < block.number <= read.headline + 8:
        return False
    if read.described.cues[block.number].credit:
        return False
    return verdict.role == "timestamp" or bool(_surroundings(block) & BIT["author"])


def _line_before(read: ReadPage, block: PageBlock) -> str:
    """Return the words of the block before, where they may be a label: "Page updated:", "Contributions from"."""
    words = read.blocks[block.number - 1].words if block.number else ""
    return words if len(words) <= 30 and words.endswith((":", "by", "from", "von")) else ""


def _said(value: str, block: PageBlock, span: Span | None) -> Metadatum:
    return Metadatum(
        value=value.strip()[:300], source="visible", raw=block.words[:300], path=block.element.path, span=span
    )


def _surroundings(block: PageBlock) -> int:
    """Return the categories of a block's element and the three block elements above it."""
    element = block.element
    mask = element.near
    for _ in range(3):
        if element.parent is None:
            break
        element = element.parent.block
        mask |= element.near
    return mask


def _head(read: ReadPage, verdicts: list[Verdict]) -> tuple[int, int]:
    """Return the first and last block of the article's head: around the headline, down to the first paragraphs."""
    first = next((n for n, v in enumerate(verdicts) if v.role == "body" and len(read.blocks[n].words) > 80), None)
    headline = read.headline if read.headline is not None else first
    if headline is None:
        return 0, len(verdicts)
    return max(0, headline - 15), max(headline + 12, first + 2 if first is not None and first < headline + 40 else 0)


def _dateline(text: str, laid: Laid) -> Dateline | None:
    """Look for a dateline at the start of the first body paragraphs: one may follow a summary."""
    bodies = [block for block in laid.blocks if block.role == "body"][:3]
    for block in bodies:
        found = find_dateline(text, block.span.start, block.span.end)
        if found is not None:
            return found
    return None


def _asks_to_pay(read: ReadPage, verdicts: list[Verdict]) -> bool:
    """Say whether a wall stands right after the last block of the article."""
    kept = [number for number, verdict in enumerate(verdicts) if verdict.role in BODY_ROLES]
    if not kept:
        return False
    after = range(kept[-1] + 1, min(len(verdicts), kept[-1] + 7))
    return any(
        read.described.cues[n].continued or read.blocks[n].element.above & BIT["paywall"]
        for n in after
        if not read.blocks[n].element.hidden
    )
