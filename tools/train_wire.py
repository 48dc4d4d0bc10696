"""Train what an agency's style is: writes stories/wire.tsv and stories/wire.json.

    python tools/train_wire.py

Reads ../shared/bench/stories/wire.dev.jsonl: dispatches of two agencies and articles of other outlets, credits,
agency names and datelines taken out. The weights that ship are fitted on articles before 15 January 2019 and
measured on the later ones. Words with a capital are in: without them recall on later dates is .63, not .91.
Logistic regression in its dual form (one weight an article), by Newton's method: no chance is in it. A minute
of work.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.scoring.wire import score
from dateline.stories.style import features

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT.parent / "shared" / "bench" / "stories" / "wire.dev.jsonl"
TARGET = ROOT / "src" / "dateline" / "resources" / "data" / "stories"

LATER = "2019-01-15"
RAREST = 8
"""Articles of the training half that have a feature."""
KEPT = 16_000
STRENGTH = 1_000.0
"""How far the weights may go: of 30, 100, 300 and 1,000 the best by five folds of the training half."""
STEPS = 12
FOLDS = 5

Matrix = NDArray[np.float64]


def main() -> None:
    """Train, measure and write."""
    lines = sorted(
        (json.loads(line) for line in GOLD.open(encoding="utf-8")), key=lambda line: (line["date"], line["id"])
    )
    wire = np.array([line["label"] != "house" for line in lines], dtype=np.float64)
    early = np.array([line["date"] < LATER for line in lines])
    counts = [features(line["text"]) for line in lines]
    spread = Counter(name for each, is_early in zip(counts, early, strict=True) if is_early for name in each)
    names = sorted(name for name, count in spread.most_common(KEPT) if count >= RAREST)
    rarity = {name: float(np.log((1 + early.sum()) / (1 + spread[name])) + 1) for name in names}
    rows = table(counts, names, rarity)
    train, right = rows[early], wire[early]
    apart = np.zeros(len(right))
    for fold in range(FOLDS):
        held = np.arange(len(right)) % FOLDS == fold
        weights, bias = fitted(train[~held], right[~held])
        apart[held] = train[held] @ weights + bias
    slope, level = calibrated(apart, right)
    # At even odds: how much of what is read is an agency's, nobody knows here.
    level -= float(np.log(right.mean() / (1 - right.mean())))
    weights, bias = fitted(train, right)
    totals = slope * (rows @ weights + bias) + level
    figures = {
        "later_dates": measured(lines, totals, ~early),
        "folds_of_earlier_dates": measured(
            [line for line, is_early in zip(lines, early, strict=True) if is_early], slope * apart + level
        ),
    }
    print(json.dumps(figures, indent=1))
    write(names, weights * slope * np.array([rarity[name] for name in names]), bias * slope + level, figures, rarity)


def table(counts: list[Counter[str]], names: list[str], rarity: dict[str, float]) -> Matrix:
    """Return a row of unit length for each article."""
    place = {name: number for number, name in enumerate(names)}
    rows = np.zeros((len(counts), len(names)), dtype=np.float64)
    for number, each in enumerate(counts):
        for name, count in each.items():
            if name in place:
                rows[number, place[name]] = (1 + np.log(count)) * rarity[name]
    rows /= np.linalg.norm(rows, axis=1, keepdims=True) + 1e-9
    return rows


def fitted(rows: Matrix, right: Matrix) -> tuple[Matrix, float]:
    """Return weights and bias of a ridge logistic regression."""
    kernel = rows @ rows.T + 1.0
    dual: Matrix = np.zeros(len(right))
    for _ in range(STEPS):
        total = kernel @ dual
        likely = 1 / (1 + np.exp(-total))
        curve = np.maximum(likely * (1 - likely), 1e-6)
        dual[:] = np.linalg.solve(kernel + np.diag(1 / (STRENGTH * curve)), total + (right - likely) / curve)
    return rows.T @ dual, float(dual.sum())


def calibrated(totals: Matrix, right: Matrix) -> tuple[float, float]:
    """Return slope and level that make totals of unseen articles likelihoods (Platt 1999)."""
    rows = np.stack((totals, np.ones_like(totals)), axis=1)
    weights = np.zeros(2)
    for _ in range(50):
        likely = 1 / (1 + np.exp(-rows @ weights))
        curve = rows.T @ (rows * (likely * (1 - likely))[:, None]) + 1e-6 * np.eye(2)
        weights -= np.linalg.solve(curve, rows.T @ (likely - right))
    return float(weights[0]), float(weights[1])


def measured(lines: list[dict[str, Any]], totals: Matrix, chosen: NDArray[np.bool_] | None = None) -> dict[str, Any]:
    """Return the scorer's figures for some articles."""
    likely = 1 / (1 + np.exp(-totals))
    found = {line["id"]: {"id": line["id"], "likelihood": float(p)} for line, p in zip(lines, likely, strict=True)}
    kept = [line for number, line in enumerate(lines) if chosen is None or chosen[number]]
    return {name: round(value, 4) if isinstance(value, float) else value for name, value in score(kept, found).items()}


def write(names: list[str], weights: Matrix, bias: float, figures: dict[str, Any], rarity: dict[str, float]) -> None:
    """Write the weights, as they apply to counts that are not yet of unit length, and the card."""
    with (TARGET / "wire.tsv").open("w", encoding="utf-8", newline="\n") as file:
        file.write(
            "# What an agency's style is (tools/train_wire.py). rarity: weight of a count; weight: what it tells.\n"
        )
        file.write("feature\trarity\tweight\n")
        for name, weight in zip(names, weights.tolist(), strict=True):
            file.write(f"{escaped(name)}\t{rarity[name]:.3f}\t{weight:.4f}\n")
    card = {
        "bias": round(bias, 4),
        "made_with": "tools/train_wire.py",
        "trained_on": "bench/stories wire.dev before 2019-01-15 (AllSides articles, Baly and others 2020, Apache-2.0)",
        "measured": figures,
    }
    (TARGET / "wire.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


def escaped(name: str) -> str:
    """Return a feature as a cell: as JSON writes it, and no comment."""
    return json.dumps(name, ensure_ascii=False)[1:-1].replace("#", "\\u0023")


if __name__ == "__main__":
    main()
