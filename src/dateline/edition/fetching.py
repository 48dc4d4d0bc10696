"""Copying an edition that is kept at an address, so that it can be checked here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path, PurePosixPath
from urllib.parse import quote

import msgspec

from dateline.edition.building import MANIFEST, Manifest
from dateline.errors import DatelineError, EditionError

MOST_FILES = 200_000


def copy_edition(address: str, folder: Path, fetch: Callable[[str], bytes]) -> None:
    """Write the edition at an address to a new folder: its manifest, and every file that this names.

    ``fetch`` returns what is at an address. A file that can't be had is left out: it is then missing,
    and the check says so. Raises EditionError where the address has no manifest, or one that names files
    outside of the edition.
    """
    base = address.removesuffix("index.html").rstrip("/") + "/"
    try:
        content = fetch(base + MANIFEST)
        manifest = msgspec.json.decode(content, type=Manifest)
    except (DatelineError, OSError, msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise EditionError(
            f"{address} has no {MANIFEST} ({error}); name the address of an edition that was built, or the archive "
            "that a server shows",
            address=address,
        ) from error
    if len(manifest.files) > MOST_FILES:
        raise EditionError(f"{address} names {len(manifest.files):,} files; check it in its folder", address=address)
    for path in (MANIFEST, *manifest.files):
        parts = PurePosixPath(path).parts
        if not parts or ".." in parts or path.startswith("/") or "\x00" in path or "\\" in path:
            raise EditionError(f"{address}: {path!r} lies outside of the edition; do not trust it", address=address)
    put(folder, MANIFEST, content)
    for path in manifest.files:
        try:
            put(folder, path, fetch(base + quote(path)))
        except (DatelineError, OSError):
            continue


def put(folder: Path, path: str, content: bytes) -> None:
    """Write one file."""
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
