"""``dateline run`` under fire: faults from the site, and SIGKILL at random moments.

Run as a module it starts what is killed, each time in a process group of its own: one program that has
everything loaded and forks, so that the moments fall into the work and not into its start.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import msgspec

from dateline.archive import Archive, Jobs, Sources, check
from dateline.gather import Settings, run, subscribe
from dateline.gather.means import Means
from tests.gather.conftest import light_pipeline
from tests.gather.press import Fault, Press, article, printing

ROOT = Path(__file__).resolve().parents[2]

FAULTS: tuple[Fault, ...] = ("time-out", "500", "503", "cut gzip", "wrong length", "slow bytes")
"""Faults that pass: a page that has them is there in the end."""

STAYING: tuple[Fault, ...] = ("loop", "huge", "404", "410", "pdf", "403")

_BOTH = 2
_DRAINED_SECONDS = 900.0
_LIFE_SECONDS = 30.0
"""Of one run, at most: on a machine that does other work a run must still come to something before it is killed."""


class Soaked(NamedTuple):
    """What was seen."""

    pages: int
    kills: int
    seconds: float
    requests: int
    records: int
    changed: int
    problems: tuple[str, ...]


def settings(archive: str) -> Settings:
    """Quick retries and short leases, so that what a killed process held is taken over soon."""
    return Settings(
        archive=archive,
        allow_private=True,
        delay_seconds=0.0,
        timeout_seconds=2.0,
        limit_bytes=1_000_000,
        lease_seconds=0.9,
        fetchers=4,
        attempts=5,
        first_retry_seconds=0.05,
        join_seconds=1.0,
        replay_seconds=10.0,
        poll_seconds=0.05,
    )


def soak(
    where: str,
    *,
    pages: int,
    kills: int,
    seed: int,
    say: Callable[[str], None] = lambda _: None,
) -> Soaked:
    """Gather so many pages from a faulty press while ``dateline run`` is killed so often; return what was wrong.

    ``where`` is the path or address of an empty archive.

    Each run lives until a random number of requests were made or pages were read, and a moment longer: the
    work is hit wherever it is, on a slow machine too.
    """
    began = time.monotonic()
    rng = random.Random(seed)
    with printing() as press, Archive.open(where) as archive, _runs(where) as runs:
        press.silence_seconds = 2.5
        lasting = _put_up(press, pages, rng)
        means = Means(archive, msgspec.structs.replace(settings(where), timeout_seconds=20.0), light_pipeline)
        for name in ("/feed-0", "/feed-1"):
            subscribe(means, press.url(name))
        changed: dict[str, bytes] = {}
        for number in range(kills):
            if number == kills // 2:
                changed = _change(press, lasting, rng)
            means.jobs.hasten(["poll"], now=time.time())
            process = runs.start()
            _live(press, archive, 3 * pages // kills // 2 + 2, rng)
            os.killpg(process, signal.SIGKILL)
            runs.wait()
            say(f"{number + 1} kills, {archive.counts().records} records")
        means.jobs.hasten(["poll"], now=time.time())
        code = _drained(runs, archive, say)
        problems = [] if code == 0 else [f"the last run ended with {code}"]
        problems += _problems(press, archive, lasting, changed)
        counts = archive.counts()
        return Soaked(
            pages, kills, time.monotonic() - began, len(press.seen), counts.records, len(changed), tuple(problems)
        )


def _live(press: Press, archive: Archive, most: int, rng: random.Random) -> None:
    """Wait until the press was asked, or pages were read, so often more, or nothing is left; and a moment longer."""
    ends = time.monotonic() + _LIFE_SECONDS
    jobs = Jobs(archive)
    asked, read = len(press.seen), archive.counts().records
    steps = rng.randint(0, most)
    by_requests = rng.random() < 0.5
    while time.monotonic() < ends:
        if (len(press.seen) - asked if by_requests else archive.counts().records - read) >= steps:
            break
        if not _left(jobs):
            break
        time.sleep(0.01)
    time.sleep(rng.uniform(0, 0.2))


def _put_up(press: Press, pages: int, rng: random.Random) -> dict[str, bytes]:
    """Put pages up in two feeds, a third of them faulty, some for good; return those that are to be had."""
    items = press.print(range(pages))
    lasting = {}
    for number in range(pages):
        path = f"/news/{number}"
        answer = press.answers[path]
        if rng.random() < 0.05:
            answer = answer._replace(faults=(rng.choice(STAYING),), for_good=True)
        else:
            lasting[path] = answer.body
            if rng.random() < 0.3:
                answer = answer._replace(faults=tuple(rng.choices(FAULTS, k=rng.choice((1, 2)))))
        press.answers[path] = answer._replace(etag=f'"{number}"')
    for part in range(_BOTH):
        press.feed(f"/feed-{part}", dict(list(items.items())[part::_BOTH]))
    return lasting


def _change(press: Press, lasting: dict[str, bytes], rng: random.Random) -> dict[str, bytes]:
    """Correct a tenth of the pages, and say so in the feeds; return the new versions."""
    chosen = rng.sample(sorted(lasting), max(1, len(lasting) // 10))
    changed = {path: article(int(path.rpartition("/")[2]), version=2) for path in chosen}
    for path, body in changed.items():
        press.answers[path] = press.answers[path]._replace(body=body, etag=f'"{path}-2"', faults=())
    for part in range(_BOTH):
        feed = press.answers[f"/feed-{part}"]
        body = feed.body
        for path in changed:
            number = path.rpartition("/")[2]
            body = body.replace(f"<title>Bridge {number}<".encode(), f"<title>Bridge {number}, corrected<".encode())
        press.answers[f"/feed-{part}"] = feed._replace(body=body)
    return changed


class _Runs:
    """The program that forks runs: one line in for each, the process id out."""

    def __init__(self, where: str) -> None:
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
        self._program = subprocess.Popen(
            [sys.executable, "-m", "tests.gather.soaking", where],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def start(self) -> int:
        """Start a run; return its process id, which is that of its group."""
        return int(self._asked("run"))

    def wait(self) -> int:
        """Return what the last run ended with, as ``os.waitstatus_to_exitcode`` says it."""
        return int(self._asked("wait"))

    def _asked(self, word: str) -> str:
        assert self._program.stdin is not None
        assert self._program.stdout is not None
        self._program.stdin.write(f"{word}\n".encode())
        self._program.stdin.flush()
        return self._program.stdout.readline().decode()

    def close(self) -> None:
        """End the program."""
        self._program.communicate()


@contextmanager
def _runs(where: str) -> Iterator[_Runs]:
    runs = _Runs(where)
    try:
        yield runs
    finally:
        runs.close()


def _fork_runs(where: str) -> None:
    started = 0
    for line in sys.stdin:
        if line.strip() == "run":
            started = os.fork()
            if not started:
                os.setsid()
                run(settings(where), light_pipeline)
                os._exit(0)
            print(started, flush=True)  # noqa: T201 (to the program that asks)
        else:
            print(os.waitstatus_to_exitcode(os.waitpid(started, 0)[1]), flush=True)  # noqa: T201


def _drained(runs: _Runs, archive: Archive, say: Callable[[str], None]) -> int:
    """Run until nothing is due, then stop it as a user would; return its exit code."""
    jobs = Jobs(archive)
    ends = time.monotonic() + _DRAINED_SECONDS
    process = runs.start()
    quiet = 0
    while quiet < 3 and time.monotonic() < ends:
        time.sleep(0.3)
        quiet = 0 if _left(jobs) else quiet + 1
    say(f"{'drained' if quiet else 'not drained in time'}: {archive.counts().records} records")
    os.kill(process, signal.SIGTERM)
    return runs.wait()


def _left(jobs: Jobs) -> int:
    """Return how many jobs are held, or due within five minutes."""
    soon = time.time() + 300
    return jobs.open(("poll", "fetch", "read", "join"), due_by=soon, rested_by=soon)


def _problems(press: Press, archive: Archive, lasting: dict[str, bytes], changed: dict[str, bytes]) -> Iterator[str]:
    """Yield what is lost, doubled or inconsistent."""
    sources = Sources(archive)
    newest = set()
    for path, body in lasting.items():
        url = press.url(path)
        versions = [archive.page(reference.digest).content for reference in archive.versions(url)]
        wanted = [body] if path not in changed else [changed[path]]
        if len(versions) != len(set(versions)):
            yield f"{path} is kept twice"
        if not set(wanted) <= set(versions) or not set(versions) <= {body, *wanted}:
            yield f"{path} is kept in {len(versions)} versions, and not in the one that is up"
        read = list(archive.records(url=url))
        if len(read) != len(versions):
            yield f"{path} has {len(versions)} versions and {len(read)} records"
        entry = sources.entry(url)
        if entry is None or entry.state != "kept" or entry.record is None:
            yield f"{path} is noted as {None if entry is None else entry.state}"
        elif archive.record(entry.record).article.completeness != "not-an-article":  # such a page is in no story
            newest.add(entry.record)
    if archive.counts().pages != archive.counts().records:
        yield f"{archive.counts().pages} pages and {archive.counts().records} records"
    yield from (f"{fault.where}: {fault.says}" for fault in check(archive))
    joined = [record for story in archive.stories() for record in story.records]
    if len(joined) != len(set(joined)):
        yield "a record is in two stories"
    if set(joined) != newest:
        yield f"{len(newest - set(joined))} pages are in no story, {len(set(joined) - newest)} old versions are in one"


if __name__ == "__main__":
    _fork_runs(sys.argv[1])
