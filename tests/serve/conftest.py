from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.edition.editions import archive
from tests.serve.sites import client, kept


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A reader of a small archive."""
    folder: Path = tmp_path_factory.mktemp("site")
    made = archive()
    with kept(folder / "archive.sqlite", list(made.records()), list(made.stories())) as opened:
        yield client(opened)
