"""What a search found, on a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.text import Text

from dateline.cli.terminal.layout import console
from dateline.record import Span

if TYPE_CHECKING:
    from dateline.archive import Hit, Passage

LONG_SENTENCE = 320
"""Characters of a sentence that a result shows whole; of a longer one it shows the passage that matches."""


def show_hit(hit: Hit) -> None:
    """Print a result of a search: headline, where it is from, and the sentence with what matches marked."""
    out = console()
    out.print(Text(hit.headline or "(no headline)", "bold"))
    rest = (hit.publisher, hit.published or "not dated", hit.url, hit.record)
    out.print(Text(" · ".join(filter(None, rest)), "dim"), soft_wrap=True)
    shown = hit.sentence
    if shown is not None and len(shown.words) > LONG_SENTENCE:
        shown = hit.snippet
    if shown is not None:
        out.print(Padding(_with_marks(shown, hit.words, plain=out.color_system is None), (0, 0, 0, 2)))
    out.print()


def _with_marks(passage: Passage, places: Sequence[Span], *, plain: bool) -> Text:
    """Mark what matches: bold and underlined, in [brackets] where nothing can be."""
    text, at = Text(), passage.span.start
    for place in places:
        start, end = max(place.start, passage.span.start), min(place.end, passage.span.end)
        if start < end:
            words = passage.words[start - passage.span.start : end - passage.span.start]
            text.append(passage.words[at - passage.span.start : start - passage.span.start])
            text.append(f"[{words}]" if plain else words, None if plain else "bold underline")
            at = end
    text.append(passage.words[at - passage.span.start :])
    return text
