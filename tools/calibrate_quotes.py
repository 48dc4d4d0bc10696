"""Fit how sure the quotation room is: how often each rule is right, and how rules and tagger are weighed together.

    python tools/calibrate_quotes.py polnear_train.jsonl

Reads every sixth article of the training data, which the tagger was not trained on (tools/train_quotes.py). Writes

- confidence.tsv, for the rules alone: a rule and kind of cue with fewer than 20 cases take the share of the rule;
  shares are drawn towards the mean of all by five cases, so that few cases do not look certain;
- tagger/joining.json: a logistic regression over what speaks for each reading of a cue, with the chance from which a
  reading is kept. What it prints is cross-validated: five folds by article.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import numpy as np
import numpy.typing as npt

from dateline.language import EntityFinder, SentenceFinder
from dateline.quotes import QuotationFinder
from dateline.quotes.candidates import Candidate
from dateline.quotes.joining import Weights, joined
from dateline.quotes.nesting import parents_of, without_own_views
from dateline.quotes.report import Report
from dateline.quotes.tagger import Tagger
from dateline.record import Page, Record, article_of_paragraphs, record_id
from dateline.resources.parsing import Parser, SpacyParser
from dateline.scoring.gold import Line, read_lines
from dateline.scoring.quote_confidence import reliability, surest
from dateline.scoring.quotes import alone, prediction, score, verdicts

DATA = Path(__file__).resolve().parents[1] / "src/dateline/resources/data/quotes"
FEWEST = 20
PRIOR = 5
HELD_OUT = 6
"""As tools/train_quotes.py has it."""
FOLDS = 5
PENALTY = 1.0
"""L2 of the regression."""
ACCEPT = tuple(n / 100 for n in range(50, 71, 5))
"""Below one half a reading is likelier wrong than right, whatever it may add to F1."""
PRECISION = 0.96
"""Asked of the training data, so that 95 in 100 hold on other articles."""

Array = npt.NDArray[np.float64]


class Case(NamedTuple):
    """An article with the readings of its cues, and which of them gold has."""

    line: Line
    readings: list[list[Candidate]]
    right: list[list[bool]]


def main() -> None:
    """Read the gold, count, fit, write."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("gold", type=Path)
    given = arguments.parse_args()
    parser = SpacyParser()
    lines = [line for number, line in enumerate(read_lines(given.gold)) if number % HELD_OUT == 0]
    records = [record_of(line, parser) for line in lines]
    write_shares(lines, records, QuotationFinder(parser))
    tagger = Tagger(DATA / "tagger")
    cases = cases_of(lines, records, QuotationFinder(parser, tagger))
    weights = fit(cases)
    (DATA / "tagger" / "joining.json").write_bytes(msgspec.json.format(msgspec.json.encode(weights), indent=1) + b"\n")


def record_of(line: Line, parser: Parser) -> Record:
    """Return a gold article with what the quotation room needs."""
    article = article_of_paragraphs(line["text"], made_by="gold/1")
    page = Page(content=line["text"].encode(), media_type="text/plain", encoding="utf-8")
    record = Record(id=record_id(page.digest, None), page=page.reference(), article=article)
    for part in (SentenceFinder(parser), EntityFinder(parser)):
        record = record.with_annotations(part(record))
    return record


def write_shares(lines: Sequence[Line], records: Sequence[Record], rules: QuotationFinder) -> None:
    """Write the table for the rules alone: rule, kind of cue or "any", share of right ones."""
    right: Counter[tuple[str, str]] = Counter()
    all_: Counter[tuple[str, str]] = Counter()
    for line, plain in zip(lines, records, strict=True):
        record = plain.with_annotations(rules(plain))
        quotations = [q for q in record.quotations if q.use == "speech" and q.cue and q.parent is None]
        for quotation, verdict in zip(quotations, verdicts(line, prediction(record, line)), strict=True):
            for kind in (quotation.cue_kind or "", "any"):
                all_[quotation.rule or "", kind] += 1
                right[quotation.rule or "", kind] += verdict
    mean = sum(n for (_, kind), n in right.items() if kind == "any") / sum(
        n for (_, kind), n in all_.items() if kind == "any"
    )
    rows = ["# rule\tkind of cue, or any\tshare that is right (PolNeAR train, tools/calibrate_quotes.py)\n"]
    for (rule, kind), count in sorted(all_.items()):
        if kind == "any" or count >= FEWEST:
            share = (right[rule, kind] + PRIOR * mean) / (count + PRIOR)
            rows.append(f"{rule}\t{kind}\t{share:.2f}\n")
    (DATA / "confidence.tsv").write_text("".join(rows), encoding="utf-8")


