"""The article of an HTML page."""

from __future__ import annotations

from dateline.article.blocks import BIT, PageBlock
from dateline.article.completeness import completeness_of
from dateline.article.dateline import find_dateline
from dateline.article.dates import read_moment
from dateline.article.doubts import doubts_of
from dateline.article.fields import (
    Alternatives,
    Visible,
    choose_agency,
    choose_bylines,
    choose_language,
    choose_sections,
    choose_time,
    day_first_of,
)
from dateline.article.headline import likeness
from dateline.article.laying import Laid
from dateline.article.live import states_live
from dateline.article.model import BlockModel
from dateline.article.names import fold
from dateline.article.publisher import find_publisher
from dateline.article.roles import Verdict, is_kicker, judge
from dateline.article.second_voice import hear
from dateline.article.webpage import ReadPage, described_page
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
BODY_ROLES = ("body", "list", "subheading", "table", "pull-quote", "embedded-post", "entry")


def lay_html(page: Page, model: BlockModel, *, made_by: str, published: str | None, zone: str | None) -> Article:
    """Return the article of an HTML page; see ArticleLayouter."""
    read = described_page(page)
    opinion = hear(page, read, model.probabilities(read.described).tolist() if read.blocks else [])
    verdicts = judge(read, opinion.probabilities)
    live = states_live(read) or any(verdict.role == "entry" for verdict in verdicts)
    laid, visible, headline = _lay(read, verdicts, day_first_of(read.statements))
    text = laid.text
    alternatives: Alternatives = []
    url = page.final_url or page.url
    statements = read.statements
    dateline = _dateline(text, laid)
    bylines = choose_bylines(statements, visible, read.site_names, alternatives)
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
    times = {
        name: choose_time(
            name, statements, visible, url, given=published if name == "published" else None, zone=zone,
            alternatives=alternatives,
        )
        for name in ("published", "modified")
    }  # fmt: skip
    stated = read.stated
    if stated is not None and headline is not None and fold(stated.value) == fold(headline.of(text)):
        stated = None
    elif stated is not None and headline is not None and likeness(stated.value, headline.of(text)) < 0.5:
        alternatives.append(("headline", stated))
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
            statements, url, ((block.words, block.element.path) for block in read.blocks if len(block.words) <= 60)
        ),
        published=times["published"],
        modified=times["modified"],
        sections=choose_sections(statements, visible),
        language=choose_language(statements, body),
        agency_credit=choose_agency(text, dateline, bylines, [b.span for b in laid.blocks[-3:]]),
        canonical_url=canonical[0] if canonical else None,
        rights=tuple(statements.of("rights")[:8]),
        alternatives=tuple(alternatives[:40]),
        flags=doubts_of(read, body) + opinion.flags,
        made_by=made_by,
    )


def _lay(read: ReadPage, verdicts: list[Verdict], day_first: bool | None) -> tuple[Laid, Visible, Span | None]:
    """Lay the blocks that have a role, in the page's order, and gather what the visible lines say."""
    laid, visible = Laid(), Visible()
    headline = None
    start, end = _head(read, verdicts)
    for block, verdict in zip(read.blocks, verdicts, strict=True):
        path = block.element.path
        words = block.words
        span = None
        if verdict.role is None:
            laid.drop(words[:MAX_REMOVED_WORDS], verdict.taken_for, verdict.reason, path)
        else:
            span = laid.keep(words, verdict.role, path)
            if verdict.role == "headline":
                headline = span
        in_head = start <= block.number <= end
        if len(words) > (100 if verdict.role in BODY_ROLES else 400) or (verdict.role in BODY_ROLES and not in_head):
            continue
        around = _surroundings(block)
        if block.section and not around & (FOREIGN - BIT["footer"]) and (in_head or block.element.above & OWN):
            visible.sections += [_said(name, block, span) for name in block.section.split("\n") if name.strip()]
        elif verdict.taken_for == "category" and in_head and is_kicker(block, read.described.cues[block.number]):
            visible.sections.append(_said(words, block, span))
        if around & (OTHERS if in_head else FOREIGN):
            continue
        if verdict.role == "byline":
            visible.bylines.append(_said(block.author or words, block, span))
        elif block.author and in_head:
            visible.authors.insert(0, _said(block.author, block, span))
        elif read.described.cues[block.number].byline and (in_head or block.number > end):
            visible.authors.append(_said(words, block, span))
        if block.datetime or (any(c.isdigit() for c in words) and len(words) <= 220):
            moment = read_moment(block.datetime) if block.datetime else None
            if moment is None:
                moment = read_moment(words, day_first=day_first)
            if moment is not None:
                times = visible.times if in_head else visible.later_times
                times.append(
                    _said(block.datetime if block.datetime and read_moment(block.datetime) else words, block, span)
                )
    return laid, visible, headline


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
