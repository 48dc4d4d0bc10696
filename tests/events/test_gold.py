"""The promise of the room, measured: nothing that is only said, wanted or denied is told as done."""

from __future__ import annotations

import pytest

from dateline.resources.parsing import Parser
from tests.events import gold


@pytest.fixture(scope="module")
def counts(parser: Parser) -> gold.Counts:
    return gold.count(gold.sentences(), parser)


def test_almost_nothing_is_printed_as_actual_that_is_not(counts: gold.Counts) -> None:
    assert len(counts.wrongly_actual) <= 0.01 * counts.printed_as_actual, counts.wrongly_actual


def test_most_events_are_found(counts: gold.Counts) -> None:
    # 0.90 before the five batches that were written against the finder joined, the hardest sentences there are; 0.88
    # before the three of plain news (348 sentences), whose words were mostly left as they were found: 0.75 there; 0.85
    # before the two on operators (240 sentences), where 0.70 are found.
    assert counts.matched >= 0.82 * counts.gold, counts.missed


def test_the_status_of_a_found_event_is_right(counts: gold.Counts) -> None:
    assert counts.status_right >= 0.97 * counts.matched


def test_participants_are_right_in_most_events(counts: gold.Counts) -> None:
    assert counts.participants_right >= 0.8 * counts.matched


def test_sentences_without_an_event_stay_silent(counts: gold.Counts) -> None:
    assert len(counts.alarms) <= 0.08 * counts.without_event, counts.alarms


def test_every_gold_trigger_stands_in_its_sentence() -> None:
    sentences = gold.sentences()
    assert len({s.id for s in sentences}) == len(sentences)
    assert all(e.trigger.split("|")[0] in s.text for s in sentences for e in s.events)
