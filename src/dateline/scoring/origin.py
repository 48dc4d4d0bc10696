"""Scores for origins: which article a republication was taken from.

Gold lines: ``{id, origin, kind}``, origin None for an article that is its outlet's own. Prediction lines:
``{id, origin}``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dateline.scoring.gold import Figures, Line


def score(gold: Iterable[Line], predictions: Mapping[str, Line]) -> Figures:
    """Score predictions by id against gold lines.

    ``false_alarms``: articles of their own outlet, of 1,000, that are said to be taken over.
    ``right_KIND``: the share found among the republications of each kind that the gold names.
    """
    lines = {line["id"]: line for line in gold}
    said = {each: predictions.get(each, {}).get("origin") for each in lines}
    taken = [each for each, line in lines.items() if line["origin"] is not None]
    own = [each for each, line in lines.items() if line["origin"] is None]
    right = sum(said[each] == lines[each]["origin"] for each in taken)
    told = sum(origin is not None for origin in said.values())
    figures: Figures = {
        "documents": len(lines),
        "p": right / told if told else None,
        "r": right / len(taken) if taken else None,
        "false_alarms": 1000 * sum(said[each] is not None for each in own) / len(own) if own else None,
    }
    kinds = sorted({kind for each in taken if isinstance(kind := lines[each].get("kind"), str)})
    for kind in kinds:
        of_kind = [each for each in taken if lines[each].get("kind") == kind]
        figures[f"right_{kind}"] = sum(said[each] == lines[each]["origin"] for each in of_kind) / len(of_kind)
    return figures
