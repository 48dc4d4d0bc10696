"""A job is done by one worker at a time, tried again, and never lost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from dateline.archive import Archive, Hosts, Job, Jobs


@pytest.fixture
def jobs(archive: Archive) -> Jobs:
    return Jobs(archive)


def claimed(jobs: Jobs, *, now: float = 100.0, worker: str = "ada", **options: Any) -> Job | None:
    options = {"lease_seconds": 30.0, "delay_seconds": 0.0, **options}
    return jobs.claim(("poll", "fetch", "read", "join"), now=now, worker=worker, **options)


def taken(jobs: Jobs, **options: Any) -> Job:
    job = claimed(jobs, **options)
    assert job is not None
    return job


def fetch(key: str, due_at: float = 0.0, host: str | None = None) -> Job:
    return Job("fetch", key, host=host, due_at=due_at)


def test_the_job_that_is_due_the_longest_comes_first_and_none_before_its_time(jobs: Jobs) -> None:
    jobs.put([fetch("b", 20), fetch("a", 10), fetch("c", 200)])
    assert [taken(jobs).key, taken(jobs).key] == ["a", "b"]
    assert claimed(jobs) is None


def test_the_same_thing_asked_for_twice_is_one_job_due_at_the_earlier_time(jobs: Jobs) -> None:
    jobs.put([fetch("a", 50), fetch("a", 20), fetch("a", 90)])
    [job] = jobs.listed()
    assert job.due_at == 20


def test_a_leased_job_is_nobody_elses_until_its_lease_ends(jobs: Jobs) -> None:
    jobs.put([fetch("a")])
    first = taken(jobs, now=100)
    assert claimed(jobs, now=129, worker="bo") is None
    second = taken(jobs, now=131, worker="bo")
    assert (second.key, second.crashes) == ("a", 1)
    assert not jobs.finish(first, now=132, then=[fetch("b")], counted={"fetched": 1})
    assert jobs.counters() == {}
    assert jobs.finish(second, now=132)
    assert jobs.listed() == []


def test_a_renewed_lease_lasts(jobs: Jobs) -> None:
    jobs.put([fetch("a")])
    job = taken(jobs, now=100)
    assert jobs.renew(job, until=160)
    assert claimed(jobs, now=150) is None
    assert taken(jobs, now=161, worker="bo")
    assert not jobs.renew(job, until=200)


def test_what_follows_and_what_is_counted_come_with_the_end_of_a_job(jobs: Jobs) -> None:
    jobs.put([fetch("a")])
    job = taken(jobs)
    assert jobs.finish(job, now=100, then=[Job("read", "r", due_at=100)], counted={"fetched": 1, "bytes": 7})
    assert [(each.kind, each.key) for each in jobs.listed()] == [("read", "r")]
    jobs.add_to_counters({"bytes": 3})
    assert jobs.counters() == {"bytes": 10, "fetched": 1}


def test_a_job_that_is_asked_for_while_it_is_done_is_done_once_more(jobs: Jobs) -> None:
    jobs.put([Job("join", "stories")])
    job = taken(jobs)
    jobs.put([Job("join", "stories", due_at=500)])
    assert jobs.finish(job, now=100)
    again = taken(jobs, now=101)
    assert jobs.finish(again, now=102)
    assert jobs.listed() == []


def test_a_job_that_comes_again_waits_for_its_time_and_starts_afresh(jobs: Jobs) -> None:
    jobs.put([fetch("a")])
    jobs.retry(taken(jobs), at=100, reason="status 500")
    jobs.finish(taken(jobs), now=100, again_at=700)
    [job] = jobs.listed()
    assert (job.due_at, job.failures, job.reason, job.state) == (700, 0, None, "waiting")


def test_a_failed_attempt_counts_unless_it_is_blameless(jobs: Jobs) -> None:
    jobs.put([fetch("a")])
    jobs.retry(taken(jobs), at=100, reason="status 500")
    jobs.retry(taken(jobs), at=110, reason="busy", blameless=True)
    assert claimed(jobs, now=109) is None
    job = taken(jobs, now=110)
    assert (job.failures, job.reason) == (1, "busy")


def test_a_dead_job_keeps_its_reason_and_lives_again_when_asked(jobs: Jobs) -> None:
    jobs.put([fetch("a"), fetch("b")])
    for _ in range(2):
        jobs.bury(taken(jobs), reason="status 404", counted={"fetches_dead": 1})
    assert claimed(jobs, now=10**9) is None
    assert [job.reason for job in jobs.listed(state="dead")] == ["status 404", "status 404"]
    number = jobs.listed(state="dead")[0].number
    assert jobs.revive(number=number, now=200) == 1
    assert jobs.finish(taken(jobs, now=200), now=200)
    jobs.put([fetch("b", 300)])
    assert taken(jobs, now=300).key == "b"
    assert jobs.counters() == {"fetches_dead": 2}


def test_a_host_has_one_turn_in_its_delay_and_rests_when_told(jobs: Jobs, archive: Archive) -> None:
    jobs.put([fetch("a", host="x.example"), fetch("b", host="x.example"), fetch("c", host="y.example")])
    assert taken(jobs, now=100, delay_seconds=5, lease_seconds=900).key == "a"
    assert taken(jobs, now=101, delay_seconds=5, lease_seconds=900).key == "c"
    assert claimed(jobs, now=104, delay_seconds=5) is None
    hosts = Hosts(archive)
    hosts.rest("x.example", until=200)
    assert claimed(jobs, now=106, delay_seconds=5) is None
    assert taken(jobs, now=200, delay_seconds=5).key == "b"


def test_a_host_that_asks_for_a_longer_delay_gets_it(jobs: Jobs, archive: Archive) -> None:
    Hosts(archive).put_robots("x.example", robots="", status=200, until=10**9, delay_seconds=60)
    jobs.put([fetch("a", host="x.example"), fetch("b", host="x.example")])
    taken(jobs, now=100, delay_seconds=1)
    assert claimed(jobs, now=159, delay_seconds=1) is None
    assert taken(jobs, now=160, delay_seconds=1)


def test_jobs_that_a_round_waits_for_are_those_that_can_be_done(jobs: Jobs, archive: Archive) -> None:
    jobs.put([fetch("a", 10), fetch("b", 300), fetch("c", 10, host="x.example")])
    assert jobs.open(["fetch"], due_by=100, rested_by=160) == 2
    Hosts(archive).rest("x.example", until=1000)
    assert jobs.open(["fetch"], due_by=100, rested_by=160) == 1
    taken(jobs)
    assert jobs.open(["fetch"], due_by=5, rested_by=160) == 1


def test_many_workers_at_once_do_each_job_once(jobs: Jobs) -> None:
    jobs.put(fetch(f"{number:02}") for number in range(40))

    def work(name: int) -> list[str]:
        done = []
        while (job := claimed(jobs, worker=f"worker {name}")) is not None:
            done.append(job.key)
            assert jobs.finish(job, now=100)
        return done

    with ThreadPoolExecutor(4) as pool:
        done = [key for keys in pool.map(work, range(4)) for key in keys]
    assert sorted(done) == [f"{number:02}" for number in range(40)]
