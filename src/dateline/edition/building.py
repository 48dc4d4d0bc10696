"""Building an edition: the same archive gives the same bytes, and only what would change is drawn again.

Each page is drawn by a source that notes what the page asks of it (``tracing``). The notes lie in the edition's
folder. The next build asks the same questions: a page whose answers are the same stays as it is, without reading
its records. What is drawn is written beside the edition, and moved in file by file when all of it is there: a build
that is broken off before leaves the edition as it was. One that is broken off while it moves files leaves a folder
that ``verify`` does not pass and the next build mends. Where no page stays, the new folder takes the old one's place.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from importlib.resources import files as package_files
from multiprocessing import get_all_start_methods, get_context
from pathlib import Path
from typing import NamedTuple

import msgspec

from dateline.edition.archived import Lately
from dateline.edition.drawing import drawn
from dateline.edition.excerpts import Excerpted, Reader
from dateline.edition.forms import form_path, forms_of, written
from dateline.edition.holdings import Indexed, entry_of
from dateline.edition.interests import Interests
from dateline.edition.lines import Source
from dateline.edition.notes import NOTES, EntryNote, FileNote, Notes, PageNote, program_digest, read_notes, write_notes
from dateline.edition.outlets import Outlet, Outlets
from dateline.edition.ranking import newest
from dateline.edition.tracing import Answers, Traced
from dateline.edition.views import find_view, first_paths
from dateline.errors import EditionError
from dateline.record import Story
from dateline.resources.site_sections import View, site_sections
from dateline.typesetting import stylesheet

MADE_BY = "edition/4"
"""Part and version: to be raised when pages or data come out otherwise from the same records."""
MANIFEST = "data/edition.json"
LINES = "data/lines/"
"""Each page's lines, in a file of its own: "data/lines/articles/ID.json"."""
AT_HAND = 1_000
"""Records kept decoded while pages are drawn: about 150 KB each."""


class Manifest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an edition is made of: its files by digest."""

    version: int
    title: str
    now: str | None
    """The moment that weights are worked out for; None where no report is dated."""
    files: dict[str, str]
    """SHA-256 of every other file of the folder, by its path."""
    contact: str = ""
    base: str = ""
    """The address at which it will be found; feeds stand in it only where that is known."""
    outlets: tuple[Outlet, ...] = ()
    interests: Interests = Interests()
    desk: bool = False
    """Whether it is for the desk, which may read every text whole."""
    made_by: str = MADE_BY
    """The part that wrote it: a later one may have another style sheet, or other columns of data."""
    digest: str = ""
    """SHA-256 of this manifest with an empty digest."""


class Built(NamedTuple):
    """What a build did."""

    pages: int
    drawn: int
    """Those that did not stay as the last build made them."""


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
    outlets: Outlets | None = None,
    interests: Interests | None = None,
    processes: int = 1,
) -> Built:
    """Write an edition of everything in the archive to a folder.

    ``now`` (ISO 8601) is the moment that freshness is counted from; by default the newest report's own
    time, of those not dated after ``until``, so that the same archive gives the same bytes. An edition that
    is there already is brought up to date; pages of it that would come out the same are not drawn again.
    ``base`` is the address at which it will be found: without it there are no feeds, which can't do without.
    ``contact`` stands at the foot of every page. ``views`` are site sections of one's own; by default each
    story has those it was found with. ``outlets`` say how much of an article may be shown: what may not is
    in no file of the edition. ``interests`` go into the order of the stories. Many pages are drawn by as many
    ``processes`` at once; the bytes are the same.

    Raises EditionError for a folder that holds anything else or can't be written, or evidence that does not hold.
    """
    folder = Path(folder)
    _refuse_other_folders(folder)
    base = base if not base or base.endswith("/") else base + "/"
    outlets = outlets or Outlets()
    archive = Excerpted(archive, outlets)
    settings = (program_digest(), title, contact, base, repr(views))
    notes = read_notes(folder, hashlib.sha256(repr(settings).encode()).hexdigest())
    notes.records = dict(_entries(archive, notes, views))
    stories = list(archive.stories())
    if views is not None:
        stories = [_viewed(story, notes, views) for story in stories]
    records = Lately(archive.record, AT_HAND)
    holdings = Indexed((note.entry for note in notes.records.values()), stories, records, outlets)
    source = Source(holdings, title=title, now=now or newest(stories, until=until), contact=contact, base=base,
                    interests=interests)  # fmt: skip
    try:
        return _build(folder, source, holdings, notes, processes)
    except OSError as error:
        raise EditionError(
            f"{folder} can't be written ({str(error.strerror or error).lower()}); make room, or name another folder: "
            "what stood there still does",
            folder=str(folder),
        ) from error


def _build(folder: Path, source: Source, holdings: Indexed, notes: Notes, processes: int) -> Built:
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        built = _Build(fresh, folder, source, holdings, notes)
        built.run(processes)
        if built.drawn == len(built.pages):
            fresh.chmod(0o755)
            _swap(fresh, folder)
        else:
            _move_in(fresh, folder, built.files)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return Built(len(built.pages), built.drawn)


def _entries(archive: Reader, notes: Notes, views: tuple[View, ...] | None) -> Iterator[tuple[str, EntryNote]]:
    """Yield what lists need to know of each record; only of new and changed ones it is worked out."""
    for key, digest in archive.record_digests():
        known = notes.records.get(key)
        if known is None or known.digest != digest:
            record = archive.record(key)
            known = EntryNote(digest, entry_of(record), tuple(site_sections(record, views)) if views else ())
        yield key, known


def _viewed(story: Story, notes: Notes, views: tuple[View, ...]) -> Story:
    """Return a story with the site sections that its reports have by these views, in the views' order."""
    names = dict.fromkeys(view.name for view in views)
    found = {name for member in story.records if member in notes.records for name in notes.records[member].views}
    return msgspec.structs.replace(story, sections=tuple(name for name in names if name in found))


