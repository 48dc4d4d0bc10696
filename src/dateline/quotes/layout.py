"""Where a text's paragraphs and quoted regions stand."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from dateline.quotes.marks import Region
from dateline.record import Span


class Layout:
    """Paragraphs and regions in reading order; ``outer`` are the numbers of regions that are in no other."""

    def __init__(self, paragraphs: Sequence[Span], regions: Sequence[Region]) -> None:
        self.regions = regions
        self.outer = [n for n, region in enumerate(regions) if region.parent is None]
        self._outer_starts = [regions[n].span.start for n in self.outer]
        self._paragraphs = paragraphs
        self._paragraph_starts = [p.start for p in paragraphs]

    def region_at(self, offset: int) -> int | None:
        """Return the outermost region that holds a character; None outside marks."""
        place = bisect_right(self._outer_starts, offset) - 1
        if place >= 0 and self.regions[self.outer[place]].span.end > offset:
            return self.outer[place]
        return None

    def next_region(self, start: int, end: int) -> int:
        """Return where the first outermost region from an offset on begins; ``end`` where none does before it."""
        place = bisect_left(self._outer_starts, start)
        return min(end, self._outer_starts[place]) if place < len(self.outer) else end

    def first_region(self, start: int) -> int | None:
        """Return the first outermost region that begins at an offset or after it."""
        place = bisect_left(self._outer_starts, start)
        return self.outer[place] if place < len(self.outer) else None

    def paragraph_after(self, paragraph: Span) -> Span | None:
        """Return the paragraph that follows one; None after the last."""
        place = bisect_right(self._paragraph_starts, paragraph.start)
        return self._paragraphs[place] if place < len(self._paragraphs) else None

    def paragraph_of(self, offset: int) -> Span:
        """Return the paragraph that holds a character."""
        return self._paragraphs[max(0, bisect_right(self._paragraph_starts, offset) - 1)]
