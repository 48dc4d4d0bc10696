"""Every value says what it was counted from: over a quarter of the articles of the benchmarks."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest
from msgspec.structs import replace

from dateline.record import Span
from dateline.scoring.gold import read_lines
from dateline.scoring.times import record_of
from dateline.times import TimeFinder

FINDER = TimeFinder()


@pytest.mark.parametrize("name", ["timebank", "aquaint", "tweets"])
def test_a_value_without_an_anchor_is_the_same_without_a_publication_time(shared: Path, name: str) -> None:
    for line in islice(read_lines(shared / "bench" / "times" / f"{name}.jsonl"), 0, None, 4):
        record = record_of(line)
        dateless = replace(record, article=replace(record.article, published=None))
        stated = {when.span: when.value for when in FINDER(dateless)}
        for when in FINDER(record):
            if when.value is not None and when.anchor is None:
                assert stated[when.span] == when.value, (line["id"], when)
            elif when.value is None:
                assert when.start is None


@pytest.mark.parametrize("name", ["timebank", "aquaint", "tweets"])
def test_an_interval_lies_in_order_and_an_anchor_in_the_text_is_another_expression(shared: Path, name: str) -> None:
    for line in islice(read_lines(shared / "bench" / "times" / f"{name}.jsonl"), 0, None, 4):
        times = FINDER(record_of(line))
        spans: set[Span] = {when.span for when in times}
        for when in times:
            assert (when.start is None) == (when.end is None)
            if when.start is not None and when.end is not None:
                assert when.start < when.end
            if when.anchor == "expression":
                assert when.anchor_span in spans - {when.span}
