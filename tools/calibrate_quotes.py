"""Write how often each rule of the quotation room is right, which becomes the confidence of what it finds.

    python tools/calibrate_quotes.py polnear_train.jsonl [--every 6]

Run on training data only. A rule and kind of cue with fewer than 20 cases take the share of the rule;
shares are drawn towards the mean of all by five cases, so that few cases do not look certain.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from dateline.language import EntityFinder, SentenceFinder
from dateline.quotes import QuotationFinder
from dateline.record import Page, Record, article_of_paragraphs, record_id
from dateline.resources.parsing import SpacyParser
from dateline.scoring.gold import read_lines
from dateline.scoring.quotes import prediction, verdicts

OUT = Path(__file__).resolve().parents[1] / "src/dateline/resources/data/quotes/confidence.tsv"
FEWEST = 20
PRIOR = 5


def main() -> None:
    """Read the gold, count, write the table."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("gold", type=Path)
    arguments.add_argument("--every", type=int, default=1, help="read every so many articles")
    given = arguments.parse_args()
    parser = SpacyParser()
    parts = (SentenceFinder(parser), EntityFinder(parser), QuotationFinder(parser))
    right: Counter[tuple[str, str]] = Counter()
    all_: Counter[tuple[str, str]] = Counter()
    for number, line in enumerate(read_lines(given.gold)):
        if number % given.every:
            continue
        article = article_of_paragraphs(line["text"], made_by="gold/1")
        page = Page(content=line["text"].encode(), media_type="text/plain", encoding="utf-8")
        record = Record(id=record_id(page.digest, None), page=page.reference(), article=article)
        for part in parts:
            record = record.with_annotations(part(record))
        predicted = prediction(record, line)
        quotations = [q for q in record.quotations if q.use == "speech" and q.cue and q.parent is None]
        for quotation, verdict in zip(quotations, verdicts(line, predicted), strict=True):
            for kind in (quotation.cue_kind or "", "any"):
                all_[quotation.rule or "", kind] += 1
                right[quotation.rule or "", kind] += verdict
    write(right, all_)


def write(right: Counter[tuple[str, str]], all_: Counter[tuple[str, str]]) -> None:
    """Write the table: rule, kind of cue or "any", share of right ones."""
    mean = sum(n for (_, kind), n in right.items() if kind == "any") / sum(
        n for (_, kind), n in all_.items() if kind == "any"
    )
    rows = ["# rule\tkind of cue, or any\tshare that is right (PolNeAR train, tools/calibrate_quotes.py)\n"]
    for (rule, kind), count in sorted(all_.items()):
        if kind == "any" or count >= FEWEST:
            share = (right[rule, kind] + PRIOR * mean) / (count + PRIOR)
            rows.append(f"{rule}\t{kind}\t{share:.2f}\n")
    OUT.write_text("".join(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
