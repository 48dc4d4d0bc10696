"""How long to wait: after a failure, and until a source is asked again."""

from __future__ import annotations

import random
from email.utils import parsedate_to_datetime

LONGEST_RETRY_SECONDS = 6 * 3600.0
FACTOR = 4.0
JITTER = 0.25
"""Share by which a wait is lengthened at most: hosts that failed together are not asked together."""

SHORTEST_INTERVAL_SECONDS = 600
LONGEST_INTERVAL_SECONDS = 24 * 3600
LONGEST_RETRY_AFTER_SECONDS = 24 * 3600.0


def retry_seconds(failures: int, *, first_seconds: float, rng: random.Random) -> float:
    """Return how long to wait after so many failures in a row: each time four times longer, with jitter."""
    wait = min(first_seconds * FACTOR ** min(max(failures - 1, 0), 20), LONGEST_RETRY_SECONDS)
    return wait * (1 + JITTER * rng.random())


def retry_after_seconds(stated: object, *, now: float) -> float | None:
    """Return how long a Retry-After header asks to wait (seconds or a date), at most a day; None for nonsense."""
    if not isinstance(stated, str):
        return None
    stated = stated.strip()
    if stated.isascii() and stated.isdigit():
        return min(float(stated[:9]), LONGEST_RETRY_AFTER_SECONDS)
    try:
        wait = parsedate_to_datetime(stated).timestamp() - now
    except (ValueError, TypeError, OverflowError, OSError):
        return None
    return min(max(wait, 0.0), LONGEST_RETRY_AFTER_SECONDS)


def next_interval(interval_seconds: int, *, fresh: int, refresh_minutes: int | None) -> int:
    """Return how long until a source is asked again: sooner while it lists new pages, later while it doesn't.

    Never sooner than it asks itself, nor than ten minutes; never later than a day.
    """
    wanted = interval_seconds // 2 if fresh else interval_seconds * 3 // 2
    shortest = max(SHORTEST_INTERVAL_SECONDS, 60 * (refresh_minutes or 0))
    return min(max(wanted, shortest), LONGEST_INTERVAL_SECONDS)
