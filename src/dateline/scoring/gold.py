"""Reading gold data and predictions: JSON Lines with an ``id`` on every line, or the two of a pair, ``a`` and ``b``."""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import msgspec

from dateline.errors import GoldError

Line: TypeAlias = Mapping[str, Any]
"""One gold document or one prediction, as the file has it."""

Figures: TypeAlias = dict[str, float | int | None]
"""Scores by name, in the order in which they are printed. None: nothing to score."""


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSON Lines file, gzipped where its name ends in .gz; blank lines are left out.

    A pair's id is that of ``pair_id``.

    Raises GoldError with the line number for a line that is no object with an ``id``.
    """
    with gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb") as file:
        for number, data in enumerate(file, start=1):
            if not data.strip():
                continue
            try:
                line = msgspec.json.decode(data)
            except (msgspec.DecodeError, UnicodeDecodeError) as error:
                raise GoldError(f"{path.name}, line {number}: not JSON ({error}); give one object a line") from error
            if isinstance(line, dict) and isinstance(line.get("a"), str) and isinstance(line.get("b"), str):
                line.setdefault("id", pair_id(line["a"], line["b"]))
            if not isinstance(line, dict) or not isinstance(line.get("id"), str):
                raise GoldError(f'{path.name}, line {number}: no object with an id; give {{"id": …}} on each line')
            yield line


def pair_id(one: str, other: str) -> str:
    """Return the id of a pair of documents: the same either way round."""
    return " ".join(sorted((one, other)))


def read_predictions(path: Path) -> dict[str, dict[str, Any]]:
    """Return the predictions of a file by id; the last one of an id stands."""
    return {line["id"]: line for line in read_lines(path)}
