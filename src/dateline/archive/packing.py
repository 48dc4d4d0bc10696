"""Bytes small on disk, and never larger in memory than was said when they were packed."""

from __future__ import annotations

import zlib


def pack(data: bytes) -> dict[str, bytes | int]:
    """Return the columns that keep these bytes: the same for the same bytes."""
    return {"packed": zlib.compress(data, 6), "size_bytes": len(data)}


def unpack(packed: bytes, size_bytes: int) -> bytes:
    """Return the bytes again. Raises ValueError where they are damaged or of another size."""
    unpacker = zlib.decompressobj()
    try:
        data = unpacker.decompress(packed, size_bytes + 1)
    except zlib.error as error:
        raise ValueError(str(error)) from error
    if len(data) != size_bytes or not (unpacker.eof or unpacker.flush(1) == b""):
        raise ValueError(f"{len(data)} bytes unpacked where {size_bytes} were packed")
    return data
