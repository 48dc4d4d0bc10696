"""Train the block model of the article room, cross-validated by site.

    python tools/train_blocks.py BENCH [--out blocks.json] [--folds 5] [--predictions FOLDS]

BENCH is the folder with dev.jsonl and html/. A block is taken for article where most of its words
are in the gold text, aligned in order. Needs lightgbm and scikit-learn, which the package does not.
Every page's own site stays out of the fold that is asked about it. Seeded: the same file each run.
"""

from __future__ import annotations

import argparse
import calendar
import json
import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lightgbm
import msgspec
import numpy as np
import numpy.typing as npt
import sklearn
from article_pages import read_bench
from folds import folds_of, trained_by_fold
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from dateline.article.features import NAMES, tokens
from dateline.article.lexicon import rows
from dateline.article.neighbours import BLOCK_CONTEXT, CONTEXT, SCORES, in_context, with_scores
from dateline.article.vocabulary import Vocabulary, VocabularyFile, name_terms, terms_of

PARAMETERS = {
    "objective": "binary", "learning_rate": 0.08, "num_leaves": 24, "min_data_in_leaf": 40,
    "feature_fraction": 0.4, "bagging_fraction": 0.8, "bagging_freq": 1, "lambda_l2": 5.0, "max_depth": 7,
    "max_bin": 63, "seed": 7, "deterministic": True, "force_col_wise": True, "num_threads": 1, "verbose": -1,
}  # fmt: skip
ROUNDS = 120
INNER_FOLDS = 3
FEWEST_SITES = 6
"""Sites that must have a word or name for it to be weighed."""
FAR, KEPT_OF_FAR = 25, 4
"""Blocks from the article beyond which one in so many is learned from."""
FEWEST_CAPITALS = 4
"""Times that a word must stand within a sentence with a capital to be a proper name."""
WITHIN_SENTENCE = re.compile(r"(?<=[a-z,;] )[^\W\d_]{2,}")
STRENGTH = 1.0
"""Inverse strength of the vocabulary's regularisation."""


def worth_learning(page: dict[str, Any]) -> npt.NDArray[np.bool_]:
    """Return the blocks that the gold speaks of, far furniture thinned out: it is easy, and most of the page."""
    if page["doubted"]:
        return np.zeros(len(page["labels"]), dtype=bool)
    known: npt.NDArray[np.bool_] = page["labels"] >= 0
    article = np.flatnonzero(page["labels"] == 1)
    if page["set"] == "trafilatura" or not len(article):
        return known
    numbers = np.arange(len(known))
    close = (numbers >= article[0] - FAR) & (numbers <= article[-1] + FAR)
    learnt: npt.NDArray[np.bool_] = known & (close | np.array(page["described"].prose) | (numbers % KEPT_OF_FAR == 0))
    return learnt


def known_rows(pages: list[dict[str, Any]]) -> tuple[list[npt.NDArray[np.bool_]], npt.NDArray[np.float64]]:
    """Return for each page which of its blocks the gold speaks of, and the weight of those of all pages."""
    known, weights = [], []
    for page in pages:
        rows = worth_learning(page)
        known.append(rows)
        weight = np.sqrt(np.clip(page["lengths"][rows], 10, 1000) / 100)
        if page["set"] != "trafilatura":
            # Each page counts alike, however many blocks of furniture it has.
            weight = weight / max(1.0, weight.sum()) * 30
        weights.append(weight)
    return known, np.concatenate(weights)


def fit(pages: list[dict[str, Any]], rows: list[npt.NDArray[np.float32]], names: tuple[str, ...]) -> lightgbm.Booster:
    """Train one stage on the pages given; ``rows`` are their features."""
    known, weights = known_rows(pages)
    matrix = np.vstack([matrix[keep] for matrix, keep in zip(rows, known, strict=True)])
    labels = np.concatenate([page["labels"][keep] for page, keep in zip(pages, known, strict=True)])
    data = lightgbm.Dataset(matrix, labels, weight=weights, feature_name=list(names))
    return lightgbm.train(PARAMETERS, data, num_boost_round=ROUNDS)


