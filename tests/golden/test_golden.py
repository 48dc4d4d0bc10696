"""Whole pages read as they were when a person last looked."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.pipeline import read
from tests.golden.telling import told

HERE = Path(__file__).parent
PAGES = Path(__file__).resolve().parents[2] / "samples" / "pages"
MEND = 'read the difference; if it is better, run "python tools/write_golden.py"'


@pytest.mark.parametrize("name", sorted(path.name.removesuffix(".golden") for path in HERE.glob("*.*.golden")))
def test_a_sample_page_reads_as_it_did(name: str) -> None:
    assert told(read(PAGES / name)) == (HERE / f"{name}.golden").read_text(encoding="utf-8"), MEND


def test_every_sample_page_has_a_golden_record() -> None:
    assert {f"{path.name}.golden" for path in PAGES.iterdir()} == {path.name for path in HERE.glob("*.*.golden")}


@pytest.mark.parametrize(("golden", "published"), [("dispatch-undated", None), ("dispatch-dated", "2016-12-10")])
def test_the_dispatch_reads_as_it_did(golden: str, published: str | None, shared: Path) -> None:
    record = read(shared / "samples" / "dispatch.txt", published=published)
    assert told(record, words=False) == (HERE / f"{golden}.golden").read_text(encoding="utf-8"), MEND
