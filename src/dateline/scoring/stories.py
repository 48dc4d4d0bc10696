"""Scores for stories: B-cubed (Bagga and Baldwin, 1998), pairs (Miranda et al., 2018) and the adjusted Rand index.

Gold lines: ``{id, story}`` with ``text`` and, where known, ``title``, ``date``, ``source`` or ``url``.
Prediction lines: ``{id, story}``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from dateline.scoring.gold import Figures, Line


def score(gold: Iterable[Line], predictions: Mapping[str, Line]) -> Figures:
    """Score predictions by id against gold lines; a document without a prediction is a story of its own.

    ``b3``: each document votes with the purity of the story it stands in. ``pair``: over all pairs of
    documents. ``fused``: stories found that hold the most of two gold stories or more, as when twin
    events are told as one.
    """
    stories = {line["id"]: line["story"] for line in gold}
    found = {each: predictions.get(each, {}).get("story") or f"alone: {each}" for each in stories}
    truth, made = Counter(stories.values()), Counter(found.values())
    joint = Counter((stories[each], found[each]) for each in stories)
    figures: Figures = {"documents": len(stories), "gold": len(truth), "found": len(made)}
    if not stories:
        return figures
    precision = sum(count * count / made[story] for (_, story), count in joint.items()) / len(stories)
    recall = sum(count * count / truth[story] for (story, _), count in joint.items()) / len(stories)
    figures |= {"b3_p": precision, "b3_r": recall, "b3_f1": 2 * precision * recall / (precision + recall)}
    together, ours, theirs = (sum(map(_pairs, counts.values())) for counts in (joint, made, truth))
    figures |= {
        "pair_p": together / ours if ours else None,
        "pair_r": together / theirs if theirs else None,
        "pair_f1": 2 * together / (ours + theirs) if ours + theirs else None,
    }
    expected, most = ours * theirs / max(1, _pairs(len(stories))), (ours + theirs) / 2
    figures["ari"] = 1.0 if most == expected else (together - expected) / (most - expected)
    figures["fused"] = _fused(joint)
    return figures


def _pairs(count: int) -> int:
    return count * (count - 1) // 2


def _fused(joint: Counter[tuple[str, str]]) -> int:
    largest: dict[str, tuple[int, str]] = {}
    for (story, found), count in sorted(joint.items()):
        if count > largest.get(story, (0, ""))[0]:
            largest[story] = (count, found)
    holders = Counter(found for _, found in largest.values())
    return sum(count > 1 for count in holders.values())
