"""Bodies as they come over the wire: unpacked in bounded pieces, so that a bomb never unfolds."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from dateline.errors import FetchError
from dateline.intake.deadline import Deadline
from dateline.intake.pages import refuse_too_large

_PIECE_BYTES = 1 << 16


def unpacked(parts: Iterable[bytes], coding: str, url: str, *, deadline: Deadline, limit_bytes: int) -> Iterator[bytes]:
    """Yield a body, unpacked in small pieces and counted before and after.

    Raises FetchError where it is damaged or cut, PageTooLargeError above the limit.
    """
    unpacker = _Unpacker(coding, url)
    received = unfolded = 0
    for data in parts:
        received += len(data)
        refuse_too_large(received, limit_bytes, url)
        for piece in unpacker.pieces(data):
            unfolded += len(piece)
            refuse_too_large(unfolded, limit_bytes, url)
            deadline.remaining()
            yield piece
    unpacker.finish()


class _Unpacker:
    """Undoes a content coding in bounded pieces: none, gzip or deflate (with zlib's header or bare)."""

    def __init__(self, coding: str, url: str) -> None:
        if coding not in {"", "identity", "gzip", "x-gzip", "deflate"}:
            raise FetchError(
                f"{url} is sent as {coding[:60]!r}, which was not asked for; try again later",
                url=url,
                coding=coding,
            )
        self._url = url
        self._zlib = None if coding in {"", "identity"} else zlib.decompressobj(31 if "gzip" in coding else 15)
        self._may_be_bare = coding == "deflate"

    def pieces(self, data: bytes) -> Iterator[bytes]:
        """Yield what the data unpack to, at most 64 KB at a time; what follows the end is left out."""
        if self._zlib is None:
            yield data
            return
        while data and not self._zlib.eof:
            piece = self._unpacked(data)
            data = self._zlib.unconsumed_tail
            if piece:
                yield piece

    def _unpacked(self, data: bytes) -> bytes:
        assert self._zlib is not None  # noqa: S101 (for the type checker: pieces has looked)
        try:
            piece = self._zlib.decompress(data, _PIECE_BYTES)
        except zlib.error as error:
            if not self._may_be_bare:
                raise FetchError(
                    f"{self._url} is damaged on the way ({error}); try again later", url=self._url
                ) from error
            self._zlib = zlib.decompressobj(-15)
            self._may_be_bare = False
            return self._unpacked(data)
        self._may_be_bare = False
        return piece

    def finish(self) -> None:
        """Raise FetchError where the end is missing."""
        if self._zlib is not None and not self._zlib.eof:
            raise FetchError(f"{self._url} breaks off in the middle; try again later", url=self._url)
