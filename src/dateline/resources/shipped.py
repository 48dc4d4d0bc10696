"""What ships with Dateline, and whether it is still what was shipped."""

from __future__ import annotations

import hashlib
from importlib.resources import files
from pathlib import Path

import msgspec

from dateline.errors import ResourceError

MANIFEST = "manifest.json"

_MEND = 'install Dateline again, or after a change on purpose run "python tools/write_manifest.py"'


class Shipped(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing that ships: a table, an index, weights."""

    name: str
    version: str
    licence: str
    source: str
    script: str | None
    """The program in tools/ that makes it; None for tables that are written by hand."""
    files: dict[str, str]
    """SHA-256 of each file, by its path in the folder of data."""

    @property
    def digest(self) -> str:
        """SHA-256 over the paths and digests of the files: one figure for all of it."""
        lines = "".join(f"{digest}  {path}\n" for path, digest in sorted(self.files.items()))
        return hashlib.sha256(lines.encode()).hexdigest()


class Manifest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything that ships."""

    version: int
    data: tuple[Shipped, ...]


def shipped(directory: Path | None = None) -> tuple[Shipped, ...]:
    """Return what the manifest lists, in its order.

    Raises ResourceError where the manifest is missing or can't be read.
    """
    path = (directory or _data()) / MANIFEST
    try:
        return msgspec.json.decode(path.read_bytes(), type=Manifest).data
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise ResourceError(f"the manifest {path} can't be read ({error}); {_MEND}") from error


def damage(directory: Path | None = None) -> dict[str, list[str]]:
    """Return, by name, what is wrong with each thing that ships; one that is whole has an empty list.

    A file that the manifest does not list is told under the manifest's own name.
    """
    folder = directory or _data()
    listed = shipped(folder)
    found = {each.name: [says for path in each.files if (says := _wrong(folder, path, each))] for each in listed}
    known = {path for each in listed for path in each.files}
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    found[MANIFEST] = [f"{path} is not in the manifest; {_MEND}" for path in sorted(there - known - {MANIFEST})]
    return found


def _wrong(folder: Path, path: str, each: Shipped) -> str | None:
    try:
        digest = hashlib.sha256((folder / path).read_bytes()).hexdigest()
    except OSError as error:
        return f"{path} can't be read ({error.strerror}); {_MEND}"
    if digest != each.files[path]:
        return f"{path} has digest {digest[:12]}…, not {each.files[path][:12]}…; {_MEND}"
    return None


def _data() -> Path:
    return Path(str(files("dateline.resources"))) / "data"
