"""An edition with site sections of one's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.edition import build_edition, verify_edition
from dateline.errors import LexiconError
from dateline.record import Classification
from dateline.resources.site_sections import read_views
from tests.edition.editions import Kept, archive

OURS = (
    "# name, Media Topics, setting, genre, words, desks\n"
    "Ports & ships\t-\t-\t-\tcrane quay harbour\t-\n"
    "Mishaps\t03000000\t-\t-\t-\t-\n"
    "Town\t-\t-\t-\t-\tlocal,city\n"
    "Games\t15000000\t-\t-\t-\t-\n"
)


def classified() -> Kept:
    """The small archive, its accident told as one."""
    held = archive()
    records = [
        record.with_classification(Classification(topics=topics, made_by="by-hand/1"))
        for record, topics in zip(
            held.records(), (("03000000",), ("03000000",), ("09000000",), ("04000000",)), strict=True
        )
    ]
    return Kept(records, list(held.stories()))


@pytest.fixture
def table(tmp_path: Path) -> Path:
    table = tmp_path / "views.tsv"
    table.write_text(OURS, encoding="utf-8")
    return table


def test_a_story_stands_in_the_sections_that_any_of_its_reports_fits(tmp_path: Path, table: Path) -> None:
    build_edition(classified(), tmp_path / "edition", views=read_views(table))
    pages = {path.stem: path.read_text("utf-8") for path in (tmp_path / "edition" / "sections").glob("*.html")}
    inside = {
        name: {story for story in ("story-a", "story-b") if f"stories/{story}.html" in page}
        for name, page in pages.items()
    }
    ports = next(name for name in pages if name.startswith("ports"))  # its name is no file's
    assert inside == {ports: {"story-a", "story-b"}, "mishaps": {"story-a"}, "town": {"story-a"}}
    assert "Ports &amp; ships" in pages[ports]
    assert verify_edition(tmp_path / "edition") == []


def test_without_views_stories_keep_the_sections_they_were_found_with(tmp_path: Path) -> None:
    build_edition(classified(), tmp_path / "edition")
    assert {path.stem for path in (tmp_path / "edition" / "sections").glob("*.html")} == {"world", "local"}


def test_a_view_that_names_no_topic_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    table = tmp_path / "views.tsv"
    table.write_text("Odd\tsport\t-\t-\t-\t-\n", encoding="utf-8")
    with pytest.raises(LexiconError, match="codes of eight digits"):
        build_edition(classified(), tmp_path / "edition", views=read_views(table))
    assert not (tmp_path / "edition").exists()
