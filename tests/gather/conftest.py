"""A press, an archive, and what a step works with; the clock starts when the press prints."""

from __future__ import annotations

import random
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dateline.archive import Archive
from dateline.article import ArticleLayouter
from dateline.gather import Settings
from dateline.gather.means import Means
from dateline.pipeline import Pipeline
from tests.archive.conftest import database, emptied, empty, file, in_file, place, server  # noqa: F401 (fixtures)
from tests.gather.press import DAY, Press, printing


class Clock:
    """Time that starts on the press's day and can be put forward."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self.ahead = DAY.timestamp() + 12 * 3600

    def __call__(self) -> float:
        return self.ahead + time.monotonic() - self._began


def light_pipeline() -> Pipeline:
    """Articles laid, nothing found in them: enough to see what is kept."""
    return Pipeline(ArticleLayouter(), [])


@pytest.fixture
def press() -> Iterator[Press]:
    with printing() as press:
        yield press


@pytest.fixture
def clock() -> Clock:
    return Clock()


MakeMeans = Callable[..., Means]


@pytest.fixture(scope="session")
def empty_archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with its tables laid: laying them takes longer than most tests."""
    path = tmp_path_factory.mktemp("empty") / "archive.sqlite"
    Archive.open(path).close()
    return path


@pytest.fixture
def make_means(tmp_path: Path, clock: Clock, empty_archive: Path) -> Iterator[MakeMeans]:
    """Opens the same archive again and again, with other settings; a file, unless ``archive`` names another."""
    opened: list[Archive] = []
    shutil.copy(empty_archive, tmp_path / "archive.sqlite")

    def make(**changes: object) -> Means:
        quick: dict[str, object] = {
            "archive": tmp_path / "archive.sqlite",
            "allow_private": True,
            "delay_seconds": 0.0,
            "timeout_seconds": 10.0,
            "first_retry_seconds": 0.01,
            "poll_seconds": 0.02,
            "limit_bytes": 1_000_000,
            "fetchers": 4,
        }
        settings = Settings(**{**quick, **changes})  # type: ignore[arg-type]
        archive = Archive.open(settings.archive)
        opened.append(archive)
        return Means(archive, settings, light_pipeline, clock=clock, rng=random.Random(7))

    yield make
    for archive in opened:
        archive.close()


@pytest.fixture
def means(make_means: MakeMeans) -> Means:
    return make_means()
