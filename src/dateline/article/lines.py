"""The lines of a scraped text: what stands on each, and what its form says."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.article.furniture import Cues, cues
from dateline.record.article import RemovedAs, Role

MAX_LINES = 10_000


@dataclass(slots=True)
class Line:
    """A line or paragraph of the scraped text."""

    words: str
    number: int
    """Line number in the file, from 1."""
    cues: Cues
    prose: bool
    blank_before: bool = True
    role: Role | None = None
    taken_for: RemovedAs = "other"
    reason: str = "does not read as part of the article"


def read_lines(text: str) -> list[Line]:
    """Return the text's paragraphs: those between blank lines where lines are wrapped, else each line."""
    rows = text.splitlines()[:MAX_LINES]
    found: list[tuple[str, int, bool]] = []
    for number, row in enumerate(rows, start=1):
        words = " ".join(row.split())
        if not words:
            continue
        wrapped = (
            found
            and number > 1
            and rows[number - 2].strip()
            and 55 <= len(rows[number - 2].rstrip()) <= 100
            and not cues(found[-1][0]).sentence
            and words[0].islower()
        )
        if wrapped:
            found[-1] = (f"{found[-1][0]} {words}", *found[-1][1:])
        else:
            found.append((words, number, number == 1 or not rows[number - 2].strip()))
    return [Line(words, number, cues(words), _is_prose(words), blank) for words, number, blank in found]


def _is_prose(words: str) -> bool:
    count = len(words.split())
    return (
        (count >= 12 and any(mark in words[-4:] for mark in '.!?…:”"'))
        or count >= 28
        or (len(words) > 60 and "。" in words)
    )
