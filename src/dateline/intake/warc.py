"""Web archives (WARC): the pages of a crawl, read from the file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dateline.errors import FormatError, IntakeError
from dateline.intake.addresses import parsed_url
from dateline.intake.captures import Capture
from dateline.intake.deadline import Deadline
from dateline.intake.formats import declared_type
from dateline.intake.items import stated_moment
from dateline.intake.pages import LIMIT_BYTES, page_from_bytes, refuse_too_large
from dateline.intake.unpacking import unpacked
from dateline.record import Page

_PIECE_BYTES = 1 << 16
_SECONDS_A_RECORD = 60.0
_PAGES = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
_UNNAMED = frozenset({"set-cookie"})


def captures_in_warc(path: Path, *, limit_bytes: int = LIMIT_BYTES) -> Iterator[Capture]:
    """Yield each page of a WARC, packed with gzip or not, in the order of the file.

    Pages are the responses with status 200 that are HTML or text; a record that can't be read, or
    whose headers lie about it, is yielded with its error. Where the file breaks off or is damaged,
    what came before is yielded, and the last capture says so.

    Raises IntakeError where warcio is not installed.
    """
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError as error:
        raise IntakeError(
            'reading WARC files needs warcio, which is not installed; install it with: pip install "dateline[warc]"'
        ) from error
    import zlib

    read = ends_at = 0
    with path.open("rb") as file:
        records = ArchiveIterator(file, check_digests=False)
        while True:
            try:
                record = next(records, None)
                if record is None:
                    _refuse_rest(path, ends_at)
                    return
                capture = _capture(record, limit_bytes)
                _read_to_end(record, path.name)
                ends_at = records.get_record_offset() + records.get_record_length()
            except (
                ArchiveLoadFailed,
                zlib.error,
                EOFError,
                ValueError,
                KeyError,
                AttributeError,
                OSError,
                OverflowError,
            ) as error:
                yield Capture(path.name, None, _broken(path, read, error))
                return
            read += 1
            if capture is not None:
                yield capture


def _read_to_end(record: Any, name: str) -> None:
    """Leave a record behind. Raises FormatError where it is shorter than it says, or does not say how long it is."""
    stated = record.rec_headers.get_header("Content-Length") or ""
    if not (stated.isascii() and stated.isdigit()):
        raise FormatError(f"a record of {name} states a length of {stated[:20]!r}")
    while record.raw_stream.read(_PIECE_BYTES):
        pass
    missing = getattr(record.raw_stream, "limit", 0)
    if missing > 0:
        raise FormatError(f"a record of {name} is {missing:,} bytes shorter than it says")


def _refuse_rest(path: Path, ends_at: int) -> None:
    """Raise FormatError where something stands after the last record: warcio passes over a head that breaks off."""
    with path.open("rb") as file:
        file.seek(ends_at)
        if file.read(_PIECE_BYTES).strip():
            raise FormatError(f"{path.name} goes on after its last whole record")


def _broken(path: Path, read: int, error: Exception) -> IntakeError:
    why = " ".join(str(error).split())[:120] or type(error).__name__
    return FormatError(
        f"{path.name} breaks off or is damaged after {read:,} records ({why}); what came before is kept, "
        "get the file again for the rest",
        records=read,
    )


def _capture(record: Any, limit_bytes: int) -> Capture | None:
    """Return what a record holds; None where that is no page."""
    if record.rec_type != "response" or record.http_headers is None:
        return None
    if record.http_headers.get_statuscode() != "200":
        return None
    if declared_type(record.http_headers.get_header("content-type"))[0] not in _PAGES:
        return None
    url = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<> ")
    name = url or "a record without an address"
    try:
        return Capture(name, _page(record, url, limit_bytes))
    except IntakeError as error:
        return Capture(name, None, error)


def _page(record: Any, url: str, limit_bytes: int) -> Page:
    parsed_url(url)
    headers = tuple(
        (name.lower(), value) for name, value in record.http_headers.headers if name.lower() not in _UNNAMED
    )
    by_name = dict(reversed(headers))
    body = _body(record, url, limit_bytes)
    coding = by_name.get("content-encoding", "").strip().lower()
    content = b"".join(
        unpacked([body], coding, url, deadline=Deadline(_SECONDS_A_RECORD, url), limit_bytes=limit_bytes)
    )
    return page_from_bytes(
        content,
        url=url,
        headers=headers,
        fetched_at=stated_moment(record.rec_headers.get_header("WARC-Date")),
        limit_bytes=limit_bytes,
    )


def _body(record: Any, url: str, limit_bytes: int) -> bytes:
    """Return the body as it came, out of its chunks; bounded whatever the record says of its length."""
    from warcio.bufferedreaders import ChunkedDataReader

    stream = record.raw_stream
    if (record.http_headers.get_header("transfer-encoding") or "").lower() == "chunked":
        stream = ChunkedDataReader(stream, decomp_type=None)
    parts: list[bytes] = []
    size = 0
    while part := stream.read(_PIECE_BYTES):
        size += len(part)
        refuse_too_large(size, limit_bytes, url)
        parts.append(part)
    return b"".join(parts)
