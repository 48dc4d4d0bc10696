"""Nothing lost, nothing doubled: the power may fail at any moment."""

from __future__ import annotations

from pathlib import Path

from tests.gather.soaking import soak


def test_after_ten_kills_every_page_is_there_once_and_every_story_holds(tmp_path: Path) -> None:
    soaked = soak(tmp_path, pages=60, kills=10, seed=8)
    assert soaked.problems == ()
    assert soaked.changed > 0
