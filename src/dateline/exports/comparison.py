"""Two articles side by side as one HTML file to read: no script, nothing fetched from anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from jinja2 import Environment
from markupsafe import Markup

from dateline.record import Comparison, Record, Span
from dateline.typesetting import environment, stylesheet, wording
from dateline.typesetting.escaping import words_of


class Side(NamedTuple):
    """One of the two articles, ready to be set."""

    name: str
    record: Record
    title: str
    share: float
    paragraphs: tuple[Markup, ...]


def comparison_html(comparison: Comparison, left: Record, right: Record) -> str:
    """Return a comparison as a self-contained HTML file: each shared run links to its place in the other article."""
    own, other = "first", "second"
    sides = (
        Side(own, left, wording.title_of(left), comparison.left_in_right,
             _paragraphs(left, [pair.left for pair in comparison.aligned], own, other)),
        Side(other, right, wording.title_of(right), comparison.right_in_left,
             _paragraphs(right, [pair.right for pair in comparison.aligned], other, own)),
    )  # fmt: skip
    return (
        _environment()
        .get_template("comparison.html")
        .render(
            comparison=comparison,
            sides=sides,
            left=left,
            right=right,
            css=Markup(stylesheet("dateline.exports", "comparison.css")),  # noqa: S704 - our own file
        )
    )


@lru_cache
def _environment() -> Environment:
    return environment("dateline.exports")


def _paragraphs(record: Record, runs: Sequence[Span], own: str, other: str) -> tuple[Markup, ...]:
    """Return each block's words, the shared runs as links; what one side alone has stands between them, marked."""
    ranked = sorted((span.start, span.end, number) for number, span in enumerate(runs))
    set_ones = []
    for block in record.article.blocks:
        inside = [run for run in ranked if block.span.start <= run[0] < block.span.end]
        parts: list[Markup] = []
        at = block.span.start
        for start, end, number in inside:
            parts.append(_alone(record.text[at:start], own))
            parts.append(
                Markup('<a class="shared" id="{}-{}" href="#{}-{}">{}</a>').format(
                    own, number, other, number, words_of(record.text[start:end])
                )
            )
            at = max(at, end)
        parts.append(_alone(record.text[at : block.span.end], own))
        set_ones.append(Markup("").join(parts))
    return tuple(set_ones)


def _alone(words: str, own: str) -> Markup:
    bare = words.strip()
    if not any(map(str.isalnum, bare)):
        return words_of(words)
    before, after = words[: words.index(bare)], words[words.index(bare) + len(bare) :]
    form = "{}<del>{}</del>{}" if own == "first" else "{}<ins>{}</ins>{}"
    return Markup(form).format(before, words_of(bare), after)  # noqa: S704 - one of the two lines above
