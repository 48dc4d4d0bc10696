"""Every command that shows an edition takes what its order prefers, and to whom it is shown."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from click.testing import CliRunner, Result

import dateline.gather
import dateline.serve
from dateline.cli.main import group
from dateline.edition import lines
from dateline.edition.interests import Profile
from tests.edition.editions import archive
from tests.serve.sites import kept


@pytest.fixture
def stocked(tmp_path: Path) -> str:
    made = archive()
    with kept(tmp_path / "archive.sqlite", list(made.records()), list(made.stories())):
        return str(tmp_path / "archive.sqlite")


def called(*arguments: str) -> Result:
    return CliRunner().invoke(group, arguments, catch_exceptions=False)


def test_run_shows_the_site_that_it_is_asked_for(stocked: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    services: list[Callable[[], None]] = []
    sites: list[dict[str, Any]] = []

    def gathering(*_: object, **given: Any) -> None:
        # A service is handed to a process of its own.
        services.extend(pickle.loads(pickle.dumps(given["services"])))

    class Site(dateline.serve.Site):
        def __init__(self, *arguments: Any, **options: Any) -> None:
            sites.append(options)
            super().__init__(*arguments, **options)

    monkeypatch.setattr(dateline.gather, "run", gathering)
    monkeypatch.setattr(dateline.serve, "Site", Site)
    monkeypatch.setattr(uvicorn.Server, "run", lambda *_, **__: None)
    (tmp_path / "profile.toml").write_text('sections = ["Local"]\n', "utf-8")
    asked = ("--archive", stocked, "--port", "18751", "--profile", str(tmp_path / "profile.toml"), "--desk")
    assert called("run", *asked).exit_code == 0
    [show] = services
    show()
    assert sites[0]["desk"] is True
    assert sites[0]["profile"] == Profile(sections=("Local",))


def test_a_mail_is_in_the_order_of_a_profile(stocked: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []

    class Source(lines.Source):
        def __init__(self, *arguments: Any, **options: Any) -> None:
            asked.append(options["interests"])
            super().__init__(*arguments, **options)

    monkeypatch.setattr(lines, "Source", Source)
    (tmp_path / "profile.toml").write_text('places = ["Gdansk"]\n', "utf-8")
    done = called("edition", "mail", "--archive", stocked, "--profile", str(tmp_path / "profile.toml"), "--desk")
    assert done.exit_code == 0
    assert "Crane falls in Gdansk" in done.output
    assert [found.name for found in asked[0].found] == ["place Gdansk"]


@pytest.mark.parametrize("command", [("run", "--no-web"), ("edition", "mail"), ("edition", "build", "x"), ("serve",)])
def test_a_profile_that_is_not_there_is_told(command: tuple[str, ...]) -> None:
    done = CliRunner().invoke(group, [*command, "--profile", "no-such-file"])
    assert done.exit_code == 2
    assert "no-such-file" in done.output
