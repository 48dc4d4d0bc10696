"""Dateline turns news pages into a record that anyone can check, and publishes from that record.

>>> from dateline import read
>>> record = read("page.html")   # doctest: +SKIP
>>> record.quotations[0].speaker   # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dateline.pipeline import default_pipeline, read
    from dateline.record import Record

__all__ = ["Record", "__version__", "default_pipeline", "read"]

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    # Late, so that "import dateline" and "dateline --help" stay quick.
    if name == "Record":
        from dateline.record import Record

        return Record
    if name in {"default_pipeline", "read"}:
        from dateline import pipeline

        return getattr(pipeline, name)
    raise AttributeError(f"module 'dateline' has no attribute {name!r}")
