"""The notebook in the docs runs from start to end, and says what it said when it was written."""

from __future__ import annotations

import os
import re
import sys
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

nbclient = pytest.importorskip("nbclient")
pytest.importorskip("ipykernel")
pytest.importorskip("matplotlib")

DOCS = Path(__file__).parents[1] / "docs"
LARGEST_PLOT = 60_000


@pytest.fixture(scope="module")
def stored() -> Any:
    import nbformat

    return nbformat.read(DOCS / "from-archive-to-plot.ipynb", as_version=4)


def said(notebook: Any) -> list[tuple[str, int]]:
    """What each cell prints, and how many plots it draws."""
    cells = [cell["outputs"] for cell in notebook.cells if cell.cell_type == "code"]
    return [
        (
            "".join(output["text"] for output in outputs if output["output_type"] == "stream"),
            sum("image/png" in output.get("data", {}) for output in outputs),
        )
        for outputs in cells
    ]


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::RuntimeWarning")
def test_every_cell_of_the_notebook_runs_and_prints_what_is_stored(
    stored: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    # A kernel is a process of its own, with the source that is tested here.
    source = str(DOCS.parent / "src")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, (source, os.environ.get("PYTHONPATH")))))
    monkeypatch.setenv("PYDEVD_DISABLE_FILE_VALIDATION", "1")
    for name in ("IPYTHONDIR", "MPLCONFIGDIR", "JUPYTER_RUNTIME_DIR"):
        monkeypatch.setenv(name, str(tmp_path))
    again = deepcopy(stored)
    nbclient.NotebookClient(again, timeout=300, resources={"metadata": {"path": str(DOCS)}}).execute()
    assert said(again) == said(stored)


def test_the_stored_notebook_is_small_and_names_no_machine(stored: Any) -> None:
    for cell in stored.cells:
        for output in cell.get("outputs", []):
            assert len(output.get("data", {}).get("image/png", "")) * 3 // 4 < LARGEST_PLOT
    text = (DOCS / "from-archive-to-plot.ipynb").read_text("utf-8")
    assert not re.search(r"/home/|/root|/tmp/|/work/|/Users/|[A-Z]:\\\\", text)
    assert sys.prefix not in text
