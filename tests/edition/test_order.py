"""The order of the front page follows its published formula: reports, freshness, interests, balance of sections."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.archive import Watches
from dateline.edition import build_edition, verify_edition
from dateline.edition.interests import Found, Interests, Profile, interests_of, read_profile
from dateline.edition.ranking import BALANCE, FORMULA, Weight, in_order, weigh
from dateline.errors import ArchiveError, InputError
from dateline.record import Family, Story
from tests.edition.editions import archive
from tests.serve.sites import client, kept

NOW = "2024-03-06T00:00:00+00:00"


def story(name: str, *sections: str, latest: str | None = NOW, reports: int = 1) -> Story:
    families = tuple(Family(id=f"family-{name}-{n}", members=(f"{name}-{n}",)) for n in range(reports))
    return Story(id=name, headline=None, families=families, sections=sections, latest=latest, made_by="by-hand/1")


def placed(*stories: Story) -> list[tuple[str, int]]:
    return [(each.id, weight.above) for each, weight in in_order((each, weigh(each, NOW)) for each in stories)]


def test_no_section_fills_the_page_while_another_one_waits() -> None:
    many = [story(f"a{n}", "World", reports=3) for n in range(6)]
    # log2(3) is 0.79 of log2(4): it comes after two of the others, 0.9 × 0.9 of which is 0.81, then 0.73.
    assert placed(*many, story("b", "Local", reports=2)) == [
        ("a0", 0), ("a1", 1), ("a2", 2), ("b", 0), ("a3", 3), ("a4", 4), ("a5", 5),
    ]  # fmt: skip


def test_stories_without_a_section_are_not_held_against_one_another() -> None:
    assert placed(story("a"), story("b"), story("c")) == [("a", 0), ("b", 0), ("c", 0)]


def test_undated_stories_and_those_of_the_future_stand_last_whatever_they_weigh() -> None:
    found = placed(
        story("undated", "World", latest=None, reports=9),
        story("future", "Local", latest="2031-01-01", reports=9),
        story("old", "Sport", latest="2020-01-01"),
    )
    assert [name for name, _ in found] == ["old", "future", "undated"]


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(1, 5), st.integers(0, 9)), max_size=25))
def test_each_story_stands_once_and_before_it_only_what_weighs_as_much(rows: list[tuple[str, int, int]]) -> None:
    stories = [story(f"s{n}", section, reports=reports, latest=f"2024-03-0{1 + day % 6}")
               for n, (section, reports, day) in enumerate(rows)]  # fmt: skip
    found = in_order((each, weigh(each, NOW)) for each in stories)
    assert sorted(each.id for each, _ in found) == sorted(each.id for each in stories)
    values = [weight.value for _, weight in found]
    assert values == sorted(values, reverse=True)
    assert found == in_order((each, weigh(each, NOW)) for each in reversed(stories))


def test_the_sum_that_is_shown_is_the_one_that_was_worked_out() -> None:
    weight = Weight(3, 24.0, ("Business", "watch list cranes"), 2)
    assert weight.value == pytest.approx(2 * 0.5 * 3 * BALANCE**2)
    assert weight.in_words() == (
        "log2(1 + 3) × 0.5 ^ (24.0 ÷ 24) × (1 + 2: Business, watch list cranes) × 0.9 ^ 2 = 2.430"
    )
    assert f"× {BALANCE} ^" in FORMULA


def test_sections_places_and_watch_lists_of_the_profile_raise_a_story(tmp_path: Path) -> None:
    made = archive()
    with kept(tmp_path / "archive.sqlite", list(made.records()), list(made.stories())) as opened:
        Watches(opened).add("cranes", "crane")
        (tmp_path / "profile.toml").write_text(
            'sections = ["local", "Sport"]\nplaces = ["Gdansk"]\nwatch = ["cranes"]\n', "utf-8"
        )
        profile = read_profile(tmp_path / "profile.toml")
        interests = interests_of(profile, opened)
        told = "(1 + 3: local, place Gdansk, watch list cranes)"
        assert told in client(opened, profile=profile).get("/").text
        assert told not in client(opened).get("/").text
        build_edition(opened, tmp_path / "edition", interests=interests)
        assert told in (tmp_path / "edition" / "index.html").read_text("utf-8")
        assert told in (tmp_path / "edition" / "stories" / "story-a.html").read_text("utf-8")
        assert verify_edition(tmp_path / "edition") == []
        with pytest.raises(ArchiveError, match="no watch list 'boats'"):
            interests_of(Profile(watch=("boats",)), opened)


def test_an_interest_that_was_slipped_in_is_found(tmp_path: Path) -> None:
    folder = tmp_path / "edition"
    build_edition(archive(), folder, interests=Interests(sections=("Local",)))
    assert verify_edition(folder) == []
    manifest = folder / "data" / "edition.json"
    manifest.write_bytes(manifest.read_bytes().replace(b'"Local"', b'"Total"'))
    assert any("index.html" in problem.where for problem in verify_edition(folder))


def test_interests_are_the_same_bytes_however_often_they_are_written() -> None:
    interests = Interests(found=(Found("place Oslo", ("a", "b")),))
    assert msgspec.json.decode(msgspec.json.encode(interests), type=Interests) == interests
    assert interests.met_by(story("a", reports=1)) == ()


@pytest.mark.parametrize("text", ["sections = 3", "section = []", "][", 'places = ["a", 1]'])
def test_a_profile_that_can_t_be_read_says_what_one_looks_like(tmp_path: Path, text: str) -> None:
    (tmp_path / "p.toml").write_text(text, "utf-8")
    with pytest.raises(InputError, match="give lists named sections, places and watch"):
        read_profile(tmp_path / "p.toml")
