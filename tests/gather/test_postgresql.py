"""Whole rounds on PostgreSQL: what the steps keep there is what they keep in a file."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dateline.archive import Archive, StoryLog, backup, check
from dateline.gather import gather, subscribe
from dateline.gather.means import Means
from tests.gather.conftest import Clock, MakeMeans
from tests.gather.press import Answer, Fault, Press, article


@pytest.fixture
def means(make_means: MakeMeans, emptied: Callable[[], str]) -> Means:
    return make_means(archive=emptied())


def test_rounds_with_faults_changes_and_a_page_that_is_gone(
    press: Press, means: Means, clock: Clock, tmp_path: object
) -> None:
    items = press.print(range(8))
    faults: tuple[Fault, ...] = ("500", "cut gzip", "wrong length", "404")
    for number, fault in enumerate(faults):
        press.answers[f"/news/{number}"] = press.answers[f"/news/{number}"]._replace(faults=(fault,))
    press.answers["/news/7"] = press.answers["/news/7"]._replace(faults=("410",), for_good=True)
    subscribe(means, press.feed("/feed", items), owner="Quill & Co", sections=("Harbour",))
    for _ in range(3):
        summary = gather(means)
        clock.ahead += 10
    assert summary.sources[0].states == {"kept": 7, "gone": 1}
    assert (means.archive.counts().records, summary.dead) == (7, 0)
    press.answers["/news/5"] = Answer(article(5, version=2))
    clock.ahead += 7 * 3_600
    gather(means)
    first, second = means.archive.versions(press.url("/news/5"))
    assert first.digest != second.digest
    assert len(means.archive.find("bridge", limit=50)) == 8
    joined = [record for story in means.archive.stories() for record in story.records]
    assert len(joined) == len(set(joined)) == 7
    assert "renewed" in [change.type for change in StoryLog(means.archive).changes()]
    assert list(check(means.archive)) == []
    backup(means.archive, f"{tmp_path}/backup.sqlite")
    with Archive.open(f"{tmp_path}/backup.sqlite") as copy:
        assert copy.counts() == means.archive.counts()
        assert [source.owner for source in means.sources.all()] == ["Quill & Co"]


def test_two_processes_that_gather_at_once_double_nothing(
    press: Press, make_means: MakeMeans, emptied: Callable[[], str]
) -> None:
    import threading

    where = emptied()
    one, other = make_means(archive=where), make_means(archive=where)
    subscribe(one, press.feed("/feed", press.print(range(12))))
    threads = [threading.Thread(target=gather, args=(means,)) for means in (one, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert one.archive.counts().records == 12
    # A page that one process has on its way while the other reads the list again is asked for once more.
    assert {press.asked[f"/news/{number}"] for number in range(12)} <= {1, 2}
    joined = [record for story in one.archive.stories() for record in story.records]
    assert len(joined) == len(set(joined)) == 12
    assert list(check(one.archive)) == []
