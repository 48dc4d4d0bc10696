"""Speed of copies and stories, as ratios to TF-IDF alone in the same run, and their growth.

    python benchmarks/stories.py [--json OUT]
    python benchmarks/stories.py --growth 10000,30000,100000 [--per-day 2000]

Reads ../shared/bench/stories. The first form times find_copies and find_stories over records that are laid
already, and counting and weighing words alone, each over the same texts, in CPU seconds. The second streams
synthetic articles through a StoryTracker, so many a day, and prints time, as CPU seconds and in articles weighed by
TF-IDF between them, the exponent of its growth by the latter, which a machine that others use distorts less, and what
the window takes an article (tracemalloc, texts apart, on a run of its own). 1000000 takes an hour on a quiet
machine. They are paragraphs of ECB+, Emergent
and BASIL drawn anew by a fixed seed, one word in four exchanged; one article in five is a cut copy of an earlier.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import re
import time
import tracemalloc
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec

from dateline.evaluation import articles, read_gold
from dateline.record import Metadatum, PublicationTime, Record, article_of_paragraphs, record_id
from dateline.stories import StoryTracker, find_copies, find_stories

BENCH = Path(__file__).resolve().parents[2] / "shared" / "bench" / "stories"
FULL_TEXT = ("ecb", "fnc", "basil")
STARTS = date(2026, 1, 1)


def main() -> None:
    """Print the table that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--growth", metavar="SIZES")
    parser.add_argument("--per-day", type=int, default=2_000)
    options = parser.parse_args()
    if options.growth:
        found: Any = growth([int(size) for size in options.growth.split(",")], options.per_day)
    else:
        found = speed()
    if options.json:
        options.json.write_text(json.dumps(found, indent=2) + "\n")


def speed() -> dict[str, dict[str, float]]:
    """Time the stages on each set."""
    found = {}
    print(f"{'set':8} {'stage':8} {'documents':>9} {'a CPU second':>13} {'TF-IDF alone':>13} {'ratio':>6}")
    for name in (*FULL_TEXT, "uci", "copies.docs"):
        records = articles(read_gold(BENCH / f"{name}.dev.jsonl"))
        stage = find_copies if name == "copies.docs" else find_stories
        alone = rate(tf_idf, records)
        whole = rate(stage, records)
        label = "copies" if name == "copies.docs" else "stories"
        print(f"{name:8.8} {label:8} {len(records):9} {whole:13.0f} {alone:13.0f} {whole / alone:6.2f}")
        found[name] = {"documents": len(records), "a_cpu_second": whole, "tf_idf": alone}
    return found


def rate(stage: Callable[[list[Record]], object], records: list[Record]) -> float:
    """Return how many records a stage reads in a CPU second."""
    started = time.process_time()
    stage(records)
    return len(records) / (time.process_time() - started)


def tf_idf(records: list[Record]) -> list[dict[str, float]]:
    """Count and weigh the words of each text: what any clustering starts with."""
    counts = [Counter(re.findall(r"\w+", record.text.lower())) for record in records]
    spread: Counter[str] = Counter()
    for each in counts:
        spread.update(each.keys())
    return [
        {word: (1 + math.log(count)) * math.log(len(records) / spread[word]) for word, count in each.items()}
        for each in counts
    ]


def growth(sizes: list[int], per_day: int) -> list[dict[str, float]]:
    """Stream articles up to each size in turn; return what was measured."""
    found: list[dict[str, float]] = []
    for size in sizes:
        seconds, weighed, hot = streamed(size, per_day)
        row = {"articles": size, "seconds": seconds, "weighed": weighed, "hot": hot}
        if found:
            row["exponent"] = math.log(weighed / found[-1]["weighed"]) / math.log(size / found[-1]["articles"])
        found.append(row)
        print(
            f"{size:9,} articles {seconds:9.1f} CPU s {size / seconds:7.0f}/s, as long as TF-IDF of "
            f"{weighed / size:.1f} each, {hot:8,} hot, exponent {row.get('exponent', math.nan):.2f}",
            flush=True,
        )
    taken: list[int] = []
    tracemalloc.start()
    *_, hot = streamed(sizes[0], per_day, measure=taken)
    tracemalloc.stop()
    found.append({"kib_an_article": taken[0] / hot / 1024, "hot": hot})
    print(f"memory in the window: {taken[0] / hot / 1024:.2f} KiB an article, {hot:,} articles hot")
    return found


