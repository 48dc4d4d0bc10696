"""dateline stories: what a user gets on the terminal, as JSON and as a page."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result

from dateline.cli.main import group
from dateline.record import Record, Story, StoryNews
from tests.stories.test_news import AT_NINE, AT_NOON


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Two pages that are read already: reading is tested elsewhere, and slow."""
    from dateline.cli import stories
    from dateline.cli.pages import Result as Read

    known: dict[str, Record] = {"nine.html": AT_NINE, "noon.html": AT_NOON}

    def read(*, sources: tuple[str, ...], **_: object) -> list[Read]:
        return [Read(source, None, known[source], None) for source in sources]

    monkeypatch.setattr(stories, "read_pages", read)
    return list(known)


def dateline(*arguments: str) -> Result:
    return CliRunner().invoke(group, ["--quiet", "stories", *arguments], catch_exceptions=False, standalone_mode=False)


def test_it_prints_reports_accounts_that_differ_and_the_timeline(pages: list[str]) -> None:
    done = dateline(*pages)
    for words in ("2 independent reports", "Accounts differ", "In order of time", "Together: both open with Mostar"):
        assert words in done.stdout


def test_json_is_one_story_a_line(pages: list[str]) -> None:
    (story,) = [msgspec.json.decode(line, type=Story) for line in dateline("--json", *pages).stdout.splitlines()]
    assert story.independent_reports == 2
    assert story.joins


def test_what_is_new_since_a_time_is_told_in_each_form(pages: list[str], tmp_path: Path) -> None:
    since = ("--since", "2024-05-07T08:00Z")
    assert "2 → at least 3" in dateline(*since, *pages).stdout
    (line,) = dateline(*since, "--json", *pages).stdout.splitlines()
    assert msgspec.json.decode(line, type=StoryNews).reports == (AT_NOON.id,)
    dateline(*since, "--html", str(tmp_path / "stories.html"), *pages)
    assert "<del>2</del> <ins>at least 3</ins>" in (tmp_path / "stories.html").read_text(encoding="utf-8")


def test_without_news_nothing_is_told(pages: list[str]) -> None:
    assert dateline("--since", "2024-05-09", *pages).stdout == ""
