"""Speed of sections, with evidence spans, as ratios to peers in the same run.

    python benchmarks/sections.py [--json OUT]

Reads ../shared/bench/sections. Times the whole part without its encoder (codes, desks, words with their spans, genre,
setting) over records that are laid already, in CPU seconds: the first time that any of the texts is seen, and once
more, as in a process that has read for a while. The peers only answer and show no words: scikit-learn's
HashingVectorizer of words and pairs with a linear model of seventeen classes, over all texts at once, where it is
installed; and a count of the tokens, which is where any such model starts.
"""

from __future__ import annotations

import argparse
import gc
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from dateline.evaluation import articles, read_gold
from dateline.sections import SectionFinder

BENCH = Path(__file__).resolve().parents[2] / "shared" / "bench" / "sections" / "dev.jsonl"
CLASSES = 17
HELD = 500
"""Texts that load the tables and are not timed."""


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    records = articles(read_gold(BENCH))
    texts = [record.text for record in records[HELD:]]
    finder = SectionFinder()
    for record in records[:HELD]:
        finder(record)
    gc.freeze()  # the records are this script's, and no peer's work to look through
    found = {
        "sections, texts first seen": rate(lambda: [finder(record) for record in records[HELD:]], texts),
        "sections, once more": rate(lambda: [finder(record) for record in records[HELD:]], texts),
        "tokens counted": rate(lambda: [Counter(re.findall(r"\w+", text.lower())) for text in texts], texts),
    }
    peer = hashed_linear(texts)
    if peer is not None:
        found["scikit-learn, hashed words and pairs"] = rate(peer, texts)
    print(f"{len(texts)} articles of {sum(len(text.split()) for text in texts) / len(texts):.0f} words")
    first = found["sections, texts first seen"]
    for name, each in found.items():
        print(f"{name:38} {each:8.0f} articles a CPU second; sections are {first / each:6.2f} times as fast")
    if options.json:
        options.json.write_text(json.dumps(found, indent=2) + "\n")


def hashed_linear(texts: Sequence[str]) -> Callable[[], object] | None:
    """Return scikit-learn's answer to all texts; None where it is not installed."""
    try:
        from sklearn.feature_extraction.text import HashingVectorizer
        from sklearn.linear_model import SGDClassifier
    except ImportError:
        return None
    hashing = HashingVectorizer(ngram_range=(1, 2))
    labels = [number % CLASSES for number in range(len(texts))]  # any will do: only the time is asked
    model = SGDClassifier(loss="log_loss", max_iter=1, tol=None, random_state=0).fit(hashing.transform(texts), labels)
    return lambda: model.predict_proba(hashing.transform(texts))


def rate(stage: Callable[[], object], texts: Sequence[str]) -> float:
    """Return how many texts a stage reads in a CPU second."""
    started = time.process_time()
    stage()
    return len(texts) / (time.process_time() - started)


if __name__ == "__main__":
    main()
