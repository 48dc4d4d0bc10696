"""Reading lexicons: tab-separated tables that ride in the package, one fact a row."""

from __future__ import annotations

from importlib.resources import files

from dateline.errors import LexiconError


def read_table(room: str, name: str, *, columns: int) -> list[tuple[str, ...]]:
    """Return the rows of ``data/<room>/<name>.tsv`` in order, without blank lines and comments (``#``).

    Raises LexiconError where the file is missing or a row has not that many columns.
    """
    place = f"{room}/{name}.tsv"
    try:
        text = files("dateline.resources").joinpath("data", room, f"{name}.tsv").read_text(encoding="utf-8")
    except (FileNotFoundError, UnicodeDecodeError) as error:
        raise LexiconError(f"lexicon {place} can't be read ({error}); install Dateline again") from error
    return table_rows(text, f"lexicon {place}", columns=columns)


def table_rows(text: str, place: str, *, columns: int) -> list[tuple[str, ...]]:
    """Return the rows of a table's text; ``place`` names it in errors.

    Raises LexiconError where a row has not that many columns.
    """
    rows = []
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() and not line.startswith("#"):
            row = tuple(line.split("\t"))
            if len(row) != columns:
                raise LexiconError(
                    f"{place}, line {number}: {len(row)} columns in {line!r}, not {columns}; correct the row"
                )
            rows.append(row)
    return rows
