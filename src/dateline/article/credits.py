"""Credit lines at a story's end: "(Reporting by Ana Cruz in Kisumu; Editing by Otieno Were)"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Literal

from dateline.article.lexicon import rows
from dateline.article.names import kind_of, names_in, plausible
from dateline.record.article import Byline, Credit, Metadatum
from dateline.record.span import Span

MAX_CREDIT = 400
"""Characters of a block, or of a block's last sentence, that may be a credit line."""
_CLAUSE = re.compile(r"[^;()\[\]]+")
_END = " \t.,*_—–-"


def find_credits(text: str, blocks: Iterable[Span], site_names: tuple[str, ...]) -> tuple[Credit, ...]:
    """Return the clauses of the credit lines among the last blocks of an article, in reading order.

    A clause that opens with known words counts where the line opens with one, in brackets or not:
    "reporting by" inside a sentence is the sentence's own.
    """
    found = []
    for span in blocks:
        for start, end in _lines(span.of(text)):
            for match in _CLAUSE.finditer(text, span.start + start, span.start + end):
                credit = _read(match[0], match.start(), site_names)
                if credit is not None:
                    found.append(credit)
    return tuple(found)


def is_credit_line(words: str) -> bool:
    """Say whether a line as a whole is a credit line."""
    return len(words) <= MAX_CREDIT and _opening().match(words.lower().lstrip(" ([—–-*_")) is not None


def reporters(clauses: Iterable[Credit]) -> tuple[Byline, ...]:
    """Return those whom the credit lines name for the reporting: authors where no byline names any."""
    return tuple(byline for clause in clauses if clause.part == "reporting" for byline in clause.names)


def _lines(words: str) -> Iterator[tuple[int, int]]:
    """Yield where credit lines stand in a block: all of a short one, or what stands in brackets at its end."""
    if is_credit_line(words):
        yield 0, len(words)
        return
    at = max(words.rfind("("), words.rfind("["))
    if at > 0 and len(words) - at <= MAX_CREDIT and _opening().match(words[at + 1 :].lower().lstrip()) is not None:
        yield at, len(words)


def _read(clause: str, start: int, site_names: tuple[str, ...]) -> Credit | None:
    lead = len(clause) - len(clause.lstrip(" \t\n—–-*_"))
    words = clause[lead:].rstrip(_END + "\n")
    match = _opening().match(words.lower())
    if match is None:
        return None
    begin = start + lead
    span = Span(begin, begin + len(words))
    names = []
    rest = words[match.end() :]
    for name in names_in(rest):
        at = rest.find(name)
        if not plausible(name) or at < 0:
            continue
        where = Span(begin + match.end() + at, begin + match.end() + at + len(name))
        said = Metadatum(value=name, source="visible", raw=words[:200], span=where)
        names.append(Byline(name=said, kind=kind_of(name, site_names)))
    return Credit(span=span, part=_parts()[match[0]], names=tuple(names))


@cache
def _parts() -> dict[str, Literal["reporting", "writing", "editing", "material"]]:
    return {form: part for part, form in rows("credit_words")}  # type: ignore[misc]  # the table's own words


@cache
def _opening() -> re.Pattern[str]:
    forms = sorted(_parts(), key=lambda form: (-len(form), form))
    return re.compile(r"(?:" + "|".join(map(re.escape, forms)) + r")(?!\w)")