class _Made(NamedTuple):
    """A page and those that follow it."""

    notes: dict[str, PageNote]
    drawn: int


class _Build:
    """One build: pages drawn into a fresh folder, or left as they are in the old one."""

    def __init__(self, fresh: Path, old: Path, source: Source, holdings: Indexed, notes: Notes) -> None:
        self.pages: dict[str, PageNote] = {}
        self.drawn = 0
        self.files: frozenset[str] = frozenset()
        """The paths of the whole edition, once it is built."""
        self._fresh, self._old = fresh, old
        self._source, self._holdings, self._notes = source, holdings, notes
        self._answers = Answers(source, holdings, {key: note.digest for key, note in notes.records.items()})
        self._folders: set[str] = set()

    def run(self, processes: int) -> None:
        digests = {path: self._put(path, content).sha256 for path, content in shared_files().items()}
        changed = [first for first in first_paths(self._source, self._holdings) if not self._all_stay(first)]
        for made in _in_processes(self, changed, processes):
            self.pages |= made.notes
            self.drawn += made.drawn
        for note in self.pages.values():
            digests |= {file.path: file.sha256 for file in note.files}
        manifest = Manifest(
            version=2,
            title=self._source.title,
            now=self._source.now,
            files=dict(sorted(digests.items())),
            contact=self._source.contact,
            base=self._source.base,
            outlets=self._source.outlets.known,
            desk=self._source.outlets.desk,
            interests=self._source.interests,
        )
        sealed = msgspec.structs.replace(manifest, digest=manifest_digest(manifest))
        write_notes(self._fresh, msgspec.structs.replace(self._notes, pages=self.pages))
        self._put(MANIFEST, msgspec.json.encode(sealed))
        self.files = frozenset((*digests, NOTES, MANIFEST))

    def _all_stay(self, first: str) -> bool:
        """Go through a page and those that follow it, up to one that would come out otherwise; none such: True."""
        path: str | None = first
        while path is not None:
            note = self._unchanged(path)
            if note is None:
                return False
            self.pages[path], path = note, note.next
        return True

    def _unchanged(self, path: str) -> PageNote | None:
        note = self._notes.pages.get(path)
        if note is None or self._answers.digest(note.asked) != note.answers:
            return None
        if any(_state(f"{self._old}/{file.path}") != (file.size_bytes, file.modified_ns) for file in note.files):
            return None
        return note

    def make(self, first: str) -> _Made:
        """Make a page and those that follow it: each is drawn that would come out otherwise."""
        made = _Made({}, 0)
        path: str | None = first
        while path is not None:
            note = self.pages.get(path) or self._unchanged(path)
            if note is None:
                note, made = self._draw(path), made._replace(drawn=made.drawn + 1)
            made.notes[path], path = note, note.next
        return made

    def _draw(self, path: str) -> PageNote:
        traced = Traced(self._source, self._holdings)
        page = draw_page(traced, path)
        files = tuple(self._put(name, content) for name, content in page.files.items())
        asked = tuple(sorted(traced.asked))
        return PageNote(asked, self._answers.digest(asked), page.next, files)

    def _put(self, path: str, content: bytes) -> FileNote:
        self._make_room(path)
        target = self._fresh / path
        target.write_bytes(content)
        return FileNote(path, hashlib.sha256(content).hexdigest(), len(content), target.stat().st_mtime_ns)

    def _make_room(self, path: str) -> None:
        folder = path.rpartition("/")[0]
        if folder not in self._folders:
            (self._fresh / folder).mkdir(parents=True, exist_ok=True)
            self._folders.add(folder)


