"""Terms: what a report is about, as weighted words (TF-IDF), names above other words."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import compress
from typing import NamedTuple, TypeAlias

import numpy as np

from dateline.record import Record, Span
from dateline.stories.characters import Hashes, Places, fold
from dateline.stories.days import LEAD
from dateline.stories.lexicon import words
from dateline.stories.stems import stem_of
from dateline.stories.words import Reading, words_in

Vector: TypeAlias = dict[str, int]
"""Weights of words in whole numbers, so that no sum hangs on the order of its terms."""
ONE = 1 << 15

HEADLINE = 2
"""A word of the headline counts as that many of the body."""
NAME = 1.2
"""Weight of a name beside another word."""
OPENING = 400
"""Words of the body that are looked at."""
SHORTEST = 3
"""Letters of a word that may tell something."""

STANDS_ALONE = 5
"""Reports from which on a word that stands with a capital only, at openings and in titles, is a name."""
TITLE_CASE = 0.6
"""Share of capitals among a headline's words from which on they tell nothing."""


class Terms(NamedTuple):
    """What one report is about. Its words are folded and reduced to their stems."""

    counts: Counter[str]
    opening: frozenset[str]
    """Those of its headline and first sentences: who and where it is about, and what kind of thing happened."""
    stated: frozenset[str]
    """Words of names as the record has them: entities and the dateline."""
    capital: frozenset[str]
    """Words that stand with a capital somewhere."""
    within: frozenset[str]
    """Words that stand with one within a sentence, where capitals tell."""
    small: frozenset[str]
    """Words that stand without one."""


class Subject(NamedTuple):
    """Whom and what one report is about, in the light of all of them."""

    names: frozenset[str]
    lead: frozenset[str]
    """The names in its opening."""
    kind: frozenset[str]
    """The other telling words there."""


def terms(record: Record, reading: Reading) -> Terms:
    """Count the telling words of a report's headline and opening, and see how they are written."""
    title, body = _stems(reading, OPENING)
    counts = Counter(title * HEADLINE + body)
    stems = title + body
    capital = np.concatenate((reading.headline_capital, reading.capital[:OPENING]))
    titled = int(np.count_nonzero(reading.headline_capital)) >= TITLE_CASE * len(reading.headline)
    tells = capital & ~np.concatenate((np.full(len(title), titled), reading.opens[:OPENING]))
    del counts[_NOTHING]
    return Terms(
        counts,
        opening=frozenset(filter(None, stems[: len(title) + LEAD])),
        stated=frozenset(word for name in _stated(record) if (word := telling(name)) is not None),
        capital=frozenset(filter(None, compress(stems, capital.tolist()))),
        within=frozenset(filter(None, compress(stems, tells.tolist()))),
        small=frozenset(filter(None, compress(stems, (~capital).tolist()))),
    )


def _stems(reading: Reading, most: int) -> tuple[list[str], list[str]]:
    """Return the stems of the headline's words and of so many of the body's; ``_NOTHING`` stands for no stem."""
    title = _known(reading, reading.headline, reading.headline_starts, reading.headline_ends)
    return title, _known(reading, reading.hashes[:most], reading.starts, reading.ends)


def _known(reading: Reading, hashes: Hashes, starts: Places, ends: Places) -> list[str]:
    if len(_KNOWN) >= MOST_KNOWN:
        _KNOWN.clear()
    values: list[int] = hashes.tolist()
    try:
        return list(map(_KNOWN.__getitem__, values))
    except KeyError:  # soon a report with a new word is rare
        for number, value in enumerate(values):
            if value not in _KNOWN:
                _KNOWN[value] = telling(reading.text[starts[number] : ends[number]]) or _NOTHING
        return list(map(_KNOWN.__getitem__, values))


def written(reading: Reading, stems: frozenset[str], most: int) -> list[Span]:
    """Return where a report's headline and opening first have some stems, at most so many, in reading order."""
    title, body = _stems(reading, LEAD)
    columns = (
        (title, reading.headline_starts, reading.headline_ends),
        (body, reading.starts, reading.ends),
    )
    spans: list[Span] = []
    for found, starts, ends in columns:
        sought = stems.intersection(found)
        stems -= sought
        spans += (Span(int(starts[place]), int(ends[place])) for place in sorted(map(found.index, sought)))
    return spans[:most]


_NOTHING = ""
_KNOWN: dict[int, str] = {}
"""Stems by the hashes of words: a word is folded and cut once, however many texts have it."""
MOST_KNOWN = 1 << 18


def telling(word: str) -> str | None:
    """Return the stem of a word that tells something; None for a stop word or one of two letters."""
    folded = fold(word)
    return None if len(folded) < SHORTEST or folded in words("stopwords") else stem_of(folded)


def _stated(record: Record) -> Iterator[str]:
    for entity in record.entities:
        if entity.type in {"person", "organisation", "place"}:
            yield from words_in(entity.name.of(record.text))
    dateline = record.article.dateline
    if dateline is not None and dateline.place is not None:
        yield from words_in(dateline.place.of(record.text))


def merged(reports: Sequence[Terms]) -> Terms:
    """Return what copies of one text are about: each word as often as in the one that has it most."""
    if len(reports) == 1:
        return reports[0]
    counts: Counter[str] = Counter()
    for report in reports:
        counts |= report.counts
    sets = (frozenset[str]().union(*(report[column] for report in reports)) for column in range(1, len(Terms._fields)))
    return Terms(counts, *sets)


def subjects(reports: Sequence[Terms]) -> list[Subject]:
    """Say for each report which of its words are names.

    A word is a name where a record says so, or where it stands with a capital within sentences in more
    reports than without one. A title that capitalises every word tells nothing of its own: "Bankruptcy" is
    no name there because other reports write "bankruptcy".
    """
    within, small, capital = Counter[str](), Counter[str](), Counter[str]()
    for report in reports:
        within.update(report.within)
        small.update(report.small)
        capital.update(report.capital)
    proper = {word for word, count in within.items() if count > small[word]}
    proper |= {word for word, count in capital.items() if count >= STANDS_ALONE and not small[word]}
    found = []
    for report in reports:
        names = report.stated | report.capital & proper
        found.append(Subject(names, report.opening & names, report.opening - names))
    return found


def vectors(reports: Sequence[Terms], about: Sequence[Subject]) -> list[Vector]:
    """Return a unit vector for each report, weighted by how few of the reports hold a word."""
    spread: Counter[str] = Counter()
    for report in reports:
        spread.update(report.counts.keys())
    total = len(reports)
    rarity = {word: math.log(1 + total / count) for word, count in spread.items()}
    return [unit(report.counts, each.names, rarity) for report, each in zip(reports, about, strict=True)]


def unit(counts: Mapping[str, int], names: frozenset[str], rarity: Mapping[str, float]) -> Vector:
    """Return one report's vector, of the length ``ONE``."""
    weights = {
        word: (1.0 if count == 1 else 1 + math.log(count)) * rarity[word] * (NAME if word in names else 1.0)
        for word, count in counts.items()
    }
    length = math.sqrt(math.fsum(weight * weight for weight in weights.values()))
    return {word: round(weight * ONE / length) for word, weight in weights.items()} if length else {}
