"""Scores for copies: which pairs of articles share their prose, and how much of it.

Gold lines: ``{a, b, label}``, label ``copy`` (one has most of the other), ``part`` (a passage) or ``no``;
``kind: shared-quotes`` marks pairs that share quotations only. Prediction lines: ``{a, b, verdict}``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dateline.scoring.gold import Figures, Line

COPIES = frozenset({"verbatim", "cut", "extended"})
"""Verdicts by which one article has most of the other."""
REUSE = COPIES | {"rewritten", "shares-passage"}
"""Verdicts by which prose was taken over."""


def score(gold: Iterable[Line], predictions: Mapping[str, Line]) -> Figures:
    """Score predictions by pair (see ``gold.read_lines``) against gold lines; a pair not told of shares nothing.

    A pair that the gold does not judge is counted apart. ``quotations_only``: pairs that share
    quotations alone and are told as reuse.
    """
    labels = {line["id"]: line for line in gold}
    verdict = {each: predictions[each]["verdict"] for each in labels if each in predictions}
    figures: Figures = {"pairs": len(labels), "unjudged": sum(each not in labels for each in predictions)}
    for name, wanted, said in (("copy", {"copy"}, COPIES), ("copy_or_part", {"copy", "part"}, REUSE)):
        positive = {each for each, line in labels.items() if line["label"] in wanted}
        told = {each for each, value in verdict.items() if value in said}
        right = len(positive & told)
        figures |= {
            f"{name}_p": right / len(told) if told else None,
            f"{name}_r": right / len(positive) if positive else None,
            f"{name}_f1": 2 * right / (len(told) + len(positive)) if told or positive else None,
        }
    figures["quotations_only"] = sum(
        line.get("kind") == "shared-quotes" and verdict.get(each) in REUSE for each, line in labels.items()
    )
    return figures
