"""Files packed with gzip: sitemaps come so, and crawlers keep pages so."""

from __future__ import annotations

import gzip
import io
import zlib

from dateline.errors import FormatError, PageTooLargeError

_MAGIC = b"\x1f\x8b"
_SUFFIX = ".gz"


def without_gzip(content: bytes, where: str, *, limit_bytes: int) -> bytes:
    """Return what gzip (RFC 1952) packs; other bytes as they are.

    Raises PageTooLargeError where it unpacks to more than the limit, FormatError where it is damaged or breaks off.
    """
    if not content.startswith(_MAGIC):
        return content
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(content)) as file:
            found = file.read(limit_bytes + 1)
    except (OSError, EOFError, zlib.error) as error:
        reason = " ".join(str(error).split())[:120]
        raise FormatError(f"{where} is damaged gzip ({reason}); give a whole copy of it") from error
    if len(found) > limit_bytes:
        raise PageTooLargeError(
            f"{where} is larger than {limit_bytes:,} bytes unpacked; give a smaller one", limit_bytes=limit_bytes
        )
    return found


def name_without_gzip(name: str) -> str:
    """Return a file's name without its last ``.gz``, as ``gunzip`` would leave it.

    >>> name_without_gzip("fire.html.GZ")
    'fire.html'
    """
    return name[: -len(_SUFFIX)] if name.lower().endswith(_SUFFIX) else name
