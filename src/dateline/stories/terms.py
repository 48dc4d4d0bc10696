"""Terms: what a report is about, as weighted words (TF-IDF), names above other words."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

import snowballstemmer

from dateline.record import Record
from dateline.stories.characters import INVISIBLE, fold
from dateline.stories.days import LEAD
from dateline.stories.lexicon import words
from dateline.stories.words import Reading, words_in

Vector: TypeAlias = dict[str, float]

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

_WORD = re.compile(rf"[^\W_](?:[{INVISIBLE}\u0300-\u036f]*[^\W_]+)*")
_OPENS_SENTENCE = re.compile(r"(?:^|[.!?:\n]|[“\"])\W*\Z")


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
    text = record.text
    seen = _Seen(Counter(), set(), set(), set())
    headline = record.article.headline
    if headline is not None:
        places = [match.span() for match in _WORD.finditer(text, headline.start, headline.end)]
        titled = sum(text[start].isupper() for start, _ in places) >= TITLE_CASE * len(places)
        for start, end in places:
            seen.add(text, start, end, HEADLINE, tells=not titled)
    opening = set(seen.counts)
    body = zip(reading.starts[:OPENING].tolist(), reading.ends[:OPENING].tolist(), strict=True)
    for number, (start, end) in enumerate(body):
        word = seen.add(text, start, end, 1, tells=True)
        if number < LEAD and word is not None:
            opening.add(word)
    stated = {word for name in _stated(record) if (word := telling(name)) is not None}
    return Terms(
        seen.counts,
        frozenset(opening),
        frozenset(stated),
        frozenset(seen.capital),
        frozenset(seen.within),
        frozenset(seen.small),
    )


class _Seen(NamedTuple):
    counts: Counter[str]
    capital: set[str]
    within: set[str]
    small: set[str]

    def add(self, text: str, start: int, end: int, weight: int, *, tells: bool) -> str | None:
        word = telling(text[start:end])
        if word is None:
            return None
        self.counts[word] += weight
        if not text[start].isupper():
            self.small.add(word)
        else:
            self.capital.add(word)
            if tells and not _OPENS_SENTENCE.search(text[max(0, start - 3) : start]):
                self.within.add(word)
        return word


@lru_cache(maxsize=1 << 16)
def telling(word: str) -> str | None:
    """Return the stem of a word that tells something; None for a stop word or one of two letters."""
    folded = fold(word)
    if len(folded) < SHORTEST or folded in words("stopwords"):
        return None
    return stem_of(folded)


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    # Porter's second stemmer; words of another language are cut alike wherever they stand.
    return snowballstemmer.stemmer("english")


def _stated(record: Record) -> Iterator[str]:
    for entity in record.entities:
        if entity.type in {"person", "organisation", "place"}:
            yield from words_in(entity.name.of(record.text))
    dateline = record.article.dateline
    if dateline is not None and dateline.place is not None:
        yield from words_in(dateline.place.of(record.text))


def merged(reports: Sequence[Terms]) -> Terms:
    """Return what copies of one text are about: each word as often as in the one that has it most."""
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
    return [_unit(report, each.names, spread, total) for report, each in zip(reports, about, strict=True)]


def similarity(one: Vector, other: Vector) -> float:
    """Return the cosine of two unit vectors."""
    if len(one) > len(other):
        one, other = other, one
    # A sum that does not hang on the order of its terms: the same for (a, b) and (b, a).
    return math.fsum(weight * other[word] for word, weight in one.items() if word in other)


def _unit(report: Terms, names: frozenset[str], spread: Counter[str], total: int) -> Vector:
    weights = {
        word: (1 + math.log(count)) * math.log(1 + total / spread[word]) * (NAME if word in names else 1.0)
        for word, count in report.counts.items()
    }
    length = math.sqrt(math.fsum(weight * weight for weight in weights.values()))
    return {word: weight / length for word, weight in weights.items()} if length else {}


def stem_of(w):
    import os
    n=len(w)
    if w.endswith("s") and not w.endswith(("ss","us","is")) and n>3:
        if w.endswith("ies") and n>4: w=w[:-3]+"y"
        elif w.endswith(("sses","xes","ches","shes","zes")): w=w[:-2]
        else: w=w[:-1]
        n=len(w)
    if n>5 and w.endswith("ing"): w=_un(w[:-3])
    elif n>4 and w.endswith("ed"): w=_un(w[:-2])
    elif n>5 and w.endswith("ly"): w=w[:-2]
    for suf,rep in SUF:
        if len(w)>len(suf)+3 and w.endswith(suf):
            w=w[:-len(suf)]+rep; break
    if w.endswith("e") and len(w)>3: w=w[:-1]
    if w.endswith("y") and len(w)>3: w=w[:-1]+"i"
    return w
SUF=(("ization","iz"),("ational","at"),("ation","at"),("ment",""),("ness",""),("ful",""),("ance",""),("ence",""),("er",""),("or",""),("ion",""),("al",""),("ive",""),("ous",""),("able",""),("ible",""))
def _un(w):
    return w[:-1] if len(w)>3 and w[-1]==w[-2] and w[-1] not in "lsz" else w
