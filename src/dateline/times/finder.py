"""Finding the time expressions of a record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import msgspec

from dateline.record import (
    Annotation,
    Article,
    Identifier,
    Record,
    Span,
    TimeCandidate,
    TimeExpression,
)
from dateline.resources.offices import offices_resource
from dateline.times.anchoring import Anchor, Context, Named, Resolved, distances, resolve, resolve_day
from dateline.times.days import Day
from dateline.times.direction import bare, direction
from dateline.times.grammar import Match, grammar_of
from dateline.times.lexicon import LANGUAGES, TimeLexicon, Weights, time_lexicon
from dateline.times.linking import Found, ended, linked, quarter_spoken_of, range_start, shared_day, stated_end
from dateline.times.meaning import Calendar, Meaning, Relative
from dateline.times.opening import Opening, opening_of, publication_anchor
from dateline.times.plausibility import plausible
from dateline.times.reading import read, read_pair

NAME = "times-rules/1"
NEAR = 300
"""Characters within which "that day" or a bare "10 p.m." takes up the expression before: about a paragraph."""
NARRATIVE = 1500
"""The same for what can be counted from nothing else: "the next morning", "the previous Friday"."""
FILED_BEFORE_DAYS = 2
"""How many days a date line may lie before publication and still be the day of writing."""
SKIPPED_ROLES = frozenset({"byline", "timestamp"})
"""Blocks that hold the page's own dates, which the article's metadata tell."""


class TimeFinder:
    """Finds the time expressions of a record: an annotator that needs nothing and makes TimeExpression.

    An article is read in the language that its page states, in English where it states none; one in
    a language without a lexicon has no findings. ``latest`` is the last year that a date line
    without a year may have.

    Raises LexiconError where a lexicon is missing or damaged.
    """

    name = NAME
    needs: frozenset[type[Annotation]] = frozenset()
    makes: frozenset[type[Annotation]] = frozenset({TimeExpression})

    def __init__(self, languages: Sequence[str] = LANGUAGES, *, latest: int | None = None) -> None:
        self._lexicons = {language: time_lexicon(language) for language in languages}
        self._latest = latest
        self.resources: tuple[tuple[str, str], ...] = (
            *((f"times-lexicon-{language}/1", lexicon.digest) for language, lexicon in self._lexicons.items()),
            offices_resource(),
        )

    def __call__(self, record: Record) -> list[TimeExpression]:
        stated = record.article.language
        lexicon = self._lexicons.get("en" if stated is None else stated.value.partition("-")[0].lower())
        return [] if lexicon is None else find_times(record, lexicon, latest=self._latest)


def find_times(record: Record, lexicon: TimeLexicon, *, latest: int | None = None) -> list[TimeExpression]:
    """Find time expressions and give each its value, counted from the publication time.

    In reading order, not overlapping. ``value`` is a TIMEX3 value in the publisher's zone; None
    where the text gives nothing to anchor it to. Without a publication time, a date line whose year
    is stated or can be worked out is the anchor (see dateline_year.py); ``latest`` is the last year
    that it may have. Raises InputError for a publication time that is no day.

    Method: one scan over a lexicon, a grammar over kinds of words, and an anchoring that is
    separate from both.
    """
    found = [(match, meaning, _span(match)) for match, meaning in recognise(record.article, lexicon)]
    opening = opening_of(record, found, latest)
    anchor = publication_anchor(record.article) or opening.anchor
    identify = Identifier()
    times = []
    previous: Named | None = None
    quarter: Named | None = None
    for index, (match, _, span) in enumerate(found):
        names_day, meaning = shared_day(found, index)
        if opening.span == span:
            times.append(_dateline_expression(identify("time", span), match, meaning, opening, anchor))
            continue
        reach = NARRATIVE if isinstance(meaning, Calendar | Relative) and meaning.named else NEAR
        near = previous if previous and span.start - previous.span.end < reach else None
        begun = range_start(found, index, previous)
        counted_from = begun or _writers_day(meaning, anchor, opening)
        side = 1 if begun else _side(names_day, meaning, anchor, lexicon.weights)
        resolved = resolve(meaning, Context(counted_from, near, quarter, side))
        if (end := _stated_end(found, index, anchor, lexicon.weights)) is not None:
            resolved = ended(meaning, resolved, quarter, end)
        if match.pattern.reading == "pair":
            resolved = linked(found, index, resolved)
        times.append(_expression(identify("time", span), span, match, resolved))
        if resolved.value is not None and resolved.start is not None and resolved.type != "DURATION":
            stated = resolved.value if resolved.type == "TIME" else resolved.start  # midnight starts the day after
            previous = Named(resolved.value, Day.fromisoformat(stated[:10]), span)
        quarter = quarter_spoken_of(quarter, meaning, resolved, span, anchor)
    return times


def _stated_end(found: list[Found], index: int, anchor: Anchor | None, weights: Weights) -> Anchor | None:
    """Return the day that is said to end the span at an index, where one is."""
    other = stated_end(found, index)
    if other is None:
        return None
    match, meaning, span = found[other]
    day = resolve(meaning, Context(anchor, direction=_side(match, meaning, anchor, weights))).start
    return None if day is None else Anchor(Day.fromisoformat(day[:10]), "expression", span)


def _writers_day(meaning: Meaning, anchor: Anchor | None, opening: Opening) -> Anchor | None:
    """Return what "today" is counted from: the day of the date line where that is just before publication.

    A story filed on the 10th and published on the 11th says "today" of the 10th; weekdays come out
    the same from either day.
    """
    if anchor is None or opening.anchor is None or not isinstance(meaning, Calendar) or meaning.days is None:
        return anchor
    return opening.anchor if 0 < (anchor.day - opening.anchor.day).days <= FILED_BEFORE_DAYS else anchor


def _side(match: Match, meaning: Meaning, anchor: Anchor | None, weights: Weights) -> int:
    """Return the direction of a name that points both ways; -1 for anything else."""
    if anchor is None or not (isinstance(meaning, Calendar) and bare(meaning)):
        return direction(match, weights) if isinstance(meaning, Relative) and meaning.steps is None else -1
    before, after = distances(meaning, anchor)
    if meaning.holiday is not None and before is not None and after is not None:
        return -1 if before <= after else 1  # the nearest one: seasons of feasts are spoken of from both sides
    return direction(match, weights, before, after)


def _dateline_expression(
    name: str, match: Match, meaning: Meaning, opening: Opening, anchor: Anchor | None
) -> TimeExpression:
    """Return the date of the date line, with what was worked out of its year."""
    span = _span(match)
    resolved = Resolved("DATE", None) if opening.anchor is None else resolve_day(opening.anchor.day)
    if opening.year is not None:
        return msgspec.structs.replace(
            _expression(name, span, match, resolved),
            inferred=opening.anchor is not None,
            reasons=opening.year.reasons,
            candidates=opening.year.candidates,
        )
    counted = isinstance(meaning, Calendar) and meaning.year is None
    return _expression(name, span, match, replace(resolved, anchor=anchor if counted else None))


def _span(match: Match) -> Span:
    return Span(match.row.starts[match.first], match.row.ends[match.end - 1])


def recognise(article: Article, lexicon: TimeLexicon) -> Iterator[tuple[Match, Meaning]]:
    """Yield what names a time, in reading order, with what it means."""
    grammar = grammar_of(lexicon)
    row = lexicon.row(article.text)
    skipped = [block.span for block in article.blocks if block.role in SKIPPED_ROLES]
    done = 0
    for first in grammar.places(row):
        if first < done or any(span.start <= row.starts[first] < span.end for span in skipped):
            continue
        for whole in grammar.matches(row, first):
            match = _without_stop(whole)
            if match.pattern.reading == "pair":
                members = read_pair(match) if plausible(match) else []
            else:
                meaning = read(match)
                members = [(match, meaning)] if meaning is not None and plausible(match) else []
            if members:
                yield from members
                done = match.end
                break


def _without_stop(match: Match) -> Match:
    """Return a match without the full stop after a month that is spelt out: that one ends the sentence."""
    entries, last = match.row.entries, match.end - 1
    if last > match.first and "STOP" in entries[last] and "SPELTOUT" in entries[last - 1]:
        return match._replace(end=last)
    return match


def _expression(name: str, span: Span, match: Match, resolved: Resolved) -> TimeExpression:
    anchor = resolved.anchor if resolved.value is not None else None
    return TimeExpression(
        id=name,
        made_by=NAME,
        span=span,
        type=resolved.type,
        value=resolved.value,
        mod=resolved.mod,
        start=resolved.start,
        end=resolved.end,
        granularity=resolved.granularity,
        anchor=anchor.basis if anchor else None,
        anchor_span=anchor.span if anchor else None,
        rule=match.pattern.rule,
        candidates=tuple(TimeCandidate(value=value, reasons=()) for value in resolved.candidates),
    )
