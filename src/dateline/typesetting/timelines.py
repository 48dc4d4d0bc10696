"""An article's times on one line, drawn as SVG.

News speaks of days near publication and of years far from it, so the line is drawn to a scale that
narrows with the distance (asinh of the days), and says so under itself.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from itertools import product
from typing import NamedTuple

from markupsafe import Markup, escape

from dateline.record import Record, TimeExpression
from dateline.typesetting import wording
from dateline.typesetting.escaping import shown
from dateline.typesetting.maps import LETTER, LINE, Box

WIDTH, SIDE = 360, 22
ROWS = 6
"""Lines of words above the line; what finds no room in them is in the list only."""

MOST_TIMES, MOST_LEVELS = 100, 4
LONGEST_LABEL = 30

_STEPS = ((7, "a week"), (30, "a month"), (365, "a year"), (3_652, "10 years"), (36_524, "100 years"))
_NARROWEST_BAR = 7.0


class Stretch(NamedTuple):
    """Days that expressions name, the last one included, as proleptic ordinals."""

    first: int
    last: int
    times: tuple[TimeExpression, ...]

    @property
    def stated(self) -> bool:
        """Whether some expression states it, rather than that it was worked out."""
        return any(not time.inferred for time in self.times)


def time_line(record: Record, *, prefix: str = "") -> Markup:
    """Return a figure with the record's dated expressions on a line; nothing where none has an interval.

    A dot is a day, a bar several; it is filled where some expression states it and hollow where it was
    worked out. The day of publication is a stroke across the line. Expressions of the same days share
    a place. ``prefix`` goes before ids.
    """
    stretches = _stretches(record)
    if not stretches:
        return Markup("")
    published = None if record.article.published is None else _day(record.article.published.day)
    pivot = published if published is not None else max(stretch.last for stretch in stretches)
    across = _scale(stretches, pivot)
    levels = _levels(stretches, across)
    words = _words(record, stretches, across, 8 + 5 * max(levels.values(), default=0))
    height = max((box.bottom for _, box in words), default=20) + 30
    axis = height - 26
    drawn = [
        Markup('<path class="axis" d="M2 {0}H{1}"/>').format(_number(axis), WIDTH - 2),
        _steps(across, axis, pivot, stretches),
    ]
    if published is not None:
        at = _number(across(pivot))
        drawn.append(Markup('<path class="published" d="M{} {}v20"/>').format(at, axis - 10))
    drawn += [_thread(box, across(_middle(stretch)), axis - 5 * levels.get(stretch, 0), axis) for stretch, box in words]
    drawn += [_mark(stretch, across, axis - 5 * levels.get(stretch, 0)) for stretch in stretches]
    drawn += [_label(record, stretch, box, axis) for stretch, box in words]
    day = wording.day_in_words(date.fromordinal(pivot).isoformat())
    return Markup(
        '<figure class="line"><svg viewBox="0 0 {} {}" role="img" aria-labelledby="{}" aria-describedby="{}">'
        '<title id="{}">{}</title><desc id="{}">{}</desc>{}</svg><figcaption class="small">{}</figcaption></figure>'
    ).format(
        WIDTH,
        _number(height),
        f"{prefix}line-title",
        f"{prefix}line-list",
        f"{prefix}line-title",
        "Line of time",
        f"{prefix}line-list",
        shown("; ".join(_told(record, stretch) for stretch in stretches)),
        Markup("").join(drawn),
        _caption(day, stretches, published is not None),
    )


def _stretches(record: Record) -> list[Stretch]:
    """Return what is named, earliest first; of more than are drawn the nearest to the article's beginning."""
    found: dict[tuple[int, int], list[TimeExpression]] = defaultdict(list)
    for time in record.times:
        days = _days(time)
        if days is not None and (days in found or len(found) < MOST_TIMES):
            found[days].append(time)
    return [Stretch(first, last, tuple(found[first, last])) for first, last in sorted(found)]


def _days(time: TimeExpression) -> tuple[int, int] | None:
    first = None if time.start is None else _day(time.start)
    if first is None:
        return None
    end = None if time.end is None else _day(time.end)
    if end is None:
        return first, first
    # The interval is half-open: at midnight the day before was its last.
    last = end if time.end is not None and time.end[10:].strip("T0:") else end - 1
    return first, max(first, last)


def _day(value: str) -> int | None:
    try:
        return date.fromisoformat(value[:10]).toordinal()
    except ValueError:  # Before year 1 or after 9999: the calendar of computers ends there.
        return None


def _scale(stretches: list[Stretch], pivot: int) -> Callable[[float], float]:
    edges = [math.asinh(day - pivot) for s in stretches for day in (s.first, s.last)]
    # Two days at least on each side, so that a lone day is not all of the line.
    low, high = min(-1.5, *edges), max(1.5, *edges)

    def across(day: float) -> float:
        return SIDE + (math.asinh(day - pivot) - low) / (high - low) * (WIDTH - 2 * SIDE)

    return across


def _middle(stretch: Stretch) -> float:
    return (stretch.first + stretch.last) / 2


