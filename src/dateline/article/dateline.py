"""The place-and-date line that opens a story: "PARIS, Dec 10 (Agency) –"."""

from __future__ import annotations

import re

from dateline.article.lexicon import agencies, agency_pattern, months
from dateline.record.article import Dateline
from dateline.record.span import Span

_DASH = re.compile(r"\s*(?:—|–|--|-(?=\s)|:(?=\s)|―)\s*")
_NAME = r"[A-ZÀ-ÖØ-Þ][\w.'’-]*"
_CAPITAL_PLACE = re.compile(r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’-]+(?:[ /][A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’-]*){0,3}(?![a-z])")
_PLACE = re.compile(rf"{_NAME}(?: (?:de|del|la|los|las|am|an der|of|sur|upon) {_NAME}| {_NAME}){{0,3}}")
_REGION = re.compile(rf"\s*,\s*({_NAME}(?: {_NAME}){{0,2}}\.?)")
_DATE = re.compile(
    r"\s*,?\s*(?:on )?([^\W\d_]{3,9}\.?\s+\d{1,2}(?:,?\s+\d{4})?|\d{1,2}\.?\s+[^\W\d_]{3,9}\.?(?:,?\s+\d{4})?)"
)
_AGENCY = re.compile(r"\s*[,/]?\s*\(([^()]{2,40})\)")
_AGENCY_NAME = re.compile(rf"{_NAME}(?: (?:of |de |the )?{_NAME}){{0,3}}")
"""What may be an agency that no list knows: a name of up to four words."""
_SLASHED = re.compile(r"\s*/\s*([A-Z]{2,12})\s*/?")
MAX_LENGTH = 110


def find_dateline(text: str, start: int, end: int) -> Dateline | None:
    """Return the dateline that opens text[start:end], with spans into the text; None if none does.

    A place in capitals, or any place with a date or an agency in brackets, up to a dash.
    """
    end = min(end, start + MAX_LENGTH)
    opening = text[start:end]
    capitals = _CAPITAL_PLACE.match(opening)
    place = capitals or _PLACE.match(opening)
    agency_span = None
    if place is None:
        return None
    at = place.end()
    place_end = at
    region = _REGION.match(opening, at)
    if region is not None and region[1].split()[0].rstrip(".").lower() not in months():
        at = place_end = region.end()
    date_span = None
    date = _DATE.match(opening, at)
    if date is not None and any(part.strip(".,").lower() in months() for part in date[1].split()):
        date_span = Span(start + date.start(1), start + date.end(1))
        at = date.end()
    bracket = _AGENCY.match(opening, at)
    if bracket is not None:
        known = agency_pattern().search(bracket[1]) is not None or bracket[1] in agencies()
        named = _AGENCY_NAME.fullmatch(bracket[1]) is not None and not _says_when(bracket[1])
        if known or (named and (capitals is not None or date_span is not None) and _DASH.match(opening, bracket.end())):
            agency_span = Span(start + bracket.start(1), start + bracket.end(1))
        elif capitals is None:
            return None
        at = bracket.end()
    elif (slashed := _SLASHED.match(opening, at)) is not None:
        agency_span = Span(start + slashed.start(1), start + slashed.end(1))
        at = slashed.end()
    closing = _DASH.match(opening, at)
    if closing is None:
        # "LONDON (AP) Words follow": a bracketed agency is enough; so is a date before a full stop.
        if agency_span is None or capitals is None:
            return None
        stop = at
    else:
        stop = closing.end()
    if capitals is None and date_span is None and agency_span is None:
        return None
    if (
        capitals is not None
        and date_span is None
        and agency_span is None
        and (closing is None or ":" in closing[0] or (place_end > 3 and len(opening[:place_end].split()) > 5))
    ):
        return None
    while stop > 0 and opening[stop - 1].isspace():
        stop -= 1
    return Dateline(
        span=Span(start, start + stop), place=Span(start, start + place_end), date=date_span, agency=agency_span
    )


def _says_when(words: str) -> bool:
    """Say whether words in brackets name a month, not somebody."""
    return any(word.strip(".,").lower() in months() for word in words.split())
