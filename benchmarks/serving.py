"""The site over 100,000 records on one core: how long pages take at 50 requests a second, and what memory does.

    python benchmarks/serving.py [--records 100000] [--archive PATH] [--rate 50] [--seconds 60] [--many 100000]

Makes the archive (see rounds.py; with --archive it is kept there, and used again), serves it from a process that is
held to one core, and asks over loopback from another one:

1. requests that start at fixed times, whether the last one was answered or not, half the front page and half stories
   drawn by chance: almost each is a page that nobody asked for before. A request's time counts from when it was due.
2. --many requests one after the other, one in fifty for such a new page; the server's memory is read on the way.

On a quiet machine it takes some eight minutes, five of which make the archive. The rounds of the archive name the same
places, whose maps are drawn once: in an archive of news from everywhere a story's first page takes 30 ms longer.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from rounds import fill, story_addresses

SEED = 9
ASKERS = 8
"""Connections at once: at 50 a second more would only wait."""
KEPT = 1_000
"""Pages that readers come back to."""
ONE_NEW_IN = 50


def serve(path: Path) -> None:
    """Serve on one core until standard input ends; print the port first."""
    import uvicorn

    from dateline.archive import Archive
    from dateline.serve import Site, make_app
    from dateline.serve.app import listening_at

    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    with Archive.open(path) as archive:
        site = Site(archive, title="Bench", clock=lambda: "2030-01-01T00:00:00+00:00")
        listening = listening_at("127.0.0.1", 0)
        server = uvicorn.Server(uvicorn.Config(make_app(site), log_level="warning", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        print(listening.getsockname()[1], flush=True)
        sys.stdin.read()
        server.should_exit = True
        thread.join()


class Server(NamedTuple):
    """The serving process."""

    port: int
    process: int

    def memory(self) -> int:
        """Return the MiB that it holds."""
        [held] = re.findall(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{self.process}/status").read_text())
        return int(held) // 1024

    def seconds(self) -> float:
        """Return the processor time that it took so far."""
        fields = Path(f"/proc/{self.process}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def serving(path: Path) -> Iterator[Server]:
    """Serve an archive meanwhile."""
    command = [sys.executable, __file__, "--serve", str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        yield Server(int(process.stdout.readline()), process.pid)
        process.stdin.close()


def asker(port: int) -> Callable[[str], None]:
    """Return a function that asks for a page, over one connection for each thread."""
    own = threading.local()

    def ask(path: str) -> None:
        if not hasattr(own, "connection"):
            own.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        own.connection.request("GET", f"/{path}", headers={"Host": "localhost", "Accept-Encoding": "gzip"})
        answer = own.connection.getresponse()
        answer.read()
        if answer.status != 200:
            raise SystemExit(f"{path}: {answer.status}")

    return ask


def at_a_rate(server: Server, paths: list[str], *, rate: float) -> list[float]:
    """Ask for each path when it is due; return the milliseconds from then until it was answered."""
    ask = asker(server.port)
    started = time.perf_counter()

    def take(number: int) -> float:
        due = started + number / rate
        time.sleep(max(0.0, due - time.perf_counter()))
        ask(paths[number])
        return (time.perf_counter() - due) * 1000

    with ThreadPoolExecutor(ASKERS) as askers:
        return list(askers.map(take, range(len(paths))))


def one_after_the_other(server: Server, stories: list[str], *, many: int, chance: random.Random) -> list[int]:
    """Ask very often; return the server's memory before, and after each tenth."""
    ask = asker(server.port)
    again = ["", "index.html", *chance.sample(stories, min(KEPT, len(stories)))]
    held = [server.memory()]
    for number in range(1, many + 1):
        ask(chance.choice(stories if number % ONE_NEW_IN == 0 else again))
        if number % max(1, many // 10) == 0:
            held.append(server.memory())
    return held


def told(name: str, took: list[float]) -> dict[str, float]:
    """Print and return what a kind of request took."""
    ordered = sorted(took)
    found = {
        "asked": len(took),
        "median": round(statistics.median(took), 1),
        "99th": round(ordered[min(len(took) - 1, int(len(took) * 0.99))], 1),
        "longest": round(ordered[-1], 1),
    }
    print(
        f"{name:12} {found['asked']:6} {found['median']:8.1f} {found['99th']:8.1f} {found['longest']:8.1f}", flush=True
    )
    return found


def main() -> None:
    """Make the archive where there is none, serve it, ask, print the tables."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--records", type=int, default=100_000)
    arguments.add_argument("--archive", type=Path)
    arguments.add_argument("--rate", type=float, default=50.0)
    arguments.add_argument("--seconds", type=float, default=60.0)
    arguments.add_argument("--many", type=int, default=100_000)
    arguments.add_argument("--serve", type=Path, help=argparse.SUPPRESS)
    arguments.add_argument("--json", type=Path)
    options = arguments.parse_args()
    if options.serve:
        serve(options.serve)
        return
    with tempfile.TemporaryDirectory() as temporary:
        path = options.archive or Path(temporary) / "archive.sqlite"
        if not path.is_file():
            began = time.perf_counter()
            fill(path, options.records)
            print(f"the archive took {time.perf_counter() - began:.0f} s to make", flush=True)
        found = measure(path, options)
    if options.json:
        options.json.write_text(json.dumps(found, indent=2) + "\n")


def measure(path: Path, options: argparse.Namespace) -> dict[str, object]:
    """Ask a site of an archive; print and return what it took."""
    chance = random.Random(SEED)
    stories = list(story_addresses(path))
    wanted = int(options.rate * options.seconds)
    paths = ["" if number % 2 else chance.choice(stories) for number in range(wanted)]
    with serving(path) as server:
        began = time.perf_counter()
        ask = asker(server.port)
        ask("")
        ask(stories[0])
        print(f"{len(stories):,} stories; the first two pages took {time.perf_counter() - began:.1f} s")
        print(f"{options.rate:g} requests a second; milliseconds")
        print(f"{'':12} {'asked':>6} {'median':>8} {'99th':>8} {'longest':>8}")
        before = server.seconds()
        took = at_a_rate(server, paths, rate=options.rate)
        found: dict[str, object] = {
            "front page": told("front page", [each for path, each in zip(paths, took, strict=True) if not path]),
            "story": told("story", [each for path, each in zip(paths, took, strict=True) if path]),
        }
        busy = (server.seconds() - before) / max(1, len(paths) // 2) * 1000
        print(f"processor: {busy:.1f} ms for a story and a front page")
        held = one_after_the_other(server, stories, many=options.many, chance=chance)
        print(f"memory over {options.many:,} requests, MiB: {' '.join(map(str, held))}")
        return found | {"processor": round(busy, 1), "memory": held}


if __name__ == "__main__":
    main()
