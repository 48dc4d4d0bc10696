"""What a build keeps for the next one: how each page came about, so that only what would change is drawn again."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import msgspec

from dateline.edition.holdings import Entry

NOTES = ".build"
"""Lies in the edition's folder and is no part of it: pages, manifest and checks do not know it."""


# None of the notes can form a cycle: the collector need not walk the hundred thousand of a large edition.
class FileNote(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A file as it was written. One that looks otherwise was touched since, and is written again."""

    path: str
    sha256: str
    size_bytes: int
    modified_ns: int


class PageNote(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A page as it was drawn."""

    asked: tuple[str, ...]
    """The questions that it asked; see ``tracing``."""
    answers: str
    """A digest of what it was told."""
    next: str | None
    """The next page of the same list."""
    files: tuple[FileNote, ...]


class EntryNote(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What lists need to know of a record, as it was kept with that digest."""

    digest: str
    entry: Entry
    views: tuple[str, ...]
    """The site sections that it is in, of an edition with sections of its own."""


class Notes(msgspec.Struct):
    """Everything that a build keeps. Only a build with the same ``key`` can use it."""

    key: str
    records: dict[str, EntryNote]
    pages: dict[str, PageNote]


def read_notes(folder: Path, key: str) -> Notes:
    """Return what the last build of a folder kept; nothing, where there is none, or it was made otherwise."""
    try:
        content = (folder / NOTES).read_bytes()
    except OSError:
        return Notes(key, {}, {})
    seal, packed = content[:32], content[32:]
    if hashlib.sha256(packed).digest() != seal:
        return Notes(key, {}, {})
    try:
        notes = msgspec.msgpack.decode(packed, type=Notes)
    except msgspec.MsgspecError:
        return Notes(key, {}, {})
    return notes if notes.key == key else Notes(key, {}, {})


def write_notes(folder: Path, notes: Notes) -> None:
    """Keep notes for the next build."""
    packed = msgspec.msgpack.encode(notes)
    (folder / NOTES).write_bytes(hashlib.sha256(packed).digest() + packed)


@cache
def program_digest() -> str:
    """Return a digest of what draws pages: another program may draw other ones from the same answers."""
    found = hashlib.sha256()
    for package in ("dateline.edition", "dateline.typesetting", "dateline.record"):
        _add(found, files(package))
    found.update(files("dateline.resources").joinpath("data", "manifest.json").read_bytes())
    return found.hexdigest()


def _add(found: hashlib._Hash, folder: Traversable) -> None:
    for each in sorted(folder.iterdir(), key=lambda each: each.name):
        if each.is_dir() and each.name != "__pycache__":
            _add(found, each)
        elif each.is_file():
            found.update(each.name.encode() + b"\0" + hashlib.sha256(each.read_bytes()).digest())
