"""The truth of the sample pages must come out exactly."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import pytest

from dateline.record import Copy, Record, Story
from dateline.stories import find_copies, find_stories
from tests.samples.laying import laid
from tests.samples.manifest import pages, stories

each_story = pytest.mark.parametrize("truth", stories(), ids=lambda row: row["story"])


@lru_cache(maxsize=1)
def records() -> dict[str, Record]:
    return {row["file"]: laid(row) for row in pages()}


@lru_cache(maxsize=1)
def found() -> tuple[Story, ...]:
    return tuple(find_stories(tuple(records().values())))


def told(name: str) -> Story:
    """The story that holds the pages of a story of the manifest, and only those."""
    files = {row["file"] for row in pages() if row["story"] == name}
    members = {records()[file].id for file in files}
    (story,) = [story for story in found() if set(story.records) == members]
    return story


def copies_between(one: str, other: str) -> list[Copy]:
    ids = {records()[one].id, records()[other].id}
    return [copy for copy in find_copies(tuple(records().values())) if {copy.left, copy.right} == ids]


@each_story
def test_each_story_holds_its_pages_and_no_other(truth: dict[str, Any]) -> None:
    story = told(truth["story"])
    assert len(story.records) == truth["pages"]
    assert story.independent_reports == truth["independent"]


@each_story
def test_families_are_those_of_the_manifest(truth: dict[str, Any]) -> None:
    expected = {
        frozenset(records()[row["file"]].id for row in pages() if row["family"] == family)
        for family in {row["family"] for row in pages() if row["story"] == truth["story"]}
    }
    assert {frozenset(family.members) for family in told(truth["story"]).families} == expected


@each_story
def test_contradictions_are_found_and_no_others(truth: dict[str, Any]) -> None:
    story = told(truth["story"])
    values = {claim.id: claim.value for claim in story.claims}
    seen = [
        {
            "quantity": contradiction.about,
            "values": sorted(values[claim] for claim in contradiction.claims),
            "resolved": values.get(contradiction.resolved_by or ""),
        }
        for contradiction in story.contradictions
    ]
    assert seen == truth["contradictions"]


@each_story
def test_figures_on_which_families_agree_are_counted_by_family(truth: dict[str, Any]) -> None:
    claims = {(claim.about, claim.value): len(claim.families) for claim in told(truth["story"]).claims}
    for agreed in truth["agreed"]:
        assert claims[agreed["quantity"], agreed["value"]] == agreed["families"]


@each_story
def test_follow_ups_and_twins_are_linked_and_nothing_else(truth: dict[str, Any]) -> None:
    expected = [("follows-up", told(truth["follows"]).id)] if "follows" in truth else []
    expected += [("twin", told(truth["twin"]).id)] if "twin" in truth else []
    assert [(link.type, link.story) for link in told(truth["story"]).links] == expected


@pytest.mark.parametrize("role", ["verbatim copy", "cut copy", "rewrite"])
def test_each_copy_is_traced_to_its_origin(role: str) -> None:
    for row in pages():
        if row["role"] == role:
            (family,) = [f for story in found() for f in story.families if records()[row["file"]].id in f.members]
            (origin,) = [r["file"] for r in pages() if r["family"] == row["family"] and r["role"] == "origin"]
            assert family.origin == records()[origin].id
            assert family.reasons


@pytest.mark.parametrize(
    ("one", "other", "verdicts"),
    [
        ("wire-constanta-fire.html", "post-constanta-fire.html", {"verbatim"}),
        ("wire-varna-fire.html", "post-varna-fire.html", {"verbatim"}),
        ("wire-nordhain-jobs.txt", "freshet-nordhain-jobs.txt", {"verbatim"}),
        ("wire-constanta-fire.html", "freshet-constanta-fire.txt", {"cut", "extended"}),
        ("wire-fishermen-held.html", "post-fishermen-held.html", {"cut", "extended"}),
        ("lamp-lost-film.html", "freshet-lost-film.txt", {"cut", "extended"}),
        ("lamp-lost-film.html", "post-lost-film.html", {"rewritten"}),
        ("standard-fishermen-held.html", "freshet-fishermen-held.txt", {"rewritten"}),
        ("wire-constanta-inquiry.html", "courier-constanta-inquiry.html", {"rewritten"}),
        ("echo-galway-live.html", "echo-galway-flood.html", {"shares-passage"}),
        ("wire-constanta-fire.html", "market-constanta-barley.html", {"shares-quotations"}),
    ],
)
def test_verdicts(one: str, other: str, verdicts: set[str]) -> None:
    (copy,) = copies_between(one, other)
    assert copy.verdict in verdicts


def test_pages_of_different_families_are_never_called_copies() -> None:
    family = {records()[row["file"]].id: row["family"] for row in pages()}
    for copy in find_copies(tuple(records().values())):
        if family[copy.left] != family[copy.right]:
            assert copy.verdict == "shares-quotations"


def test_the_dispatch_with_no_original_has_no_origin_and_says_why() -> None:
    (family,) = [
        f for f in told("fishermen-freed").families if records()["freshet-fishermen-freed.txt"].id in f.members
    ]
    assert family.origin is None
    assert "credits none" in family.reasons[0].says


def test_the_corrected_edition_stands_for_its_family() -> None:
    story = told("constanta-fire")
    courier = records()["courier-constanta-fire-corrected.html"].id
    assert courier in {family.representative for family in story.families}


def test_the_finished_article_stands_before_the_live_page() -> None:
    story = told("galway-flood")
    assert story.headline is not None
    assert story.headline.words == "The night the sea came up Quay Street"


def test_what_a_story_says_is_in_its_pages() -> None:
    by_id = {record.id: record for record in records().values()}
    for story in found():
        claimed = [report for claim in story.claims for report in claim.reports]
        dated = [entry.evidence for entry in story.timeline]
        for words in (*claimed, *dated, story.headline, story.lead):
            assert words is not None
            assert words.holds(by_id[words.record])
