"""Sections, genre and setting in plain words: who says so, how sure, by which words."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from dateline.record import Record, Section
from dateline.resources.tables import read_table

_VOICES = {"page": "the page's code", "feed": "feed", "desk": "page"}


@cache
def _short_names() -> dict[str, str]:
    return {code: short for code, _, short in read_table("sections", "topics", columns=3)}


def topic_name(code: str) -> str:
    """Return a topic's name in a word or three: "business"; the code for one that is unknown."""
    return _short_names().get(code, code)


def topics_in_words(record: Record, codes: Iterable[str]) -> str:
    """Say each topic with who gives it, how sure, and why: "sport (page: “Fußball”; text, 0.71: “goal”)"."""
    said: dict[str, list[str]] = {code: [] for code in codes}
    for section in record.sections:
        if section.code in said:
            said[section.code].append(_voice_in_words(record, section))
    return ", ".join(f"{topic_name(code)} ({'; '.join(voices)})" for code, voices in said.items())


def _voice_in_words(record: Record, section: Section) -> str:
    if section.voice != "text":
        return f"{_VOICES[section.voice]}: “{section.said}”"
    words = dict.fromkeys(" ".join(span.of(record.text).split()) for span in section.evidence)
    sure = "" if section.confidence is None else f", {section.confidence:.2f}"
    return f"text{sure}: {', '.join(f'“{word}”' for word in words)}" if words else f"text{sure}"


def sections_in_words(record: Record) -> str | None:
    """Say what an article is about, the topics that stand with every voice on them, or why it is unsorted.

    Where no part looked, what the page states; None where that is nothing.
    """
    about = record.classification
    if about is None:
        return ", ".join(section.value for section in record.article.sections) or None
    return topics_in_words(record, about.topics) if about.topics else f"unsorted: {about.unsorted}"


def other_voices_in_words(record: Record) -> str | None:
    """Say which voices name other topics than those that stand; None where none does."""
    about = record.classification
    if about is None:
        return None
    others = dict.fromkeys(section.code for section in about.sections if section.code not in about.topics)
    return f"also said: {topics_in_words(record, others)}" if others else None


def genre_in_words(record: Record) -> str | None:
    """Say what kind of article it is and what shows it; None for a plain report."""
    genre = None if record.classification is None else record.classification.genre
    return None if genre is None else f"{genre.name.replace('-', ' ')}: {genre.reasons[0].says}"
