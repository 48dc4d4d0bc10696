"""Linear classifiers over several blocks of features, solved in the dual with numpy alone.

Each returns a weight a feature and topic for every block, and a bias: ``scores = sum(block @ weights) + bias``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float32]


class Linear(NamedTuple):
    """Weights by block, and the bias."""

    weights: tuple[Array, ...]
    bias: Array


class Blocks:
    """Rows as blocks of features, sparse or dense, each with how much it counts in the inner product."""

    def __init__(self, blocks: Sequence[tuple[Any, Any]]) -> None:
        self._blocks = [
            (block, block.T.tocsr() if hasattr(block, "tocsr") else block.T, np.float32(w)) for block, w in blocks
        ]

    def inner(self, rows: Array) -> Array:
        """Return the inner products of all rows with a combination of them."""
        return np.asarray(sum(w * np.asarray(block @ np.asarray(turned @ rows)) for block, turned, w in self._blocks))

    def weights(self, rows: Array) -> tuple[Array, ...]:
        """Return the weights of the features that a combination of rows stands for."""
        return tuple(w * np.asarray(turned @ rows) for _, turned, w in self._blocks)


def least_squares(blocks: Blocks, wanted: Array, weight: Array, *, ridge: float, steps: int) -> Linear:
    """Regularised least squares on the classes as 0 and 1, by conjugate gradients (Rifkin and Klautau, 2004)."""
    prior = (wanted * weight[:, None]).sum(axis=0) / weight.sum()
    root = np.sqrt(weight)[:, None]
    rest = root * (wanted - prior)
    x, direction, size = np.zeros_like(rest), rest.copy(), (rest * rest).sum(axis=0)
    for _ in range(steps):
        image = root * blocks.inner(root * direction) + np.float32(ridge) * direction
        step = size / np.maximum((direction * image).sum(axis=0), np.float32(1e-12))
        x, rest = x + step * direction, rest - step * image
        smaller = (rest * rest).sum(axis=0)
        direction, size = rest + smaller / np.maximum(size, np.float32(1e-20)) * direction, smaller
    return Linear(blocks.weights(root * x), prior.astype(np.float32))


def softmax(scores: Array) -> Array:
    """Return probabilities."""
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True), scores.dtype)


class _Pair(NamedTuple):
    """A step and the change of the gradient over it, each with its inner products."""

    step: Array
    step_inner: Array
    change: Array
    change_inner: Array
    curvature: float


def logistic(blocks: Blocks, wanted: Array, weight: Array, *, ridge: float, steps: int, memory: int = 8) -> Linear:
    """Multinomial logistic regression, by L-BFGS in the space of the rows: one inner product a step."""
    column, lam = weight[:, None], np.float32(ridge)

    def inner(rows: Array) -> Array:
        found: Array = blocks.inner(rows) + rows.sum(axis=0, keepdims=True)  # a constant feature is the bias
        return found

    def loss(scores: Array, size: float) -> float:
        high = scores.max(axis=1, keepdims=True)
        likely = (
            np.log(np.exp(scores - high).sum(axis=1, keepdims=True))
            + high
            - (scores * wanted).sum(axis=1, keepdims=True)
        )
        return float((column * likely).sum()) + 0.5 * ridge * size

    dual = np.zeros_like(wanted)
    scores, size = np.zeros_like(wanted), 0.0
    error = column * (softmax(scores) - wanted)
    slope, slope_inner = error, inner(error)
    now = loss(scores, size)
    pairs: list[_Pair] = []
    for _ in range(steps):
        towards, towards_inner = _direction(slope, slope_inner, pairs, first=1 / (ridge + 0.25 * float(weight.mean())))
        rise = float((slope * towards_inner).sum())
        across, along = float((dual * towards_inner).sum()), float((towards * towards_inner).sum())
        length = 1.0
        for _ in range(20):
            then = loss(scores + np.float32(length) * towards_inner, size + 2 * length * across + length**2 * along)
            if then <= now + 1e-4 * length * rise:
                break
            length *= 0.5
        far = np.float32(length)
        dual, scores, now = dual + far * towards, scores + far * towards_inner, then
        size += 2 * length * across + length**2 * along
        error = column * (softmax(scores) - wanted)
        new, new_inner = lam * dual + error, lam * scores + inner(error)
        change, change_inner = new - slope, new_inner - slope_inner
        curvature = float((far * towards * change_inner).sum())
        if curvature > 1e-10:
            pairs = [*pairs, _Pair(far * towards, far * towards_inner, change, change_inner, 1 / curvature)][-memory:]
        slope, slope_inner = new, new_inner
    return Linear(blocks.weights(dual), dual.sum(axis=0))


def _direction(slope: Array, slope_inner: Array, pairs: list[_Pair], *, first: float) -> tuple[Array, Array]:
    """Return minus the slope times the inverse curvature that the last steps tell of, with its inner products."""
    q, inner = slope.copy(), slope_inner.copy()
    shares = []
    for pair in reversed(pairs):
        share = pair.curvature * float((pair.step * inner).sum())
        q, inner = q - np.float32(share) * pair.change, inner - np.float32(share) * pair.change_inner
        shares.append(share)
    if pairs:
        first = 1 / (pairs[-1].curvature * float((pairs[-1].change * pairs[-1].change_inner).sum()))
    q, inner = np.float32(first) * q, np.float32(first) * inner
    for pair, share in zip(pairs, reversed(shares), strict=True):
        back = np.float32(share - pair.curvature * float((pair.change * inner).sum()))
        q, inner = q + back * pair.step, inner + back * pair.step_inner
    return -q, -inner


def naive_bayes(
    tfidf: Any, topic: npt.NDArray[np.intp], weight: Array, group: npt.NDArray[np.str_], topics: int
) -> Array:
    """Return log weights a term and topic from shares of the terms, each group of rows heard (Rennie et al., 2003).

    A term that a topic lacks counts as in the mean of the topics.
    """
    shares = np.zeros((tfidf.shape[1], topics))
    for number in range(topics):
        for name in sorted(set(group.tolist())):
            inside = (topic == number) & (group == name)
            if inside.any():
                held = np.asarray(tfidf[inside].T @ weight[inside])
                shares[:, number] += held / np.sqrt(held.sum())
    shares /= shares.sum(axis=0)
    smoothed = np.log(shares + shares.mean(axis=1, keepdims=True) + 1e-7)
    found: Array = (smoothed - smoothed.mean(axis=1, keepdims=True)).astype(np.float32)
    return found
