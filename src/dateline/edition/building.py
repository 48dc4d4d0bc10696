"""Building an edition: the same archive gives the same bytes."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterator
from importlib.resources import files as package_files
from pathlib import Path
from typing import Protocol

import msgspec

from dateline.edition.drawing import drawn
from dateline.edition.forms import form_path, forms_of, written
from dateline.edition.holdings import Held
from dateline.edition.lines import Source
from dateline.edition.ranking import newest
from dateline.edition.references import Line
from dateline.edition.views import all_paths, find_view
from dateline.errors import EditionError
from dateline.record import Record, Story
from dateline.resources.site_sections import View, site_sections
from dateline.typesetting import stylesheet

MADE_BY = "edition/2"
"""Part and version: to be raised when pages or data come out otherwise from the same records."""
MANIFEST = "data/edition.json"
RECORDS = "data/records.jsonl"
STORIES = "data/stories.jsonl"


class Reader(Protocol):
    """What an edition asks of an archive."""

    def records(self) -> Iterator[Record]:
        """Yield the records by time of publication."""

    def stories(self) -> Iterator[Story]:
        """Yield the stories."""


class Manifest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an edition is made of: its files by digest, and every line with what it stands on."""

    version: int
    title: str
    now: str | None
    """The moment that weights are worked out for; None where no report is dated."""
    files: dict[str, str]
    """SHA-256 of every other file of the folder, by its path."""
    lines: tuple[Line, ...]
    contact: str = ""
    base: str = ""
    """The address at which it will be found; feeds stand in it only where that is known."""
    made_by: str = MADE_BY
    """The part that wrote it: a later one may have another style sheet, or other columns of data."""
    digest: str = ""
    """SHA-256 of this manifest with an empty digest."""


def build_edition(
    archive: Reader,
    folder: Path,
    *,
    title: str = "Dateline",
    now: str | None = None,
    until: str | None = None,
    contact: str = "",
    base: str = "",
    views: tuple[View, ...] | None = None,
) -> None:
    """Write an edition of everything in the archive to a folder.

    ``now`` (ISO 8601) is the moment that freshness is counted from; by default the newest report's own
    time, of those not dated after ``until``, so that the same archive gives the same bytes. An edition that
    is there already is replaced in one step. ``base`` is the address at which it will be found: without it
    there are no feeds, which can't do without. ``contact`` stands at the foot of every page.
    ``views`` are site sections of one's own; by default each story has those it was found with.

    Raises EditionError for a folder that holds anything else, or evidence that does not hold.
    """
    folder = Path(folder)
    _refuse_other_folders(folder)
    held = Held(archive.records(), archive.stories())
    if views is not None:
        held = Held(held.records.values(), _viewed(held, views))
    moment = now or newest(held.stories.values(), until=until)
    base = base if not base or base.endswith("/") else base + "/"
    source = Source(held, title=title, now=moment, contact=contact, base=base)
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        _write(fresh, source, held)
        fresh.chmod(0o755)
        _swap(fresh, folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _viewed(held: Held, views: tuple[View, ...]) -> Iterator[Story]:
    """Yield the stories with the site sections that their reports have by these views, in the views' order."""
    inside = {key: site_sections(record, views) for key, record in held.records.items()}
    names = tuple(dict.fromkeys(view.name for view in views))
    for story in held.stories.values():
        found = {name for member in story.records for name in inside.get(member, ())}
        yield msgspec.structs.replace(story, sections=tuple(name for name in names if name in found))


def _write(folder: Path, source: Source, held: Held) -> None:
    digests: dict[str, str] = {}
    lines: list[Line] = []

    def put(path: str, content: bytes) -> None:
        digests[path] = hashlib.sha256(content).hexdigest()
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)

    for path, content in shared_files().items():
        put(path, content)
    for path in all_paths(source, held):
        for name, content, found in pages_of(source, path):
            put(name, content)
            lines += found
    put(RECORDS, b"".join(held.records[key].to_json() + b"\n" for key in sorted(held.records)))
    put(STORIES, b"".join(msgspec.json.encode(held.stories[key]) + b"\n" for key in sorted(held.stories)))
    manifest = Manifest(
        version=1,
        title=source.title,
        now=source.now,
        files=dict(sorted(digests.items())),
        lines=tuple(lines),
        contact=source.contact,
        base=source.base,
    )
    sealed = msgspec.structs.replace(manifest, digest=manifest_digest(manifest))
    (folder / MANIFEST).write_bytes(msgspec.json.encode(sealed))


def shared_files() -> dict[str, bytes]:
    """Return what every edition has beside its pages: one style sheet, and the script for the keyboard."""
    keys = package_files("dateline.edition").joinpath("keys.js").read_bytes()
    return {"edition.css": stylesheet("dateline.edition", "edition.css").encode(), "keys.js": keys}


def pages_of(source: Source, path: str) -> Iterator[tuple[str, bytes, list[Line]]]:
    """Yield a page and its forms: path, content, and the lines that the page has."""
    view = find_view(source, path)
    if view is None:
        raise EditionError(f"the edition has no page {path}; build it again", path=path)
    page, html = drawn(source, view)
    yield path, html.encode(), page.lines
    for form in forms_of(view, feeds=source.has_feeds):
        yield form_path(view, form), written(source, view, form, base=source.base), []


def manifest_digest(manifest: Manifest) -> str:
    """Return the digest that a manifest must carry."""
    return hashlib.sha256(msgspec.json.encode(msgspec.structs.replace(manifest, digest=""))).hexdigest()


def _refuse_other_folders(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or (any(folder.iterdir()) and not (folder / MANIFEST).is_file())):
        raise EditionError(f"{folder} holds something that is no edition; name another folder", folder=str(folder))


def _swap(fresh: Path, folder: Path) -> None:
    """Put the fresh folder in the place of the old one: two renames, so that a reader finds one or the other."""
    if not folder.exists():
        fresh.replace(folder)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{folder.name}-old-", dir=folder.parent))
    folder.replace(old / "edition")
    fresh.replace(folder)
    shutil.rmtree(old, ignore_errors=True)
