"""The commands of an archive, as a user types them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dateline.archive import Archive
from dateline.cli.main import group
from tests.archive.finding import GENEVA, Draft


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An archive with three articles, which the environment names."""
    path = tmp_path / "archive.sqlite"
    with Archive.open(path) as store:
        draft = Draft(
            "Ana Cruz left Geneva. “The quay is rotten,” Ana Cruz said.",
            url="https://a.example/1",
            published="2024-05-03",
        )
        draft.says("Ana Cruz", "The quay is rotten").at("Geneva", GENEVA).by("The Lake Gazette").kept(store)
        for day in (1, 2):
            Draft(f"=The quay of day {day}. Rain.", published=f"2024-05-0{day}").kept(store)
    monkeypatch.setenv("DATELINE_ARCHIVE", str(path))
    return path


def run(*words: str) -> Result:
    return CliRunner().invoke(group, list(words), standalone_mode=False)


def test_find_shows_the_sentence_with_the_words_marked(archive: Path) -> None:
    result = run("find", "quay", "--limit", "2")
    assert "https://a.example/1" in result.stdout
    assert "“The [quay] is rotten,” Ana Cruz said." in result.stdout
    assert "more: --cursor newest-" in result.stderr
    cursor = result.stderr.split()[2].rstrip(",")
    assert "=The [quay] of day 1." in run("find", "quay", "--cursor", cursor).stdout


def test_arguments_of_the_shell_are_one_query(archive: Path) -> None:
    for words in (["speaker:Ana Cruz", "rotten"], ['speaker:"Ana Cruz" rotten'], ["speaker:cruz", '"quay is"']):
        assert len(run("find", *words, "--json").stdout.splitlines()) == 1, words
    assert run("find", "--", "-quay").stderr.strip() == "nothing found"


def test_results_are_json_lines_or_csv_that_runs_nothing(archive: Path) -> None:
    hits = [json.loads(line) for line in run("find", "near:Geneva~10km", "--json").stdout.splitlines()]
    assert [(hit["headline"], hit["sentence"]["words"]) for hit in hits] == [(None, "Ana Cruz left Geneva.")]
    rows = list(csv.DictReader(io.StringIO(run("find", "quay", "--csv", "--all", "--limit", "1").stdout)))
    assert [row["sentence"] for row in rows[1:]] == ["'=The quay of day 2.", "'=The quay of day 1."]
    assert rows[0]["words"] == "27:31"


def test_a_query_that_can_t_be_read_is_told(archive: Path) -> None:
    result = run("find", "speker:cruz")
    assert "there is no field 'speker'" in str(result.exception)


def test_a_watch_list_shows_what_is_new(archive: Path) -> None:
    assert run("watch", "add", "quays", "quay").stderr == "watching quays: quay\n"
    assert run("watch", "list").stdout == "quays  quay\n"
    assert json.loads(run("watch", "list", "--json").stdout) == {"name": "quays", "query": "quay"}
    assert len(run("watch", "show", "quays", "--keep", "--json").stdout.splitlines()) == 3
    assert len(run("watch", "show", "quays", "--json").stdout.splitlines()) == 3
    assert run("watch", "show", "quays").stderr == "nothing new\n"
    assert len(run("watch", "show", "quays", "--since", "2024-05-02", "--json").stdout.splitlines()) == 2
    assert run("watch", "remove", "quays").stderr == "no longer watching quays\n"


def test_a_backup_is_checked_and_restored(archive: Path, tmp_path: Path) -> None:
    backup = str(tmp_path / "backup.sqlite")
    assert "3 records, 0 stories kept in" in run("backup", backup).stderr
    other = str(tmp_path / "other.sqlite")
    assert "3 records, 0 stories restored to" in run("restore", backup, "--archive", other).stderr
    assert f"what was there is now {tmp_path / 'other.before-restore-1.sqlite'}" in (
        run("restore", backup, "--archive", other).stderr
    )
    result = run("check", "--archive", other)
    assert (result.return_value, result.stderr) == (0, "3 pages, 3 records, 0 stories: all hold\n")


def test_a_check_that_finds_something_says_so_by_its_exit_code(archive: Path) -> None:
    with Archive.open(archive) as store, store.writing() as connection:
        connection.exec_driver_sql("DELETE FROM quotations")
    result = run("check", "--json")
    assert result.return_value == 1
    assert json.loads(result.stdout)["says"].startswith("the index does not say what it says")
    assert run("check", "--index").return_value == 0


def test_what_takes_long_with_an_archive_is_told_now_and_then(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "anew" not in run("check", "--index").stderr
    monkeypatch.setattr("dateline.cli.archive.TOLD_SECONDS", 0.0)
    assert "making the archive's index anew: 2 of 3 records" in run("check", "--index").stderr
    assert run("--quiet", "check", "--index").stderr == ""


def test_everything_is_exported_and_imported(archive: Path, tmp_path: Path) -> None:
    file, other = str(tmp_path / "all.jsonl"), str(tmp_path / "other.sqlite")
    run("export", "archive", "--out", file)
    assert "3 records, 0 stories imported into" in run("import", file, "--archive", other).stderr
    assert run("export", "archive", "--archive", other).stdout_bytes == Path(file).read_bytes()
    assert len(run("export", "jsonl").stdout.splitlines()) == 3
    assert "takes no PAGE" in str(run("export", "archive", "page.html").exception)
    assert "is not empty" in str(run("import", file).exception)


def test_reading_makes_no_archive(tmp_path: Path) -> None:
    path = tmp_path / "none" / "archive.sqlite"
    for words in (["find", "quay"], ["check"], ["watch", "list"], ["backup", "b"], ["export", "jsonl"]):
        result = run(*words, "--archive", str(path))
        assert f"there is no archive {path}; make one with dateline add" in str(result.exception), words
    assert not path.parent.exists()


def test_an_export_holds_only_what_a_search_finds(archive: Path, tmp_path: Path) -> None:
    every = run("export", "jsonl").stdout.splitlines()
    some = run("export", "jsonl", "--where", "rotten").stdout.splitlines()
    assert 0 < len(some) < len(every)
    assert set(some) < set(every)
    assert run("export", "jsonl", "--where", "nowheretobefound").stdout == ""
    nonsense = run("export", "csv", "--where", "type:NONSENSE")
    assert (nonsense.exception is not None, nonsense.stdout) == (True, "")
    assert "leave out PAGE" in str(run("export", "archive", "--where", "rotten").exception)


def test_an_export_that_fails_leaves_the_file_that_was_there(archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "rows.csv"
    out.write_text("mine")
    assert run("export", "csv", "--where", "type:NONSENSE", "--out", str(out)).exception is not None
    assert out.read_text() == "mine"
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".part"] == []
