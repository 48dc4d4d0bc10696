"""Scores for agency style: how well articles of an agency are told from others by their style alone.

Gold lines: ``{id, label, text, date}``, label ``house`` for an outlet's own article, else the agency.
Prediction lines: ``{id, likelihood}``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dateline.scoring.gold import Figures, Line

PRECISION = 0.95
BINS = 10


def score(gold: Iterable[Line], predictions: Mapping[str, Line]) -> Figures:
    """Score predictions by id against gold lines; an article without one counts as likelihood 0.

    ``r_at_p95``: the share of agency articles above the lowest likelihood at which 95 in 100 of those above are of an
    agency. ``auc``: how often an agency's article stands above another one. ``calibration_error``: the mean
    distance of likelihood and share in ten bins, by size; it hangs on how many of the articles are an agency's.
    """
    rows = [
        (float(predictions.get(line["id"], {}).get("likelihood") or 0.0), line["label"] != "house") for line in gold
    ]
    rows.sort(key=lambda row: (-row[0], row[1]))
    wire = sum(is_wire for _, is_wire in rows)
    figures: Figures = {"documents": len(rows), "of_an_agency": wire}
    if not wire or wire == len(rows):
        return figures | {"r_at_p95": None, "auc": None, "calibration_error": None}
    right, best, above = 0, 0, 0
    for number, (_, is_wire) in enumerate(rows, 1):
        right += is_wire
        above += 0 if is_wire else right
        if right / number >= PRECISION:
            best = right
    bins: dict[int, list[tuple[float, bool]]] = {}
    for likelihood, is_wire in rows:
        bins.setdefault(min(BINS - 1, int(likelihood * BINS)), []).append((likelihood, is_wire))
    error = sum(abs(sum(p for p, _ in each) - sum(is_wire for _, is_wire in each)) for each in bins.values())
    return figures | {
        "r_at_p95": best / wire,
        "auc": above / (wire * (len(rows) - wire)),
        "calibration_error": error / len(rows),
    }
