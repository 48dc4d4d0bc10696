"""Time and memory of a whole record from HTML, as ratios to named peers in the same run.

    python benchmarks/reading.py [--pages 300] [--json OUT]

Reads the pages of ../shared/bench/extraction (every n-th, so that all its sets are in), each tool in a
process of its own, one after the other:

    dateline      HTML to record, all rooms, and the record back from its own JSON
    article       HTML to laid article with all its metadata, as far as trafilatura goes
    trafilatura   HTML to text and metadata, its defaults
    spacy         the language model alone over the articles that Dateline laid

Seconds are CPU seconds of that process, start-up apart (what is loaded when first needed is: each tool reads two
pages before the clock starts, one of them without a stated language); memory is its peak resident size.
"""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

BENCH = Path(__file__).resolve().parents[2] / "shared" / "bench" / "extraction"


def pages(count: int) -> list[Path]:
    """Return so many stored pages, spread evenly over all sets."""
    every = sorted((BENCH / "html").rglob("*.html.gz"))
    step = max(1, len(every) // count)
    return every[::step][:count]


def dateline_reader() -> Callable[[bytes], int]:
    """Return a function that makes and checks a whole record."""
    from dateline.pipeline import default_pipeline, page_of
    from dateline.record import Record

    pipeline = default_pipeline()

    def read(content: bytes) -> int:
        record = pipeline.read(page_of(content))
        data = record.to_json()
        if Record.from_json(data).to_json() != data:
            raise SystemExit(f"record {record.id} does not survive its own JSON")
        return len(record.text)

    return read


def article_reader() -> Callable[[bytes], int]:
    """Return a function that lays the article alone."""
    import trafilatura  # noqa: F401  asked for a second opinion on few pages: its loading is start-up

    from dateline.article import ArticleLayouter
    from dateline.pipeline import page_of

    lay = ArticleLayouter()
    return lambda content: len(lay(page_of(content)).text)


def trafilatura_reader() -> Callable[[bytes], int]:
    """Return a function that runs trafilatura with metadata."""
    import trafilatura

    def read(content: bytes) -> int:
        found = trafilatura.bare_extraction(content, with_metadata=True)
        return len(found.text or "") if found is not None else 0

    return read


def spacy_reader() -> Callable[[bytes], int]:
    """Return a function that parses the article that Dateline lays; laying it is not counted."""
    from dateline.article import ArticleLayouter
    from dateline.pipeline import page_of
    from dateline.resources.parsing import SpacyParser

    lay, parse = ArticleLayouter(), SpacyParser(keep=1)
    articles = {content: lay(page_of(content)) for content in (gzip.decompress(p.read_bytes()) for p in CHOSEN)}

    def read(content: bytes) -> int:
        parse(articles[content])
        return len(articles[content].text)

    return read


READERS = {
    "dateline": dateline_reader, "article": article_reader, "trafilatura": trafilatura_reader, "spacy": spacy_reader,
}  # fmt: skip
UNSTATED = b"<html><body><h1>A page without a language</h1>" + 20 * b"<p>The ferry sails at noon, the crew says.</p>"
CHOSEN: list[Path] = []


def measure(tool: str) -> dict[str, float]:
    """Run one tool over the chosen pages in this process."""
    started = time.perf_counter()
    read = READERS[tool]()
    warm = [gzip.decompress(CHOSEN[0].read_bytes())] + ([UNSTATED] if tool != "spacy" else [])
    for content in warm:
        read(content)
    ready = time.perf_counter() - started
    characters = failed = 0
    used = time.process_time()
    slowest = 0.0
    for path in CHOSEN:
        content = gzip.decompress(path.read_bytes())
        before = time.process_time()
        try:
            characters += read(content)
        except ValueError:
            failed += 1
        slowest = max(slowest, time.process_time() - before)
    used = time.process_time() - used
    return {
        "start_seconds": ready,
        "cpu_seconds": used,
        "slowest_page_seconds": slowest,
        "characters": characters,
        "failed": failed,
        "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def main() -> None:
    """Measure every tool and print the table."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--pages", type=int, default=300)
    arguments.add_argument("--only", choices=READERS)
    arguments.add_argument("--json", type=Path)
    options = arguments.parse_args()
    if not BENCH.is_dir():
        raise SystemExit("../shared/bench/extraction is absent: nothing to read")
    CHOSEN.extend(pages(options.pages))
    if options.only:
        print(json.dumps(measure(options.only)))
        return
    found = {}
    for tool in READERS:
        command = [sys.executable, __file__, "--only", tool, "--pages", str(options.pages)]
        found[tool] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    base = found["dateline"]["cpu_seconds"]
    found["article"]["times_trafilatura"] = found["trafilatura"]["cpu_seconds"] / found["article"]["cpu_seconds"]
    print(f"{len(CHOSEN)} pages, one process each, CPU seconds")
    print(
        f"{'':12} {'start s':>8} {'pages/s':>8} {'dateline takes':>15} {'slowest s':>10} {'failed':>7} {'peak MiB':>9}"
    )
    for tool, row in found.items():
        rate, ratio = len(CHOSEN) / row["cpu_seconds"], base / row["cpu_seconds"]
        print(
            f"{tool:12} {row['start_seconds']:8.1f} {rate:8.1f} {ratio:14.2f}x "
            f"{row['slowest_page_seconds']:10.2f} {row['failed']:7.0f} {row['peak_mib']:9.0f}"
        )
    if options.json:
        options.json.write_text(json.dumps(found, indent=2) + "\n")


if __name__ == "__main__":
    main()
