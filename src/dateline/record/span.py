"""Spans: where in an article's text something stands."""

from __future__ import annotations

import msgspec

from dateline.errors import SpanError


class Span(msgspec.Struct, frozen=True, order=True, forbid_unknown_fields=True, gc=False):
    """A stretch of an article's text: the characters start to end - 1.

    Offsets count Unicode code points from 0, as Python slices do, so
    ``text[span.start:span.end]`` is the covered text. Never empty.

    >>> Span(0, 5).of("PARIS, Dec 10 –")
    'PARIS'
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise SpanError(
                f"span {self.start}:{self.end} covers no text; give 0 <= start < end",
                start=self.start,
                end=self.end,
            )

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """Return the covered words.

        Raises SpanError where the span reaches past the text: a Python slice would hide that.
        """
        if self.end > len(text):
            raise SpanError(
                f"span {self.start}:{self.end} lies outside a text of {len(text)} characters; "
                "use it with the text that it was made for",
                start=self.start,
                end=self.end,
                length=len(text),
            )
        return text[self.start : self.end]

    def contains(self, other: Span) -> bool:
        """Say whether every character of the other span is in this one."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Say whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def shifted(self, offset: int) -> Span:
        """Return the span moved by ``offset`` characters."""
        return Span(self.start + offset, self.end + offset)


def covering(spans: tuple[Span, ...]) -> Span:
    """Return the smallest span that contains all of the given ones.

    Raises SpanError where none is given.
    """
    if not spans:
        raise SpanError("no span covers nothing; give at least one")
    return Span(min(s.start for s in spans), max(s.end for s in spans))


def trimmed(text: str, start: int, end: int) -> Span | None:
    """Return the span start:end without white space at its ends; None if nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def utf16_offset(text: str, offset: int) -> int:
    """Convert an offset in code points into one in UTF-16 code units.

    For browsers and Java only, which count that way; everything that stays inside counts code points.
    """
    return len(text[:offset].encode("utf-16-le", "surrogatepass")) // 2
