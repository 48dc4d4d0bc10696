"""How well scores of sections tell topics: probabilities, and the figures of the benchmark."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from linear_experts import Array, softmax
from section_rows import CODES, Rows

SURE = 0.95
"""Confidence of the experts from which on the head is not asked."""


class Scores(NamedTuple):
    """Scores of rows by the experts, and what the head adds to them."""

    words: Array
    head: Array


class Temperatures(NamedTuple):
    """What scores are multiplied by before they become probabilities: those of the words, those of both."""

    words: float
    both: float


def fitting_temperature(found: Array, topic: npt.NDArray[np.intp]) -> float:
    """Return the temperature with the least log loss."""
    tried = np.arange(0.2, 2.0, 0.025)
    losses = [-np.log(softmax(np.float32(t) * found)[np.arange(len(topic)), topic] + 1e-9).mean() for t in tried]
    return float(tried[int(np.argmin(losses))])


def chances(found: Scores, temperature: Temperatures, *, with_head: bool) -> Array:
    """Return a probability for each row and topic; the head is asked where the words are not sure."""
    by_words = softmax(np.float32(temperature.words) * found.words)
    if not with_head:
        return by_words
    by_both = softmax(np.float32(temperature.both) * (found.words + found.head))
    return np.where(by_words.max(axis=1, keepdims=True) < SURE, by_both, by_words)


def figures(sure: Array, rows: Rows) -> dict[str, float]:
    """Return accuracy, macro F1, accuracy of the surest four fifths, calibration error, and accuracy by set."""
    benchmark = rows.set != "own"
    topic, sets = rows.topic[benchmark], rows.set[benchmark]
    given, confidence = sure.argmax(axis=1), sure.max(axis=1)
    right = given == topic
    hits, asked, answered = (np.bincount(each, minlength=len(CODES)) for each in (topic[right], topic, given))
    there = asked > 0
    surest = np.argsort(-confidence, kind="stable")[: round(0.8 * len(topic))]
    bins = np.minimum(9, (confidence * 10).astype(int))
    by_set = {f"accuracy, {name}": float(right[sets == name].mean()) for name in sorted(set(sets.tolist()))}
    return {
        "accuracy": float(right.mean()),
        "macro F1": float((2 * hits[there] / (asked[there] + answered[there])).mean()),
        "accuracy at coverage .8": float(right[surest].mean()),
        "calibration error": float(sum(abs(confidence[bins == n].sum() - right[bins == n].sum()) for n in range(10)))
        / len(topic),
        "mean of sets": float(np.mean(list(by_set.values()))),
    } | by_set


def told(measured: dict[str, float]) -> str:
    """Return figures on one line."""
    return "  ".join(f"{name} {value:.3f}" for name, value in measured.items())
