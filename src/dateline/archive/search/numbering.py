"""Numbers of records that are in the order of their publication.

An index of words hands out numbers in order, so the newest records that hold a word are found
without looking at the others; and a page of results goes on after a number, whatever is added meanwhile.
"""

from __future__ import annotations

from datetime import datetime

_BITS = 24
"""Below the second of publication: the first six digits of the record's id part those of one second."""
DATED = 1 << _BITS
"""Undated records have smaller numbers than that."""

_FIRST = datetime.fromisoformat("0001-01-01T00:00:00+00:00")


def first_number(published_at: str | None) -> int:
    """Return the smallest number of a record published in that second; 0 for an undated one.

    The largest, for the year 9999, fits into 63 bits.
    """
    if published_at is None:
        return 0
    return int((datetime.fromisoformat(published_at) - _FIRST).total_seconds()) << _BITS


def number_of(published_at: str | None, record_id: str) -> int:
    """Return the number that a record should have; where another one has it, the next free one will do."""
    return first_number(published_at) | int(record_id[:6], 16)
