"""What every view on the terminal is laid with: quiet, aligned, readable without colour."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

MEASURE = 100
"""Columns at most: a longer line is hard to read."""


def console() -> Console:
    """Return a console of the reader's width, up to the measure."""
    found = Console(highlight=False)
    return found if found.width <= MEASURE else Console(highlight=False, width=MEASURE)


def listed(out: Console, title: str | None, rows: Table) -> None:
    """Print rows below a title, set in; nothing where there are none."""
    if rows.row_count:
        if title:
            out.print(Text(title, "bold"))
        out.print(Padding(rows, (0, 0, 1, 2)))


def grid(columns: int) -> Table:
    """Return a table without lines, whose last column takes what is left."""
    table = Table.grid(padding=(0, 2))
    for _ in range(columns - 1):
        table.add_column(max_width=34)
    table.add_column(ratio=1)
    return table


def shortened(words: str, width: int = 90) -> str:
    """Return words on one line of so many characters at most."""
    words = " ".join(words.split())
    if len(words) <= width:
        return words
    cut = words[: width - 1]
    whole = cut if words[width - 1].isspace() else cut.rpartition(" ")[0]
    # A word that fills most of the line, or a script without spaces, is cut.
    return (whole if len(whole) > width // 2 else cut).rstrip() + "…"


def counted(number: int, one: str, many: str) -> str:
    """Return a number with its noun."""
    return f"{number} {one if number == 1 else many}"
