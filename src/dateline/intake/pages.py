"""Bytes, files and streams to pages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from dateline.errors import FormatError, IntakeError, PageTooLargeError
from dateline.intake.encodings import byte_order_mark, codec_of, find_encoding, utf16_by_nulls
from dateline.intake.formats import (
    HEAD_CHARACTERS,
    declared_type,
    media_type_of,
    refuse_binary,
    refuse_other_formats,
)
from dateline.intake.gzipped import name_without_gzip, without_gzip
from dateline.intake.structure import refuse_unreadable_markup
from dateline.record import MediaType, Page

LIMIT_BYTES = 10_000_000
"""Default size limit: ten times the largest news page in the extraction benchmark."""


def page_from_bytes(
    content: bytes,
    *,
    url: str | None = None,
    final_url: str | None = None,
    name: str | None = None,
    headers: Iterable[tuple[str, str]] = (),
    media_type: MediaType | None = None,
    fetched_at: str | datetime | None = None,
    limit_bytes: int = LIMIT_BYTES,
) -> Page:
    """Make a page of bytes: HTML or plain text, in the encoding that they are in.

    The bytes are kept as they are. ``media_type`` stands above what headers and bytes say.
    ``fetched_at`` is ISO 8601 with zone, or a datetime that knows its zone.

    Raises PageTooLargeError above the limit, and FormatError for what is no page (nothing, a PDF,
    an image, an archive, a feed) or no parser could read in bounded time (see structure.py).
    """
    where = _where(name, url)
    headers = tuple((key.lower(), value) for key, value in headers)
    refuse_too_large(len(content), limit_bytes, where)
    if not content.strip():
        raise FormatError(f"{where} is empty; give a page that holds text", size_bytes=len(content))
    refuse_other_formats(content, where)
    declared, charset = declared_type(dict(reversed(headers)).get("content-type"))
    known = byte_order_mark(content) or codec_of(charset) or utf16_by_nulls(content)
    head = content[: 4 * HEAD_CHARACTERS].decode(known or "latin-1", "replace")[:HEAD_CHARACTERS]
    plain_name = None if name is None else name_without_gzip(name)
    kind = media_type or media_type_of(head, declared=declared, name=plain_name, where=where)
    if kind == "text/plain" and not (known or "").startswith("utf-16"):
        refuse_binary(content, where)
    if kind == "text/html":
        refuse_unreadable_markup(_bytewise(content, known), where)
    encoding, source = find_encoding(content, charset=charset, markup=kind == "text/html")
    return Page(
        content=content,
        media_type=kind,
        encoding=encoding,
        encoding_source=source,
        url=url,
        final_url=final_url,
        name=name,
        headers=headers,
        fetched_at=_timestamp(fetched_at),
    )


def page_from_file(
    path: str | Path,
    *,
    url: str | None = None,
    media_type: MediaType | None = None,
    fetched_at: str | datetime | None = None,
    limit_bytes: int = LIMIT_BYTES,
) -> Page:
    """Read a page from a file, packed with gzip or not.

    Raises IntakeError where the file can't be read, and what page_from_bytes raises.
    """
    try:
        with Path(path).open("rb") as file:
            return page_from_stream(
                file,
                name=Path(path).name,
                url=url,
                media_type=media_type,
                fetched_at=fetched_at,
                limit_bytes=limit_bytes,
            )
    except OSError as error:
        if isinstance(error, IntakeError):
            raise
        reason = (error.strerror or str(error)).lower()
        raise IntakeError(
            f"{path} can't be read ({reason}); give the path of a file that you may read", path=str(path)
        ) from error
    except ValueError as error:
        if isinstance(error, IntakeError):
            raise
        raise IntakeError(
            f"{str(path)!r} is no file name ({error}); give the path of a file", path=str(path)
        ) from error


def page_from_stream(
    file: BinaryIO,
    *,
    name: str = "-",
    url: str | None = None,
    media_type: MediaType | None = None,
    fetched_at: str | datetime | None = None,
    limit_bytes: int = LIMIT_BYTES,
) -> Page:
    """Read a page from a binary stream to its end, and no more than one byte beyond the limit.

    A stream packed with gzip is unpacked, to the same limit; the page's bytes are then the unpacked ones.
    """
    parts: list[bytes] = []
    room = limit_bytes + 1
    while room > 0 and (part := file.read(min(room, 1 << 20))):
        parts.append(part)
        room -= len(part)
    content = b"".join(parts)
    where = _where(name, url)
    refuse_too_large(len(content), limit_bytes, where)
    return page_from_bytes(
        without_gzip(content, where, limit_bytes=limit_bytes),
        url=url,
        name=name,
        media_type=media_type,
        fetched_at=fetched_at,
        limit_bytes=limit_bytes,
    )


def refuse_too_large(size_bytes: int, limit_bytes: int, where: str) -> None:
    """Raise PageTooLargeError for a size above the limit."""
    if size_bytes > limit_bytes:
        raise PageTooLargeError(
            f"{where} is larger than {limit_bytes:,} bytes; give a smaller page or raise limit_bytes (--limit-bytes)",
            limit_bytes=limit_bytes,
        )


def _bytewise(content: bytes, known: str | None) -> bytes:
    """Return the bytes so that markup can be read one by one: UTF-16 as UTF-8."""
    if known is None or not known.startswith("utf-16"):
        return content
    return content.decode(known, "replace").encode("utf-8", "replace")


def _where(name: str | None, url: str | None) -> str:
    if name == "-":
        return "the page on standard input"
    return name or url or "the page"


def _timestamp(value: str | datetime | None) -> str | None:
    if not isinstance(value, datetime):
        return value
    if value.tzinfo is None:
        raise IntakeError(f"{value.isoformat()} has no zone; give fetched_at with one", fetched_at=value.isoformat())
    return value.isoformat(timespec="seconds")
