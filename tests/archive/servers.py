"""A PostgreSQL server of the tests' own: in a folder of its own, on a socket, gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

GIVEN = "DATELINE_TEST_POSTGRESQL"
"""Names a server that runs already, as postgresql+psycopg://USER@HOST; databases are made and dropped there."""


class NoServerError(Exception):
    """There is no PostgreSQL here; says why."""


@contextmanager
def running() -> Iterator[str]:
    """Start a server and yield its address with {name} in the database's place.

    Raises NoServerError where its programs are missing, or nobody may run them.
    """
    if GIVEN in os.environ:
        yield os.environ[GIVEN].rstrip("/") + "/{name}"
        return
    programs = _programs()
    owner = _owner()
    folder = Path(tempfile.mkdtemp(prefix="dateline-pg-"))
    try:
        if owner is not None:
            shutil.chown(folder, owner)
        data = folder / "data"
        settings = f"-k {folder} -c listen_addresses='' -c fsync=off -c synchronous_commit=off -c max_connections=50"
        _run(programs / "initdb", "-A", "trust", "-U", "dateline", "-E", "UTF8", "--locale=C", "-D", data, owner=owner)
        _run(programs / "pg_ctl", "start", "-w", "-D", data, "-l", folder / "log", "-o", settings, owner=owner)
        try:
            yield f"postgresql+psycopg://dateline@/{{name}}?host={folder}"
        finally:
            _run(programs / "pg_ctl", "stop", "-m", "immediate", "-D", data, owner=owner)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    """Return the folder of initdb: Debian keeps it off the path."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    found = shutil.which("initdb")
    if found is not None:
        return Path(found).resolve().parent
    if not folders:
        raise NoServerError("no initdb here; install Debian's postgresql")
    return folders[-1]


def _owner() -> str | None:
    """Return who runs the server; None for oneself. PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError as error:
        raise NoServerError("root may not run PostgreSQL, and there is no user postgres") from error


def _run(program: Path, *arguments: object, owner: str | None) -> None:
    words: Sequence[str] = [str(program), *map(str, arguments)]
    who = {} if owner is None else {"user": owner, "group": pwd.getpwnam(owner).pw_gid, "extra_groups": []}
    # Output goes nowhere: the server would keep a pipe open for as long as it runs.
    subprocess.run(words, check=True, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **who)  # type: ignore[call-overload]
