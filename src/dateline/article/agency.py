"""The agency that a page credits, or the signs that it should have."""

from __future__ import annotations

import re

from msgspec import structs

from dateline.article.agency_copy import signs_of_agency_copy
from dateline.article.laying import Laid
from dateline.article.lexicon import agencies, agency_pattern
from dateline.record.article import AgencyCopy, Byline, Credit, Dateline, Metadatum
from dateline.record.span import Span

MAX_TAIL = 300
"""Characters of a last line or notice in which an agency is looked for."""
_COPYRIGHT = re.compile(r"\W{0,3}(?:copyright|©|\(c\))[\s©\d,–-]{0,20}(?:by )?(?:the )?", re.IGNORECASE)
"""What stands before the owner's name in a notice that opens with it; notices of all a site's sources do not."""


def last_blocks(laid: Laid) -> list[Span]:
    """Return the blocks among which a credit line stands."""
    return [block.span for block in laid.blocks[-3:]]


def read_agency(
    laid: Laid,
    *,
    dateline: Dateline | None,
    bylines: tuple[Byline, ...],
    clauses: tuple[Credit, ...],
    language: Metadatum | None,
) -> tuple[Metadatum | None, AgencyCopy | None]:
    """Return the agency that the page credits, else the signs that the text is agency copy, where there are enough."""
    credited = _credited(laid, dateline, bylines, clauses)
    if credited is not None:
        return credited, None
    signs = signs_of_agency_copy(
        laid.text, laid.spans("body"), dateline=dateline, bylines=bylines, language=language.value if language else None
    )
    return None, signs


def _credited(
    laid: Laid, dateline: Dateline | None, bylines: tuple[Byline, ...], clauses: tuple[Credit, ...]
) -> Metadatum | None:
    """Look in dateline, byline, credit line, last line and copyright notice, in that order."""
    text = laid.text
    if dateline is not None and dateline.agency is not None:
        words = dateline.agency.of(text)
        match = agency_pattern().search(words)
        if match is not None:
            span = Span(dateline.agency.start + match.start(), dateline.agency.start + match.end())
            return Metadatum(value=agencies()[match[0]], source="visible", raw=match[0], span=span)
        return Metadatum(value=words, source="visible", raw=words, span=dateline.agency)
    for byline in bylines:
        match = agency_pattern().search(byline.name.value if byline.kind == "agency" else byline.name.raw)
        if match is not None or byline.kind == "agency":
            return structs.replace(byline.name, value=agencies()[match[0]] if match else byline.name.value)
    for span in (clause.span for clause in clauses):
        match = agency_pattern().search(span.of(text))
        if match is not None:
            return _agency_at(text, span, match)
    for span in last_blocks(laid):
        words = span.of(text)
        match = agency_pattern().search(words[:MAX_TAIL])
        if match is not None and match.end() - match.start() > len(words) - 6:
            return _agency_at(text, span, match)
    for block in laid.removed:
        opening = _COPYRIGHT.match(block.words) if block.taken_for == "legal" else None
        match = agency_pattern().match(block.words, opening.end()) if opening is not None else None
        if match is not None:
            raw = block.words[:200]
            return Metadatum(value=agencies()[match[0]], source="visible", raw=raw, path=block.path)
    return None


def _agency_at(text: str, span: Span, match: re.Match[str]) -> Metadatum:
    found = Span(span.start + match.start(), span.start + match.end())
    return Metadatum(value=agencies()[match[0]], source="visible", raw=span.of(text)[:200], span=found)
