"""The truth of the sample pages, from their bytes: intake, article, stories."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from dateline.article import ArticleLayouter
from dateline.intake import page_from_file
from dateline.record import RECORD_VERSION, Record, Story, record_id
from dateline.stories import find_stories
from tests.samples.manifest import SAMPLES, pages, stories


def read(row: dict[str, Any]) -> Record:
    page = page_from_file(SAMPLES / "pages" / row["file"], url=row["url"])
    article = ArticleLayouter()(page)
    return Record(version=RECORD_VERSION, id=record_id(page.digest, page.url), page=page.reference(), article=article)


@lru_cache(maxsize=1)
def records() -> tuple[Record, ...]:
    return tuple(read(row) for row in pages())


@lru_cache(maxsize=1)
def found() -> dict[str, Story]:
    """The stories, by the name in the manifest of the story that most of their pages belong to."""
    story_of = {row["file"]: row["story"] for row in pages()}
    name_of = {record.id: story_of[Path(record.page.name or "").name] for record in records()}
    told = find_stories(records())
    assert len(told) == len(stories())
    return {Counter(name_of[member] for member in story.records).most_common(1)[0][0]: story for story in told}


@pytest.mark.parametrize("truth", stories(), ids=lambda row: row["story"])
def test_pages_become_the_stories_of_the_manifest(truth: dict[str, Any]) -> None:
    story = found()[truth["story"]]
    assert len(story.records) == truth["pages"]
    assert story.independent_reports == truth["independent"]
    assert [contradiction.about for contradiction in story.contradictions] == [
        contradiction["quantity"] for contradiction in truth["contradictions"]
    ]
    expected = [("follows-up", truth["follows"])] if "follows" in truth else []
    expected += [("twin", truth["twin"])] if "twin" in truth else []
    names = {each.id: name for name, each in found().items()}
    assert [(link.type, names[link.story]) for link in story.links] == expected
