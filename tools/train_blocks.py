"""Train the block model of the article room, cross-validated by site.

    python tools/train_blocks.py BENCH [--out blocks.json] [--folds 5] [--predictions FOLDS]

BENCH is the folder with dev.jsonl and html/. A block is taken for article where most of its words
are in the gold text, aligned in order. Needs lightgbm and scikit-learn, which the package does not.
Every page's own site stays out of the fold that is asked about it. Seeded: the same file each run.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import lightgbm
import msgspec
import numpy as np
import numpy.typing as npt
import sklearn
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from dateline.article.features import NAMES, tokens
from dateline.article.neighbours import BLOCK_CONTEXT, CONTEXT, SCORES, Described, in_context, with_scores
from dateline.article.vocabulary import Vocabulary, VocabularyFile, name_terms, terms_of
from dateline.article.webpage import described_page
from dateline.record import Page
from dateline.scoring.gold import read_lines

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
STRENGTH = 1.0
"""Inverse strength of the vocabulary's regularisation."""


def site_of(url: str) -> str:
    """Return the last two labels of the host (three for "co.uk" and the like)."""
    labels = (urlsplit(url).hostname or "").split(".")
    return ".".join(labels[-3:] if len(labels) > 2 and len(labels[-2]) <= 3 else labels[-2:])


def labels_of(blocks: list[str], gold: dict[str, Any]) -> npt.NDArray[np.float64]:
    """Return 1 for article, 0 for furniture, -1 where the gold says nothing."""
    if "with" in gold and "body" not in gold:
        labels = np.full(len(blocks), -1.0)
        for number, words in enumerate(blocks):
            if any(" ".join(segment.split()) in words for segment in gold["with"]):
                labels[number] = 1
            elif any(" ".join(segment.split()) in words for segment in gold["without"]):
                labels[number] = 0
        return labels
    text = gold.get("body") or "\n".join(p["text"] for p in gold["paragraphs"])
    wanted = tokens(text)
    owner, stream = [], []
    for number, words in enumerate(blocks):
        mine = tokens(words)
        stream += mine
        owner += [number] * len(mine)
    matcher = SequenceMatcher(None, stream, wanted, autojunk=False)
    hit: Counter[int] = Counter()
    for match in matcher.get_matching_blocks():
        for position in range(match.a, match.a + match.size):
            # A word or two that happen to fit in order are no alignment.
            if match.size >= 3 or match.size == len(tokens(blocks[owner[position]])):
                hit[owner[position]] += 1
    size = Counter(owner)
    labels = np.array([float(size[n] > 0 and hit[n] >= 0.6 * size[n]) for n in range(len(blocks))])
    for number in range(len(blocks)):
        if not size[number]:
            labels[number] = -1
    return labels


def read_bench(folder: Path) -> list[dict[str, Any]]:
    """Return one entry a page: id, site, features, labels."""
    doubted = doubts(folder)
    pages = []
    for gold in read_lines(folder / "dev.jsonl"):
        content = gzip.decompress((folder / gold["html"]).read_bytes())
        page = Page(content=content, media_type="text/html", encoding=encoding_of(content), url=gold["url"])
        read = described_page(page)
        pages.append(page_entry(gold, read.described, [block.words for block in read.blocks], doubted))
    return pages


def doubts(folder: Path) -> set[str]:
    """Return the ids of pages whose gold text is in doubt."""
    return {line["id"] for line in read_lines(folder / "doubts.dev.jsonl") if line["kind"] != "date_year"}


def page_entry(gold: dict[str, Any], described: Described, words: list[str], doubted: set[str]) -> dict[str, Any]:
    """Return what is kept of a page for training."""
    return {
        "id": gold["id"],
        "set": gold["set"],
        "site": site_of(gold["url"]),
        "described": described,
        "labels": labels_of(words, gold),
        "lengths": np.array([len(text) for text in words]),
        "doubted": gold["id"] in doubted,
    }


def encoding_of(content: bytes) -> str:
    """Return the codec of a stored page: UTF-8 where it is that, else as its head says."""
    match = re.search(rb"charset=[\"']?([\w-]+)", content[:3000])
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return "utf-8"
    name = match[1].decode().lower() if match else "cp1252"
    return "cp1252" if name in {"iso-8859-1", "utf-8"} else name


def folds_of(pages: list[dict[str, Any]], count: int) -> list[list[int]]:
    """Return page numbers by fold; all pages of a site in one, sizes even."""
    sites = Counter(page["site"] for page in pages)
    order = sorted(sites, key=lambda site: (-sites[site], site))
    sizes = [0] * count
    where = {}
    for site in order:
        fold = min(range(count), key=lambda n: (sizes[n], n))
        where[site] = fold
        sizes[fold] += sites[site]
    return [[n for n, page in enumerate(pages) if where[page["site"]] == fold] for fold in range(count)]


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


def fit_vocabulary(pages: list[dict[str, Any]]) -> Vocabulary:
    """Weigh the words and names that blocks of many sites have, by logistic regression."""
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
            terms=weighed(worded, sites, labels, weights, normed=True),
            names=weighed(named, sites, labels, weights, normed=False),
        )
    )


def weighed(
    rows: list[Sequence[str]], sites: list[str], labels: npt.NDArray[np.float64], weights: npt.NDArray[np.float64],
    *, normed: bool,
) -> dict[str, float]:  # fmt: skip
    """Return the weight of each term that FEWEST_SITES sites have; without a bias, so that what is unknown weighs 0."""
    seen: dict[str, set[str]] = {}
    for row, site in zip(rows, sites, strict=True):
        for term in row:
            seen.setdefault(term, set()).add(site)
    column = {
        term: number for number, term in enumerate(sorted(t for t, on in seen.items() if len(on) >= FEWEST_SITES))
    }
    indices, values, starts = [], [], [0]
    for row in rows:
        mine = [column[term] for term in row if term in column]
        indices += mine
        values += [1 / math.sqrt(len(row)) if normed else 1.0] * len(mine)
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


def written(booster: lightgbm.Booster) -> dict[str, Any]:
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
        "first": written(stages.first),
        "second": written(stages.second),
    }


def main() -> None:
    """Train each fold, then on all pages."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("bench", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--fold-models", type=Path, help="folder for the model of each fold and its pages")
    arguments = parser.parse_args()
    name, names = "blocks/1", NAMES
    pages = read_bench(arguments.bench)
    right = seen = 0.0
    for number, fold in enumerate(folds_of(pages, arguments.folds)):
        inside = set(fold)
        stages = fit_all([page for n, page in enumerate(pages) if n not in inside], names, worded=True)
        for n in fold:
            page = pages[n]
            known = page["labels"] >= 0
            if page["doubted"] or not known.any():
                continue
            guess = stages.probabilities(page)[known] > 0.5
            weight = np.minimum(page["lengths"][known], 1000)
            right += float((weight * (guess == (page["labels"][known] > 0.5))).sum()) / weight.sum()
            seen += 1
        if arguments.fold_models:
            arguments.fold_models.mkdir(parents=True, exist_ok=True)
            (arguments.fold_models / f"{number}.json").write_text(json.dumps(model_of(name, stages)))
            (arguments.fold_models / f"{number}.ids").write_text("\n".join(pages[n]["id"] for n in fold))
        print(f"fold {number}: {len(fold)} pages")
    print(f"characters labelled right, mean over pages: {right / seen:.4f}")
    if arguments.out:
        stages = fit_all(pages, names, worded=True)
        arguments.out.write_text(json.dumps(model_of(name, stages), separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
