"""Stories are kept up to date: ids stay, every change is kept, a replay is the batch, and none of it grows."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from dateline.archive import Archive, StoryLog, check, dump, load
from dateline.errors import ArchiveError
from dateline.gather.storyteller import BESIDE, Storyteller
from dateline.record import Page, Record, Story, StoryDecision
from dateline.stories import find_stories
from dateline.stories.tracker import LOOKED_AT
from tests.archive.making import story_of
from tests.stories import test_stories as examples
from tests.stories.test_stories import BRIDGE, BRIDGE_ELSEWHERE, groups, told
from tests.writing import written

NOW = datetime(2024, 5, 8, 12, tzinfo=UTC)


def elsewhere(record: Record, outlet: str) -> Record:
    """The same article at an address of its own."""
    headline, _, text = record.text.partition("\n\n")
    published = record.article.published
    return told(outlet, text, published.value if published else None, headline)


TWIN = elsewhere(examples.TWIN, "three")
LATER = elsewhere(examples.LATER, "four")
EVERY = [BRIDGE, BRIDGE_ELSEWHERE, TWIN, LATER]
DEEDS = ("opened a market", "closed a mill", "sued a brewer", "planted an orchard", "sold a ferry", "bought a quarry")
SYLLABLES = ("bra", "cen", "dor", "fil", "gam", "hul", "jor", "kem", "lin", "mur")


TWIN = elsewhere(examples.TWIN, "three")
LATER = elsewhere(examples.LATER, "four")
EVERY = [BRIDGE, BRIDGE_ELSEWHERE, TWIN, LATER]
NAMES = ("Orla Venn", "Tib Marsh", "Una Holt", "Piet Rook", "Sia Lund", "Gus Fenn", "Ivo Crane", "Mab Thorn")
DEEDS = ("opened a market", "closed a mill", "sued a brewer", "planted an orchard", "sold a ferry", "bought a quarry")


def reported(number: int, *, outlet: str = "one") -> Record:
    """One of two reports of an event that has its own people and town."""
    syllables = [SYLLABLES[int(digit)] for digit in f"{number:03}"]
    name, town = f"Ada {''.join(syllables).title()}", f"{''.join(syllables[::-1]).title()}ville"
    deed = DEEDS[number % 6]
    text = f"{name} {deed} in {town} on Tuesday, the council of {town} said. Some {number + 3} people came to {town}."
    return told(f"{outlet}-{number}", text, f"2024-05-0{1 + number % 7}", f"{name} {deed} in {town}")


def keep(archive: Archive, *records: Record, fetched_at: str | None = None) -> None:
    for record in records:
        content = record.text.encode()
        page = Page(content=content, media_type="text/plain", encoding="utf-8", url=record.page.url)
        page = msgspec.structs.replace(page, fetched_at=fetched_at)
        archive.add(page, msgspec.structs.replace(record, page=page.reference()))


def bare(stories: Iterator[Story] | list[Story]) -> list[Story]:
    """Stories without their ids, which a ledger keeps and a batch makes anew."""
    plain = (msgspec.structs.replace(story, id="", links=()) for story in stories)
    return sorted(plain, key=lambda story: story.records)


def story_ids(archive: Archive) -> dict[str, str]:
    return {record: story.id for story in archive.stories() for record in story.records}


@pytest.fixture
def archive(place: str) -> Iterator[Archive]:
    with Archive.open(place) as archive:
        yield archive


@pytest.fixture
def teller(archive: Archive) -> Storyteller:
    return Storyteller(archive)


def test_an_article_that_comes_later_joins_the_story_that_stands_and_its_id_stays(
    archive: Archive, teller: Storyteller
) -> None:
    keep(archive, BRIDGE)
    assert teller.join(NOW).replayed
    before = story_ids(archive)
    keep(archive, BRIDGE_ELSEWHERE)
    outcome = teller.join(NOW)
    assert not outcome.replayed
    assert [change.type for change in outcome.changes] == ["grown"]
    assert story_ids(archive) == {**before, BRIDGE_ELSEWHERE.id: before[BRIDGE.id]}
    story = archive.story(before[BRIDGE.id])
    assert story.independent_reports == 2
    assert [claim.value for claim in story.claims if claim.about == "killed"] == ["2", "3+"]
    assert list(check(archive)) == []


def test_what_was_placed_one_by_one_is_just_the_batch_after_a_replay(archive: Archive, teller: Storyteller) -> None:
    records = [*EVERY, *(reported(n, outlet=o) for n in range(6) for o in ("one", "two"))]
    random.Random(4).shuffle(records)
    for number, record in enumerate(records):
        keep(archive, record)
        teller.join(NOW + timedelta(microseconds=number))
    before = story_ids(archive)
    outcome = teller.join(NOW + timedelta(days=1))
    assert outcome.replayed
    assert bare(archive.stories()) == bare(find_stories(list(archive.records())))
    moved = {move.record for change in outcome.changes for move in change.moves}
    assert all(story_ids(archive)[record] == story for record, story in before.items() if record not in moved)
    assert list(check(archive)) == []


def test_another_process_goes_on_where_the_log_ends(archive: Archive, teller: Storyteller) -> None:
    keep(archive, BRIDGE, TWIN)
    teller.join(NOW)
    keep(archive, reported(1))
    Storyteller(archive).join(NOW)
    keep(archive, BRIDGE_ELSEWHERE)
    teller.join(NOW)  # which had not seen the one before
    assert groups(list(archive.stories())) == {
        frozenset({BRIDGE.id, BRIDGE_ELSEWHERE.id}),
        frozenset({TWIN.id}),
        frozenset({reported(1).id}),
    }
    assert list(check(archive)) == []


def test_of_two_that_join_at_once_the_second_begins_again(
    archive: Archive, teller: Storyteller, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(archive, BRIDGE)
    teller.join(NOW)
    keep(archive, BRIDGE_ELSEWHERE)
    put = StoryLog.put

    def late(log: StoryLog, *arguments: object, **options: object) -> int | None:
        monkeypatch.setattr(StoryLog, "put", put)
        Storyteller(archive).join(NOW)
        return put(log, *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(StoryLog, "put", late)
    assert teller.join(NOW).changes == ()
    assert [change.type for change in StoryLog(archive).changes()] == ["opened", "grown"]


def test_what_can_not_be_kept_is_joined_the_next_time(
    archive: Archive, teller: Storyteller, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(archive, BRIDGE)
    teller.join(NOW)
    keep(archive, BRIDGE_ELSEWHERE)

    def full(*_: object, **__: object) -> None:
        raise ArchiveError("archive has no room on its disk")

    with monkeypatch.context() as patch:
        patch.setattr(StoryLog, "put", full)
        with pytest.raises(ArchiveError, match="no room"):
            teller.join(NOW)
    assert len(story_ids(archive)) == 1
    teller.join(NOW)
    assert groups(list(archive.stories())) == {frozenset({BRIDGE.id, BRIDGE_ELSEWHERE.id})}


def test_a_newer_version_takes_the_place_of_the_older_one(archive: Archive, teller: Storyteller) -> None:
    keep(archive, BRIDGE, TWIN, fetched_at="2024-05-07T10:00:00Z")
    teller.join(NOW)
    before = story_ids(archive)
    newer = written(f"{BRIDGE.text}\n\nThe road is shut.", published="2024-05-07", url=BRIDGE.page.url)
    keep(archive, newer, fetched_at="2024-05-07T14:00:00Z")
    (change,) = teller.join(NOW).changes
    assert (change.type, [move.record for move in change.moves]) == ("renewed", [BRIDGE.id, newer.id])
    assert story_ids(archive) == {newer.id: before[BRIDGE.id], TWIN.id: before[TWIN.id]}
    keep(archive, BRIDGE_ELSEWHERE)
    teller.join(NOW)
    assert story_ids(archive)[BRIDGE_ELSEWHERE.id] == before[BRIDGE.id]
    assert list(check(archive)) == []


def test_a_page_that_is_no_article_any_more_leaves_its_story(archive: Archive, teller: Storyteller) -> None:
    keep(archive, BRIDGE, TWIN, fetched_at="2024-05-07T10:00:00Z")
    teller.join(NOW)
    gone = written(" ", url=BRIDGE.page.url)
    keep(archive, gone, fetched_at="2024-05-07T14:00:00Z")
    teller.join(NOW)
    assert list(story_ids(archive)) == [TWIN.id]
    assert [change.type for change in StoryLog(archive).history(f"story-{BRIDGE.id}")] == ["opened", "renewed"]
    assert list(check(archive)) == []


def test_an_older_version_that_comes_late_is_in_no_story(archive: Archive, teller: Storyteller) -> None:
    keep(archive, BRIDGE, fetched_at="2024-05-07T14:00:00Z")
    teller.join(NOW)
    older = written("The bridge was shut.", url=BRIDGE.page.url)
    keep(archive, older, fetched_at="2024-05-07T10:00:00Z")
    assert teller.join(NOW).changes == ()
    assert list(story_ids(archive)) == [BRIDGE.id]


def test_what_editors_decide_stands_through_every_replay_and_the_log_tells_of_the_merge(
    archive: Archive, teller: Storyteller
) -> None:
    keep(archive, BRIDGE, TWIN)
    teller.join(NOW)
    before = story_ids(archive)
    together = StoryDecision(type="together", left=(BRIDGE.id,), right=(TWIN.id,), by="Ada", at="2024-05-08T13:00:00Z")
    StoryLog(archive).decide(together)
    (change,) = teller.join(NOW, replay="window").changes
    assert change.type == "merged"
    assert {change.story, change.source} == set(before.values())
    for days in (1, 30):  # long after the window too
        Storyteller(archive).join(NOW + timedelta(days), replay="window")
        assert len(set(story_ids(archive).values())) == 1
    assert change.source is not None
    assert [each.type for each in StoryLog(archive).history(change.source)] == ["opened", "merged"]
    assert StoryLog(archive).decisions() == (together,)


def test_a_story_from_before_the_window_keeps_what_it_had_when_an_article_joins_it_late(
    archive: Archive, teller: Storyteller
) -> None:
    keep(archive, BRIDGE, reported(1))
    teller.join(NOW)
    later = NOW + timedelta(days=12)
    keep(archive, BRIDGE_ELSEWHERE)
    teller.join(later)
    fresh = Storyteller(archive)
    keep(archive, reported(2))
    assert fresh.join(later + timedelta(days=5)).replayed  # of the second report alone: the first is out of the window
    assert groups(list(archive.stories())) == {
        frozenset({BRIDGE.id, BRIDGE_ELSEWHERE.id}),
        frozenset({reported(1).id}),
        frozenset({reported(2).id}),
    }
    assert list(check(archive)) == []


def test_stories_that_stood_before_the_log_began_keep_their_ids(archive: Archive, teller: Storyteller) -> None:
    keep(archive, BRIDGE, BRIDGE_ELSEWHERE)
    archive.put_stories([story_of("story-old", BRIDGE, BRIDGE_ELSEWHERE)])
    keep(archive, TWIN)
    teller.join(NOW)
    assert set(story_ids(archive).values()) == {"story-old", f"story-{TWIN.id}"}
    assert len(archive.story("story-old").claims) > 0
    assert list(check(archive)) == []


def test_an_export_keeps_the_history_of_stories(archive: Archive, teller: Storyteller, tmp_path: object) -> None:
    keep(archive, BRIDGE, TWIN)
    teller.join(NOW)
    with Archive.open(f"{tmp_path}/copy.sqlite") as copy:
        load(copy, dump(archive))
        keep(copy, BRIDGE_ELSEWHERE)
        Storyteller(copy).join(NOW)
        assert story_ids(copy)[BRIDGE_ELSEWHERE.id] == story_ids(archive)[BRIDGE.id]
        assert [change.type for change in StoryLog(copy).changes()] == ["opened", "opened", "grown"]


def test_a_change_that_the_stories_do_not_show_is_found(archive: Archive, teller: Storyteller) -> None:
    keep(archive, BRIDGE, TWIN)
    teller.join(NOW)
    with archive.writing() as connection:
        connection.exec_driver_sql("DELETE FROM story_changes WHERE number = (SELECT min(number) FROM story_changes)")
    assert ["the log of changes does not put record" in fault.says for fault in check(archive)] == [True]


def test_joining_one_page_reads_no_more_records_in_a_large_archive_than_in_a_small_one(
    in_file: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = 0
    whole = Archive.record

    def counted(archive: Archive, key: str) -> Record:
        nonlocal read
        read += 1
        return whole(archive, key)

    monkeypatch.setattr(Archive, "record", counted)
    teller, took = Storyteller(in_file), []
    for size in (100, 400):
        keep(in_file, *(reported(number) for number in range(size - 100, size - 1)))
        teller.join(NOW, replay="everything")
        read = 0
        keep(in_file, reported(size - 1))
        assert not teller.join(NOW).replayed
        took.append(read)
    assert took[1] <= took[0] <= BESIDE + 1 + LOOKED_AT + 1  # itself, likely copies, and for its story once more
