"""Train the line model of the article room on scraped texts, cross-validated by site.

    python tools/train_lines.py BENCH [--out lines.json] [--folds 5] [--fold-models FOLDER]

BENCH is the folder with dev.jsonl and plain.dev.jsonl. First the weights of words, a logistic
regression on hashed words and pairs; then the two stages of trees, which see its verdicts from
trainings without the page's site. Labels, folds and trees are those of train_blocks.py. Needs
lightgbm and scipy, which the package does not. Seeded: the same file each run.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from article_pages import doubts, labels_of
from folds import folds_of, site_of, trained_by_fold
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from train_blocks import INNER_FOLDS, Stages, fit_all, model_of

from dateline.article.line_features import LINE_NAMES
from dateline.article.line_roles import described_lines
from dateline.article.line_words import BUCKETS, WordWeights, buckets
from dateline.article.lines import read_lines as split_lines
from dateline.scoring.gold import read_lines

Page = dict[str, Any]
PENALTY = 1.0
"""Inverse strength of the ridge penalty; .3 to 10 were tried, 1 separates best in cross-validation."""


def read_pages(folder: Path) -> list[Page]:
    """Return one entry a text: id, site, lines, labels."""
    doubted, gold = doubts(folder), {line["id"]: line for line in read_lines(folder / "dev.jsonl")}
    pages = []
    for text in read_lines(folder / "plain.dev.jsonl"):
        about = gold[text["id"]]
        lines = split_lines(text["text"])
        pages.append(
            {
                "id": about["id"], "set": about["set"], "site": site_of(about["url"]), "lines": lines,
                "labels": labels_of([line.words for line in lines], about),
                "lengths": np.array([len(line.words) for line in lines]), "doubted": about["id"] in doubted,
                "buckets": [buckets(line.words) for line in lines],
            }
        )  # fmt: skip
    return pages


def fit_words(pages: list[Page]) -> WordWeights:
    """Train the weights of words on the pages given, each page counting alike."""
    found, labels, weights = [], [], []
    for page in pages:
        known = np.flatnonzero(page["labels"] >= 0)
        if page["doubted"] or not len(known):
            continue
        weight = np.sqrt(np.clip(page["lengths"][known], 20, 400)) / 10
        found += [page["buckets"][n] for n in known]
        labels.append(page["labels"][known])
        weights.append(weight / max(1.0, weight.sum()) * 30)
    ends = np.cumsum([0] + [len(numbers) for numbers in found])
    values = np.concatenate([np.full(len(numbers), 1 / np.sqrt(max(1, len(numbers)))) for numbers in found])
    rows = csr_matrix((values, np.concatenate(found), ends), shape=(len(found), BUCKETS))
    signs, weight = 2 * np.concatenate(labels) - 1, np.concatenate(weights)

    def loss(at: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        margins = signs * (rows @ at[:-1] + at[-1])
        slopes = -signs * weight / (1 + np.exp(margins))
        penalised = (weight * np.logaddexp(0, -margins)).sum() + at[:-1] @ at[:-1] / (2 * PENALTY)
        return penalised, np.append(rows.T @ slopes + at[:-1] / PENALTY, slopes.sum())

    best = minimize(loss, np.zeros(BUCKETS + 1), jac=True, method="L-BFGS-B", options={"maxiter": 60}).x
    return WordWeights(round(float(best[-1]), 3), np.round(best[:-1], 3).astype(np.float32))


def describe(page: Page, words: WordWeights) -> None:
    """Put the features of a page's lines into its entry."""
    lines = page["lines"]
    page["described"], _ = described_lines(lines, [words.odds(line.words) for line in lines])
    page["rows"] = page["described"].matrix


def fit(pages: list[Page]) -> tuple[WordWeights, Stages]:
    """Train words and both stages; trees see verdicts on words that never saw the page's site."""
    for fold in folds_of(pages, INNER_FOLDS):
        inside = set(fold)
        words = fit_words([page for n, page in enumerate(pages) if n not in inside])
        for n in fold:
            describe(pages[n], words)
    stages = fit_all(pages, LINE_NAMES, worded=False)
    return fit_words(pages), stages


def written(fitted: tuple[WordWeights, Stages]) -> str:
    """Return the model as the package reads it."""
    words, stages = fitted
    model = model_of("lines/2", stages)
    weights = [round(float(weight), 3) for weight in words.weights]
    return json.dumps(model | {"bias": words.bias, "words": weights}, separators=(",", ":")) + "\n"


def main() -> None:
    """Train each fold, then on all pages."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("bench", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--fold-models", type=Path, help="folder for the model of each fold and its pages")
    arguments = parser.parse_args()
    pages = read_pages(arguments.bench)
    if arguments.fold_models:
        for _ in trained_by_fold(pages, arguments.folds, fit, written, arguments.fold_models):
            pass
    if arguments.out:
        arguments.out.write_text(written(fit(pages)), encoding="utf-8")


if __name__ == "__main__":
    main()
