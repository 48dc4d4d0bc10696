"""Every copy, origin and join that is told stands on words that can be cut out of the texts again."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from dateline.evaluation import articles, read_gold
from dateline.record import Copy, Record
from dateline.stories import find_copies, find_stories
from dateline.stories.words import words_in

PAIRS = 200
SAMPLED = 250


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
def test_copies_of_the_benchmarks_re_slice_to_equal_words(shared: Path, name: str, gold: str) -> None:
    folder = shared / "bench" / "stories"
    lines = read_gold(folder / f"{gold}.dev.jsonl")
    chosen = random.Random(11).sample(lines, min(PAIRS, len(lines)))
    wanted = {line[key] for line in chosen for key in ("a", "b", "id", "origin") if line.get(key)}
    records = {
        r.id: r for r in articles([line for line in read_gold(folder / f"{name}.dev.jsonl") if line["id"] in wanted])
    }
    copies = find_copies(list(records.values()))
    assert copies
    for copy in copies:
        holds(copy, records)


@pytest.mark.shared
@pytest.mark.parametrize("name", ["ecb", "fnc", "basil", "uci"])
def test_joins_of_the_benchmarks_hold(shared: Path, name: str) -> None:
    lines = read_gold(shared / "bench" / "stories" / f"{name}.dev.jsonl")[:SAMPLED]
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
