"""Stories as articles come: ids that stay, a log that can be undone, an editor's word that stands."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.record import Record, StoryDecision
from dateline.stories import StoryLedger, StoryTracker, find_stories
from dateline.stories.postings import WAITING
from tests.stories.test_stories import BRIDGE, BRIDGE_ELSEWHERE, LATER, TWIN, groups, told
from tests.writing import written

EVERY = [BRIDGE, BRIDGE_ELSEWHERE, TWIN, LATER]
COPY = told("nine", f"{BRIDGE.text.partition(chr(10) * 2)[2]}", "2024-05-08")


def tracker(records: list[Record], **options: object) -> StoryTracker:
    known = {record.id: record for record in records}
    return StoryTracker(known.__getitem__, **options)  # type: ignore[arg-type]


def together(*records: Record, at: str = "2024-05-09T10:00Z") -> StoryDecision:
    return StoryDecision(type="together", left=tuple(r.id for r in records), by="Ada", at=at)


def apart(one: Record, other: Record, at: str = "2024-05-09T10:00Z") -> StoryDecision:
    return StoryDecision(type="apart", left=(one.id,), right=(other.id,), by="Ada", at=at)


def test_articles_join_the_story_that_stands_and_a_twin_opens_its_own() -> None:
    stream = tracker(EVERY)
    opened = stream.add([BRIDGE], at="2024-05-07T10:00Z")
    grown = stream.add([BRIDGE_ELSEWHERE, TWIN], at="2024-05-07T12:00Z")
    assert [change.type for change in opened] == ["opened"]
    assert sorted(change.type for change in grown) == ["grown", "opened"]
    assert stream.ledger.story_of[BRIDGE_ELSEWHERE.id] == stream.ledger.story_of[BRIDGE.id] == f"story-{BRIDGE.id}"
    assert stream.ledger.story_of[TWIN.id] != f"story-{BRIDGE.id}"


def test_an_article_that_comes_again_changes_nothing() -> None:
    stream = tracker(EVERY)
    stream.add([BRIDGE], at="2024-05-07")
    assert stream.add([BRIDGE], at="2024-05-08") == []


def test_a_copy_goes_to_the_story_of_its_original() -> None:
    stream = tracker([BRIDGE, COPY])
    stream.add([BRIDGE], at="2024-05-07")
    stream.add([COPY], at="2024-05-08")
    assert stream.ledger.story_of[COPY.id] == f"story-{BRIDGE.id}"


@given(st.randoms(use_true_random=False))
def test_those_of_one_day_are_placed_alike_in_any_order(order: random.Random) -> None:
    def placed(records: list[Record]) -> dict[str, str]:
        stream = tracker(EVERY)
        stream.add(records, at="2024-05-13")
        return dict(stream.ledger.story_of)

    shuffled = EVERY.copy()
    order.shuffle(shuffled)
    assert placed(shuffled) == placed(EVERY)


@settings(max_examples=25)
@given(st.lists(st.sampled_from(EVERY), min_size=1, max_size=4, unique_by=lambda record: record.id))
def test_a_replay_gives_just_the_stories_of_the_batch_under_the_ids_that_stood(records: list[Record]) -> None:
    stream = tracker(EVERY)
    for record in records:
        stream.add([record], at="2024-05-13")
    before = dict(stream.ledger.story_of)
    stories, changes = stream.replay(records, at="2024-05-14")
    assert groups(stories) == groups(find_stories(records))
    moved = {move.record for change in changes for move in change.moves}
    assert all(stream.ledger.story_of[each] == story for each, story in before.items() if each not in moved)
    assert {story.id for story in stories} == set(stream.ledger.story_of.values())


def test_the_log_gives_the_ledger_back() -> None:
    stream = tracker(EVERY)
    log = stream.add(EVERY, at="2024-05-13")
    log += stream.replay(EVERY, at="2024-05-14")[1]
    log += stream.decide(together(BRIDGE, TWIN, at="2024-05-15"), EVERY)[1]
    assert StoryLedger(log).story_of == stream.ledger.story_of


def test_an_editor_joins_two_stories_and_no_replay_parts_them() -> None:
    stream = tracker(EVERY)
    stream.add(EVERY, at="2024-05-13")
    stories, changes = stream.decide(together(BRIDGE, TWIN), EVERY)
    assert [change.type for change in changes] == ["merged"]
    assert frozenset({BRIDGE.id, BRIDGE_ELSEWHERE.id, TWIN.id}) in groups(stories)
    assert stream.replay(EVERY, at="2024-05-20")[1] == []
    (story,) = [story for story in stories if TWIN.id in story.records]
    assert any(join.by_hand and "an editor joined them" in join.reasons[0].says for join in story.joins)


def test_an_editor_parts_two_reports_and_no_replay_joins_them() -> None:
    stream = tracker(EVERY)
    stream.add([BRIDGE, BRIDGE_ELSEWHERE], at="2024-05-07")
    stories, (change,) = stream.decide(apart(BRIDGE, BRIDGE_ELSEWHERE), [BRIDGE, BRIDGE_ELSEWHERE])
    assert change.type == "split"
    assert len(stories) == 2
    assert all(not join.joined and join.by_hand for story in stories for join in story.joins)


def test_an_editor_s_word_holds_for_an_article_that_comes_later() -> None:
    stream = tracker(EVERY, decisions=[apart(BRIDGE, BRIDGE_ELSEWHERE)])
    stream.add([BRIDGE], at="2024-05-07")
    stream.add([BRIDGE_ELSEWHERE], at="2024-05-08")
    assert len(set(stream.ledger.story_of.values())) == 2


@pytest.mark.parametrize("later", ["together", "apart"])
def test_of_two_decisions_the_later_one_stands(later: str) -> None:
    days = {"together": "2024-05-09", "apart": "2024-05-09", later: "2024-05-10"}
    decisions = [together(BRIDGE, TWIN, at=days["together"]), apart(BRIDGE, TWIN, at=days["apart"])]
    for given_order in (decisions, decisions[::-1]):
        stories = find_stories([BRIDGE, TWIN], given_order)
        assert len(stories) == (1 if later == "together" else 2)


def test_a_decision_on_records_that_are_not_here_means_nothing() -> None:
    assert len(find_stories([BRIDGE, TWIN], [together(LATER, BRIDGE_ELSEWHERE)])) == 2


@pytest.mark.parametrize("decision", [together(BRIDGE, TWIN), apart(BRIDGE, BRIDGE_ELSEWHERE)], ids=["merge", "split"])
def test_a_merge_or_split_is_undone_under_the_old_ids(decision: StoryDecision) -> None:
    stream = tracker(EVERY)
    stream.add(EVERY, at="2024-05-13")
    before = dict(stream.ledger.story_of)
    _, (change,) = stream.decide(decision, EVERY)
    assert dict(stream.ledger.story_of) != before
    _, kept = stream.ledger.undo(change, by="Ada", at="2024-05-16", why="a slip")
    assert dict(stream.ledger.story_of) == before
    _, changes = stream.decide(kept, EVERY)
    assert changes == []


def test_what_moved_on_is_not_undone() -> None:
    ledger = StoryLedger()
    change = ledger.place("a", None, at="2024-05-13")
    with pytest.raises(ValueError, match="moved no article"):
        ledger.undo(change, by="Ada", at="2024-05-14")


def test_an_id_is_never_used_again() -> None:
    ledger = StoryLedger()
    ledger.renew(find_stories([BRIDGE, BRIDGE_ELSEWHERE]), at="2024-05-08")
    first = ledger.story_of[BRIDGE.id]
    ledger.renew(find_stories([BRIDGE_ELSEWHERE, TWIN], [together(BRIDGE_ELSEWHERE, TWIN)]), at="2024-05-09")
    stories, _ = ledger.renew(
        find_stories(EVERY, [apart(BRIDGE, BRIDGE_ELSEWHERE), apart(BRIDGE, TWIN)]), at="2024-05-10"
    )
    ids = [story.id for story in stories]
    assert len(ids) == len(set(ids))
    assert first in ids


def test_a_story_that_no_article_is_in_takes_none() -> None:
    with pytest.raises(KeyError):
        StoryLedger().place("a", "story-b", at="2024-05-13")


def flood(number: int, day: int) -> Record:
    town, name = f"Town{number % 97}", f"Sorel{number}"
    text = f"The river Luhe{number} rose over the quay of {town} on Monday, {name} Amtsberg{number} of the port said."
    return written(
        text, published=f"2024-03-{day:02}", headline=f"River rises in {town}", url=f"https://x{number}.example/"
    )


def test_what_lies_before_the_window_leaves_memory_and_keeps_its_story() -> None:
    days = {day: [flood(day * 100 + n, day) for n in range(60)] for day in range(1, 11)}
    stream = tracker([record for records in days.values() for record in records], window_days=2)
    for day, records in days.items():
        stream.add(records, at=f"2024-03-{day:02}")
    assert stream.hot == 3 * 60
    assert len(stream.ledger.story_of) == 10 * 60


def test_a_clock_that_is_wrong_by_a_century_moves_no_window() -> None:
    ahead = written("The mayor of Brno opened a bridge on the ring road.", published="2124-01-01", headline="A bridge")
    first, second = flood(1, 1), flood(2, 2)
    stream = tracker([ahead, first, second], window_days=2)
    stream.add([first, ahead], at="2024-03-01")
    stream.add([second], at="2024-03-02")
    assert stream.hot == 3


def test_fingerprints_are_found_again_when_they_were_sorted_away() -> None:
    records = [flood(number, 1) for number in range(WAITING + 5)]
    long = "\n\n".join(f"{record.text} {record.text}" for record in records[:8])
    original = written(long, published="2024-03-01", headline="Rivers rise", url="https://long.example/")
    copy = written(long, published="2024-03-01", headline="Rivers rise", url="https://other.example/")
    stream = tracker([original, copy, *records])
    for each in ([original], records, [copy]):
        stream.add(each, at="2024-03-01")
    assert stream.ledger.story_of[copy.id] == stream.ledger.story_of[original.id]
