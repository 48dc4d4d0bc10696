"""Sections and genre in plain words."""

from __future__ import annotations

from dateline.record import Classification, Genre, Reason, Record, Section, Span
from dateline.typesetting.classification import genre_in_words, other_voices_in_words, sections_in_words
from tests.writing import written

SPORT = Section(code="15000000", name="sport", voice="desk", said="Fußball")
TEXT = Section(code="15000000", name="sport", voice="text", confidence=0.714, evidence=(Span(2, 6),))
POLITICS = Section(code="11000000", name="politics", voice="text", confidence=0.2)


def told(*topics: str, unsorted: str | None = None) -> Record:
    genre = Genre(name="press-release", reasons=(Reason(says="its text says “Press contact:”"),))
    return written("A goal.").with_classification(
        Classification(
            topics=topics, sections=(SPORT, TEXT, POLITICS), unsorted=unsorted, genre=genre, made_by="by-hand/1"
        )
    )


def test_a_topic_is_told_with_every_voice_on_it_and_the_others_apart() -> None:
    record = told("15000000")
    assert sections_in_words(record) == "sport (page: “Fußball”; text, 0.71: “goal”)"
    assert other_voices_in_words(record) == "also said: politics (text, 0.20)"
    assert genre_in_words(record) == "press release: its text says “Press contact:”"


def test_an_unsorted_article_says_why() -> None:
    assert sections_in_words(told(unsorted="no topic is likely enough")) == "unsorted: no topic is likely enough"


def test_a_record_that_nobody_classified_says_nothing() -> None:
    assert sections_in_words(written("A goal.")) is None
    assert other_voices_in_words(written("A goal.")) is None
    assert genre_in_words(written("A goal.")) is None
