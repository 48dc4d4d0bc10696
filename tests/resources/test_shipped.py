"""Everything that ships is listed with its digest, and a changed file is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.errors import ResourceError
from dateline.resources.shipped import MANIFEST, Manifest, Shipped, damage, shipped


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    import hashlib

    import msgspec

    (tmp_path / "words.tsv").write_bytes(b"one\n")
    listed = Shipped(
        name="words", version="1", licence="Apache-2.0", source="own work", script=None,
        files={"words.tsv": hashlib.sha256(b"one\n").hexdigest()},
    )  # fmt: skip
    (tmp_path / MANIFEST).write_bytes(msgspec.json.encode(Manifest(version=1, data=(listed,))))
    return tmp_path


def test_what_ships_with_this_package_is_whole() -> None:
    assert {name: says for name, says in damage().items() if says} == {}


def test_each_thing_that_ships_says_whose_it_is() -> None:
    for each in shipped():
        assert each.files
        assert each.licence in {"Apache-2.0", "CC BY 4.0", "CC BY-SA 4.0", "WordNet 3.1", "public domain"}
        assert each.source
        assert each.script is None or (Path(__file__).parents[2] / each.script).is_file()


def test_a_changed_a_missing_and_an_added_file_are_told(folder: Path) -> None:
    assert damage(folder) == {"words": [], MANIFEST: []}
    (folder / "words.tsv").write_bytes(b"two\n")
    (folder / "more.tsv").write_bytes(b"")
    found = damage(folder)
    assert "words.tsv has digest" in found["words"][0]
    assert "more.tsv is not in the manifest" in found[MANIFEST][0]
    (folder / "words.tsv").unlink()
    assert "words.tsv can't be read" in damage(folder)["words"][0]


def test_a_manifest_that_can_not_be_read_is_told_with_the_mend(folder: Path) -> None:
    (folder / MANIFEST).write_text("{}")
    with pytest.raises(ResourceError, match=r"can't be read .*; install Dateline again"):
        shipped(folder)
