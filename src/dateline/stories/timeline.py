"""A story's timeline: what reports tell of a day, under that day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import islice

from dateline.record import Record, Span, TimelineEntry, evidence
from dateline.stories.days import day_named, may_name_day
from dateline.stories.lexicon import rows
from dateline.stories.order import day, resolved_day
from dateline.stories.sentences import report_sentences
from dateline.stories.words import words_in

ENTRIES = 40
"""Entries kept of one story, the earliest days first."""
SENTENCES = 6
"""Sentences of one report that are looked at where the record has no times of its own."""


def timeline(reports: Iterable[Record]) -> tuple[TimelineEntry, ...]:
    """Return the entries of a story's reports in the order of their days, those of one day as the reports stand.

    Only what is told as done: nothing after the report's own publication, and nothing planned, wished
    or demanded for a day.

    Where the times of a record are known, each sentence with a resolved day; else each opening
    sentence that names a weekday; else the first sentence, under the day of publication.
    """
    found = [entry for record in reports for entry in _entries(record)]
    found.sort(key=lambda entry: entry.when)
    return tuple(found[:ENTRIES])


def _entries(record: Record) -> Iterator[TimelineEntry]:
    dated = list(_by_times(record)) if record.times else []
    opening = [] if dated else list(islice(_body(record), SENTENCES))
    dated = dated or list(_by_weekdays(record, opening))
    published = day(record)
    if dated:
        yield from dated
    elif published is not None and opening:
        yield TimelineEntry(when=published.isoformat(), basis="publication", evidence=evidence(record, opening[0]))


def _body(record: Record) -> Iterator[Span]:
    return (span for span in report_sentences(record) if span != record.article.headline)


def _by_times(record: Record) -> Iterator[TimelineEntry]:
    published = day(record)
    sentences = list(_body(record))
    seen: set[tuple[date, Span]] = set()
    for time in record.times:
        resolved = resolved_day(time)
        sentence = next((span for span in sentences if span.contains(time.span)), None)
        if resolved is None or sentence is None or (resolved, sentence) in seen:
            continue
        if (published is not None and resolved > published) or _ahead(
            words_in(record.text[sentence.start : time.span.start])
        ):
            continue
        seen.add((resolved, sentence))
        stated = time.anchor is None and not time.inferred
        yield TimelineEntry(
            when=resolved.isoformat(),
            basis="stated" if stated else "inferred",
            evidence=evidence(record, sentence),
        )


def _ahead(before: Sequence[str]) -> bool:
    """Say whether the words before a time make it one of a plan, a wish or a demand: a deed of nobody yet."""
    return any(word in before[-reach:] for word, reach in _words_ahead())


@lru_cache(maxsize=1)
def _words_ahead() -> tuple[tuple[str, int], ...]:
    return tuple((row["word"], int(row["reach"])) for row in rows("ahead"))


def _by_weekdays(record: Record, sentences: list[Span]) -> Iterator[TimelineEntry]:
    published = day(record)
    if published is None:
        return
    for sentence in sentences:
        text = sentence.of(record.text)
        if not may_name_day(text):
            continue
        found = words_in(text)
        named = [(number, each) for number, word in enumerate(found) if (each := day_named(word, published))]
        if len({each for _, each in named}) == 1:
            number, when = named[0]
            if not _ahead(found[:number]):
                yield TimelineEntry(when=when.isoformat(), basis="inferred", evidence=evidence(record, sentence))