def cases_of(lines: Sequence[Line], records: Sequence[Record], finder: QuotationFinder) -> list[Case]:
    """Return each article with the readings of its cues."""
    found = []
    for line, record in zip(lines, records, strict=True):
        readings = finder.readings(record)
        right = [alone(line, [attribution(candidate.report) for candidate in each]) for each in readings]
        found.append(Case(line, readings, right))
    return found


def attribution(report: Report) -> dict[str, Any]:
    """Return a report as the scorer reads it."""
    return {
        "source": [] if report.source is None else [[report.source.start, report.source.end]],
        "cue": [[span.start, span.end] for span in report.cue],
        "content": [[span.start, span.end] for span in report.content],
        "confidence": report.confidence,
    }


def fit(cases: Sequence[Case]) -> Weights:
    """Return weights of all cases, with the figures that folds of them reach."""
    halves = []
    for fold in range(FOLDS):
        weights = regression([case for n, case in enumerate(cases) if n % FOLDS != fold])
        halves += [(case, weights) for n, case in enumerate(cases) if n % FOLDS == fold]
    gold = [case.line for case, _ in halves]
    best: tuple[float, float] | None = None
    for accept in ACCEPT:
        found = {case.line["id"]: predicted(case, weights, accept) for case, weights in halves}
        figures = score(gold, found)
        print(accept, {name: round(value, 3) for name, value in figures.items() if value and name.endswith("f1")})
        worth = sum(float(figures[name] or 0) for name in ("speech_f1", "speech_exact_f1", "attribution_f1"))
        if best is None or worth > best[0]:
            best = worth, accept
    accept = best[1] if best else 0.5
    found = {case.line["id"]: predicted(case, weights, accept) for case, weights in halves}
    sure = surest(gold, found, PRECISION)
    print("kept from", accept, *reliability(gold, found), "sure from", sure, sep="\n")
    measured = {name: round(value, 4) for name, value in score(gold, found).items() if isinstance(value, float)}
    return Weights(
        accept=accept,
        sure=None if sure is None else sure[0],
        weights=regression(cases),
        measured={f"PolNeAR train, {len(cases)} articles that the tagger did not see, {FOLDS} folds": measured},
    )


def regression(cases: Sequence[Case]) -> dict[str, float]:
    """Return the weights of a logistic regression, fitted by Newton's method."""
    rows = [row for case in cases for row in examples(case)]
    names = sorted({name for features, _ in rows for name in features})
    column = {name: n for n, name in enumerate(names)}
    table = np.zeros((len(rows), len(names)))
    for n, (features, _) in enumerate(rows):
        for name, value in features.items():
            table[n, column[name]] = value
    wanted = np.array([right for _, right in rows], dtype=np.float64)
    weights: Array = np.zeros(len(names))
    for _ in range(50):
        chance = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (chance - wanted) + PENALTY * weights
        bend = (table * (chance * (1 - chance))[:, None]).T @ table + PENALTY * np.eye(len(names))
        step = np.linalg.solve(bend, slope)
        weights = weights - step
        if float(np.abs(step).max()) < 1e-7:
            break
    return {name: round(float(weight), 4) for name, weight in zip(names, weights, strict=True)}


def examples(case: Case) -> Iterator[tuple[Mapping[str, float], bool]]:
    """Yield what is learned from: not what is reported within a right report, which PolNeAR never has."""
    within = [
        (span, candidate.report.cue[0])
        for each, verdicts_ in zip(case.readings, case.right, strict=True)
        for candidate, right in zip(each, verdicts_, strict=True)
        if right
        for span in candidate.report.content
    ]
    for each, verdicts_ in zip(case.readings, case.right, strict=True):
        cue = each[0].report.cue[0]
        if any(verdicts_) or not any(span.contains(cue) and cue != other for span, other in within):
            yield from ((candidate.features, right) for candidate, right in zip(each, verdicts_, strict=True))


def predicted(case: Case, weights: Mapping[str, float], accept: float) -> dict[str, Any]:
    """Return the prediction for an article by some weights."""
    reports = joined(case.readings, Weights(accept=accept, weights=dict(weights)))
    reports.sort(key=lambda report: (min(report.content), report.cue))
    reports = without_own_views(case.line["text"], reports)
    outermost = [r for r, parent in zip(reports, parents_of(reports), strict=True) if parent is None]
    return {"id": case.line["id"], "attributions": [attribution(report) for report in outermost]}


if __name__ == "__main__":
    main()
