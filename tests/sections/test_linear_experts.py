"""The solvers of tools/linear_experts.py on problems small enough to be worked out another way."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

TOOL = Path(__file__).parents[2] / "tools" / "linear_experts.py"
ROWS, WIDTH, TOPICS = 40, 6, 3


@pytest.fixture(scope="module")
def experts() -> ModuleType:
    spec = importlib.util.spec_from_file_location("linear_experts", TOOL)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # its named tuples look their module up
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def problem() -> tuple[Any, Any, Any]:
    """Features, classes as 0 and 1, a weight for each row."""
    chance = np.random.default_rng(20161210)
    x = chance.normal(size=(ROWS, WIDTH)).astype(np.float32)
    topic = (x[:, :TOPICS] + 0.3 * chance.normal(size=(ROWS, TOPICS))).argmax(axis=1)
    return x, np.eye(TOPICS, dtype=np.float32)[topic], chance.uniform(0.5, 2.0, ROWS).astype(np.float32)


def test_least_squares_is_the_closed_solution(experts: ModuleType, problem: tuple[Any, Any, Any]) -> None:
    x, wanted, weight = problem
    found = experts.least_squares(experts.Blocks([(x, 1.0)]), wanted, weight, ridge=0.3, steps=60)
    prior = (wanted * weight[:, None]).sum(axis=0) / weight.sum()
    scaled = x * weight[:, None]
    closed = np.linalg.solve(x.T @ scaled + 0.3 * np.eye(WIDTH), scaled.T @ (wanted - prior))
    assert found.bias == pytest.approx(prior, abs=1e-5)
    assert found.weights[0] == pytest.approx(closed, abs=1e-4)


def loss(problem: tuple[Any, Any, Any], table: Any, bias: Any, *, ridge: float) -> float:
    """The penalised log loss; the bias is a feature like the others."""
    x, wanted, weight = problem
    scores = x @ table + bias
    likely = np.log(np.exp(scores).sum(axis=1)) - (scores * wanted).sum(axis=1)
    return float((weight * likely).sum() + 0.5 * ridge * ((table**2).sum() + (bias**2).sum()))


def test_logistic_ends_where_the_loss_is_flat_in_every_direction(
    experts: ModuleType, problem: tuple[Any, Any, Any]
) -> None:
    x, wanted, weight = problem
    found = experts.logistic(experts.Blocks([(x, 1.0)]), wanted, weight, ridge=0.5, steps=80)
    table, bias = found.weights[0].astype(np.float64), found.bias.astype(np.float64)
    least = loss(problem, table, bias, ridge=0.5)
    step = 1e-3
    for row in range(WIDTH + 1):
        for topic in range(TOPICS):
            whole = np.vstack([table, bias])
            slopes = []
            for sign in (1, -1):
                moved = whole.copy()
                moved[row, topic] += sign * step
                slopes.append(loss(problem, moved[:-1], moved[-1], ridge=0.5))
            assert (slopes[0] - slopes[1]) / (2 * step) == pytest.approx(0, abs=0.02)
            assert min(slopes) >= least - 1e-4


def test_two_blocks_are_one_with_its_columns_scaled(experts: ModuleType, problem: tuple[Any, Any, Any]) -> None:
    x, wanted, weight = problem
    parts = [(x[:, :2], 1.0), (x[:, 2:], 0.25)]
    apart = experts.logistic(experts.Blocks(parts), wanted, weight, ridge=0.5, steps=80)
    scaled = np.hstack([x[:, :2], 0.5 * x[:, 2:]])  # 0.25 in an inner product is 0.5 on either side
    whole = experts.logistic(experts.Blocks([(scaled, 1.0)]), wanted, weight, ridge=0.5, steps=80)
    by_parts = sum(part @ table for (part, _), table in zip(parts, apart.weights, strict=True)) + apart.bias
    assert by_parts == pytest.approx(scaled @ whole.weights[0] + whole.bias, abs=5e-3)


def test_naive_bayes_hears_a_small_group_as_loudly_as_a_large_one(experts: ModuleType) -> None:
    # One topic has four rows of source a with term 0 and one row of source b with term 1; the other topic has term 2.
    tfidf = np.array([[1, 0, 0]] * 4 + [[0, 1, 0]] + [[0, 0, 1]] * 2, np.float32)
    topic = np.array([0] * 5 + [1] * 2)
    group = np.array(["a"] * 4 + ["b"] + ["a", "b"])
    weights = experts.naive_bayes(tfidf, topic, np.ones(7, np.float32), group, 2)
    # Shares fall with the root of what a group holds: 4 / 2 and 1 / 1, so two to one and not four to one.
    shares = np.array([[2 / 3, 0], [1 / 3, 0], [0, 1]])
    expected = np.log(shares + shares.mean(axis=1, keepdims=True) + 1e-7)
    assert weights == pytest.approx(expected - expected.mean(axis=1, keepdims=True), abs=1e-4)
