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
import re
from collections import Counter
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import lightgbm
import numpy as np
import numpy.typing as npt

from dateline.article.features import CONTEXT, NAMES, Described, in_context, tokens
from dateline.article.webpage import described_page
from dateline.record import Page
from dateline.scoring.gold import read_lines

PARAMETERS = {
    "objective": "binary", "learning_rate": 0.08, "num_leaves": 24, "min_data_in_leaf": 40,
    "feature_fraction": 0.4, "bagging_fraction": 0.8, "bagging_freq": 1, "lambda_l2": 5.0, "max_depth": 7,
    "seed": 7, "deterministic": True, "force_col_wise": True, "num_threads": 1, "verbose": -1,
}  # fmt: skip
ROUNDS = 120
INNER_FOLDS = 4


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
        "rows": described.matrix,
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


def fit(pages: list[dict[str, Any]], rows: str, names: tuple[str, ...]) -> lightgbm.Booster:
    """Train one stage on the pages given; ``rows`` names the features."""
    matrices, labels, weights = [], [], []
    for page in pages:
        if page["doubted"]:
            continue
        known = page["labels"] >= 0
        matrices.append(page[rows][known])
        labels.append(page["labels"][known])
        weight = np.sqrt(np.clip(page["lengths"][known], 10, 1000) / 100)
        if page["set"] != "trafilatura":
            # Each page counts alike, however many blocks of furniture it has.
            weight = weight / max(1.0, weight.sum()) * 30
        weights.append(weight)
    data = lightgbm.Dataset(
        np.vstack(matrices), np.concatenate(labels), weight=np.concatenate(weights), feature_name=list(names)
    )
    return lightgbm.train(PARAMETERS, data, num_boost_round=ROUNDS)


def fit_both(pages: list[dict[str, Any]], names: tuple[str, ...]) -> tuple[lightgbm.Booster, lightgbm.Booster]:
    """Train the first stage, and the second on verdicts of first stages that never saw the page's site."""
    for fold in folds_of(pages, INNER_FOLDS):
        inside = set(fold)
        booster = fit([page for n, page in enumerate(pages) if n not in inside], "rows", names)
        for n in fold:
            pages[n]["context"] = in_context(pages[n]["described"], first_verdict(booster, pages[n]))
    return fit(pages, "rows", names), fit(pages, "context", names + CONTEXT)


def first_verdict(booster: lightgbm.Booster, page: dict[str, Any]) -> np.ndarray:
    """Return a first stage's probabilities for a page; a page without blocks has none."""
    return booster.predict(page["rows"]) if len(page["rows"]) else np.empty(0)


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


def model_of(name: str, first: lightgbm.Booster, second: lightgbm.Booster) -> dict[str, Any]:
    """Return both stages as the package's file has them."""
    made_with = f"lightgbm {lightgbm.__version__}, numpy {np.__version__}"
    return {"name": name, "made_with": made_with, "first": written(first), "second": written(second)}


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
        first, second = fit_both([page for n, page in enumerate(pages) if n not in inside], names)
        for n in fold:
            page = pages[n]
            known = page["labels"] >= 0
            if page["doubted"] or not known.any():
                continue
            rows = in_context(page["described"], first_verdict(first, page))
            guess = second.predict(rows[known]) > 0.5
            weight = np.minimum(page["lengths"][known], 1000)
            right += float((weight * (guess == (page["labels"][known] > 0.5))).sum()) / weight.sum()
            seen += 1
        if arguments.fold_models:
            arguments.fold_models.mkdir(parents=True, exist_ok=True)
            (arguments.fold_models / f"{number}.json").write_text(json.dumps(model_of(name, first, second)))
            (arguments.fold_models / f"{number}.ids").write_text("\n".join(pages[n]["id"] for n in fold))
        print(f"fold {number}: {len(fold)} pages")
    print(f"characters labelled right, mean over pages: {right / seen:.4f}")
    if arguments.out:
        arguments.out.write_text(json.dumps(model_of(name, *fit_both(pages, names)), separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
