"""The figures of the task sections, worked out by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dateline.evaluation import predict, score
from dateline.pipeline import Pipeline
from dateline.record import Annotation, Article, Classification, Page, Record, Sentence
from dateline.sections import SectionFinder

GOLD: list[dict[str, Any]] = [
    {
        "id": "a",
        "set": "x",
        "section": "15000000",
        "title": "",
        "text": "The striker scored and the league match ended.",
    },
    {"id": "b", "set": "x", "section": "11000000", "title": "", "text": "Voters chose a new parliament."},
    {"id": "c", "set": "y", "section": "11000000", "title": "", "text": "Rain."},
]
FOUND: dict[str, dict[str, Any]] = {
    "a": {"id": "a", "section": "15000000", "confidence": 0.9},
    "b": {"id": "b", "section": "15000000", "confidence": 0.4},
    "c": {"id": "c", "section": None},
}


def test_no_answer_is_wrong_and_sets_count_alike() -> None:
    figures = score("sections", GOLD, FOUND)
    assert (figures["documents"], figures["answered"]) == (3, 2)
    assert figures["accuracy"] == pytest.approx(1 / 3)
    assert figures["mean_of_sets"] == pytest.approx(1 / 4)
    assert figures["macro_f1"] == pytest.approx((2 / 3 + 0) / 2)


def test_coverage_keeps_the_surest_and_calibration_is_over_the_answered() -> None:
    figures = score("sections", GOLD, FOUND)
    assert figures["accuracy_at_0.5"] == pytest.approx(1 / 2)
    assert figures["ece"] == pytest.approx((0.1 + 0.4) / 2)


def test_a_topic_that_would_do_as_well_counts_as_right() -> None:
    gold = [GOLD[0], {**GOLD[1], "also": ["15000000"]}]
    assert score("sections", gold, FOUND)["accuracy"] == 1.0


class Given:
    """A layouter for texts that are laid already."""

    name, resources = "given/1", ()

    def __call__(self, page: Page, *, published: str | None = None, zone: str | None = None) -> Article:
        raise AssertionError(page)


def test_a_gold_text_is_told_by_its_words(tmp_path: Path) -> None:
    pipeline = Pipeline(Given(), [], classifier=SectionFinder())
    assert predict("sections", GOLD[:1], tmp_path, pipeline=pipeline)["a"]["section"] == "15000000"


class NoSentences:
    """A part that finds nothing."""

    name, resources = "sentences-none/1", ()
    needs: frozenset[type[Annotation]] = frozenset()
    makes: frozenset[type[Annotation]] = frozenset({Sentence})

    def __call__(self, record: Record) -> tuple[Sentence, ...]:
        return ()


def test_only_sections_runs_no_other_part() -> None:
    pipeline = Pipeline(Given(), [NoSentences()], classifier=SectionFinder())
    assert not pipeline.only(Classification)._annotators
    assert pipeline.only(Sentence)._classifier is None
