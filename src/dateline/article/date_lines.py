"""Dates that visible lines give: which day, and whether it is the article's own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from dateline.article.dates import Found, Moment, find_moments, may_hold_date, read_moment
from dateline.article.lexicon import rows
from dateline.record.article import Metadatum
from dateline.record.span import Span

Of = Literal["published", "modified", "plain", "other"]
"""What a label beside a date says it is a date of; "plain" where nothing stands beside it."""
Place = Literal["line", "head", "later"]
"""Where it stands: a line of its own under the headline, elsewhere in the head, anywhere else."""

LABEL_REACH = 40
"""Characters before a date in which its label is looked for."""
ALONE = 60
"""Characters that a date line may hold beside its dates: a name, an office, the minutes to read."""
_ENDS_SENTENCE = re.compile(r"[a-zà-ÿ]{3}[.!?][\"”’»)]?\s*$")


@dataclass(frozen=True, slots=True)
class DateOrder:
    """What settles a date such as 10/12/2016: the language's habit, or the days that the page states."""

    day_first: bool | None = None
    stated: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class DateLine:
    """A date in a visible line."""

    said: Metadatum
    """``value`` in ISO 8601, ``raw`` the words, with their span where they are laid."""
    moment: Moment
    of: Of
    place: Place


def date_lines(
    words: str,
    attribute: str,
    *,
    path: str | None,
    span: Span | None,
    order: DateOrder,
    place: Place,
    label: str = "",
) -> list[DateLine]:
    """Return the dates of a visible line, in reading order; ``label`` is one that stands on the line before.

    ``attribute`` is what the page's ``datetime`` says ("" for nothing). It gives the time of day, and the day
    where the words have none ("2 hours ago"); against other words it is wrong: templates are left with old ones.
    """
    found = _in_order(words, order)
    told = read_moment(attribute, day_first=order.day_first) if attribute else None
    if not found:
        if told is None:
            return []
        said = Metadatum(value=told.value, source="visible", raw=words[:300], path=path, span=span)
        return [DateLine(said, told, _label(f"{label} {words}"), place)]
    rest = len(words) - sum(end - start for start, end, _ in found)
    if place == "line" and (rest > ALONE or (rest > 12 and _ENDS_SENTENCE.search(words) is not None)):
        place = "head"
    lines = []
    before = 0
    for start, end, written in found:
        same_day = told is not None and told.value[:10] == written.value[:10] and told.precision != "day"
        moment = told if told is not None and same_day else written
        raw = words[start:end]
        where = Span(span.start + start, span.start + end) if span is not None else None
        said = Metadatum(value=moment.value, source="visible", raw=raw, path=path, span=where)
        beside = words[max(before, start - LABEL_REACH) : start]
        lines.append(DateLine(said, moment, _label(beside if before else f"{label} {beside}"), place))
        before = end
    return lines


def opening_date(words: str, *, path: str | None, span: Span | None, order: DateOrder) -> list[DateLine]:
    """Return the date that a paragraph opens with ("29.11.2022 – The ministry"), or that a short note gives."""
    found = _in_order(words[:ALONE], order)
    if not found:
        return []
    start, end, moment = found[0]
    of = _label(words[:start])
    if start > 3 and (
        of not in {"published", "modified"} or len(words) > ALONE or _labels().match(words.lower()) is None
    ):
        return []
    where = Span(span.start + start, span.start + end) if span is not None else None
    said = Metadatum(value=moment.value, source="visible", raw=words[start:end], path=path, span=where)
    return [DateLine(said, moment, of, "head")]


def _in_order(words: str, order: DateOrder) -> list[Found]:
    """Return the dates in a line, day or month first as brings them to a day that the page states."""
    if not may_hold_date(words):
        return []
    found = find_moments(words, day_first=order.day_first)
    if any(_near(moment.value, order.stated) for _, _, moment in found):
        return found
    for day_first in (False, True):
        if day_first != order.day_first:
            other = find_moments(words, day_first=day_first)
            if any(_near(moment.value, order.stated) for _, _, moment in other):
                return other
    return found


def _near(value: str, days: frozenset[str]) -> bool:
    return any(days_apart(value, day) <= 1 for day in days)


def days_apart(one: str, other: str) -> int:
    """Return how many days lie between two ISO 8601 days or times, by their own calendars."""
    return abs((date.fromisoformat(one[:10]) - date.fromisoformat(other[:10])).days)


def _label(before: str) -> Of:
    """Return what the last label in the words before a date says it is a date of."""
    last: tuple[int, Of] = (-1, "plain")
    for match in _labels().finditer(before.lower()):
        last = max(last, (match.end(), _kinds()[match[0]]))
    return last[1]


@cache
def _kinds() -> dict[str, Of]:
    return dict(rows("date_labels"))  # type: ignore[arg-type]


@cache
def _labels() -> re.Pattern[str]:
    forms = sorted(_kinds(), key=lambda form: (-len(form), form))
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, forms)) + r")(?!\w)")
