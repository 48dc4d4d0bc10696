"""Every value says what it was counted from: over articles of every benchmark that has text."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path

import pytest
from msgspec.structs import replace

from dateline.record import Record, TimeExpression
from dateline.times import LANGUAGES, find_times, time_lexicon
from dateline.times.grammar import grammar_of
from tests.writing import written

SETS = (
    "times/timebank.jsonl", "times/aquaint.jsonl", "times/tweets.jsonl", "places/lgl.jsonl", "places/trnews.jsonl",
    "quotes/dewikinews_half.jsonl", "quotes/polnear_train.jsonl", "stories/basil.dev.jsonl", "stories/wire.dev.jsonl",
    "stories/ecb.dev.jsonl", "stories/origin.docs.dev.jsonl", "stories/fnc.dev.jsonl", "stories/copies.docs.dev.jsonl",
    "events/muc4.jsonl.gz", "events/plv.jsonl", "events/gsr.jsonl", "extraction/plain.dev.jsonl",
)  # fmt: skip
ARTICLES = 25
"""Of each set, evenly spread: some 400 articles in a few seconds."""
RULES = {pattern.rule for language in LANGUAGES for pattern in grammar_of(time_lexicon(language)).patterns}
DAY = re.compile(r"\d{4}-\d\d-\d\d")


def records(path: Path) -> Iterator[Record]:
    """A spread of a set's articles, published when the set says, if it does."""
    reader = gzip.open if path.suffix == ".gz" else open
    with reader(path, "rt", encoding="utf-8") as file:
        lines = sum(1 for _ in file)
        file.seek(0)
        for line in islice(file, 0, None, max(1, lines // ARTICLES)):
            found = json.loads(line)
            stated = found.get("dct") or found.get("date") or found.get("publication_date") or ""
            day = DAY.match(str(stated))
            if found["text"].strip():
                yield written(found["text"], published=day[0] if day else None)


def times_of(record: Record, path: Path) -> list[TimeExpression]:
    return find_times(record, time_lexicon("de" if path.name.startswith("dewiki") else "en"))


@pytest.mark.parametrize("name", SETS)
def test_every_value_has_an_anchor_or_is_said_in_full_and_every_interval_holds(shared: Path, name: str) -> None:
    path = shared / "bench" / name
    found = 0
    for record in records(path):
        times = times_of(record, path)
        dateless = replace(record, article=replace(record.article, published=None))
        stated = {when.span: when.value for when in times_of(dateless, path)}
        spans = {when.span for when in times}
        found += len(times)
        for when in times:
            check_interval(when)
            assert when.rule in RULES
            if when.value is None:
                assert when.anchor is None
            elif when.anchor is None:
                assert stated[when.span] == when.value, when  # its own words are the evidence
            elif when.anchor == "expression":
                assert when.anchor_span in spans - {when.span}
            else:
                assert when.anchor == "publication"
                assert record.article.published is not None
    assert found > 0


def check_interval(when: TimeExpression) -> None:
    assert (when.start is None) == (when.end is None)
    if when.start is None or when.end is None:
        return
    assert when.value is not None
    assert when.granularity is not None
    start, end = datetime.fromisoformat(when.start), datetime.fromisoformat(when.end)
    assert start < end, when
