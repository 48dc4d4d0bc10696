"""The site over an archive of many records: how long front page, story and other pages take.

    python benchmarks/serving.py [--stories 4000] [--archive PATH] [--requests 300] [--json OUT]

The archive is made of the sample pages, read once and kept again and again under other addresses, other days
and other ids: nine stories and 29 reports each time. Pages are asked for over loopback from one process that
serves and one that asks, one after the other. The rounds name the same places, so that their maps are drawn
once: in an archive of news from everywhere a story's first page takes 30 ms longer. "first" is a page that
nobody has asked for since the archive changed, "again" one that was asked for before. Memory is that of the
serving process at the end.
"""

from __future__ import annotations

import argparse
import http.client
import json
import random
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from dateline.archive import Archive
from dateline.archive.writing import put_page, put_record
from dateline.record import Page, Record, Story, record_id

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
SEED = 9


def sample() -> tuple[list[tuple[Page, Record]], list[Story]]:
    """Read the sample pages."""
    from dateline.pipeline import default_pipeline, page_of
    from dateline.stories import find_stories

    pipeline = default_pipeline()
    read = []
    for line in (SAMPLES / "manifest.jsonl").read_bytes().splitlines():
        row = msgspec.json.decode(line)
        page = page_of(SAMPLES / "pages" / row["file"], url=row["url"])
        read.append((page, pipeline.read(page)))
    return read, find_stories([record for _, record in read])


def fill(path: Path, stories_wanted: int) -> None:
    """Make the archive: rounds of the sample, each an hour earlier than the one before."""
    read, stories = sample()
    rounds = -(-stories_wanted // len(stories))
    kept: list[Story] = []
    with Archive.open(path) as archive:
        for number in range(rounds):
            ids: dict[bytes, bytes] = {}
            with archive.writing() as connection:
                for page, record in read:
                    url = f"{page.url or 'https://sample.example/'}?round={number}"
                    again = msgspec.structs.replace(page, url=url)
                    own = record_id(again.digest, url)
                    ids[record.id.encode()] = own.encode()
                    copied = msgspec.structs.replace(record, id=own, page=again.reference())
                    put_page(connection, again, own)
                    put_record(connection, archive.store.words, earlier(copied, number))
            kept += [renamed(story, ids, number) for story in stories]
        archive.put_stories(kept)


def earlier(record: Record, hours: int) -> Record:
    """Return a record as if published some hours earlier."""
    published = record.article.published
    if published is None:
        return record
    moved = msgspec.structs.replace(published, value=shifted(published.value, hours))
    return msgspec.structs.replace(record, article=msgspec.structs.replace(record.article, published=moved))


def shifted(value: str, hours: int) -> str:
    """Return an ISO 8601 day or time some hours earlier, in its own form."""
    when = (datetime.fromisoformat(value) - timedelta(hours=hours)).isoformat()
    return when[:10] if len(value) == 10 else when


def renamed(story: Story, ids: dict[bytes, bytes], number: int) -> Story:
    """Return a story of other records, under another id, some hours earlier."""
    packed = re.sub(rb'"([0-9a-f]{16})"', lambda m: b'"' + ids.get(m[1], m[1]) + b'"', msgspec.json.encode(story))
    copied = msgspec.json.decode(packed, type=Story)
    return msgspec.structs.replace(
        copied,
        id=f"{story.id}-{number}",
        links=(),
        first=story.first and shifted(story.first, number),
        latest=story.latest and shifted(story.latest, number),
    )


def serve(path: Path) -> None:
    """Serve until standard input ends; print the port first, and memory last."""
    import uvicorn

    from dateline.serve import Site, make_app
    from dateline.serve.app import listening_at

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
    # Not getrusage: a child begins with the largest size that its parent had.
    [peak] = re.findall(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    print(int(peak) // 1024, flush=True)


class Reader:
    """Asks for pages over one connection."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)

    def get(self, path: str) -> tuple[float, bytes]:
        """Return the milliseconds that a page took, and the page."""
        before = time.perf_counter()
        self.connection.request("GET", path, headers={"Host": "localhost"})
        answer = self.connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise SystemExit(f"{path}: {answer.status}")
        return (time.perf_counter() - before) * 1000, body


def measure(port: int, requests: int) -> dict[str, list[float]]:
    """Return the milliseconds of each kind of request."""
    reader, chance = Reader(port), random.Random(SEED)
    found: dict[str, list[float]] = {"start": [reader.get("/")[0]]}
    listed = [
        path.decode()
        for number in range(1, 1 + -(-requests // 80))
        for path in re.findall(
            rb'href="(stories/[^"]+)"', reader.get(f"/stories{'' if number == 1 else f'.{number}'}.html")[1]
        )
    ][:requests]
    found["front page, again"] = [reader.get("/")[0] for _ in range(requests)]
    found["front page, first"] = [
        reader.get(f"/index.html?since=2024-01-{1 + n % 28:02}T{n % 24:02}:00")[0] for n in range(min(60, requests))
    ]
    chance.shuffle(listed)
    pages = [(reader.get(f"/{path}")) for path in listed]
    found["story, first"] = [took for took, _ in pages]
    found["story, again"] = [reader.get(f"/{chance.choice(listed)}")[0] for _ in range(requests)]
    articles = [path.decode() for _, page in pages for path in re.findall(rb'href="\.\./(articles/[^"#]+)"', page)[:1]]
    found["article, first"] = [reader.get(f"/{path}")[0] for path in dict.fromkeys(articles)]
    words = ("fire", "warehouse", "Nordhain", "speaker:Filipoiu", "type:ACCUSE", "near:Galway", "flood*", '"the port"')
    found["search, first"] = [reader.get(f"/search.html?q={quoted(word)}")[0] for word in words]
    found["events, first"] = [
        reader.get(f"/events.html?{only}")[0] for only in ("", "type=ACCUSE", "status=demanded", "place=Romania")
    ]
    return found


def quoted(words: str) -> str:
    """Return words as an address holds them."""
    from urllib.parse import quote

    return quote(words)


def main() -> None:
    """Make the archive where there is none, serve it, ask, print the table."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--stories", type=int, default=4_000)
    arguments.add_argument("--archive", type=Path)
    arguments.add_argument("--requests", type=int, default=300)
    arguments.add_argument("--serve", type=Path)
    arguments.add_argument("--json", type=Path)
    options = arguments.parse_args()
    if options.serve:
        serve(options.serve)
        return
    with tempfile.TemporaryDirectory() as temporary:
        path = options.archive or Path(temporary) / "archive.sqlite"
        if not path.is_file():
            fill(path, options.stories)
        with Archive.open(path) as archive:
            counts = archive.counts()
        command = [sys.executable, __file__, "--serve", str(path)]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
            assert server.stdin is not None
            assert server.stdout is not None
            found = measure(int(server.stdout.readline()), options.requests)
            server.stdin.close()
            memory = int(server.stdout.readline())
    print(f"{counts.records:,} records, {counts.stories:,} stories; milliseconds; the site holds {memory} MiB at most")
    print(f"{'':20} {'asked':>6} {'median':>8} {'99th':>8} {'longest':>8}")
    for name, took in found.items():
        ninety_ninth = sorted(took)[min(len(took) - 1, int(len(took) * 0.99))]
        print(f"{name:20} {len(took):6} {statistics.median(took):8.1f} {ninety_ninth:8.1f} {max(took):8.1f}")
    if options.json:
        options.json.write_text(json.dumps(found, indent=2) + "\n")


if __name__ == "__main__":
    main()
