"""Two pages compared, on a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from dateline.cli.terminal.layout import console, counted, grid, listed, shortened
from dateline.record import Comparison, Record
from dateline.typesetting import wording

DIFFERENCES = 30
"""Differences that the terminal lists: the page of --html has them all."""


def show_comparison(comparison: Comparison, left: Record, right: Record, sources: Sequence[str]) -> None:
    """Print what two articles share: the verdict, who had it first and why, then every difference."""
    out = console()
    out.print(Text(wording.VERDICT_WORDS[comparison.verdict], "bold"))
    rows = grid(3)
    for name, record, source, share in (
        ("first", left, sources[0], comparison.left_in_right),
        ("second", right, sources[1], comparison.right_in_left),
    ):
        kept = f"{wording.in_100(share)} of its words stand in the other" if comparison.aligned else ""
        rows.add_row(Text(name, "dim"), Text(shortened(source, 60)), Text(kept))
        if comparison.origin == record.id:
            rows.add_row(
                "", Text("had it first"), Text("; ".join(r.says for r in comparison.reasons if not r.against), "dim")
            )
    listed(out, None, rows)
    if comparison.aligned and comparison.origin is None:
        out.print(Text("Which of them had it first is not known.", "dim"))
    _differences(out, comparison, left, right)


def _differences(out: Console, comparison: Comparison, left: Record, right: Record) -> None:
    rows = grid(3)
    for each in comparison.differences[:DIFFERENCES]:
        words = Text()
        if each.left is not None:
            words.append(f"– {shortened(each.left.of(left.text), 160)}", "red")
        if each.right is not None:
            words.append(("\n" if words else "") + f"+ {shortened(each.right.of(right.text), 160)}", "green")
        rows.add_row(Text(each.kind), Text(", ".join(each.tells), "dim"), words)
    listed(out, "What differs", rows)
    more = len(comparison.differences) - DIFFERENCES
    if more > 0:
        out.print(Text(f"and {counted(more, 'more difference', 'more differences')}: see --html", "dim"))