def streamed(size: int, per_day: int, measure: list[int] | None = None) -> tuple[float, float, int]:
    """Stream so many synthetic articles.

    Returns the tracker's CPU seconds, how many articles TF-IDF weighs in as long, and how many it holds at the end.
    """
    known: dict[str, Record] = {}
    tracker = StoryTracker(known.__getitem__)
    spent, weighing, weighed = 0.0, 0.0, 0
    empty = tracemalloc.get_traced_memory()[0] if measure is not None else 0
    waiting: list[Record] = []
    for number, record in enumerate(synthetic(size, per_day), 1):
        known[record.id] = record
        waiting.append(record)
        if len(waiting) == 200 or number == size:
            started = time.process_time()
            tracker.add(waiting, at=(STARTS + timedelta((number - 1) // per_day)).isoformat())
            spent += time.process_time() - started
            if measure is None:
                started = time.process_time()
                tf_idf(waiting)
                weighing += time.process_time() - started
                weighed += len(waiting)
            waiting = []
        if len(known) > 30 * per_day:
            # What a copy is compared with lies in the archive; here only the last days are kept.
            del known[next(iter(known))]
    if measure is not None:
        known.clear()
        waiting.clear()
        measure.append(tracemalloc.get_traced_memory()[0] - empty)
    return spent, spent * weighed / weighing if weighing else 0.0, tracker.hot


def synthetic(size: int, per_day: int) -> Iterator[Record]:
    """Yield articles of paragraphs that were drawn anew, dated so many a day."""
    chance = random.Random(7)
    texts = [line["text"] for name in FULL_TEXT for line in read_gold(BENCH / f"{name}.dev.jsonl")]
    paragraphs = [p.strip() for text in texts for p in re.split(r"\n+|(?<=[.!?])\s+(?=[A-Z])", text) if len(p) > 60]
    pool = [word for paragraph in paragraphs for word in paragraph.split()]
    last: list[list[str]] = []
    for number in range(size):
        if last and chance.random() < 0.2:
            drawn = chance.choice(last)
            drawn = drawn[: max(2, len(drawn) * 2 // 3)]
        else:
            drawn = [reworded(chance.choice(paragraphs), pool, chance) for _ in range(12)]
            last = [*last[-50:], drawn]
        day = (STARTS + timedelta(number // per_day)).isoformat()
        yield laid("\n\n".join(drawn), day, number)


def reworded(paragraph: str, pool: list[str], chance: random.Random) -> str:
    """Return a paragraph with other words in between, so that chance draws are no story and no copy."""
    words = paragraph.split()
    # One word in four is another one, as often as words are met: no run of five words is left of the original.
    for place in range(chance.randrange(4), len(words), 4):
        words[place] = chance.choice(pool)
    return " ".join(words)


def laid(text: str, day: str, number: int) -> Record:
    """Return a record of a text, of an outlet of its own hundred."""
    published = PublicationTime(value=day, precision="day", source="given", raw=day)
    article = article_of_paragraphs(text, published=published, made_by="synthetic/1")
    outlet = f"outlet {number % 100}"
    article = msgspec.structs.replace(article, publisher=Metadatum(value=outlet, raw=outlet, source="given"))
    return msgspec.structs.replace(TEMPLATE, id=record_id(str(number), None), article=article)


TEMPLATE = articles([{"id": "template", "text": "x"}])[0]


if __name__ == "__main__":
    main()
