"""The examples in the pattern files are true: each is found whole and has the value beside it."""

from __future__ import annotations

import pytest

from dateline.times import LANGUAGES, find_times, time_lexicon
from dateline.times.grammar import Pattern, grammar_of
from dateline.times.reading import READINGS
from tests.writing import covered, written

PATTERNS = [
    pytest.param(language, pattern, id=f"{language}-{pattern.rule}")
    for language in LANGUAGES
    for pattern in grammar_of(time_lexicon(language)).patterns
]


@pytest.mark.parametrize(("language", "pattern"), PATTERNS)
def test_the_example_beside_a_pattern_is_found_whole_and_has_the_value(language: str, pattern: Pattern) -> None:
    words = pattern.example.partition("[")[2].partition("]")[0] or pattern.example
    example = pattern.example.replace("[", "").replace("]", "")
    record = written(f"It was {example}, they said.", published="2016-12-10")
    when = next(when for when in find_times(record, time_lexicon(language)) if covered(record, when) == words)
    assert when.value == pattern.value


@pytest.mark.parametrize(("language", "pattern"), PATTERNS)
def test_every_reading_that_a_pattern_names_is_defined(language: str, pattern: Pattern) -> None:
    assert pattern.reading in {*READINGS, "pair"}
