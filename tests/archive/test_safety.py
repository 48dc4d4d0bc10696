"""Nothing is lost, nothing half written, and what is damaged is not handed out."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
import zlib
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import event, text

from dateline.archive import Archive, check
from dateline.archive.schema import REVISION, metadata
from dateline.errors import ArchiveError
from tests.archive.making import captured, kept, story_of

ADDS_FOR_EVER = """
import sys
from dateline.archive import Archive
from tests.archive.making import kept, story_of
start = int(sys.argv[2])
with Archive.open(sys.argv[1]) as archive:
    for number in range(start, start + 100_000):
        record = kept(archive, f"Text {number}. " * 200)
        archive.put_stories([story_of("story", record)])
        print(number, flush=True)
"""


def at(archive: Archive) -> sqlite3.Connection:
    return sqlite3.connect(archive.label)


def tamper(archive: Archive, statement: str, **values: object) -> None:
    with archive.writing() as connection:
        connection.execute(text(statement), values)


def not_of_the_index(_: object, name: str | None, kind: str, *__: object) -> bool:
    return kind != "table" or not (name or "").startswith("record_words")


def test_the_tables_are_those_that_the_migrations_lay(archive: Archive) -> None:
    with archive.store.engine().connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": not_of_the_index})
        found = compare_metadata(context, metadata)
        each = [one for some in found for one in (some if isinstance(some, list) else [some])]
        differences = [one for one in each if not one[0].endswith("_comment")]
    assert differences == []
    config = Config()
    config.set_main_option("script_location", "dateline.archive:migrations")
    assert ScriptDirectory.from_config(config).get_current_head() == REVISION


def test_an_archive_opened_again_is_not_migrated_again(archive: Archive, place: str) -> None:
    record = kept(archive, "Text.")
    with Archive.open(place) as again:
        assert list(again.records()) == [record]


def test_a_file_may_be_named_by_an_address(in_file: Archive) -> None:
    record = kept(in_file, "Text.")
    with Archive.open(f"sqlite:///{in_file.label}") as again:
        assert list(again.records()) == [record]


def test_folders_on_the_way_are_made(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "a" / "b" / "archive.sqlite") as archive:
        assert archive.counts().pages == 0


def test_a_newer_archive_is_refused_and_left_alone(archive: Archive, place: str) -> None:
    tamper(archive, "UPDATE alembic_version SET version_num = '9999'")
    for _ in range(2):
        with pytest.raises(ArchiveError, match=r"was written by a newer Dateline \(revision 9999, .*update Dateline"):
            Archive.open(place)
    tamper(archive, f"UPDATE alembic_version SET version_num = '{REVISION}'")


@pytest.mark.parametrize("content", [b"<html>not an archive</html>", b"SQLite format 3\x00" + bytes(4080)])
def test_another_file_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "notes.sqlite"
    file.write_bytes(content)
    with pytest.raises(ArchiveError, match=r"is not an archive but .* give another path"):
        Archive.open(file)
    assert file.read_bytes() == content
    assert [other.name for other in tmp_path.iterdir()] == ["notes.sqlite"]


def test_a_database_of_another_program_is_refused(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "other.sqlite") as connection:
        connection.execute("CREATE TABLE notes (text)")
    with pytest.raises(ArchiveError, match="an SQLite file of another program"):
        Archive.open(tmp_path / "other.sqlite")


@pytest.mark.parametrize("where", ["mysql://host/name", "sqlite://", "sqlite:///"])
def test_an_address_of_another_kind_is_refused(where: str) -> None:
    with pytest.raises(ArchiveError, match="is no place for an archive"):
        Archive.open(where)


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="is a folder"):
        Archive.open(tmp_path)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE contents SET packed = :nothing",
        "UPDATE contents SET packed = substr(packed, 1, 12)",
        "UPDATE contents SET size_bytes = 3",
        "UPDATE pages SET headers = '[['",
    ],
)
def test_a_damaged_page_is_not_handed_out(archive: Archive, change: str) -> None:
    page, record = captured("The ferry left Calais on Tuesday.")
    archive.add(page, record)
    tamper(archive, change, **({"nothing": b"\0"} if ":nothing" in change else {}))
    with pytest.raises(ArchiveError, match=rf"page {page.digest} in archive .* is damaged .*restore a backup"):
        archive.page_of(record.id)


def test_bytes_that_are_not_those_that_were_kept_are_refused(archive: Archive) -> None:
    page, record = captured("Text.")
    archive.add(page, record)
    tamper(archive, "UPDATE contents SET packed = :packed", packed=zlib.compress(b"Test."))
    with pytest.raises(ArchiveError, match="its bytes have the digest"):
        archive.page(page.digest)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (b"Text.", b"Test.", "digest"),
        (b'"start":0', b'"start":7', "span"),
        (b'{"version"', b'["version"', "not"),
        (b'"version":1', b'"version":9', "version 9"),
    ],
)
def test_a_damaged_record_is_not_handed_out(archive: Archive, old: bytes, new: bytes, says: str) -> None:
    record = kept(archive, "Text.")
    changed = record.to_json().replace(old, new)
    assert changed != record.to_json()
    name = rf"record {record.id} in archive .* is damaged .*restore a backup"
    size = len(changed)
    tamper(archive, "UPDATE records SET packed = :packed, size_bytes = :size", packed=zlib.compress(changed), size=size)
    with pytest.raises(ArchiveError, match=name) as caught:
        list(archive.records())
    assert says in str(caught.value)


def test_a_damaged_story_is_not_handed_out(archive: Archive) -> None:
    archive.put_stories([story_of("story", kept(archive, "Text."))])
    tamper(archive, "UPDATE stories SET packed = :packed, size_bytes = 2", packed=zlib.compress(b"{}"))
    with pytest.raises(ArchiveError, match=r"story story in archive .* is damaged"):
        archive.story("story")


def test_a_failure_in_the_middle_leaves_what_was_there(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    first = kept(archive, "First.")

    def fail(*_: object) -> None:
        raise RuntimeError("in the middle")

    monkeypatch.setattr("dateline.archive.writing.put_index", fail)
    with pytest.raises(RuntimeError, match="in the middle"):
        kept(archive, "Second.")
    monkeypatch.undo()
    assert (archive.counts().pages, list(archive.records())) == (1, [first])
    kept(archive, "Second.")
    assert archive.counts().records == 2


def test_a_locked_archive_is_named_after_the_time_limit(in_file: Archive) -> None:
    other = at(in_file)
    other.isolation_level = None
    other.execute("BEGIN IMMEDIATE")
    began = time.monotonic()
    with (
        Archive.open(Path(in_file.label), timeout_seconds=0.1) as waiting,
        pytest.raises(ArchiveError, match="is being written by another process; try again"),
    ):
        kept(waiting, "Text.")
    assert time.monotonic() - began < 5
    assert in_file.counts().records == 0
    other.close()
    kept(in_file, "Text.")


def test_a_full_disk_is_named_and_changes_nothing(in_file: Archive) -> None:
    first = kept(in_file, "First.")
    in_file.store.engine().dispose()

    @event.listens_for(in_file.store.engine(), "connect")
    def full(connection: sqlite3.Connection, _: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")

    with pytest.raises(ArchiveError, match="has no room on its disk"):
        kept(in_file, " ".join(str(number) for number in range(50_000)))
    assert list(in_file.records()) == [first]


def test_a_damaged_file_is_named(in_file: Archive) -> None:
    for number in range(20):
        kept(in_file, f"Text {number}. " + "x" * 2000)
    in_file.close()
    content = bytearray(Path(in_file.label).read_bytes())
    content[4096:] = b"\xaa" * (len(content) - 4096)
    Path(in_file.label).write_bytes(content)
    with pytest.raises(ArchiveError, match="is damaged; restore it from a backup"):
        Archive.open(Path(in_file.label))


def test_a_process_that_is_killed_loses_nothing_that_it_said_it_kept(place: str) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    said = 0
    for round_number in range(2):
        command = [sys.executable, "-c", ADDS_FOR_EVER, place, str(round_number * 100_000)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
            assert process.stdout is not None
            for _ in range(5 + 7 * round_number):
                assert process.stdout.readline()
            time.sleep(0.003 * round_number)  # so that the blow falls at another point of the work
            process.send_signal(signal.SIGKILL)
            said += 5 + 7 * round_number + len(process.stdout.readlines())
        with Archive.open(place) as archive:
            counts = archive.counts()
            records = list(archive.records())
            assert said <= len(records) == counts.records == counts.pages <= said + round_number + 1
            assert all(archive.page_of(record.id).digest == record.page.digest for record in records)
            assert counts.stories == 1
            assert len(archive.find("text", limit=1000)) == len(records)
            assert list(check(archive)) == []
