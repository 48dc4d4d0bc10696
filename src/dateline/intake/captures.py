"""Many pages at once: a folder, or JSON Lines that some other tool has scraped."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path, PurePath
from typing import NamedTuple

import msgspec

from dateline.errors import FormatError, IntakeError
from dateline.intake.gzipped import name_without_gzip
from dateline.intake.items import stated_moment
from dateline.intake.pages import LIMIT_BYTES, page_from_bytes, page_from_file
from dateline.record import Page

SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".shtml", ".txt"})
"""What is read of a folder, packed with gzip (``.html.gz``) or not."""

LINE_BYTES = 2 * LIMIT_BYTES
"""Limit on a line of JSON: a page at its limit, with every quotation mark escaped."""


class Capture(NamedTuple):
    """One page out of many, or why it is none."""

    name: str
    page: Page | None
    error: IntakeError | None = None
    published: str | None = None
    """When it was published, where the collection says so."""


def captures_in_folder(folder: Path, *, limit_bytes: int = LIMIT_BYTES) -> Iterator[Capture]:
    """Yield each HTML and text file below a folder, by path; links that lead elsewhere are not followed.

    Raises IntakeError where there is none.
    """
    found = False
    for at, folders, files in os.walk(folder, followlinks=False):
        folders.sort()
        for file in sorted(files):
            path = Path(at) / file
            if PurePath(name_without_gzip(file)).suffix.lower() in SUFFIXES and not path.is_symlink():
                found = True
                yield _captured(str(path), partial(page_from_file, path, limit_bytes=limit_bytes))
    if not found:
        raise IntakeError(f"{folder} holds no page (.html, .htm, .txt); give a folder that does", path=str(folder))


class _Line(msgspec.Struct):
    """The fields that are known, by the names that tools use."""

    url: str | None = None
    html: str | None = None
    text: str | None = None
    file: str | None = None
    title: str | None = None
    published: str | None = None
    date: str | None = None


def captures_in_lines(path: Path, *, limit_bytes: int = LIMIT_BYTES) -> Iterator[Capture]:
    """Yield the page of each line of a JSON Lines file, in its order.

    A line is an object with ``html``, ``text`` (with a ``title`` or not) or ``file`` (below the
    file's own folder), and may have ``url`` and ``published`` (or ``date``).
    """
    with path.open("rb") as file:
        for number, line in enumerate(iter(lambda: file.readline(LINE_BYTES + 1), b""), start=1):
            if line.strip():
                yield _capture_of(line, f"{path.name}, line {number:,}", path.parent, limit_bytes)


def _capture_of(line: bytes, name: str, folder: Path, limit_bytes: int) -> Capture:
    if len(line) > LINE_BYTES:
        return Capture(name, None, FormatError(f"{name} is longer than {LINE_BYTES:,} bytes; leave it out"))
    try:
        row = msgspec.json.decode(line, type=_Line)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        mend = 'give an object with "html", "text" or "file"'
        return Capture(name, None, FormatError(f"{name} is no page in JSON ({str(error)[:120]}); {mend}"))
    captured = _captured(name, partial(_page_of, row, name, folder, limit_bytes))
    return captured._replace(published=stated_moment(row.published or row.date))


def _page_of(row: _Line, name: str, folder: Path, limit_bytes: int) -> Page:
    if row.html is not None:
        return page_from_bytes(
            _encoded(row.html), url=row.url, name=name, media_type="text/html", limit_bytes=limit_bytes,
            headers=(("content-type", "text/html; charset=utf-8"),),
        )  # fmt: skip
    if row.text is not None:
        text = row.text if not row.title or row.text.startswith(row.title) else f"{row.title}\n\n{row.text}"
        return page_from_bytes(
            _encoded(text), url=row.url, name=name, media_type="text/plain", limit_bytes=limit_bytes,
            headers=(("content-type", "text/plain; charset=utf-8"),),
        )  # fmt: skip
    if row.file is not None:
        path = (folder / row.file).resolve()
        if not path.is_relative_to(folder.resolve()):
            raise IntakeError(f"{name} names a file outside its own folder; move it there", path=row.file)
        return page_from_file(path, url=row.url, limit_bytes=limit_bytes)
    raise FormatError(f'{name} has neither "html" nor "text" nor "file"; give one of them')


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def _captured(name: str, read: Callable[[], Page]) -> Capture:
    try:
        return Capture(name, read())
    except IntakeError as error:
        return Capture(name, None, error)
