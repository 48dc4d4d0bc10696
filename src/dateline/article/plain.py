"""The article of plain text that another tool scraped: the same judgements without a tree.

A line is judged by its form, its place relative to the prose, its length and its relation to the
headline. Where the text has blank lines, the paragraphs between them are the lines.
"""

from __future__ import annotations

import re

from msgspec import structs

from dateline.article.agency import last_blocks, read_agency
from dateline.article.blurbs import outlet_names
from dateline.article.bylines import choose_bylines
from dateline.article.completeness import completeness_of
from dateline.article.credits import find_credits, reporters
from dateline.article.date_lines import DateOrder, Place, date_lines
from dateline.article.dateline import find_dateline
from dateline.article.doubts import CUT
from dateline.article.fields import Alternatives, Visible, detected_language
from dateline.article.furniture import opens_with
from dateline.article.laying import Laid
from dateline.article.lexicon import pattern
from dateline.article.line_roles import label_lines
from dateline.article.lines import MAX_LINES, Line, read_lines
from dateline.article.model import BlockModel
from dateline.article.names import names_in, opens_as_byline
from dateline.article.publication import choose_modified, choose_published
from dateline.article.recurring import RecurringLines
from dateline.article.statements import Statements
from dateline.record.article import Article, Metadatum, text_digest
from dateline.record.page import Page
from dateline.record.span import Span

MAX_AUTHOR_LINE = 100
"""Characters of a line above the story that may name the author."""
MAX_WORDS = 4_000
"""Characters of a removed line that are kept."""
_CAPITALISED = re.compile(r"\w[\w'’-]*")


def lay_plain(
    page: Page,
    model: BlockModel,
    *,
    made_by: str,
    published: str | None,
    zone: str | None,
    recurring: RecurringLines | None = None,
) -> Article:
    """Return the article of a scraped text; see ArticleLayouter."""
    lines = read_lines(page.text)
    label_lines(lines, model, recurring)
    laid, visible, headline = _lay(lines)
    text = laid.text
    bodies = [block for block in laid.blocks if block.role == "body"]
    dateline = next((d for b in bodies[:3] if (d := find_dateline(text, b.span.start, b.span.end)) is not None), None)
    alternatives: Alternatives = []
    statements = Statements()
    names = outlet_names(line.words for line in lines if line.taken_for == "publisher-blurb")
    clauses = find_credits(text, last_blocks(laid), names)
    bylines = choose_bylines(statements, visible.shown, names, alternatives) or reporters(clauses)
    url = page.final_url or page.url
    time = choose_published(statements, visible.dates, url, given=published, zone=zone, alternatives=alternatives)
    body = "\n".join(block.span.of(text) for block in bodies)
    completeness, why = completeness_of(
        body=body, page_words=page.text[:3000], title="", live=False, stated_free=None,
        asks_to_pay=any(line.cues.continued for line in lines[-8:]),
    )  # fmt: skip
    language = detected_language(body)
    agency, agency_copy = read_agency(laid, dateline=dateline, bylines=bylines, clauses=clauses, language=language)
    return Article(
        text=text,
        digest=text_digest(text),
        blocks=tuple(laid.blocks),
        removed=tuple(laid.removed),
        completeness=completeness,
        completeness_reason=why,
        headline=headline,
        dateline=dateline,
        bylines=bylines,
        published=time,
        modified=choose_modified(statements, visible.dates, zone=zone, alternatives=alternatives),
        sections=tuple(visible.sections),
        language=language,
        agency_credit=agency,
        credits=clauses,
        agency_copy=agency_copy,
        alternatives=tuple(alternatives),
        flags=(CUT,) if len(page.text.splitlines()) > MAX_LINES else (),
        made_by=made_by,
    )


def _lay(lines: list[Line]) -> tuple[Laid, Visible, Span | None]:
    """Lay the lines that have a role, and gather what author, date and section lines say."""
    laid, visible = Laid(), Visible()
    headline = None
    begun = False
    before = ""
    for line in lines:
        path = f"line {line.number}"
        span = None
        if line.role is None:
            laid.drop(line.words[:MAX_WORDS], line.taken_for, line.reason, path)
        else:
            span = laid.keep(line.words, line.role, path)
        begun = begun or line.role == "body"
        said = Metadatum(value=line.words[:200], source="visible", raw=line.words[:200], path=path, span=span)
        what = line.role or line.taken_for
        if line.role == "headline":
            headline = span
        elif what == "category":
            visible.sections += _sections(line, path)
        elif what == "byline":
            (visible.elsewhere if begun else visible.bylines).append(said)
        elif not begun and _may_name_author(line):
            _read_author(before + line.words, said, visible)
        before = f"{line.words} " if opens_as_byline(line.words) and not names_in(line.words) else ""
        if what in {"byline", "timestamp"}:
            place: Place = "head" if begun else "line"
            visible.dates += date_lines(line.words, "", path=path, span=span, order=DateOrder(), place=place)
    return laid, visible, headline


def _may_name_author(line: Line) -> bool:
    return (
        len(line.words) <= MAX_AUTHOR_LINE
        and not line.prose
        and not line.cues.credit
        and (line.role in {"deck", "subheading"} or line.taken_for in {"other", "author-blurb"})
    )


def _read_author(words: str, said: Metadatum, visible: Visible) -> None:
    """Take a short line above the story for what it may say of the author; "By" may stand on the line before."""
    if opens_as_byline(words) and not words.endswith((".", "?")):
        visible.bylines.append(structs.replace(said, value=words))
        return
    name = next(iter(names_in(words)), "")
    if words.startswith(name) and (2 * len(name) >= len(words) or words[len(name) :].lstrip()[:1] in {",", "|", "·"}):
        visible.beside.append(said)


def _sections(line: Line, path: str) -> list[Metadatum]:
    """Return the sections that a category line names."""
    folded = line.words.lower()
    if not opens_with("category", folded):
        return []
    match = pattern("furniture_words", "category").match(folded)
    rest = line.words[match.end() :] if match is not None else ""
    found = []
    for part in re.split(r"[,|/•·]", rest):
        value = part.strip(" :-–—")
        if 2 <= len(value) <= 60 and len(_CAPITALISED.findall(value)) <= 5:
            found.append(Metadatum(value=value, source="visible", raw=line.words[:200], path=path))
    return found