def proper_names(pages: list[dict[str, Any]]) -> frozenset[str]:
    """Return words that paragraphs write with a capital within sentences: people, places, feasts, sections' subjects.

    Names in the package's own word lists are not among them, nor days of the week: agencies and social
    networks mark furniture anywhere.
    """
    capital: Counter[str] = Counter()
    small: Counter[str] = Counter()
    for page in pages:
        for text, prose in zip(page["words"], page["described"].prose, strict=True):
            if prose:
                for word in WITHIN_SENTENCE.findall(text):
                    (capital if word[0].isupper() else small)[word.lower()] += 1
    listed = {day.lower() for day in calendar.day_name}
    for name in ("furniture_words", "agencies", "months", "byline_words", "credit_words", "end_words", "notice_words"):
        listed |= {word for row in rows(name) for form in row for word in tokens(form)}
    return (
        frozenset(word for word, count in capital.items() if count >= FEWEST_CAPITALS and count > 4 * small[word])
        - listed
    )


def fit_vocabulary(pages: list[dict[str, Any]]) -> Vocabulary:
    """Weigh the words and names that blocks of many sites have, by logistic regression; proper names are not learned.

    What was in the news when the pages were captured would speak for or against a block for ever.
    """
    names = proper_names(pages)
    known, weights = known_rows(pages)
    labels = np.concatenate([page["labels"][keep] for page, keep in zip(pages, known, strict=True)])
    worded: list[Sequence[str]] = []
    named: list[Sequence[str]] = []
    sites: list[str] = []
    for page, keep in zip(pages, known, strict=True):
        for number in np.flatnonzero(keep):
            worded.append(terms_of(page["described"].pieces[number]))
            named.append([t for level, n in enumerate(page["described"].names[number]) for t in name_terms(n, level)])
            sites.append(page["site"])
    return Vocabulary(
        VocabularyFile(
            terms=weighed(worded, sites, labels, weights, normed=True, never=names),
            names=weighed(named, sites, labels, weights, normed=False),
        )
    )


def weighed(
    rows: list[Sequence[str]], sites: list[str], labels: npt.NDArray[np.float64], weights: npt.NDArray[np.float64],
    *, normed: bool, never: frozenset[str] = frozenset(),
) -> dict[str, float]:  # fmt: skip
    """Return the weight of each term that FEWEST_SITES sites have, but for terms with a word of ``never``.

    Without a bias, so that what is unknown weighs 0.
    """
    seen: dict[str, set[str]] = {}
    for row, site in zip(rows, sites, strict=True):
        for term in row:
            seen.setdefault(term, set()).add(site)
    wanted = sorted(t for t, on in seen.items() if len(on) >= FEWEST_SITES and never.isdisjoint(t.split(" ")))
    column = {term: number for number, term in enumerate(wanted)}
    indices, values, starts = [], [], [0]
    for row in rows:
        mine = [column[term] for term in row if term in column]
        indices += mine
        values += [1 / math.sqrt(max(1, len(row))) if normed else 1.0] * len(mine)
        starts.append(len(indices))
    matrix = csr_matrix((values, indices, starts), shape=(len(rows), len(column)))
    found = LogisticRegression(
        C=STRENGTH, max_iter=60, tol=1e-3, solver="liblinear", fit_intercept=False, class_weight="balanced"
    )
    found.fit(matrix, labels, sample_weight=weights)
    return {
        term: float(f"{weight:.3g}") for term, weight in zip(column, found.coef_[0], strict=True) if abs(weight) >= 0.05
    }


def out_of_fold(
    pages: list[dict[str, Any]], ask: Callable[[list[dict[str, Any]], list[dict[str, Any]]], list[Any]]
) -> list[Any]:
    """Return what ``ask(others, fold)`` says of each page, where the others hold no page of its site."""
    said: list[Any] = [None] * len(pages)
    for fold in folds_of(pages, INNER_FOLDS):
        inside = set(fold)
        others = [page for n, page in enumerate(pages) if n not in inside]
        for n, answer in zip(fold, ask(others, [pages[n] for n in fold]), strict=True):
            said[n] = answer
    return said


def scored_rows(vocabulary: Vocabulary | None, pages: list[dict[str, Any]]) -> list[npt.NDArray[np.float32]]:
    """Return the pages' features with the vocabulary's scores; without one, as they are."""
    if vocabulary is None:
        return [page["described"].matrix for page in pages]
    return [with_scores(page["described"], vocabulary) for page in pages]


