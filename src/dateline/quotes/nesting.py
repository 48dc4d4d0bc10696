"""Reports inside reports: "Holt said that Marsh believes …"."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.quotes.report import Report
from dateline.record import Span, covering

_ONE_SELF = frozenset({"i", "we", "you"})


def parents_of(reports: Sequence[Report]) -> list[int | None]:
    """Return for each report the index of the innermost one whose content holds its cue; None for the outermost.

    Quotations of nobody in particular are parents too: what is reported in them is their speaker's.

    A parent's content always spans more than its child's, so that chains end.
    """
    pieces = sorted(
        (piece.start, -piece.end, number) for number, report in enumerate(reports) for piece in report.content
    )
    lengths = [len(covering(tuple(report.content))) for report in reports]
    found: list[int | None] = [None] * len(reports)
    open_: list[tuple[int, int]] = []
    place = 0
    for number in sorted((n for n, r in enumerate(reports) if r.cue), key=lambda n: reports[n].cue[0]):
        cue = reports[number].cue[0]
        while place < len(pieces) and pieces[place][0] <= cue.start:
            open_.append((-pieces[place][1], pieces[place][2]))
            place += 1
        open_ = [piece for piece in open_ if piece[0] > cue.start]
        holders = [n for end, n in open_ if end >= cue.end and n != number and lengths[n] > lengths[number]]
        found[number] = min(holders, key=lambda n: lengths[n], default=None)
    return found


def without_own_views(text: str, reports: Sequence[Report]) -> list[Report]:
    """Leave out what somebody says that they themselves think: "I believe that …" inside their own words.

    And nouns of nobody inside a report: in "he rejected suggestions that …" nobody is said to suggest it.
    """
    parents = parents_of(reports)
    return [
        report
        for report, parent in zip(reports, parents, strict=True)
        if parent is None
        or (report.source is None and report.rule != "noun and clause")
        or (report.source is not None and not _is_self(text, report.source))
    ]


def _is_self(text: str, source: Span) -> bool:
    return source.of(text).lower() in _ONE_SELF
