"""Fit how sure a join of two reports is: writes stories/join.json.

    python tools/train_stories.py

Reads the dev sets of ../shared/bench/stories, a minute of work. The rules of grouping.py decide which reports
are one story; for the pairs that they joined or refused, a logistic regression on what is shown of each pair
(joins.py, ``measures``) says how often such a pair is of one story in the gold. Every set counts alike. Figures
kept beside the weights are of each set read with weights that were fitted on the three others, and for
comparison the B-cubed F1 that grouping by the learnt likelihood itself reaches: the rules are better.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.evaluation import articles, read_gold
from dateline.scoring.stories import score
from dateline.stories.copies import copies_among
from dateline.stories.families import find_families
from dateline.stories.finder import find_stories, reports_of
from dateline.stories.grouping import JOIN, grouped
from dateline.stories.joins import COLUMNS, columns, measures
from dateline.stories.pairs import Pair, likely_pairs
from dateline.stories.words import read_all

ROOT = Path(__file__).resolve().parents[1]
BENCH = ROOT.parent / "shared" / "bench" / "stories"
TARGET = ROOT / "src" / "dateline" / "resources" / "data" / "stories" / "join.json"
SETS = ("ecb", "fnc", "basil", "uci")
PENALTY = 1e-3
STEPS = 50

Matrix = NDArray[np.float64]


def main() -> None:
    """Fit, measure and write."""
    sets = {name: read_gold(BENCH / f"{name}.dev.jsonl") for name in SETS}
    tables = {name: table(gold) for name, gold in sets.items()}
    measured = {}
    for name in SETS:
        weights = fitted([tables[other] for other in SETS if other != name])
        measured[name] = reliability(tables[name], weights) | {"b3_f1_learnt": round(learnt(sets[name], weights), 3)}
        print(name, measured[name])
    weights = fitted(list(tables.values()))
    card = {
        "weights": {column: round(float(weight), 4) for column, weight in zip(COLUMNS, weights, strict=True)},
        "made_with": "tools/train_stories.py",
        "trained_on": [f"bench/stories {name}.dev" for name in SETS],
        "left_out_in_turn": measured,
    }
    TARGET.write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


def table(gold: Sequence[dict[str, Any]]) -> tuple[Matrix, Matrix]:
    """Return what was measured of each pair that is told of, and whether it is of one story."""
    story = {line["id"]: line["story"] for line in gold}
    rows, right = [], []
    for found in find_stories(articles(gold)):
        for join in found.joins:
            left, other = (family.removeprefix("family-") for family in (join.left, join.right))
            rows.append(columns({feature.name: feature.value for feature in join.features}))
            right.append(float(story[left] == story[other]))
    return np.array(rows), np.array(right)


def fitted(tables: Sequence[tuple[Matrix, Matrix]]) -> Matrix:
    """Return the weights by Newton's method; every table weighs the same."""
    rows = np.concatenate([each for each, _ in tables])
    right = np.concatenate([each for _, each in tables])
    weigh = np.concatenate([np.full(len(each), 1 / len(each)) for _, each in tables]) / len(tables)
    weights = np.zeros(rows.shape[1])
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (weigh * (likely - right)) + PENALTY * weights
        curve = rows.T @ (rows * (weigh * likely * (1 - likely))[:, None]) + PENALTY * np.eye(len(weights))
        weights -= np.linalg.solve(curve, slope)
    return weights


def reliability(measured: tuple[Matrix, Matrix], weights: Matrix) -> dict[str, float]:
    """Return the calibration error in ten bins, and the share of pairs that are of one story."""
    rows, right = measured
    likely = 1 / (1 + np.exp(-rows @ weights))
    bins = np.minimum((likely * 10).astype(int), 9)
    error = sum(abs(likely[bins == n].mean() - right[bins == n].mean()) * (bins == n).mean() for n in set(bins))
    return {
        "pairs": len(right),
        "of_one_story": round(float(right.mean()), 3),
        "calibration_error": round(float(error), 3),
    }


def learnt(gold: Sequence[dict[str, Any]], weights: Matrix) -> float:
    """Return the B-cubed F1 of a set grouped by the learnt likelihood, an even chance at the rules' threshold."""
    records = {record.id: record for record in articles(gold)}
    readings = read_all(records.values())
    families = find_families(list(records.values()), copies_among(list(records.values()), readings))
    reports = reports_of(families, records, readings)
    pairs = []
    for pair in likely_pairs(reports):
        if pair.likeness:
            row = np.array(columns(dict(measures(pair, reports[pair.one], reports[pair.other]))))
            likely = float(1 / (1 + np.exp(-row @ weights)))
            pairs.append(Pair(pair.one, pair.other, pair.words, likely * 2 * JOIN))
    found = {}
    for number, group in enumerate(grouped(reports, pairs)):
        for member in (m for report in group for m in families[report].members):
            found[member] = {"id": member, "story": str(number)}
    return float(score(gold, found)["b3_f1"] or 0.0)


if __name__ == "__main__":
    main()
