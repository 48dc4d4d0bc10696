"""Reading the room's tables: tab-separated, one fact a row, a commented first line."""

from __future__ import annotations

import csv
from functools import lru_cache
from importlib.resources import files

from dateline.errors import LexiconError


@lru_cache(maxsize=16)
def rows(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of a table of this room by column name.

    Raises LexiconError where the table is missing or a row has not as many cells as the header.
    """
    source = files("dateline.resources").joinpath("data", "stories", f"{name}.tsv")
    try:
        lines = source.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise LexiconError(
            f"table {name}.tsv of the stories room can't be read ({error}); reinstall dateline"
        ) from error
    table = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE)
    found = tuple(table)
    for row in found:
        if None in row or None in row.values():
            raise LexiconError(f"table {name}.tsv has a row with too many or too few cells: {row}; reinstall dateline")
    return found


@lru_cache(maxsize=16)
def words(name: str) -> frozenset[str]:
    """Return the ``word`` column of a table."""
    return frozenset(row["word"] for row in rows(name))