_WORTH_A_PROCESS = 12
"""Lists and pages to draw; to start a process takes as long as a few of them."""
_inherited: list[_Build] = []
"""In a process that draws for a build: that build."""


def _in_processes(build: _Build, firsts: list[str], processes: int) -> Iterator[_Made]:
    """Yield each page with those that follow it as they are made: here, or by processes that share the memory."""
    if processes < 2 or len(firsts) < _WORTH_A_PROCESS or "fork" not in get_all_start_methods():
        yield from map(build.make, firsts)
        return
    # Forked, so that nothing of the build is copied but what a process changes.
    with get_context("fork").Pool(processes, _inherited.append, (build,)) as pool:
        yield from pool.imap_unordered(_make, firsts, chunksize=4)


def _make(first: str) -> _Made:
    return _inherited[0].make(first)


def _state(path: str) -> tuple[int, int] | None:
    try:
        found = os.lstat(path)
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns


def shared_files() -> dict[str, bytes]:
    """Return what every edition has beside its pages: one style sheet, and the script for the keyboard."""
    keys = package_files("dateline.edition").joinpath("keys.js").read_bytes()
    return {"edition.css": stylesheet("dateline.edition", "edition.css").encode(), "keys.js": keys}


class DrawnPage(NamedTuple):
    """A page as its files."""

    files: dict[str, bytes]
    """Its HTML first, then its other forms, its lines last."""
    next: str | None
    """The next page of the same list."""


def draw_page(source: Source, path: str) -> DrawnPage:
    """Return the files of a page. Raises EditionError where there is no such page."""
    view = find_view(source, path)
    if view is None:
        raise EditionError(f"the edition has no page {path}; build it again", path=path)
    page, html = drawn(source, view)
    files = {path: html.encode()}
    for form in forms_of(view, feeds=source.has_feeds):
        files[form_path(view, form)] = written(source, view, form, base=source.base)
    files[lines_path(path)] = msgspec.json.encode(page.lines)
    return DrawnPage(files, view.next)


def lines_path(page: str) -> str:
    """Return where the lines of a page are listed, each with what it stands on.

    >>> lines_path("stories/story-1.html")
    'data/lines/stories/story-1.json'
    """
    return f"{LINES}{page.removesuffix('.html')}.json"


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


def _move_in(fresh: Path, folder: Path, files: frozenset[str]) -> None:
    """Move what was drawn into the edition, each file in one step, and drop what is no part of it any more.

    The manifest comes last: until then the edition is no whole one.
    """
    try:
        for path in _files_of(fresh):
            if path != MANIFEST:
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (fresh / path).replace(folder / path)
        for path in _files_of(folder):
            if path not in files:
                (folder / path).unlink()
        (fresh / MANIFEST).replace(folder / MANIFEST)
    except OSError as error:
        raise EditionError(
            f"{folder} was brought up to date half way only ({str(error.strerror or error).lower()}); mend that, and "
            "build it again",
            folder=str(folder),
        ) from error


def _files_of(folder: Path) -> Iterator[str]:
    """Yield the paths of all files below a folder."""
    for root, _, names in os.walk(folder):
        below = os.path.relpath(root, folder)
        yield from (name if below == "." else f"{below}/{name}" for name in names)
