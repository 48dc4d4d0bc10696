"""Nothing lost, nothing doubled: the power may fail at any moment."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.gather.soaking import soak


def test_after_ten_kills_every_page_is_there_once_and_every_story_holds(tmp_path: Path) -> None:
    soaked = soak(str(tmp_path / "archive.sqlite"), pages=40, kills=10, seed=8)
    assert soaked.problems == ()
    assert soaked.changed > 0


def test_on_postgresql_too(database: Callable[[], str]) -> None:
    soaked = soak(database(), pages=16, kills=4, seed=3)
    assert soaked.problems == ()
