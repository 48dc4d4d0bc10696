"""A block's words as HTML with something around each mark."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

from dateline.record.marking import Mark, MarkedBlock
from dateline.typesetting.escaping import words_of


def marked_words(
    text: str, marked: MarkedBlock, opening: Callable[[Mark], Markup], closing: Callable[[Mark], Markup]
) -> Markup:
    """Return a block's words with what ``opening`` and ``closing`` give around each piece of a mark."""
    parts: list[Markup] = []
    for segment in marked.segments:
        parts += [opening(piece) for piece in segment.opened]
        parts.append(words_of(segment.span.of(text)))
        parts += [closing(piece) for piece in segment.closed]
    return Markup("").join(parts)
