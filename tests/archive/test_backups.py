"""A backup and an export hold everything, on either engine; and a check finds what does not hold."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import zlib
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from dateline.archive import Archive, Watches, backup, check, dump, load, renew_index, restore
from dateline.errors import ArchiveError
from tests.archive.finding import GENEVA, Draft
from tests.archive.making import captured, kept, story_of


def fill(archive: Archive) -> None:
    """Some of everything."""
    draft = Draft("Ana Cruz left Geneva. “Early,” Ana Cruz said.", url="https://a.example/ä", published="2024-05-03")
    one = draft.says("Ana Cruz", "Early").at("Geneva", GENEVA).by("The Lake Gazette").kept(archive)
    two = kept(archive, "The ferry 🚢 left, said no-one. שלום", published="2024-05-02")
    kept(archive, "Undated.", url="https://a.example/ä")
    archive.put_stories([story_of("story-b", one, two, latest="2024-05-03"), story_of("story-a", one)])
    watches = Watches(archive)
    watches.add("ferries", "ferr*")
    watches.mark_seen("ferries", 2)
    with archive.writing() as connection:
        for number in range(3):
            connection.exec_driver_sql(
                "INSERT INTO jobs (kind, key, state, due_at, failures, crashes, wanted) "
                f"VALUES ('ask', 'source {number}', 'waiting', 1.5, 0, 0, 1)"
            )


def digest(archive: Archive) -> str:
    return hashlib.sha256(b"".join(dump(archive))).hexdigest()


def other(request: pytest.FixtureRequest, engine: str) -> str:
    """Where an empty archive is, on an engine, that is not the one of ``place``."""
    if engine == "postgresql":
        address: str = request.getfixturevalue("database")()
        return address
    return str(request.getfixturevalue("tmp_path") / "other.sqlite")


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_what_is_exported_and_imported_on_either_engine_is_the_same_archive(
    archive: Archive, engine: str, request: pytest.FixtureRequest
) -> None:
    fill(archive)
    with Archive.open(other(request, engine)) as copy:
        load(copy, dump(archive))
        assert digest(copy) == digest(archive)
        assert copy.find("ferr*") == archive.find("ferr*")
        assert copy.find("speaker:cruz near:46,6~100km") == archive.find("speaker:cruz near:46,6~100km")
        assert list(copy.stories()) == list(archive.stories())
        assert list(check(copy)) == []
        kept(copy, "One more.")
        assert [hit.headline for hit in Watches(copy).matches("ferries")] == []
        with copy.writing() as connection:
            connection.exec_driver_sql(
                "INSERT INTO jobs (kind, key, state, due_at, failures, crashes, wanted) "
                "VALUES ('ask', 'another', 'waiting', 1.5, 0, 0, 1)"
            )


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_a_backup_is_restored_on_either_engine(
    archive: Archive, engine: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    fill(archive)
    backup(archive, tmp_path / "backup.sqlite")
    before = digest(archive)
    kept(archive, "Added afterwards.")
    where = other(request, engine)
    assert restore(tmp_path / "backup.sqlite", where) is None
    with Archive.open(where) as restored:
        assert digest(restored) == before
        assert list(check(restored)) == []
    assert [file.name for file in tmp_path.iterdir() if file.name.startswith(".")] == []


def test_a_backup_is_an_archive_that_can_be_opened(in_file: Archive, tmp_path: Path) -> None:
    fill(in_file)
    backup(in_file, tmp_path / "backup.sqlite")
    with Archive.open(tmp_path / "backup.sqlite") as opened:
        assert digest(opened) == digest(in_file)
    with pytest.raises(ArchiveError, match="exists already"):
        backup(in_file, tmp_path / "backup.sqlite")
    with pytest.raises(ArchiveError, match="can't be opened"):
        backup(in_file, tmp_path / "no-folder" / "backup.sqlite")


def test_what_was_there_before_a_restore_is_moved_aside(in_file: Archive, tmp_path: Path) -> None:
    backup(in_file, tmp_path / "backup.sqlite")
    record = kept(in_file, "Kept after the backup.")
    in_file.close()
    aside = restore(tmp_path / "backup.sqlite", in_file.label)
    assert aside == Path(in_file.label).with_name("archive.before-restore-1.sqlite")
    with Archive.open(in_file.label) as restored, Archive.open(aside) as old:
        assert restored.counts().records == 0
        assert [each.id for each in old.records()] == [record.id]


def test_an_archive_that_others_use_is_not_replaced(in_file: Archive, tmp_path: Path) -> None:
    backup(in_file, tmp_path / "backup.sqlite")
    record = kept(in_file, "Kept after the backup.")
    with pytest.raises(ArchiveError, match="is used by another process; stop that one"):
        restore(tmp_path / "backup.sqlite", in_file.label)
    assert [each.id for each in in_file.records()] == [record.id]


def test_what_is_no_backup_is_not_restored(in_file: Archive, tmp_path: Path) -> None:
    kept(in_file, "Here.")
    (tmp_path / "notes.txt").write_text("no archive")
    with sqlite3.connect(tmp_path / "notes.sqlite") as connection:
        connection.execute("CREATE TABLE notes (text)")
    for name, says in [
        ("none.sqlite", "there is no backup"),
        ("notes.txt", "is damaged; restore it"),
        ("notes.sqlite", "is not an archive but an SQLite file of another program"),
    ]:
        with pytest.raises(ArchiveError, match=says):
            restore(tmp_path / name, in_file.label)
    assert in_file.counts().records == 1
    assert [file.name for file in tmp_path.iterdir() if file.name.startswith(".")] == []


def test_only_an_empty_archive_takes_an_import(archive: Archive, tmp_path: Path) -> None:
    fill(archive)
    lines = list(dump(archive))
    with pytest.raises(ArchiveError, match="is not empty; give a new one"):
        load(archive, lines)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda lines: lines[1:], "line 1 .* should begin with an archive of form 1"),
        (lambda lines: [b'{"archive": 9}', *lines[1:]], "line 1 .* form 1"),
        (lambda lines: [lines[0], *lines[2:]], r"line \d .* comes without its page"),
        (lambda lines: lines[:3], "ends after 3 lines, before its records"),
        (lambda lines: [], "ends after 0 lines"),
        (lambda lines: [*lines, b"{}"], "it tells nothing"),
        (lambda lines: [*lines, b"\xff"], "can't be used"),
        (lambda lines: [*lines, b"[" * 100_000], "can't be used"),
        (lambda lines: [*lines, b'{"table": "records", "row": {}}'], "there is no table 'records'"),
        (lambda lines: [*lines, b'{"table": "watches", "row": {"a; DROP": 1}}'], "there is no table 'watches' with"),
        (lambda lines: [line.replace(b"Undated.", b"Updated.") for line in lines], "digest"),
    ],
)
def test_a_damaged_import_is_refused_whole(
    archive: Archive, tmp_path: Path, change: Callable[[list[bytes]], list[bytes]], says: str
) -> None:
    with Archive.open(tmp_path / "filled.sqlite") as filled:
        fill(filled)
        lines = list(dump(filled))
    with pytest.raises(ArchiveError, match=says):
        load(archive, change(lines))
    assert archive.counts().pages == 0
    assert Watches(archive).all() == ()


def test_nothing_is_wrong_with_an_archive_as_it_was_kept(archive: Archive) -> None:
    fill(archive)
    assert list(check(archive)) == []


@pytest.mark.parametrize(
    ("statement", "where", "says"),
    [
        ("UPDATE contents SET size_bytes = 1", "page ", "is damaged"),
        ("UPDATE records SET size_bytes = 1", "record ", "is damaged"),
        ("UPDATE stories SET size_bytes = 1", "story story-a", "is damaged"),
        ("UPDATE pages SET url = 'https://b.example/'", "page ", "its id is not that of its address"),
        ("DELETE FROM quotations", "record ", "the index does not say what it says"),
        ("UPDATE events SET type = 'AID'", None, ""),
        ("UPDATE places SET latitude = 0", "record ", "the index does not say what it says"),
        ("DELETE FROM story_members WHERE story = 'story-a'", "story story-a", "table of members says otherwise"),
        ("DELETE FROM copies", "story story-b", "table of copies says otherwise"),
        ("UPDATE watches SET query = 'a:b'", "watch list ferries", "there is no field 'a'"),
    ],
)
def test_a_check_says_what_is_wrong_and_where(archive: Archive, statement: str, where: str | None, says: str) -> None:
    fill(archive)
    with archive.writing() as connection:
        connection.exec_driver_sql(statement)
    faults = list(check(archive))
    if where is None:
        assert faults == []
    else:
        assert any(fault.where.startswith(where) and says in fault.says for fault in faults), faults


def test_evidence_that_does_not_hold_is_found(archive: Archive) -> None:
    record = kept(archive, "The ferry left.")
    story = story_of("story", record)
    assert story.headline is not None
    lie = msgspec.structs.replace(story, lead=msgspec.structs.replace(story.headline, words="Tho"))
    archive.put_stories([lie])
    [fault] = check(archive)
    assert (fault.where, "does not have the words 'Tho' at 0" in fault.says) == ("story story", True)


def test_an_index_that_says_something_else_is_made_anew(archive: Archive) -> None:
    fill(archive)
    with archive.writing() as connection:
        connection.exec_driver_sql("DELETE FROM quotations")
        connection.exec_driver_sql("UPDATE places SET names = ''")
    assert len(list(check(archive))) == 1
    before = archive.find("ferr*")
    renew_index(archive)
    assert list(check(archive)) == []
    assert archive.find("ferr*") == before


def test_making_the_index_anew_tells_how_far_it_is(in_file: Archive) -> None:
    fill(in_file)
    told: list[tuple[int, int]] = []
    renew_index(in_file, lambda done, total: told.append((done, total)))
    assert told == [(0, 3), (1, 3), (2, 3)]


def test_a_file_that_is_damaged_inside_is_found(in_file: Archive, tmp_path: Path) -> None:
    for number in range(30):
        kept(in_file, f"Text {number}. " + " ".join(str(word * number) for word in range(900)))
    in_file.close()
    path = shutil.copyfile(in_file.label, tmp_path / "damaged.sqlite")
    content = bytearray(path.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 20_000] = zlib.compress(b"", 0) * 10 + bytes(20_000 - 110)
    path.write_bytes(content[: len(content)])
    try:
        with Archive.open(path) as damaged:
            found = [fault.says for fault in check(damaged)]
    except ArchiveError as error:
        found = [str(error)]
    assert found


def test_the_lines_of_an_export_are_json_that_a_person_can_read(archive: Archive) -> None:
    page, record = captured("The ferry left.", url="https://a.example/")
    archive.add(page, record)
    lines = [json.loads(line) for line in dump(archive)]
    assert lines[0]["archive"] == 1
    assert lines[1]["page"]["url"] == "https://a.example/"
    assert lines[2]["record"] == json.loads(record.to_json())
