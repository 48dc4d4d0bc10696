"""Fixtures that many rooms share."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from dateline.resources.parsing import Parser, SpacyParser

# The same examples on every run: a test that fails by chance teaches nothing.
settings.register_profile(
    "dateline", derandomize=True, deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("dateline")

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def parser() -> Parser:
    """The one language model, loaded once: it takes seconds."""
    return SpacyParser()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder beside the project that holds benchmarks and the sample dispatch."""
    if not SHARED.is_dir():
        pytest.skip("../shared is absent: benchmarks and the sample dispatch are not here")
    return SHARED
