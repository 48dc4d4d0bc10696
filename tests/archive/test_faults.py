"""A full disk, a lock and an old archive end in a clear message, and a retry is clean."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, text

from dateline.archive import Archive, check
from dateline.archive.engines.postgresql import PostgresqlStore
from dateline.archive.engines.sqlite import APPLICATION_ID, SqliteStore
from dateline.archive.packing import pack
from dateline.errors import ArchiveError
from tests.archive.making import captured, kept

FILLS = """
import resource, signal, sys
from dateline.archive import Archive
from dateline.errors import ArchiveError
from tests.archive.making import kept
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
with Archive.open(sys.argv[1]) as archive:
    kept(archive, "First.")
    resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, resource.RLIM_INFINITY))
    said = 0
    try:
        for number in range(100):
            kept(archive, f"{number} " + " ".join(str(number * word) for word in range(3_000)))
            said += 1
    except ArchiveError as error:
        print(error)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    kept(archive, "Afterwards.")
    print(said)
"""


def run(code: str, *arguments: str) -> list[str]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    words = [sys.executable, "-c", code, *arguments]
    return subprocess.run(words, capture_output=True, text=True, check=True, env=environment).stdout.splitlines()


def test_a_file_that_may_not_grow_is_named_and_takes_more_once_it_may(file: Path) -> None:
    message, said = run(FILLS, str(file))
    assert message.startswith(f"archive {file} ")
    assert "try again" in message
    with Archive.open(file) as archive:
        assert archive.counts().records == int(said) + 2
        assert list(check(archive)) == []
        assert len(archive.find("afterwards")) == 1


def test_a_lock_of_another_process_is_waited_for_and_then_named(archive: Archive, place: str) -> None:
    first = kept(archive, "First.")
    with Archive.open(place, timeout_seconds=0.2) as waiting:
        with archive.writing(), pytest.raises(ArchiveError, match="is being written by another process; try again"):
            kept(waiting, "Second.")
        assert [record.id for record in waiting.records()] == [first.id]
        kept(waiting, "Second.")
    assert archive.counts().records == 2
    assert list(check(archive)) == []


def test_reading_waits_for_no_writer(archive: Archive, place: str) -> None:
    kept(archive, "Ferry.")
    with Archive.open(place, timeout_seconds=0.2) as reading, archive.writing() as connection:
        connection.execute(text("DELETE FROM pages WHERE id = 'none'"))
        assert len(reading.find("ferry")) == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write what nobody may")
def test_a_file_that_may_not_be_written_is_named(in_file: Archive) -> None:
    in_file.close()
    path = Path(in_file.label)
    path.chmod(stat.S_IRUSR)
    path.parent.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        with pytest.raises(ArchiveError, match=r"can't be (written|opened); allow"):
            kept(Archive.open(path), "Text.")
    finally:
        path.parent.chmod(stat.S_IRWXU)


def laid_at(store: SqliteStore | PostgresqlStore, revision: str) -> None:
    """Lay the tables as an older Dateline did, and keep a page in them."""
    config = Config()
    config.set_main_option("script_location", "dateline.archive:migrations")
    page, record = captured("Four ferries left Calais.", published="2024-05-03")
    with store.engine().begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        row = {"id": record.id, "digest": page.digest, **pack(page.content)}
        connection.execute(text("INSERT INTO contents VALUES (:digest, :packed, :size_bytes)"), row)
        connection.execute(
            text(
                "INSERT INTO pages (id, digest, media_type, encoding, encoding_source, headers) "
                "VALUES (:id, :digest, 'text/plain', 'utf-8', 'default', :headers)"
            ),
            {**row, "headers": '[["content-type","text/plain"],["x-note","ä"],["x-note","b"]]'},
        )
        connection.execute(
            text(
                "INSERT INTO records (number, id, packed, size_bytes, article_digest, published, published_at) "
                "VALUES (1, :id, :packed, :size_bytes, :article, '2024-05-03', '2024-05-03T00:00:00Z')"
            ),
            {"id": record.id, **pack(record.to_json()), "article": record.article.digest},
        )
    store.close()


def test_an_older_file_is_copied_and_then_migrated(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite"
    laid_at(SqliteStore(path, timeout_seconds=5), "0001")
    told: list[tuple[int, int]] = []
    with Archive.open(path, progress=lambda done, total: told.append((done, total))) as archive:
        assert told == [(0, 1)]
        assert len(archive.find("ferries", limit=5)) == 1
        assert list(check(archive)) == []
    with sqlite3.connect(tmp_path / "old.before-0001.sqlite") as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)
        assert connection.execute("SELECT count(*) FROM records").fetchone() == (1,)
    connection.close()
    Archive.open(path).close()
    assert len(list(tmp_path.glob("*before*"))) == 1


def test_an_older_database_is_migrated(database: Callable[[], str]) -> None:
    address = database()
    laid_at(PostgresqlStore(address, timeout_seconds=5), "0001")
    with Archive.open(address) as archive:
        assert len(archive.find('"four ferries" calais')) == 1
        assert list(check(archive)) == []


def test_a_migration_that_fails_leaves_the_archive_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "old.sqlite"
    laid_at(SqliteStore(path, timeout_seconds=5), "0001")

    def fail(*_: object) -> None:
        raise RuntimeError("in the middle")

    monkeypatch.setattr("dateline.archive.engines.migrating.reindex", fail)
    with pytest.raises(RuntimeError, match="in the middle"):
        Archive.open(path)
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)
        assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    connection.close()
    monkeypatch.undo()
    with Archive.open(path) as archive:
        assert len(archive.find("ferries")) == 1


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("postgresql+psycopg://nobody@127.0.0.1:1/none", "can't be reached; check that the server runs"),
        ("postgresql://user:secret@127.0.0.1:1/none", "can't be reached"),
        ("postgresql://user@127.0.0.1:port/none", "is followed by no address of a database"),
    ],
)
def test_a_server_that_is_not_there_is_named_without_the_password(address: str, says: str) -> None:
    with pytest.raises(ArchiveError, match=says) as caught:
        Archive.open(address, timeout_seconds=1)
    assert "secret" not in str(caught.value)


def test_a_database_that_is_not_there_is_named(server: str) -> None:
    with pytest.raises(ArchiveError, match=r"can't be opened; make the database and the user first"):
        Archive.open(server.format(name="none"))


def test_postgresql_without_its_driver_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(ArchiveError, match=r'needs psycopg, .* run pip install "dateline\[postgresql\]"'):
        Archive.open("postgresql://user@127.0.0.1/none")


def test_a_database_of_another_encoding_is_refused(server: str) -> None:
    engine = create_engine(server.format(name="postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0"))
    engine.dispose()
    with pytest.raises(ArchiveError, match="encoding LATIN1; make one with UTF8"):
        Archive.open(server.format(name="latin"))


def test_a_nul_in_an_address_is_named_where_it_can_t_be_kept(archive: Archive) -> None:
    page, record = captured("Text.", url="https://a.example/\0")
    if archive.store.label.startswith("postgresql"):
        with pytest.raises(ArchiveError, match="can't hold a NUL character"):
            archive.add(page, record)
        assert archive.counts().pages == 0
    else:
        archive.add(page, record)
        assert archive.page_of(record.id) == page


def test_an_archive_moved_while_it_is_closed_is_the_same(in_file: Archive, tmp_path: Path) -> None:
    record = kept(in_file, "Text.")
    in_file.close()
    (tmp_path / "moved").mkdir()
    with Archive.open(shutil.move(in_file.label, tmp_path / "moved" / "b.sqlite")) as moved:
        assert list(moved.records()) == [record]
