"""An archive of its own for each test, on each engine."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, text

from dateline.archive import Archive
from tests.archive.servers import NoServerError, running

_NUMBERS = count()


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty archive in a file: copying it is quicker than laying tables for every test."""
    path = tmp_path_factory.mktemp("empty") / "archive.sqlite"
    Archive.open(path).close()
    return path


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a PostgreSQL server, with {name} in the database's place."""
    try:
        with running() as address:
            yield address
    except NoServerError as error:
        pytest.skip(f"the archive on PostgreSQL is not tested: {error}")


@pytest.fixture(scope="session")
def database(server: str) -> Iterator[Callable[[], str]]:
    """Makes databases, and drops them afterwards: that takes a second."""
    engine = create_engine(server.format(name="postgres"), isolation_level="AUTOCOMMIT")
    made: list[str] = []

    def make() -> str:
        made.append(f"archive{next(_NUMBERS)}")
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {made[-1]}"))
        return server.format(name=made[-1])

    yield make
    with engine.connect() as connection:
        for name in made:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()


@pytest.fixture(scope="session")
def emptied(server: str) -> Callable[[], str]:
    """Empties the one archive that most tests on PostgreSQL share, and tells where it is."""
    address = server.format(name="postgres")

    def empty() -> str:
        with Archive.open(address) as archive, archive.writing() as connection:
            tables = set(inspect(connection).get_table_names()) - {"alembic_version"}
            connection.execute(text(f"TRUNCATE {', '.join(sorted(tables))} CASCADE"))
        return address

    return empty


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest) -> str:
    """Where an empty archive is: on each engine."""
    if request.param == "postgresql":
        address: str = request.getfixturevalue("emptied")()
        return address
    path = request.getfixturevalue("tmp_path") / "archive.sqlite"
    shutil.copyfile(request.getfixturevalue("empty"), path)
    return str(path)


@pytest.fixture
def archive(place: str) -> Iterator[Archive]:
    """An empty archive, on each engine."""
    with Archive.open(place) as archive:
        yield archive


@pytest.fixture
def file(empty: Path, tmp_path: Path) -> Path:
    """Where an empty archive in a file is."""
    path = tmp_path / "archive.sqlite"
    shutil.copyfile(empty, path)
    return path


@pytest.fixture
def in_file(file: Path) -> Iterator[Archive]:
    """An empty archive in a file."""
    with Archive.open(file) as archive:
        yield archive
