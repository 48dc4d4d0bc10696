"""An edition of many pages: how long the first build takes, and the next one when a story has come in.

    python benchmarks/building.py [--records 7540] [--archive PATH] [--processes 2] [--json OUT]

The archive is that of ``rounds.py``: the sample pages again and again under other addresses and days, about four
pages of the edition for each story. One story of three reports is then added, the newest of all, and the edition is
built again over the first one. The builds run in processes of their own, as on a command line, and what they take is
measured from start to end: in brackets the processor's time, since on a machine that does other work the clock tells
of that work too. The peer is Jinja2 alone: as many pages of the same size from one template of plain paragraphs,
without data, links, marks or evidence.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import msgspec
from rounds import FETCHED, earlier, fill, renamed, sample

from dateline.archive import Archive
from dateline.edition.building import MANIFEST, Manifest
from dateline.record import record_id

LATER = -240
"""Hours by which the story that is added is earlier than the sample's: it is later."""

BUILD = """
import resource, sys
from dateline.archive import Archive
from dateline.edition import build_edition

with Archive.open(sys.argv[1]) as archive:
    built = build_edition(archive, sys.argv[2], processes=int(sys.argv[3]))
most = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
print(built.pages, built.drawn, most // 1024)
"""


def build(archive: Path, folder: Path, processes: int) -> dict[str, float]:
    """Build in a process of its own; return pages, those drawn, seconds, processor's seconds, MiB of one process."""
    before, used = time.perf_counter(), _children()
    command = [sys.executable, "-c", BUILD, str(archive), str(folder), str(processes)]
    said = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.split()
    took = {"seconds": time.perf_counter() - before, "processor_seconds": _children() - used}
    return {"pages": int(said[0]), "drawn": int(said[1]), "mebibytes": int(said[2]), **took}


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def add_story(path: Path) -> None:
    """Add the sample's largest story once more, ten days after everything else."""
    read, stories = sample()
    largest = max(stories, key=lambda story: len(story.records))
    ids: dict[str, str] = {}
    with Archive.open(path) as archive:
        for page, record in read:
            if record.id in largest.records:
                url = f"{page.url}?round={LATER}"
                ids[record.id] = record_id(page.digest, url)
                published = record.article.published
                if published is not None:
                    published = msgspec.structs.replace(published, value=earlier(published.value, LATER))
                article = msgspec.structs.replace(record.article, published=published)
                again = msgspec.structs.replace(page, url=url, fetched_at=earlier(FETCHED, LATER))
                own = msgspec.structs.replace(record, id=ids[record.id], page=again.reference(), article=article)
                archive.add(again, own)
        archive.put_stories([*archive.stories(), renamed(largest, ids, LATER)])


def peer(folder: Path) -> float:
    """Return the processor's seconds that Jinja2 alone takes for as many pages of the same size."""
    import jinja2

    manifest = msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Manifest)
    sizes = [(folder / path).stat().st_size for path in manifest.files if path.endswith(".html")]
    environment = jinja2.Environment(autoescape=True)
    template = environment.from_string(
        "<!doctype html><title>{{ title }}</title>{% for each in paragraphs %}<p>{{ each }}</p>\n{% endfor %}"
    )
    line = "The port’s chief inspector was suspended, “for now”, as they said & wrote on Friday afternoon. " * 2
    with tempfile.TemporaryDirectory() as temporary:
        before = time.process_time()
        for number, size in enumerate(sizes):
            text = template.render(title=f"Page {number}", paragraphs=[line] * (size // len(line.encode())))
            (Path(temporary) / f"{number}.html").write_bytes(text.encode())
        return time.process_time() - before


def main() -> None:
    """Make the archive where there is none, build, add a story, build again, print the table."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--records", type=int, default=7_540)
    arguments.add_argument("--archive", type=Path, help="of rounds.py; a story is added to it")
    arguments.add_argument("--processes", type=int, default=2)
    arguments.add_argument("--json", type=Path)
    options = arguments.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        archive, folder = options.archive or Path(temporary) / "archive.sqlite", Path(temporary) / "edition"
        if not archive.is_file():
            fill(archive, options.records)
        found = {"first build": build(archive, folder, options.processes)}
        add_story(archive)
        found["one more story"] = build(archive, folder, options.processes)
        found["nothing new"] = build(archive, folder, options.processes)
        alone = peer(folder)
    print(f"{'':16} {'pages':>7} {'drawn':>7} {'seconds':>9} {'processor':>11} {'MiB':>6}")
    for name, row in found.items():
        print(
            f"{name:16} {row['pages']:7,} {row['drawn']:7,} {row['seconds']:9.1f} {row['processor_seconds']:10.1f}s "
            f"{row['mebibytes']:6}"
        )
    ratio = found["first build"]["processor_seconds"] / alone
    print(f"Jinja2 alone takes {alone:.1f} s of the processor for pages of that size: {ratio:.0f} times less")
    if options.json:
        options.json.write_text(json.dumps({**found, "jinja2_alone": alone}, indent=2) + "\n")


if __name__ == "__main__":
    main()
