"""Terms: what a report is about, as weighted words (TF-IDF), names above other words."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

from dateline.record import Record
from dateline.stories.characters import fold
from dateline.stories.days import LEAD
from dateline.stories.lexicon import words
from dateline.stories.words import Reading, words_in

Vector: TypeAlias = dict[str, float]

HEADLINE = 2
"""A word of the headline counts as that many of the body."""
NAME = 1.5
"""Weight of a name beside another word."""
OPENING = 400
"""Words of the body that are looked at."""

_OPENS_SENTENCE = re.compile(r"(?:^|[.!?:\n]|[“\"])\W*\Z")


class Terms(NamedTuple):
    """What one report is about."""

    counts: Counter[str]
    names: frozenset[str]
    lead: frozenset[str]
    """The names in its headline and opening: who and where it is about."""
    kind: frozenset[str]
    """The other telling words there: what kind of thing happened."""


def terms(record: Record, reading: Reading) -> Terms:
    """Count the telling words of a report's headline and opening, and find which are names."""
    stop = words("stopwords")
    body = reading.words(OPENING)
    counts = Counter(word for word in body if len(word) > 2 and word not in stop)
    headline = [word for word in words_in(record.headline or "") if len(word) > 2 and word not in stop]
    for word in headline:
        counts[word] += HEADLINE
    named = names(record, reading) - stop
    opening = {word for word in (*headline, *body[:LEAD]) if word in counts}
    return Terms(counts, named, frozenset(opening & named), frozenset(opening - named))


def merged(reports: Sequence[Terms]) -> Terms:
    """Return what copies of one text are about: each word as often as in the one that has it most."""
    counts: Counter[str] = Counter()
    for report in reports:
        counts |= report.counts
    return Terms(
        counts,
        names=frozenset[str]().union(*(report.names for report in reports)),
        lead=frozenset[str]().union(*(report.lead for report in reports)),
        kind=frozenset[str]().union(*(report.kind for report in reports)),
    )


def names(record: Record, reading: Reading) -> frozenset[str]:
    """Return the folded words of names: those of entities where the record has them, and words with a
    capital within a sentence.
    """
    text = record.text
    found = {
        fold(text[start:end])
        for start, end in zip(reading.starts[:OPENING], reading.ends[:OPENING], strict=True)
        if text[start].isupper() and not _OPENS_SENTENCE.search(text[max(0, start - 3) : start])
    }
    for entity in record.entities:
        if entity.type in {"person", "organisation", "place"}:
            found.update(words_in(entity.name.of(text)))
    dateline = record.article.dateline
    if dateline is not None and dateline.place is not None:
        found.update(words_in(dateline.place.of(text)))
    return frozenset(word for word in found if len(word) > 2)


def vectors(reports: Sequence[Terms]) -> list[Vector]:
    """Return a unit vector for each report, weighted by how few of the reports hold a word."""
    spread: Counter[str] = Counter()
    for report in reports:
        spread.update(report.counts.keys())
    total = len(reports)
    return [_unit(report, spread, total) for report in reports]


def similarity(one: Vector, other: Vector) -> float:
    """Return the cosine of two unit vectors."""
    if len(one) > len(other):
        one, other = other, one
    # A sum that does not hang on the order of its terms: the same for (a, b) and (b, a).
    return math.fsum(weight * other[word] for word, weight in one.items() if word in other)


def _unit(report: Terms, spread: Counter[str], total: int) -> Vector:
    weights = {
        word: (1 + math.log(count)) * math.log(1 + total / spread[word]) * (NAME if word in report.names else 1.0)
        for word, count in report.counts.items()
    }
    length = math.sqrt(math.fsum(weight * weight for weight in weights.values()))
    return {word: weight / length for word, weight in weights.items()} if length else {}