@dataclass(frozen=True)
class Stages:
    """A model before it is written."""

    vocabulary: Vocabulary | None
    first: lightgbm.Booster
    second: lightgbm.Booster

    def probabilities(self, page: dict[str, Any]) -> npt.NDArray[np.float64]:
        """Return the verdict on each block of a page."""
        [rows] = scored_rows(self.vocabulary, [page])
        if not len(rows):
            return np.empty(0)
        context = CONTEXT if self.vocabulary is None else BLOCK_CONTEXT
        around = in_context(rows, page["described"], self.first.predict(rows), context)
        said: npt.NDArray[np.float64] = self.second.predict(around)
        return said


def fit_all(pages: list[dict[str, Any]], names: tuple[str, ...], *, worded: bool) -> Stages:
    """Train every stage on verdicts of earlier ones that never saw the page's site."""
    if worded:
        names, context = names + SCORES, BLOCK_CONTEXT
        rows = out_of_fold(pages, lambda others, fold: scored_rows(fit_vocabulary(others), fold))
    else:
        context = CONTEXT
        rows = scored_rows(None, pages)
    for page, matrix in zip(pages, rows, strict=True):
        page["rows"] = matrix
    firsts = out_of_fold(pages, lambda others, fold: verdicts(fit(others, [p["rows"] for p in others], names), fold))
    first = fit(pages, rows, names)
    around = [
        in_context(matrix, page["described"], verdict, context)
        for matrix, page, verdict in zip(rows, pages, firsts, strict=True)
    ]
    return Stages(fit_vocabulary(pages) if worded else None, first, fit(pages, around, names + context))


def verdicts(booster: lightgbm.Booster, pages: list[dict[str, Any]]) -> list[npt.NDArray[np.float64]]:
    """Return a first stage's probabilities for pages; a page without blocks has none."""
    return [booster.predict(page["rows"]) if len(page["rows"]) else np.empty(0) for page in pages]


def trees_written(booster: lightgbm.Booster) -> dict[str, Any]:
    """Return the trees as the package reads them."""
    out: dict[str, Any] = {"roots": [], "feature": [], "threshold": [], "left": [], "right": [], "value": []}
    deepest = 0

    def add(node: dict[str, Any], depth: int) -> int:
        nonlocal deepest
        deepest = max(deepest, depth)
        number = len(out["feature"])
        leaf = "leaf_value" in node
        out["feature"].append(-1 if leaf else node["split_feature"])
        out["threshold"].append(0.0 if leaf else float(f"{node['threshold']:.6g}"))
        out["value"].append(float(f"{node['leaf_value']:.5g}") if leaf else 0.0)
        out["left"].append(0)
        out["right"].append(0)
        if not leaf:
            out["left"][number] = add(node["left_child"], depth + 1)
            out["right"][number] = add(node["right_child"], depth + 1)
        return number

    for tree in booster.dump_model()["tree_info"]:
        out["roots"].append(add(tree["tree_structure"], 0))
    return {"features": booster.feature_name(), "depth": deepest, **out}


def model_of(name: str, stages: Stages) -> dict[str, Any]:
    """Return all stages as the package's file has them."""
    return {
        "name": name,
        "made_with": f"lightgbm {lightgbm.__version__}, scikit-learn {sklearn.__version__}, numpy {np.__version__}",
        "vocabulary": None if stages.vocabulary is None else msgspec.to_builtins(stages.vocabulary.file),
        "first": trees_written(stages.first),
        "second": trees_written(stages.second),
    }


def main() -> None:
    """Train each fold, then on all pages."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("bench", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--fold-models", type=Path, help="folder for the model of each fold and its pages")
    arguments = parser.parse_args()
    pages = read_bench(arguments.bench)
    right = seen = 0.0
    for fold, stages in trained_by_fold(pages, arguments.folds, fit_blocks, written, arguments.fold_models):
        for page in fold:
            known = page["labels"] >= 0
            if page["doubted"] or not known.any():
                continue
            guess = stages.probabilities(page)[known] > 0.5
            weight = np.minimum(page["lengths"][known], 1000)
            right += float((weight * (guess == (page["labels"][known] > 0.5))).sum()) / weight.sum()
            seen += 1
    print(f"characters labelled right, mean over pages: {right / seen:.4f}")
    if arguments.out:
        arguments.out.write_text(written(fit_blocks(pages)), encoding="utf-8")


def fit_blocks(pages: list[dict[str, Any]]) -> Stages:
    """Train every stage of the block model."""
    return fit_all(pages, NAMES, worded=True)


def written(stages: Stages) -> str:
    """Return the block model as the package reads it."""
    return json.dumps(model_of("blocks/2", stages), separators=(",", ":")) + "\n"


if __name__ == "__main__":
    main()
