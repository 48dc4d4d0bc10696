"""How long a fetch may take, all in all."""

from __future__ import annotations

import time

from dateline.errors import FetchError


class Deadline:
    """The moment at which a fetch is given up."""

    def __init__(self, timeout_seconds: float, url: str) -> None:
        self._timeout_seconds = timeout_seconds
        self._url = url
        self._ends = time.monotonic() + timeout_seconds

    def remaining(self) -> float:
        """Return the seconds left. Raises FetchError when there are none."""
        seconds = self._ends - time.monotonic()
        if seconds <= 0:
            raise self.passed()
        return seconds

    def passed(self) -> FetchError:
        """Return the error for a fetch that took too long."""
        return FetchError(
            f"{self._url} took longer than {self._timeout_seconds:g} s; try again later or allow more time",
            url=self._url,
            timeout_seconds=self._timeout_seconds,
        )