def _words(
    record: Record, stretches: list[Stretch], across: Callable[[float], float], base: float
) -> list[tuple[Stretch, Box]]:
    """Return a box for the words of each stretch, its top and bottom counted up from the line.

    A box meets no other one and no thread from another one to the line. Which of them find room hangs on
    who comes first: the order that leaves out fewest is taken.
    """
    by_width = sorted(stretches, key=lambda each: len(_label_words(record, each)))
    orders = (by_width, stretches, stretches[::-1], sorted(stretches, key=lambda each: -len(each.times)))
    return max((_placed(record, order, across, base) for order in orders), key=len)


def _placed(
    record: Record, stretches: list[Stretch], across: Callable[[float], float], base: float
) -> list[tuple[Stretch, Box]]:
    kept: list[tuple[Stretch, Box]] = []
    taken: list[Box] = []
    for stretch in stretches:
        width = (len(_label_words(record, stretch)) + 1) * LETTER
        at = across(_middle(stretch))
        for row, left in product(range(ROWS), (at - width / 2, at - width + 6, at - 6)):
            inside = min(max(left, 2), WIDTH - 2 - width)
            box = Box(inside, base + row * LINE, inside + width, base + (row + 1) * LINE)
            thread = Box(at - 2, 0, at + 2, box.top)
            if not any(box.meets(other) or thread.meets(other) for other in taken):
                taken += [box, thread]
                kept.append((stretch, box))
                break
    return sorted(kept)


def _levels(stretches: list[Stretch], across: Callable[[float], float]) -> dict[Stretch, int]:
    """Return how high above the line a bar lies, so that bars that overlap are seen apart; 0 is on the line."""
    levels: dict[Stretch, int] = {}
    ends = [-math.inf] * MOST_LEVELS
    for stretch in stretches:
        left, right = across(stretch.first), across(stretch.last)
        if right - left >= _NARROWEST_BAR:
            level = next((n for n, end in enumerate(ends) if end < left - 2), MOST_LEVELS - 1)
            ends[level] = max(ends[level], right)
            levels[stretch] = level + 1
    return levels


def _label_words(record: Record, stretch: Stretch) -> str:
    words = list(dict.fromkeys(" ".join(time.span.of(record.text).split()) for time in stretch.times))
    label = words[0]
    for more in words[1:]:
        if len(label) + len(more) + 2 <= LONGEST_LABEL:
            label += f", {more}"
    return label if len(label) <= LONGEST_LABEL else label[: LONGEST_LABEL - 1].rstrip() + "…"


def _label(record: Record, stretch: Stretch, box: Box, axis: float) -> Markup:
    return Markup('<text x="{}" y="{}" text-anchor="middle">{}</text>').format(
        _number((box.left + box.right) / 2),
        _number(axis - box.top - LINE * 0.3),
        escape(shown(_label_words(record, stretch))),
    )


def _thread(box: Box, at: float, foot: float, axis: float) -> Markup:
    return Markup('<path class="thread" d="M{} {}V{}"/>').format(_number(at), _number(foot), _number(axis - box.top))


def _mark(stretch: Stretch, across: Callable[[float], float], height: float) -> Markup:
    kind = "stated" if stretch.stated else "worked-out"
    left, right = across(stretch.first), across(stretch.last)
    if right - left < _NARROWEST_BAR:
        return Markup('<circle class="{}" cx="{}" cy="{}" r="3.5"/>').format(
            kind, _number(across(_middle(stretch))), _number(height)
        )
    return Markup('<rect class="{}" x="{}" y="{}" width="{}" height="3" rx="1.5"/>').format(
        kind, _number(left), _number(height - 1.5), _number(right - left)
    )


def _steps(across: Callable[[float], float], axis: float, pivot: int, stretches: list[Stretch]) -> Markup:
    """Return the marks under the line: the pivot, and how far from it a week, a month, a year are."""
    day = wording.day_in_words(date.fromordinal(pivot).isoformat())
    taken: list[Box] = []
    written: list[Markup] = []
    marks = [(0, day)] + [(sign * days, says) for days, says in _STEPS for sign in (-1, 1)]
    low, high = min(s.first for s in stretches) - pivot, max(s.last for s in stretches) - pivot
    for days, says in marks:
        if days and not low <= days <= high:
            continue
        at, width = across(pivot + days), len(says) * LETTER * 0.88
        left = min(max(at - width / 2, 2), WIDTH - 2 - width)
        box = Box(left - 4, 0, left + width + 4, 1)
        if not any(box.meets(other) for other in taken):
            taken.append(box)
            written.append(
                Markup(
                    '<path class="step" d="M{} {}v6"/><text class="step" x="{}" y="{}" text-anchor="middle">{}</text>'
                ).format(_number(at), _number(axis), _number(left + width / 2), _number(axis + 20), says)
            )
    return Markup("").join(written)


def _told(record: Record, stretch: Stretch) -> str:
    means = dict.fromkeys(wording.time_in_words(time) for time in stretch.times if time.value is not None)
    return f"{_label_words(record, stretch)}: {', '.join(means)}" if means else _label_words(record, stretch)


def _caption(day: str, stretches: list[Stretch], published: bool) -> str:
    what = "the day of publication" if published else "the last day named"
    says = f"The line narrows with the distance from {day}, {what}."
    if not all(stretch.stated for stretch in stretches):
        says += " Hollow marks were worked out."
    return says


def _number(value: float) -> str:
    return f"{round(value, 1):g}"
