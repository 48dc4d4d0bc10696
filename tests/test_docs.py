"""What the documents say is what the program does."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from dateline.cli.main import COMMANDS, group
from dateline.record.schema import json_schema

ROOT = Path(__file__).resolve().parents[1]


def test_the_schema_in_the_docs_is_that_of_the_types() -> None:
    kept = (ROOT / "docs" / "record.schema.json").read_text(encoding="utf-8")
    assert kept == json_schema(), 'make it again with "dateline schema > docs/record.schema.json"'


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_and_is_in_the_docs(name: str) -> None:
    result = CliRunner().invoke(group, [name, "--help"])
    assert result.exit_code == 0
    assert f"## dateline {name}" in (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")


def test_every_option_of_a_command_is_in_the_docs() -> None:
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    context = click.Context(group)
    for name in COMMANDS:
        command = group.get_command(context, name)
        assert command is not None
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert parameter.opts[-1] in text, f"{name} {parameter.opts[-1]} is in no document"


def test_every_link_between_documents_leads_somewhere() -> None:
    for document in (*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "samples").glob("*.md")):
        for target in re.findall(r"\]\(([^)#:]+)\)", document.read_text(encoding="utf-8")):
            assert (document.parent / target).exists(), f"{document.name} links to {target}"


def test_every_dateline_command_in_the_readme_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = re.findall(r"^\.venv/bin/(dateline .*?)(?: +#.*)?$", readme, re.MULTILINE)
    assert len(commands) >= 3
    (tmp_path / "samples").symlink_to(ROOT / "samples")
    monkeypatch.chdir(tmp_path)
    for command in commands:
        words = shlex.split(command.partition(" > ")[0])[1:]
        words = [str(path) for word in words for path in (sorted(tmp_path.glob(word)) if "*" in word else [word])]
        result = CliRunner().invoke(group, words[:6], standalone_mode=False)
        assert result.exception is None, f"{command}: {result.exception}"
        assert not result.return_value, command
