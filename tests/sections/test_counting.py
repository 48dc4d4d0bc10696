"""What is counted of a text, and where its words stand."""

from __future__ import annotations

from dateline.record import Span
from dateline.sections.counting import Reader
from dateline.sections.vocabulary import Vocabulary


def test_words_count_once_a_stretch_and_pairs_never_span_two() -> None:
    text = "Goals galore. Goal line goals"
    reader = Reader(text, Vocabulary(["goal", "line", "goal line", "galor goal"]))
    assert reader.read(Span(0, 13), weight=2, most=10) == 2
    assert reader.read(Span(14, 29), weight=1, most=10) == 3
    counts = reader.counts()
    assert dict(zip(counts.rows.tolist(), counts.times.tolist(), strict=True)) == {0: 4, 1: 1, 2: 1}
    assert [span.of(text) for span in reader.spans([2, 0, 1], most=3)] == ["Goals", "Goal line"]


def test_no_more_words_are_read_than_asked() -> None:
    reader = Reader("goal " * 50, Vocabulary(["goal"]))
    assert reader.read(Span(0, 250), weight=1, most=7) == 7
    assert reader.counts().times.tolist() == [7]
