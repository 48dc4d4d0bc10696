"""Reading the truth of the sample pages."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

SAMPLES = Path(__file__).resolve().parents[2] / "samples"


@lru_cache(maxsize=1)
def pages() -> tuple[dict[str, Any], ...]:
    """The rows of samples/manifest.jsonl."""
    return _rows("manifest.jsonl")


@lru_cache(maxsize=1)
def stories() -> tuple[dict[str, Any], ...]:
    """The rows of samples/stories.jsonl."""
    return _rows("stories.jsonl")


def content(row: dict[str, Any]) -> bytes:
    """The bytes of a page."""
    file: str = row["file"]
    return (SAMPLES / "pages" / file).read_bytes()


def encoding(row: dict[str, Any]) -> str:
    """The codec that a page is written in."""
    return "cp1252" if "windows-1252" in row["layout"] else "utf-8"


def _rows(name: str) -> tuple[dict[str, Any], ...]:
    lines = (SAMPLES / name).read_bytes().splitlines()
    return tuple(msgspec.json.decode(line) for line in lines)
