"""Every copy, origin and join that is told stands on words that can be cut out of the texts again."""

from __future__ import annotations

import random
from pathlib import Path

import msgspec
import pytest

from dateline.evaluation import articles, read_gold
from dateline.record import Copy, Record, Story
from dateline.stories import StoryTracker, find_copies, find_stories
from dateline.stories.words import words_in

SAMPLED = 250
TITLES = 1_000
"""Of the 3,879 titles; the other sets are smaller."""


def holds(copy: Copy, records: dict[str, Record]) -> None:
    left, right = records[copy.left], records[copy.right]
    assert copy.aligned
    for pair in copy.aligned:
        assert words_in(pair.left.of(left.text)) == words_in(pair.right.of(right.text)) != ()
    for reason in copy.reasons:
        if reason.span is not None and not reason.against:
            assert copy.origin is not None
            assert words_in(reason.span.of(records[copy.origin].text))


@pytest.mark.shared
@pytest.mark.parametrize(("name", "gold"), [("copies.docs", "copies.pairs"), ("origin.docs", "origin.gold")])
def test_every_copy_and_origin_of_the_benchmarks_re_slices_to_equal_words(shared: Path, name: str, gold: str) -> None:
    folder = shared / "bench" / "stories"
    lines = read_gold(folder / f"{gold}.dev.jsonl")
    wanted = {line[key] for line in lines for key in ("a", "b", "id", "origin") if line.get(key)}
    records = {
        r.id: r for r in articles([line for line in read_gold(folder / f"{name}.dev.jsonl") if line["id"] in wanted])
    }
    copies = find_copies(list(records.values()))
    assert copies
    for copy in copies:
        holds(copy, records)


@pytest.mark.shared
@pytest.mark.parametrize("name", ["ecb", "fnc", "basil", "uci"])
def test_every_join_and_refusal_of_the_benchmarks_holds(shared: Path, name: str) -> None:
    lines = read_gold(shared / "bench" / "stories" / f"{name}.dev.jsonl")[:TITLES]
    records = {record.id: record for record in articles(lines)}
    stories = find_stories(list(records.values()))
    story_of = {family.id: story.id for story in stories for family in story.families}
    for story in stories:
        assert sum(join.joined for join in story.joins) == len(story.families) - 1
        for join in story.joins:
            assert (story_of[join.left] == story_of[join.right]) == join.joined
            assert join.reasons
            assert join.confidence is not None
            assert all(found.holds(records[found.record]) for found in join.evidence)
        for claim in story.claims:
            assert all(found.holds(records[found.record]) for found in claim.reports)
        for entry in story.timeline:
            assert entry.evidence.holds(records[entry.evidence.record])


@pytest.mark.shared
def test_the_order_in_which_a_day_s_pages_come_changes_no_family_and_no_story(shared: Path) -> None:
    lines = read_gold(shared / "bench" / "stories" / "ecb.dev.jsonl")[:SAMPLED]
    records = articles(lines)
    shuffled = records.copy()
    random.Random(5).shuffle(shuffled)
    assert find_stories(shuffled) == find_stories(records)


def families(stories: list[Story]) -> set[frozenset[str]]:
    return {frozenset(family.members) for story in stories for family in story.families}


@pytest.mark.shared
def test_after_the_nightly_replay_nothing_is_left_of_the_order_of_arrival(shared: Path) -> None:
    records = articles(read_gold(shared / "bench" / "stories" / "basil.dev.jsonl")[:90])
    expected = find_stories(records)
    for seed in (1, 2):
        arriving = records.copy()
        random.Random(seed).shuffle(arriving)
        stream = StoryTracker({record.id: record for record in records}.__getitem__)
        for start in range(0, len(arriving), 10):
            stream.add(arriving[start : start + 10], at="2019-05-01T12:00Z")
        stories, _ = stream.replay(arriving, at="2019-05-02T03:00Z")
        assert families(stories) == families(expected)
        for one, other in zip(stories, expected, strict=True):
            same_id = msgspec.structs.replace(one, id=other.id, links=other.links)
            assert same_id == other
        names = {one.id: other.id for one, other in zip(stories, expected, strict=True)}
        told = [[(link.type, names[link.story]) for link in story.links] for story in stories]
        assert told == [[(link.type, link.story) for link in story.links] for story in expected]


@pytest.mark.shared
def test_what_comes_in_one_go_is_placed_alike_in_any_order(shared: Path) -> None:
    records = articles(read_gold(shared / "bench" / "stories" / "basil.dev.jsonl"))
    placed = []
    for seed in (1, 2):
        arriving = records.copy()
        random.Random(seed).shuffle(arriving)
        stream = StoryTracker({record.id: record for record in records}.__getitem__)
        stream.add(arriving, at="2019-05-01T12:00Z")
        placed.append(dict(stream.ledger.story_of))
    assert placed[0] == placed[1]
