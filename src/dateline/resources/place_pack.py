"""The gazetteer's pack: columns of places and their names in one file, mapped into memory and never unpacked.

tools/build_gazetteer.py writes it: a format line, the length of a head, the head as JSON (where each
column begins, and the countries), then the columns. Names are sorted by their bytes, so that a name is
found by halves and those that begin with it stand next to it.
"""

from __future__ import annotations

import hashlib
import json
import mmap
import struct
import sys
from bisect import bisect_left
from pathlib import Path
from typing import Any

from dateline.errors import GazetteerError

FORMAT = b"DATELINE-PLACES-1\n"

STEP = 256
"""Every how many names one is kept in memory: most of a search then needs no look into the pack."""

MEND = 'reinstall the package, or rebuild it with "python tools/build_gazetteer.py"'


class Pack:
    """The columns by name, and a search among the names."""

    def __init__(self, content: bytes | mmap.mmap) -> None:
        head, start = _head(content)
        view = memoryview(content)
        self.columns: dict[str, Any] = {
            title: view[start + offset : start + offset + length].cast(code)
            for title, (code, offset, length) in head["columns"].items()
        }
        self.countries: list[dict[str, Any]] = head["countries"]
        self.size = len(self.columns["id"])
        self._names, self._name_ends = self.columns["names"], self.columns["name_ends"]
        self._keys, self._key_ends = self.columns["keys"], self.columns["key_ends"]
        self._postings, self._posting_ends = self.columns["postings"], self.columns["posting_ends"]
        self._steps = [self._key(number) for number in range(0, len(self._key_ends), STEP)]

    @classmethod
    def open(cls, folder: Path) -> tuple[Pack, dict[str, Any]]:
        """Map the pack of a folder and return it with its manifest.

        Raises GazetteerError where a file is missing, or the pack is not the one its manifest names.
        """
        try:
            manifest = json.loads((folder / "places.json").read_bytes())
            path = folder / manifest["file"]
            with path.open("rb") as file:
                content = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError, KeyError) as error:
            raise GazetteerError(f"the gazetteer in {folder} can't be opened ({error}); {MEND}") from error
        digest = hashlib.sha256(content).hexdigest()
        if digest != manifest["sha256"]:
            raise GazetteerError(
                f"the gazetteer {path} has digest {digest[:12]}…, not {manifest['sha256'][:12]}…; {MEND}",
                found=digest,
                expected=manifest["sha256"],
            )
        return cls(content), manifest

    def name(self, row: int) -> str:
        """Return the name of a row."""
        first = self._name_ends[row - 1] if row else 0
        return bytes(self._names[first : self._name_ends[row]]).decode()

    def rows(self, key: str) -> list[int]:
        """Return the rows of a folded name, best known first."""
        code = key.encode()
        low = self._find(code)
        if low >= len(self._key_ends) or self._key(low) != code:
            return []
        first = self._posting_ends[low - 1] if low else 0
        return [posting >> 1 for posting in self._postings[first : self._posting_ends[low]]]

    def prefix(self, key: str) -> tuple[bool, bool]:
        """Say whether the pack holds the folded name, and whether it holds longer ones that begin with its words."""
        code = key.encode()
        number = self._find(code)
        if number >= len(self._key_ends):
            return False, False
        at = self._key(number)
        if at != code:
            return False, at.startswith(code + b" ")
        return True, number + 1 < len(self._key_ends) and self._key(number + 1).startswith(code + b" ")

    def _key(self, number: int) -> bytes:
        first = self._key_ends[number - 1] if number else 0
        return bytes(self._keys[first : self._key_ends[number]])

    def _find(self, code: bytes) -> int:
        """Return where among the sorted names the code stands or would stand."""
        step = bisect_left(self._steps, code)
        low, high = max(0, step - 1) * STEP, min(step * STEP, len(self._key_ends))
        return bisect_left(range(len(self._key_ends)), code, low, high, key=self._key)


def _head(pack: bytes | mmap.mmap) -> tuple[dict[str, Any], int]:
    """Return the head and the offset at which the columns begin."""
    if sys.byteorder != "little":
        raise GazetteerError("the gazetteer is packed for little-endian machines; this one is big-endian")
    if pack[: len(FORMAT)] != FORMAT:
        raise GazetteerError(f"the gazetteer's pack does not begin with {FORMAT!r}; {MEND}")
    begin = len(FORMAT) + 4
    (length,) = struct.unpack("<I", pack[len(FORMAT) : begin])
    return json.loads(pack[begin : begin + length]), begin + length
