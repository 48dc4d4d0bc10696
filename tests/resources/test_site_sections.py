"""Site sections as views over topics, setting, genre and first words."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from dateline.errors import LexiconError
from dateline.record import Classification, Genre, Metadatum, Reason, Record, Setting
from dateline.resources.site_sections import read_views, shipped_views, site_sections
from tests.writing import written


def about(text: str, *topics: str, abroad: bool = False, opinion: bool = False, headline: str | None = None) -> Record:
    return written(text, headline=headline).with_classification(
        Classification(
            topics=topics,
            genre=Genre(name="opinion", reasons=(Reason(says="by hand"),)) if opinion else None,
            setting=Setting(country="FRA", home="GBR") if abroad else None,
            made_by="by-hand/1",
        )
    )


@pytest.mark.parametrize(
    ("record", "names"),
    [
        (about("The vote.", "11000000"), ("Politics",)),
        (about("The vote.", "11000000", abroad=True), ("Politics", "World")),
        (about("Profit rose.", "04000000"), ("Business",)),
        (about("The lender cut mortgage rates.", "04000000"), ("Business", "Finance")),
        (about("It fell.", "04000000", headline="Shares slide"), ("Business", "Investment")),
        (about("Why I sing.", "01000000", opinion=True), ("Entertainment", "Opinion")),
        (about("Nothing."), ()),
        (written("The vote."), ()),
    ],
    ids=str,
)
def test_a_record_is_in_each_section_whose_view_fits(record: Record, names: tuple[str, ...]) -> None:
    assert site_sections(record) == names


def test_every_media_topic_is_in_some_site_section() -> None:
    assert len(frozenset().union(*(view.topics for view in shipped_views()))) == 17


def test_a_page_that_files_itself_under_world_is_in_world() -> None:
    record = about("The vote.", "11000000")
    desk = Metadatum(value="World", source="visible", raw="World")
    filed = msgspec.structs.replace(record, article=msgspec.structs.replace(record.article, sections=(desk,)))
    assert site_sections(filed) == ("Politics", "World")


def test_a_site_may_bring_its_own_sections(tmp_path: Path) -> None:
    table = tmp_path / "views.tsv"
    table.write_text("# name\nPower\t11000000, 16000000\t-\t-\t-\t-\n", encoding="utf-8")
    assert site_sections(about("The vote.", "11000000"), read_views(table)) == ("Power",)


@pytest.mark.parametrize("row", ["Power\t11\t-\t-\t-\t-", "Power\t11000000\tnear\t-\t-\t-", "Power\t11000000"])
def test_a_wrong_row_is_told(tmp_path: Path, row: str) -> None:
    table = tmp_path / "views.tsv"
    table.write_text(row + "\n", encoding="utf-8")
    with pytest.raises(LexiconError, match="Power"):
        read_views(table)


def test_a_missing_table_is_told(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="can't be read"):
        read_views(tmp_path / "none.tsv")
