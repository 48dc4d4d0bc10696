"""What a database or a file system says, as an error with the mend."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from dateline.errors import ArchiveError

_MENDS = (
    ("locked", "is being written by another process; try again when it has finished"),
    ("lock timeout", "is being written by another process; try again when it has finished"),
    ("full", "has no room on its disk; free some and try again, nothing was changed"),
    ("no space left", "has no room on its disk; free some and try again, nothing was changed"),
    ("file too large", "may not grow any more; raise the limit for files and try again, nothing was changed"),
    ("readonly", "can't be written; allow writing to the file and its folder"),
    ("read-only transaction", "can't be written; allow writing to the database"),
    ("read-only", "can't be written; allow writing to the file and its folder"),
    ("permission denied", "can't be opened; allow reading and writing it"),
    ("authentication failed", "does not let you in; check user and password"),
    ("no password supplied", "does not let you in; give user and password"),
    ("does not exist", "can't be opened; make the database and the user first"),
    ("connection", "can't be reached; check that the server runs and the address is right"),
    ("unable to open", "can't be opened; check that its folder is there and may be written"),
    ("malformed", "is damaged; restore it from a backup"),
    ("not a database", "is damaged; restore it from a backup"),
    ("nul (0x00)", "can't hold a NUL character in an address or a name; take it out"),
    ("disk i/o error", "can't be read or written; check the disk, its room and the limits for files, and try again"),
)


@contextmanager
def failures_named(label: object) -> Iterator[None]:
    """Turn what goes wrong inside into an ArchiveError that names the archive."""
    try:
        yield
    except DBAPIError as error:
        raise named(label, str(error.orig)) from error
    except OSError as error:
        raise named(label, error.strerror or str(error)) from error
    except sqlite3.Error as error:
        raise named(label, str(error)) from error


def named(label: object, says: str) -> ArchiveError:
    """Return the error for what was said; of several lines the first."""
    reason = " ".join(says.split("\n", 1)[0].split()).lower()
    what = next((what for sign, what in _MENDS if sign in reason), "can't be used; check it and its disk")
    return ArchiveError(f"archive {label} {what} ({reason})", archive=str(label), reason=reason)
