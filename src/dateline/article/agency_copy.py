"""Signs that a text may be agency copy though the page credits no agency.

Style alone proves nothing: it is one kind of sign beside the dateline's form and the byline. Points
of the style signs are the weights, rounded to halves, of a logistic regression on 658 dispatches and
1,500 pieces of newsrooms' own (`wire` of the stories benchmark, dev, credits and datelines taken
out); weights from five folds by day find .49 of the dispatches at a precision of .95, these rounded ones .53.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from dateline.record.article import AgencyCopy, AgencySign, Byline, Dateline
from dateline.record.span import Span
from dateline.resources.tables import read_table

SOME_FROM = 2.5
STRONG_FROM = 3.5
"""Points. On style alone, on the benchmark: precision .94 and recall .59 from 2.5, .95 and .53 from 3, .97 and .45
from 3.5."""
MIN_WORDS = 80
MAX_READ = 20_000
"""Words under which style says nothing, and characters beyond which nothing is read."""
DATED_PLACE, BARE_PLACE, NO_PERSON, PERSON = 2.0, 1.0, 0.5, -2.0
"""Points of a dateline with and without a day, of a page that names no reporter, and of one that does."""
_QUOTED = re.compile(r"“[^”\n]*”|\"[^\"\n]*\"")
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class _Style(NamedTuple):
    points: float
    in_lead: bool
    least: float
    per: int
    says: str
    forms: tuple[str, ...]


def signs_of_agency_copy(
    text: str, bodies: Sequence[Span], *, dateline: Dateline | None, bylines: tuple[Byline, ...], language: str | None
) -> AgencyCopy | None:
    """Return the signs in an article that credits no agency; None where they are too few.

    ``bodies`` are its body paragraphs. For English only: elsewhere the signs of style are not known.
    """
    if not bodies or (language is not None and not language.lower().startswith("en")):
        return None
    if dateline is not None and dateline.agency is not None:
        return None
    signs = [*_of_form(dateline, bylines), *_of_style(text, bodies)]
    points = sum(sign.points for sign in signs)
    if points < SOME_FROM or max((sign.points for sign in signs), default=0.0) <= NO_PERSON:
        return None
    signs.sort(key=lambda sign: (-sign.points, sign.span is None, sign.span))
    return AgencyCopy(grade="strong signs" if points >= STRONG_FROM else "some signs", signs=tuple(signs))


def _of_form(dateline: Dateline | None, bylines: tuple[Byline, ...]) -> Iterator[AgencySign]:
    if dateline is not None and dateline.date is not None:
        yield AgencySign(
            says="opens with a place and a day, and names no agency", points=DATED_PLACE, span=dateline.span
        )
    elif dateline is not None:
        yield AgencySign(says="opens with a place, and names no agency", points=BARE_PLACE, span=dateline.span)
    person = next((byline for byline in bylines if byline.kind == "person"), None)
    if person is not None:
        yield AgencySign(says=f"names a reporter, {person.name.value}", points=PERSON, span=person.name.span)
    elif bylines:
        yield AgencySign(
            says=f"names no reporter, but {bylines[0].name.value}", points=NO_PERSON, span=bylines[0].name.span
        )
    else:
        yield AgencySign(says="names no reporter", points=NO_PERSON)


def _of_style(text: str, bodies: Sequence[Span]) -> Iterator[AgencySign]:
    start, end = bodies[0].start, min(bodies[-1].end, bodies[0].start + MAX_READ)
    lead_end = min(bodies[0].end, end)
    folded = text[start:end].replace("’", "'").lower()
    if len(folded) != end - start:
        # A letter that is two in lower case would shift the offsets.
        folded = "".join(c.lower() if len(c.lower()) == 1 else "?" for c in text[start:end].replace("’", "'"))
    # What is quoted is not the writer's style; blanks of the same length, so that offsets hold.
    plain = _QUOTED.sub(lambda match: " " * len(match[0]), folded)
    count = len(plain.split())
    if count < MIN_WORDS:
        return
    for style in _styles():
        limit = lead_end - start if style.in_lead else len(plain)
        found = sorted((at, len(form)) for form in style.forms for at in _places(plain, form, limit))
        if found and (len(found) * style.per / count if style.per else len(found)) >= style.least:
            at, length = found[0]
            yield AgencySign(says=style.says, points=style.points, span=Span(start + at, start + at + length))


def _places(plain: str, form: str, limit: int) -> Iterator[int]:
    """Yield where a form stands as whole words before a limit; a contraction's ending ("n't", "'re") follows one."""
    free = "'" in form[:2] or not form[0].isalnum()
    at = plain.find(form, 0, limit)
    while at >= 0:
        end = at + len(form)
        inside = (not free and at and plain[at - 1].isalnum()) or (
            form[-1].isalnum() and plain[end : end + 1].isalnum()
        )
        if not inside:
            yield at
        at = plain.find(form, end, limit)


@cache
def _styles() -> tuple[_Style, ...]:
    return tuple(
        _Style(float(points), where == "lead", float(least), int(per), says, _forms(forms))
        for _, points, where, least, per, says, forms in read_table("article", "agency_signs", columns=7)
    )


def _forms(row: str) -> tuple[str, ...]:
    return tuple(form.replace("{day}", day) for form in row.split("|") for day in (_DAYS if "{day}" in form else ("",)))
