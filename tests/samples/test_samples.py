from __future__ import annotations

import html
from collections import Counter
from typing import Any

import pytest

from tests.samples.laying import correction, laid, paragraphs
from tests.samples.manifest import SAMPLES, content, encoding, pages, stories

BY_FILE = {row["file"]: row for row in pages()}
each_page = pytest.mark.parametrize("row", pages(), ids=lambda row: row["file"])


def family(name: str, *roles: str) -> list[dict[str, Any]]:
    return [row for row in pages() if row["family"] == name and row["role"] in roles]


def body(row: dict[str, Any]) -> set[str]:
    """The paragraphs without a dateline."""
    dateline = row.get("dateline") or ""
    return {paragraph.removeprefix(dateline).strip() for paragraph in paragraphs(row)}


def test_every_page_is_in_the_manifest_once() -> None:
    assert sorted(p.name for p in (SAMPLES / "pages").iterdir()) == sorted(BY_FILE)
    assert len(BY_FILE) == len(pages())


def test_the_set_is_as_large_and_as_small_as_promised() -> None:
    assert len(pages()) >= 24
    assert sum(row["media_type"] == "text/plain" for row in pages()) == 6
    assert len({row["outlet"] for row in pages()} - {"Meridian Wire"}) == 8
    assert len({row["story"].split("-")[0] for row in pages()}) >= 5
    assert sum(file.stat().st_size for file in SAMPLES.rglob("*") if file.is_file()) < 600_000


def test_every_section_of_a_front_page_is_served() -> None:
    assert {"Politics", "Business", "Finance", "Investment", "Entertainment", "World", "Local"} <= {
        row["section"] for row in pages()
    }


def test_every_address_leads_nowhere() -> None:
    for row in pages():
        if row["url"] is not None:
            assert row["url"].split("/")[2].endswith((".example", ".test"))


@each_page
def test_the_page_says_what_the_manifest_says(row: dict[str, Any]) -> None:
    source = html.unescape(content(row).decode(encoding(row)))
    found = paragraphs(row)
    assert len(found) == row["paragraphs"]
    assert row["headline"] in source
    for name in row["byline"]:
        assert name in source
    for field in ("section", "deck", "agency_credit", "dateline"):
        if row.get(field):
            assert row[field] in source
    if row["media_type"] == "text/html" and len(row["published"]) > 10:
        assert row["published"] in source


@each_page
def test_every_page_has_furniture_to_take_off(row: dict[str, Any]) -> None:
    source = html.unescape(content(row).decode(encoding(row)))
    prose = sum(len(paragraph) for paragraph in paragraphs(row))
    assert len(source) - prose > 150


@each_page
def test_every_page_can_be_laid_as_a_record(row: dict[str, Any]) -> None:
    record = laid(row)
    assert record.headline == row["headline"]
    assert type(record).from_json(record.to_json()) == record


@pytest.mark.parametrize("name", ["constanta-wire", "varna-wire", "leipzig-wire"])
def test_verbatim_copies_hold_every_paragraph_of_the_origin(name: str) -> None:
    (origin,) = family(name, "origin")
    copies = family(name, "verbatim copy")
    assert copies
    for copy in copies:
        assert body(copy) == body(origin)


@pytest.mark.parametrize("name", ["constanta-wire", "fishermen-wire", "film-lamp"])
def test_cut_copies_hold_only_paragraphs_of_the_origin(name: str) -> None:
    (origin,) = family(name, "origin")
    for copy in family(name, "cut copy"):
        assert body(copy) < body(origin)


@pytest.mark.parametrize("name", ["inquiry", "fishermen-standard", "film-lamp"])
def test_rewrites_hold_no_paragraph_of_the_origin(name: str) -> None:
    (origin,) = family(name, "origin")
    for copy in family(name, "rewrite"):
        assert not body(copy) & body(origin)


def test_families_of_a_story_share_no_paragraph() -> None:
    for one in pages():
        for other in pages():
            if one["family"] != other["family"]:
                shared = body(one) & body(other)
                assert all(paragraph.startswith("“") for paragraph in shared), (one["file"], other["file"])


def test_the_barley_report_shares_one_quotation_with_the_dispatch_family() -> None:
    shared = body(BY_FILE["market-constanta-barley.html"]) & body(BY_FILE["wire-constanta-fire.html"])
    assert [paragraph[0] for paragraph in shared] == ["“"]


def test_one_page_has_no_date_and_one_only_a_dateline() -> None:
    undated = {row["file"]: row.get("dateline") for row in pages() if row["published"] is None}
    assert undated == {"freshet-lost-film.txt": None, "freshet-constanta-fire.txt": "CONSTANTA, March 5 –"}
    for file in undated:
        assert b"2024" not in content(BY_FILE[file])


def test_the_correction_names_the_figure_that_it_takes_back() -> None:
    (row,) = family("constanta-courier", "correction")
    assert "six people" in (correction(row) or "")
    assert row["modified"] > row["published"]


def test_the_stories_add_up() -> None:
    for story in stories():
        rows = [row for row in pages() if row["story"] == story["story"]]
        assert len(rows) == story["pages"]
        assert len({row["family"] for row in rows}) == story["independent"]
    assert Counter(row["story"] for row in pages()).keys() == {story["story"] for story in stories()}
